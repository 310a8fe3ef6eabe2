"""What the councils said, and the extracts of their minutes."""

from datetime import date
from typing import Any

from bodies.actions.agreements.core import (
    Copy,
    because,
    check_not_archived,
    check_not_to_come,
    check_reason,
    keep,
    lock_agreement,
    touch,
    void,
)
from bodies.actions.core import record
from bodies.agreement_states import Outcome, Party
from bodies.models import Adoption, Body, FrameworkVersion, MunicipalAgreement, Person
from bodies.models.body import BodyKind
from bodies.policies import check_keeps_agreements
from samverkan.lib.dates import now, swedish_date
from samverkan.lib.errors import DomainError
from samverkan.lib.filing import filing


@filing()
def record_adoption(
    *,
    agreement_id: int,
    version: int | None,
    by: Person,
    party: str,
    day: date,
    paragraph: int | None = None,
    text_version: FrameworkVersion | None = None,
    council: Body | None = None,
    council_name: str = "",
    extract_received_on: date | None = None,
    extract: Copy | None = None,
    note: str = "",
) -> Adoption:
    """A council has adopted the text: the newest version unless another is given.

    The council is the party's own where the register has it. Raises NotAllowed, Stale, and
    DomainError for a day to come, before it was sent, after its end, or twice for a version.
    """
    return write_adoption(
        lock_agreement(agreement_id, version, by),
        "record_adoption",
        by,
        extract,
        party=Party(party).value,
        outcome=Outcome.ADOPTED.value,
        day=day,
        paragraph=paragraph,
        version=text_version,
        council=council,
        council_name=council_name,
        extract_received_on=extract_received_on,
        note=note,
    )


@filing()
def record_refusal(
    *,
    agreement_id: int,
    version: int | None,
    by: Person,
    party: str,
    day: date,
    note: str,
    paragraph: int | None = None,
    council: Body | None = None,
    council_name: str = "",
    extract_received_on: date | None = None,
    extract: Copy | None = None,
) -> Adoption:
    """A council has said no to the newest text; `note` is why, in its words.

    Raises as record_adoption does, and DomainError without a note.
    """
    agreement = lock_agreement(agreement_id, version, by)
    check_reason(note, "note")
    return write_adoption(
        agreement,
        "record_refusal",
        by,
        extract,
        party=Party(party).value,
        outcome=Outcome.DECLINED.value,
        day=day,
        paragraph=paragraph,
        version=None,
        council=council,
        council_name=council_name,
        extract_received_on=extract_received_on,
        note=note,
    )


def write_adoption(
    agreement: MunicipalAgreement,
    verb: str,
    by: Person,
    extract: Copy | None,
    sender: str = "",
    **given: Any,
) -> Adoption:
    """What a council said of the locked agreement, in the caller's act. Raises DomainError.

    `sender` is who told of it through a personal link, which `by` made or was given.
    """
    check_not_archived(agreement)
    check_not_to_come(given["day"], "day")
    if extract and not given["extract_received_on"]:
        raise DomainError("Skriv vilken dag utdraget kom in.", field="extract_received_on")
    if given["extract_received_on"]:
        check_not_to_come(given["extract_received_on"], "extract_received_on")
    given["version"] = given["version"] or agreement.framework.versions.order_by("number").last()
    _check_paragraph(agreement, given)
    given["council"] = given["council"] or _council(agreement, given)
    given["council_name"] = given["council_name"] or _council_name(agreement, given)
    row = Adoption(agreement=agreement, recorded_at=now(), recorded_by=by, **given)
    keep(row, extract)
    touch(agreement)
    what = "antog" if row.outcome == Outcome.ADOPTED else "sade nej till"
    told = f"{row} {what} avtalet {swedish_date(row.day)}, {row.version} av texten."
    told += f" Lämnat av {sender} genom en personlig länk." if sender else ""
    record(verb, told, by=None if sender else by, agreement=agreement, adoption=row.pk)
    return row


def _check_paragraph(agreement: MunicipalAgreement, given: dict[str, Any]) -> None:
    """A council numbers its decisions anew each year, so one § is one decision."""
    same = agreement.adoptions.valid().filter(
        party=given["party"], paragraph=given["paragraph"], day__year=given["day"].year
    )
    if given["paragraph"] and (other := same.first()):
        raise DomainError(
            f"§ {other.paragraph} är redan antecknad för beslutet {swedish_date(other.day)}. "
            "Se efter i protokollet, eller makulera det beslutet först.",
            field="paragraph",
        )


def _council(agreement: MunicipalAgreement, given: dict[str, Any]) -> Body | None:
    """The party's council, if the register has it and nobody has named another."""
    if given["council_name"]:
        return None
    councils = Body.objects.filter(kind=BodyKind.COUNCIL)
    if given["party"] == Party.REGION:
        found: Body | None = councils.filter(organisation__kind="region").first()
    else:
        found = councils.filter(organisation=agreement.municipality_id).first()
    return found


def _council_name(agreement: MunicipalAgreement, given: dict[str, Any]) -> str:
    if given["council"]:
        return ""
    region = given["party"] == Party.REGION
    return "Regionfullmäktige" if region else f"Kommunfullmäktige i {agreement.municipality}"


@filing()
def receive_extract(
    *,
    adoption_id: int,
    version: int | None,
    by: Person | None,
    received_on: date,
    file: Copy | None = None,
    sender: str = "",
    reason: str = "",
) -> Adoption:
    """The extract of the minutes has come, with or without its file; a later one replaces it.

    `by` is None when it came through a personal link, whose holder is `sender`: the link is
    the right to do it. Raises NotAllowed, Stale, DomainError for a day to come or before the
    meeting, and when the adoption is voided.
    """
    if by is not None:
        check_keeps_agreements(by)
    found = Adoption.objects.get(pk=adoption_id)
    agreement = lock_agreement(found.agreement_id, version, None)
    row = Adoption.objects.select_related("council", "version").get(pk=adoption_id)
    check_not_archived(agreement)
    if row.voided_at:
        raise DomainError("Beslutet är makulerat. Utdraget hör till ett annat beslut.")
    check_not_to_come(received_on, "received_on")
    if received_on < row.day:
        raise DomainError("Utdraget kan inte ha kommit före sammanträdet.", field="received_on")
    row.extract_received_on = received_on
    keep(row, file, ["extract_received_on"])
    touch(agreement)
    whom = f" från {sender}" if sender else ""
    told = f"Protokollsutdraget från {row} kom in{whom} {swedish_date(received_on)}"
    told = because(told, reason)
    record("receive_extract", told, by=by, agreement=agreement, adoption=row.pk)
    return row


@filing()
def void_adoption(*, adoption_id: int, version: int | None, by: Person, reason: str) -> Adoption:
    """It was recorded wrongly. It stays readable, and counts no more.

    Raises NotAllowed, Stale, DomainError without a reason, while a signature rests on it, or
    while the agreement is archived.
    """
    found = Adoption.objects.get(pk=adoption_id)
    agreement = lock_agreement(found.agreement_id, version, by)
    check_not_archived(agreement)
    row = Adoption.objects.select_related("council").get(pk=adoption_id)
    void(row, by=by, reason=reason)
    touch(agreement)
    told = f"{row} {swedish_date(row.day)} makulerades: {row.void_reason}"
    record("void_adoption", told, by=by, agreement=agreement, adoption=row.pk)
    return row
