"""Agreements written straight into the tables, as many as a test of reading needs."""

from datetime import date
from typing import Any

from bodies.models import (
    Adoption,
    FrameworkAgreement,
    FrameworkVersion,
    MunicipalAgreement,
    Organisation,
    Person,
    Signature,
    Term,
    VersionAnswer,
)
from samverkan.lib.dates import now
from tests import factories as make

FIRST, LAST = date(2027, 1, 1), date(2030, 12, 31)
SENT = date(2026, 3, 2)


def a_term(first: date = FIRST, last: date = LAST) -> Term:
    year = first.year - 1
    made: Term = Term.objects.create(
        name=f"{first.year}–{last.year}",
        election_day=date(year, 9, 10),
        council_from=date(year, 10, 15),
        council_to=date(last.year, 10, 14),
        board_from=first,
        board_to=last,
    )
    return made


def a_framework(by: Person, first: date = FIRST, last: date | None = None) -> FrameworkAgreement:
    """With the first version of its text; for four years unless told otherwise."""
    last = last or date(first.year + 3, 12, 31)
    made: FrameworkAgreement = FrameworkAgreement.objects.create(
        term=a_term(first, last),
        title="Överenskommelse",
        first_day=first,
        last_day=last,
        created_at=now(),
    )
    a_text(made, by)
    return made


def a_text(framework: FrameworkAgreement, by: Person, number: int = 1) -> FrameworkVersion:
    made: FrameworkVersion = FrameworkVersion.objects.create(
        framework=framework,
        number=number,
        text="Vi samverkar.",
        what_changed="" if number == 1 else "En ny punkt.",
        made_at=now(),
        made_by=by,
    )
    return made


def an_agreement(
    framework: FrameworkAgreement, place: Organisation | None = None, sent: date | None = SENT
) -> MunicipalAgreement:
    made: MunicipalAgreement = MunicipalAgreement.objects.create(
        framework=framework,
        municipality=place or make.organisation(),
        created_at=now(),
        sent_on=sent,
        sent_to="kommun@example.org" if sent else "",
    )
    return made


def said(
    agreement: MunicipalAgreement, by: Person, party: str = "municipality", **more: Any
) -> Adoption:
    """What a council said of the newest text, yes unless told otherwise."""
    given = {
        "version": agreement.framework.versions.latest("number"),
        "council_name": "Fullmäktige",
        "day": date(2026, 5, 4),
        "outcome": "adopted",
        "paragraph": 7,
        "recorded_at": now(),
        "recorded_by": by,
    }
    made: Adoption = Adoption.objects.create(agreement=agreement, party=party, **(given | more))
    return made


def signed(adoption: Adoption, kind: str, by: Person, day: date = date(2026, 6, 1)) -> Signature:
    made: Signature = Signature.objects.create(
        agreement=adoption.agreement,
        adoption=adoption,
        party=adoption.party,
        kind=kind,
        name="Prov Provsson",
        day=day,
        recorded_at=now(),
        recorded_by=by,
    )
    return made


def answered(agreement: MunicipalAgreement, by: Person, answer: str = "holds") -> VersionAnswer:
    made: VersionAnswer = VersionAnswer.objects.create(
        agreement=agreement,
        version=agreement.framework.versions.latest("number"),
        answer=answer,
        reason="Bara språkligt.",
        at=now(),
        by=by,
    )
    return made


def in_full(agreement: MunicipalAgreement, by: Person) -> MunicipalAgreement:
    """Adopted and signed by both."""
    for party in ("municipality", "region"):
        adoption = said(agreement, by, party)
        for kind in ("elected", "official"):
            signed(adoption, kind, by)
    return agreement
