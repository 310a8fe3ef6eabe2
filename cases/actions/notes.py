"""Notes of one's own: written, changed and thrown away, with no trace in the case."""

from collections.abc import Collection

from django.db import transaction

from bodies.models import Person
from cases.models import Case, Document, Note
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, Stale, WrongStep

GONE = "Anteckningen är redan borttagen."


@transaction.atomic
def write_note(
    *,
    case: Case,
    by: Person,
    text: str,
    document: Document | None = None,
    shared_with: Collection[Person] = (),
) -> Note:
    """A new note on a case, or on one of its documents, that `by` may see.

    Raises DomainError (text, document).
    """
    note = Note(case=case, person=by)
    return _save(note, text, document, shared_with)


@transaction.atomic
def edit_note(
    *,
    note_id: int,
    version: int,
    by: Person,
    text: str,
    document: Document | None = None,
    shared_with: Collection[Person] = (),
) -> Note:
    """Change one's own. Raises WrongStep when it is gone, Stale, DomainError (text, document)."""
    note = _own(note_id, by)
    if note.version != version:
        raise Stale(
            "Du har ändrat anteckningen på ett annat ställe sedan du öppnade sidan. "
            "Din text står kvar. Läs igenom och spara igen."
        )
    note.version += 1
    return _save(note, text, document, shared_with)


@transaction.atomic
def remove_note(*, note_id: int, by: Person) -> None:
    """Throw one's own away, for everybody it was shared with too. Raises WrongStep."""
    _own(note_id, by).delete()


def _own(note_id: int, by: Person) -> Note:
    found: Note | None = (
        Note.objects.select_for_update(of=("self",))
        .select_related("case", "document")
        .filter(pk=note_id, person=by)
        .first()
    )
    if found is None:
        raise WrongStep(GONE)
    return found


def _save(
    note: Note, text: str, document: Document | None, shared_with: Collection[Person]
) -> Note:
    if not text.strip():
        raise DomainError("Skriv något, eller ta bort anteckningen.", field="text")
    if document is not None and document.case_id != note.case_id:
        raise DomainError("Välj en handling i ärendet.", field="document")
    note.text, note.document, note.written_at = text.strip(), document, now()
    note.document_version = document.latest.number if document else None
    note.save()
    note.shared_with.set([each for each in shared_with if each != note.person])
    return note
