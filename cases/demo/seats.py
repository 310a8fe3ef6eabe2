"""A seat on every chair, in every term: the boards' days and the council's differ.

Every other chair of RUN changes hands with the term, so that a body's page shows
other people on another day. Those whom one may log in as keep theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bodies.models import Membership, Organisation, Person, Term
from bodies.models.membership import Seat
from cases.demo.people import PARTIES, politicians
from cases.demo.world import World

# None but the council's 71, PKD AU's 7 and the samråd's 6 + 7 is known; the rest is invented.
RUN_MEMBERS, RUN_SUBSTITUTES = 13, 13
COUNCIL, EXECUTIVE, HEALTH, DRAFTING, SECTOR = 71, 15, 15, 11, 9
# Chairs of RUN that also sit in its working committee, and the six that sit in the samråd.
IN_COMMITTEE = (0, 1, 2, 4, 6, 8, 10)
IN_CONSULTATION = (0, 1, 2, 4, 6, 8)
BOARD_MEMBER_CHAIR = 4
PKD_AU = ("Umeå", "Lycksele", "Skellefteå", "Vännäs", "Storuman", "Norsjö", "Nordmaling")


@dataclass
class Pool:
    """Who there is to seat. `board_next` takes over in RUN every other term."""

    board: list[Person]
    board_next: list[Person]
    delegates: dict[str, Person]
    deputies: dict[str, Person]
    executive: list[Person]
    health: list[Person]
    others: list[Person]


@dataclass
class Row:
    """People in the order of their chairs in one body."""

    body: str
    people: list[Person]
    vice: int = 1
    substitutes: list[Person] = field(default_factory=list)
    places: dict[int, Organisation] = field(default_factory=dict)


def fill(world: World) -> None:
    """Seat everybody in every term there is, and the secretary for good."""
    pool = _pool(world)
    made: list[Membership] = []
    for term in world.terms:
        board = _board(pool, term)
        for row in _council_rows(pool, board):
            made += _seat(world, row, term.council_from, term.council_to)
        for row in _board_rows(world, pool, board):
            made += _seat(world, row, term.board_from, term.board_to)
    Membership.objects.bulk_create([*made, *_secretaries(world)])


def _pool(world: World) -> Pool:
    names = iter(politicians(26 + 13 + 30 + EXECUTIVE + HEALTH + 28))
    board = [next(names) for _ in range(RUN_MEMBERS + RUN_SUBSTITUTES)]
    board[BOARD_MEMBER_CHAIR] = world.accounts["board_member"]
    delegates = {place.name: next(names) for place in world.municipalities}
    deputies = {place.name: next(names) for place in world.municipalities}
    _at_home(world, delegates)
    _at_home(world, deputies)
    delegates["Lycksele"] = world.accounts["committee_member"]
    return Pool(
        board=board,
        board_next=[next(names) for _ in range(13)],
        delegates=delegates,
        deputies=deputies,
        executive=[next(names) for _ in range(EXECUTIVE)],
        health=[next(names) for _ in range(HEALTH)],
        others=list(names),
    )


def _at_home(world: World, people: dict[str, Person]) -> None:
    """Those who speak for a municipality belong to it."""
    for place, person in people.items():
        person.organisation = world.organisations[place]
    Person.objects.bulk_update(people.values(), ["organisation"])


def _board(pool: Pool, term: Term) -> list[Person]:
    """RUN's chairs in a term; in every other term the odd ones are held by others."""
    if (term.board_from.year // 4) % 2 == 0:
        return pool.board
    successors = iter(pool.board_next)
    keep = {*IN_COMMITTEE, *IN_CONSULTATION, BOARD_MEMBER_CHAIR}
    return [
        person if number in keep or number % 2 == 0 else next(successors)
        for number, person in enumerate(pool.board)
    ]


def _council_rows(pool: Pool, board: list[Person]) -> Iterator[Row]:
    """The council sits from 15 October, two months before the boards (KL 5:9)."""
    council = [*board[:RUN_MEMBERS], *pool.executive, *pool.health, *pool.others][:COUNCIL]
    yield Row("rf", council, vice=2)
    yield Row("fb", council[RUN_MEMBERS : RUN_MEMBERS + DRAFTING])


def _board_rows(world: World, pool: Pool, board: list[Person]) -> Iterator[Row]:
    members, places = board[:RUN_MEMBERS], world.organisations
    delegates = list(pool.delegates.values())
    deputies = list(pool.deputies.values())
    homes = {person.pk: places[name] for name, person in pool.delegates.items()}
    homes |= {person.pk: places[name] for name, person in pool.deputies.items()}
    yield Row("run", members, vice=2, substitutes=board[RUN_MEMBERS:])
    yield Row("run-au", [board[chair] for chair in IN_COMMITTEE], vice=2)
    yield Row("samrad", [board[chair] for chair in IN_CONSULTATION], vice=0)
    yield Row("rs", pool.executive, vice=2)
    yield Row("hsn", pool.health, vice=2)
    yield Row("pkd", delegates, substitutes=deputies, places=homes)
    yield Row(
        "pkd-au",
        [pool.delegates[name] for name in PKD_AU],
        substitutes=[pool.deputies[name] for name in PKD_AU],
        places=homes,
    )
    yield Row("pkd-vd", deputies[:SECTOR], places=homes)
    yield Row("rlm", [*pool.executive[:3], *delegates], places=homes)
    yield Row("vo", [*pool.health[:3], *deputies], places=homes)


def _seat(world: World, row: Row, first: date, last: date) -> Iterator[Membership]:
    vice = {*range(1, 1 + row.vice)}
    for number, person in enumerate([*row.people, *row.substitutes]):
        substitute = number - len(row.people) + 1
        yield Membership(
            person=person,
            body=world.bodies[row.body],
            seat=Seat.SUBSTITUTE if substitute > 0 else _chair(number, vice, row),
            party=person.party or PARTIES[number % len(PARTIES)],
            on_behalf_of=row.places.get(person.pk),
            entry_order=substitute if substitute > 0 else None,
            valid_from=first,
            valid_to=last,
        )


def _chair(number: int, vice: set[int], row: Row) -> Seat:
    """The samråd chooses no chair of its own here: nobody has said who leads it."""
    if number == 0 and row.vice:
        return Seat.CHAIR
    return Seat.VICE_CHAIR if number in vice else Seat.MEMBER


def _secretaries(world: World) -> Iterator[Membership]:
    since = world.terms[0].board_from
    for key in ("run", "run-au", "samrad"):
        yield Membership(
            person=world.accounts["secretary"],
            body=world.bodies[key],
            seat=Seat.SECRETARY,
            valid_from=since,
        )
