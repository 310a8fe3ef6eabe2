"""The region and everything in it that stands still: organisations, bodies, terms."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bodies.models import Body, CooperationArea, Organisation, Person, SeatRule, Term
from cases.demo.facts import day, rows
from cases.demo.people import accounts
from samverkan.lib.dates import today


@dataclass(frozen=True)
class World:
    """What the rest of the demonstration refers to, by its key or name."""

    organisations: dict[str, Organisation]
    bodies: dict[str, Body]
    area: CooperationArea
    terms: list[Term]
    accounts: dict[str, Person]

    @property
    def municipalities(self) -> list[Organisation]:
        return [each for each in self.organisations.values() if each.kind == "municipality"]


def build() -> World:
    organisations = _organisations()
    bodies = _bodies(organisations)
    _seat_rules(bodies)
    return World(
        organisations=organisations,
        bodies=bodies,
        area=_areas(bodies)["regional-utveckling"],
        terms=_terms(),
        accounts=accounts(organisations),
    )


def _organisations() -> dict[str, Organisation]:
    made = [Organisation(**_typed(row)) for row in rows("organisations")]
    Organisation.objects.bulk_create(made)
    return {each.name: each for each in made}


def _typed(row: dict[str, str]) -> dict[str, Any]:
    population = int(row["population"]) if row["population"] else None
    valid = {name: day(row[name]) for name in ("valid_from", "valid_to")}
    return {**row, **valid, "population": population}


def _bodies(organisations: dict[str, Organisation]) -> dict[str, Body]:
    made: dict[str, Body] = {}
    for row in rows("bodies"):
        given: dict[str, Any] = {
            **row,
            "organisation": organisations.get(row["organisation"]),
            "parent": made.get(row["parent"]),
            "decides": row["decides"] == "yes",
            **{name: int(row[name]) for name in ("summons_days", "papers_days")},
        }
        made[row["key"]] = Body.objects.create(**given)
    return made


def _seat_rules(bodies: dict[str, Body]) -> None:
    """The samråd: six whom RUN has chosen, and all seven of PKD AU."""
    joint = bodies["samrad"]
    SeatRule.objects.create(body=joint, source=bodies["run"], seats=6)
    SeatRule.objects.create(body=joint, source=bodies["pkd-au"], seats=7, takes_all=True)


def _areas(bodies: dict[str, Body]) -> dict[str, CooperationArea]:
    made = {}
    for row in rows("cooperation_areas"):
        seats = {seat: bodies.get(key) for seat, key in row.items() if seat not in ("key", "name")}
        made[row["key"]] = CooperationArea.objects.create(key=row["key"], name=row["name"], **seats)
    return made


def _terms() -> list[Term]:
    """The known terms, and as many more as it takes for a next one to be there."""
    made = [_known_term(row) for row in rows("terms")]
    while made[-1].board_from <= today():
        made.append(_next_term(made[-1]))
    Term.objects.bulk_create(made)
    return made


def _known_term(row: dict[str, str]) -> Term:
    days: dict[str, Any] = {key: day(text) for key, text in row.items() if key != "name"}
    return Term(name=row["name"], **days)


def _next_term(last: Term) -> Term:
    """Four years on: election on the second Sunday of September, council from 15 October."""
    year = last.board_to.year
    return Term(
        name=f"{year + 1}–{year + 4}",
        election_day=_second_sunday(date(year, 9, 1)),
        council_from=date(year, 10, 15),
        council_to=date(year + 4, 10, 14),
        board_from=date(year + 1, 1, 1),
        board_to=date(year + 4, 12, 31),
    )


def _second_sunday(first: date) -> date:
    return first + timedelta(days=6 - first.weekday() + 7)
