"""What the actions on agreements share: the locked row, files, honest days.

Only the other modules of this package may call it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.files import File
from django.db import IntegrityError, connection, transaction

from bodies.actions.core import refusal, store
from bodies.agreement_states import Facts
from bodies.models import FrameworkAgreement, MunicipalAgreement, Person
from bodies.models.agreements.parts import Voidable, WithFile
from bodies.policies import check_keeps_agreements
from bodies.queries.agreements import facts_of
from samverkan.lib.dates import now, swedish_date, today
from samverkan.lib.errors import DomainError, Stale
from samverkan.lib.filing import write
from samverkan.lib.uploads import CheckedFile

STALE = (
    "Någon annan har ändrat avtalet sedan du öppnade sidan. Det du skrev står kvar. "
    "Läs igenom och spara igen."
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that has passed `lib.uploads`: a text, an extract or a signed copy."""

    content: File  # type: ignore[type-arg]  # FieldFile, UploadedFile and plain files alike
    checked: CheckedFile


def lock_agreement(agreement_id: int, version: int | None, by: Person | None) -> MunicipalAgreement:
    """The agreement, locked. Raises NotAllowed, and Stale when the form was of another version.

    `by` is None where another check has been made. Facts of an agreement are only written
    under this lock, so that two administrators never write against each other. Its text and
    its days stay as they are meanwhile: the framework first, then the agreement.
    """
    if by is not None:
        check_keeps_agreements(by)
    hold_framework(agreement_id)
    row: MunicipalAgreement = (
        MunicipalAgreement.objects.select_for_update(of=("self",))
        .select_related("framework__term", "municipality")
        .get(pk=agreement_id)
    )
    _check_version(row, version)
    return row


def hold_framework(agreement_id: int) -> None:
    """Many may hold it at once; who changes it (`lock_framework`) waits for them all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT framework.id FROM bodies_frameworkagreement AS framework"
            " JOIN bodies_municipalagreement AS agreement ON agreement.framework_id = framework.id"
            " WHERE agreement.id = %s FOR SHARE OF framework",
            [agreement_id],
        )


def lock_framework(framework_id: int, version: int | None, by: Person) -> FrameworkAgreement:
    """The framework, locked. Raises NotAllowed and Stale."""
    check_keeps_agreements(by)
    row: FrameworkAgreement = (
        FrameworkAgreement.objects.select_for_update(of=("self",))
        .select_related("term")
        .get(pk=framework_id)
    )
    _check_version(row, version)
    return row


def _check_version(row: MunicipalAgreement | FrameworkAgreement, version: int | None) -> None:
    if version is not None and row.version != version:
        raise Stale(STALE)


def touch(row: MunicipalAgreement | FrameworkAgreement, *fields: str) -> None:
    """Save these fields and count the version up: every other form of it is old now."""
    row.version += 1
    store(row, [*fields, "version"])


def keep(row: WithFile, copy: Copy | None, fields: Iterable[str] | None = None) -> None:
    """Save the row, with its file if there is one; a constraint's no becomes a sentence."""
    if copy is None:
        store(row, fields)
        return
    checked = copy.checked
    row.filename, row.content_type = checked.name, checked.content_type
    row.size, row.sha256 = checked.size, checked.sha256
    try:
        with transaction.atomic():
            write(row, checked.name, copy.content)
    except IntegrityError as error:
        raise refusal(error) from error


def void(row: Voidable, *, by: Person, reason: str) -> None:
    """Raises DomainError without a reason, and when it is voided already."""
    check_reason(reason)
    if row.voided_at:
        raise DomainError("Det är redan makulerat.")
    row.voided_at, row.voided_by, row.void_reason = now(), by, reason.strip()
    store(row, ["voided_at", "voided_by", "void_reason"])


def check_not_to_come(day: date, field: str) -> None:
    """What is recorded has happened."""
    if day > today():
        raise DomainError(
            f"{swedish_date(day).capitalize()} har inte varit än. Skriv den dag då det skedde.",
            field=field,
        )


def about(agreement: MunicipalAgreement) -> str:
    """What its letters and links concern, in the outbox's way."""
    return f"agreement:{agreement.pk}"


def check_not_archived(agreement: MunicipalAgreement) -> None:
    """What lies in the archive stands; whoever must mend it takes it out first."""
    if agreement.archived_on:
        raise DomainError("Avtalet är arkiverat. Ångra arkiveringen i listan över avtal först.")


def check_reason(reason: str, field: str = "reason") -> None:
    if not reason.strip():
        raise DomainError("Skriv varför.", field=field)


def because(told: str, reason: str) -> str:
    """A whole sentence of history, with the reason if one was given."""
    why = reason.strip()
    return f"{told}: {why}" if why else f"{told}."


def facts_now(agreement: MunicipalAgreement) -> Facts:
    """The facts of a locked agreement as they are now."""
    return facts_of([agreement])[agreement.pk]
