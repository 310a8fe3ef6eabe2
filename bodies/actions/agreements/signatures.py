"""The four signatures: elected and official, for the municipality and for the region."""

from datetime import date

from django.db import transaction

from bodies.actions.agreements.core import (
    Copy,
    check_not_archived,
    check_not_to_come,
    facts_now,
    keep,
    lock_agreement,
    touch,
    void,
)
from bodies.actions.core import record
from bodies.agreement_states import PARTY_WORDS, Party, Signer, adopted
from bodies.models import MunicipalAgreement, Person, Signature
from samverkan.lib.dates import now, swedish_date, today
from samverkan.lib.errors import DomainError
from samverkan.lib.filing import filing


@filing()
def record_signature(
    *,
    agreement_id: int,
    version: int | None,
    by: Person,
    party: str,
    kind: str,
    name: str,
    day: date,
    title: str = "",
    file: Copy | None = None,
) -> Signature:
    """Somebody has signed for a party. It rests on that party's adoption that stands.

    Raises NotAllowed, Stale, and DomainError when the party has not adopted, when the day is
    before its adoption or to come, and when that signature is there already.
    """
    agreement = lock_agreement(agreement_id, version, by)
    check_not_archived(agreement)
    check_not_to_come(day, "day")
    row = Signature(
        agreement=agreement,
        adoption_id=_adoption_of(agreement, Party(party)),
        party=Party(party).value,
        kind=Signer(kind).value,
        name=name.strip(),
        title=title.strip(),
        day=day,
        recorded_at=now(),
        recorded_by=by,
    )
    keep(row, file)
    touch(agreement)
    told = f"{PARTY_WORDS[Party(party)]} undertecknade {swedish_date(day)}: {row}."
    record("record_signature", told, by=by, agreement=agreement, signature=row.pk)
    return row


def _adoption_of(agreement: MunicipalAgreement, party: Party) -> int:
    held = adopted(facts_now(agreement), party, today())
    if held is None:
        raise DomainError(
            f"{PARTY_WORDS[party]} har inte antagit avtalet, så det kan inte undertecknas än. "
            "Anteckna fullmäktiges beslut först.",
            field="party",
        )
    return held.key


@filing()
def add_signed_copy(*, signature_id: int, version: int | None, by: Person, file: Copy) -> Signature:
    """The signed copy, scanned, when the signature was recorded without it; replaces one."""
    row, agreement = _locked(signature_id, version, by)
    keep(row, file)
    touch(agreement)
    told = f"Undertecknat exemplar lades till: {row}."
    record("add_signed_copy", told, by=by, agreement=agreement, signature=row.pk)
    return row


@transaction.atomic
def void_signature(*, signature_id: int, version: int | None, by: Person, reason: str) -> Signature:
    """It was recorded wrongly. It stays readable, and counts no more.

    Raises NotAllowed, Stale, DomainError without a reason.
    """
    row, agreement = _locked(signature_id, version, by)
    void(row, by=by, reason=reason)
    touch(agreement)
    told = f"Underskriften av {row} makulerades: {row.void_reason}"
    record("void_signature", told, by=by, agreement=agreement, signature=row.pk)
    return row


def _locked(
    signature_id: int, version: int | None, by: Person
) -> tuple[Signature, MunicipalAgreement]:
    """The signature and its agreement, locked. Raises DomainError when it is voided or archived."""
    found = Signature.objects.get(pk=signature_id)
    agreement = lock_agreement(found.agreement_id, version, by)
    check_not_archived(agreement)
    row = Signature.objects.get(pk=signature_id)
    if row.voided_at:
        raise DomainError("Underskriften är makulerad.")
    return row, agreement
