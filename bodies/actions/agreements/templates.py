"""Which Word template the agreements of a term are filled from."""

from bodies.actions.agreements.core import Copy, keep, lock_framework, touch
from bodies.actions.core import record
from bodies.agreement_papers import WORD, check_template
from bodies.models import AgreementTemplate, Person
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError
from samverkan.lib.filing import filing


@filing()
def change_template(
    *, framework_id: int, version: int | None, by: Person, file: Copy | None
) -> AgreementTemplate:
    """Fill the term's agreements from this file; without one, from the template that comes along.

    The template is tried first. Raises NotAllowed, Stale, DomainError (`file`) for one that is
    no Word file, cannot be read, or asks for what there is not.
    """
    framework = lock_framework(framework_id, version, by)
    if file is not None:
        if file.checked.content_type != WORD:
            raise DomainError("Mallen måste vara en Word-fil (docx).", field="file")
        check_template(file.content)
    row = AgreementTemplate(framework=framework, made_at=now(), made_by=by)
    keep(row, file)
    touch(framework)
    told = f"Avtalsmallen byttes till {row.filename or 'den som följer med'}."
    record("change_template", told, by=by, framework=framework, sha256=row.sha256)
    return row
