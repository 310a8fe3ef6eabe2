"""Rows of agreements written straight into the tables, right but for one thing."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

from django.db import models

from bodies.models import (
    Adoption,
    AgreementTemplate,
    Body,
    Clause,
    CouncilDay,
    Fee,
    FrameworkAgreement,
    FrameworkVersion,
    MunicipalAgreement,
    Organisation,
    Person,
    PersonalLink,
    Signature,
    Term,
    VersionAnswer,
)
from samverkan.lib.dates import now

Act = Callable[[], object]
FIRST, LAST, SENT, DAY = date(2027, 1, 1), date(2030, 12, 31), date(2026, 9, 1), date(2026, 11, 2)
MADE = now()
REVOKED = {"revoked_at": MADE}
_names = count(1)


def who() -> Person:
    found: Person = Person.objects.get_or_create(first_name="En", last_name="Enda")[0]
    return found


def place(name: str = "Provköping", kind: str = "municipality") -> Organisation:
    found: Organisation = Organisation.objects.get_or_create(name=name, kind=kind)[0]
    return found


def framework(year: int = 2027) -> FrameworkAgreement:
    found = FrameworkAgreement.objects.filter(first_day__year=year).first()
    if found is None:
        days = [date(year - 1, 9, 13), date(year - 1, 10, 15), date(year + 3, 10, 14)]
        boards = [date(year, 1, 1), date(year + 3, 12, 31)]
        names = ("election_day", "council_from", "council_to", "board_from", "board_to")
        term = Term.objects.create(name=str(year), **dict(zip(names, days + boards, strict=True)))
        found = FrameworkAgreement.objects.create(
            term=term, title="T", first_day=boards[0], last_day=boards[1], created_at=now()
        )
    return found


def text(number: int = 1, year: int = 2027) -> FrameworkVersion:
    given = {"text": "T", "what_changed": "Allt." if number > 1 else ""}
    found: FrameworkVersion = FrameworkVersion.objects.get_or_create(
        framework=framework(year),
        number=number,
        defaults={**given, "made_at": now(), "made_by": who()},
    )[0]
    return found


def agreement() -> MunicipalAgreement:
    found: MunicipalAgreement = MunicipalAgreement.objects.get_or_create(
        framework=framework(),
        municipality=place(),
        defaults={"sent_on": SENT, "sent_to": "Kim", "created_at": now()},
    )[0]
    return found


def adoption(party: str = "municipality", **more: Any) -> Adoption:
    given = {
        "agreement": agreement(),
        "party": party,
        "council_name": "Fullmäktige",
        "day": DAY,
        "outcome": "adopted",
        "recorded_at": now(),
        "recorded_by": who(),
    }
    version = {} if "version" in more else {"version": text()}
    made: Adoption = Adoption.objects.create(**(given | version | more))
    return made


def the_adoption(party: str = "municipality") -> Adoption:
    return Adoption.objects.filter(party=party).first() or adoption(party)


def row(model: type[models.Model], **more: Any) -> Act:
    """A row right but for `more`, whose values may be functions to call first."""

    def act() -> object:
        given = _rights(model) | {
            key: value() if callable(value) else value for key, value in more.items()
        }
        return model._default_manager.create(**given)

    return act


def _rights(model: type[models.Model]) -> dict[str, Any]:
    mine: dict[type[models.Model], Callable[[], dict[str, Any]]] = {
        FrameworkVersion: lambda: {
            "framework": framework(),
            "number": 1,
            "text": "T",
            "made_at": now(),
            "made_by": who(),
        },
        AgreementTemplate: lambda: {
            "framework": framework(),
            "made_at": now(),
            "made_by": who(),
        },
        MunicipalAgreement: lambda: {
            "framework": framework(),
            "municipality": place(),
            "created_at": now(),
        },
        Clause: lambda: {"number": 1, "heading": "H", "text": "T"},
        Fee: lambda: {"agreement": agreement(), "year": 2028, "amount": 100},
        Signature: lambda: {
            "agreement": agreement(),
            "adoption": the_adoption(),
            "party": "municipality",
            "kind": "elected",
            "name": "Pim Påhittsson",
            "day": DAY,
            "recorded_at": now(),
            "recorded_by": who(),
        },
        VersionAnswer: lambda: {
            "agreement": the_adoption().agreement,
            "version": text(2),
            "answer": "holds",
            "reason": "Små ändringar.",
            "at": now(),
            "by": who(),
        },
        CouncilDay: lambda: {"organisation": place(), "day": DAY},
        PersonalLink: lambda: {
            "purpose": "extract",
            "about": "agreement:1",
            "organisation": place(),
            "created_at": MADE,
            "created_by": who(),
            "expires_on": LAST,
        },
    }
    return mine[model]()


def said(**more: Any) -> Act:
    return lambda: adoption(
        **{key: value() if callable(value) else value for key, value in more.items()}
    )


def changed(find: Callable[[], models.Model], **values: Any) -> Act:
    """A row that is there, changed in the table."""
    return lambda: type(find())._default_manager.filter(pk=find().pk).update(**values)


def voided(find: Callable[[], models.Model]) -> Act:
    return lambda: changed(find, voided_at=now(), voided_by=who(), void_reason="Fel kommun.")()


def signature() -> models.Model:
    found: models.Model = Signature.objects.first() or row(Signature)()  # type: ignore[assignment]
    return found


def council(whose: Callable[[], Organisation], kind: str = "council") -> Callable[[], Body]:
    def act() -> Body:
        name = f"kf-{next(_names)}"
        made: Body = Body.objects.create(
            key=name, name=name, abbreviation="KF", kind=kind, organisation=whose()
        )
        return made

    return act


def region() -> Organisation:
    return place("Provregionen", "region")


def neighbour() -> Organisation:
    return place("Grannby")


WHOLE = {
    "file": "avtal/x.pdf",
    "filename": "x.pdf",
    "content_type": "application/pdf",
    "size": 3,
    "sha256": "a" * 64,
}
HALF = WHOLE | {"sha256": "kort"}
CAME = {"extract_received_on": DAY}
VOID = {"voided_at": now(), "voided_by": who, "void_reason": "Fel."}
ENDED = {"ended_on": date(2028, 5, 1), "end_reason": "Uppsagt."}
TOLD = row(FrameworkVersion, number=2, what_changed="Allt.")
