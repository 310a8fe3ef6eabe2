"""Attendance as arithmetic: how many are enough, and who steps in for whom.

Pure: people are keys and parties are names, so that the rules of the law can be tested
without a database. What is asked and answered is in `bodies.actions.attendance`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

# Which parties' substitutes step in for a party's members, in order (KL 5:17–18, 6:17).
Orders = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Chair:
    """An elected member, by key. `side` tells the samråd's two sides apart; else blank."""

    person: int
    party: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Spare:
    """An elected substitute. `order` is the number they are called by, None for none."""

    person: int
    party: str = ""
    order: int | None = None
    side: str = ""


def quorum(seats: int) -> int:
    """The least number that makes a board of `seats` members quorate: more than half (KL 6:27)."""
    return seats // 2 + 1


def is_quorate(present: int, seats: int) -> bool:
    """Whether more than half of the `seats` are served (KL 6:27). No seats, no quorum."""
    return seats > 0 and present >= quorum(seats)


def line_for(absent: Chair, spares: Iterable[Spare], orders: Orders) -> list[Spare]:
    """Those who may step in for one member, in the order that they are asked.

    By the adopted order of parties, and within a party by entry order; substitutes of
    parties that the order does not name come last. Where no order is adopted for the
    member's party, by entry order alone. Without a number last, as they were given.
    """
    ranks = {party: rank for rank, party in enumerate(orders.get(absent.party, ()))}
    own = [each for each in spares if each.side == absent.side and each.person != absent.person]
    return sorted(own, key=lambda each: (ranks.get(each.party, len(ranks)), _number(each)))


def _number(spare: Spare) -> tuple[bool, int]:
    return spare.order is None, spare.order or 0


def step_in(
    absent: Sequence[Chair],
    spares: Sequence[Spare],
    orders: Orders,
    *,
    taken: Collection[int] = (),
) -> dict[int, int]:
    """Who steps in for whom: {member: substitute}, those without anybody left out.

    The members are served in the order given, so who has asked first goes first: one who
    has begun to serve keeps the place (KL 5:19). Nobody in `taken` (absent, declined,
    challenged, already serving) is chosen, and nobody twice.
    """
    used, found = set(taken), dict[int, int]()
    for chair in absent:
        free = (each for each in line_for(chair, spares, orders) if each.person not in used)
        if (chosen := next(free, None)) is not None:
            found[chair.person] = chosen.person
            used.add(chosen.person)
    return found
