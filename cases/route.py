"""What a route is made of: steps, seats, stops and transitions. Pure: no ORM, no request.

The table that uses them, and the checks, are in `workflow`.
"""

from dataclasses import dataclass
from enum import StrEnum

from bodies.roles import Role
from cases.guards import CaseKind, Guard

IN_ADDRESS = str.maketrans("åäö ", "aao-")


def in_address(words: str) -> str:
    """Besluta att svara → besluta-att-svara: Swedish words as they stand in an address."""
    return words.lower().translate(IN_ADDRESS)


class Seat(StrEnum):
    """A place in the chain; a cooperation area says which body sits there."""

    PREPARING_COMMITTEE = "preparing_committee"
    CONSULTATION = "consultation"
    BOARD = "board"


class Step(StrEnum):
    REGISTERED = "registered"
    ASSESSED = "assessed"
    DRAFTING = "drafting"
    PREPARATION = "preparation"
    CONSULTATION = "consultation"
    BOARD = "board"
    DECIDED = "decided"
    DISPATCHED = "dispatched"
    CLOSED = "closed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Stop:
    """A step as it is drawn: its word, whose turn it is there, and what they must do.

    `turn` None means the case officer. A stop with a seat shows that body's
    abbreviation instead of `label`. An empty `task` means nobody waits.
    """

    step: Step
    label: str
    turn: Role | None
    task: str
    seat: Seat | None = None
    on_track: bool = True

    @property
    def slug(self) -> str:
        """The step in an address."""
        return in_address(self.label)


class Asks(StrEnum):
    """What a transition asks for; there is one form for each."""

    NOTHING = "nothing"
    NOTE = "note"
    REASON = "reason"
    ASSESSMENT = "assessment"
    CONSULTATION = "consultation"
    DECISION = "decision"
    URGENT_DECISION = "urgent_decision"
    DISPATCH = "dispatch"


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from a step to a step. `name` is also the action's name in `actions`.

    `past` continues "Ärendet …" in the history; `main` marks the expected way on, which
    becomes the page's one large button.
    """

    name: str
    source: Step
    target: Step
    role: frozenset[Role]
    guard: Guard
    label: str
    past: str
    asks: Asks = Asks.NOTHING
    main: bool = False
    starts_round: bool = False

    @property
    def slug(self) -> str:
        """The transition in an address: its button's words, without å ä ö."""
        return in_address(self.label)


@dataclass(frozen=True, slots=True)
class Route:
    """The stops and transitions of one kind of case."""

    kind: CaseKind
    stops: tuple[Stop, ...]
    transitions: tuple[Transition, ...]

    def stop(self, step: str) -> Stop:
        return next(stop for stop in self.stops if stop.step == step)

    def track(self) -> tuple[Stop, ...]:
        """The stops of a case to which nothing unexpected happens, in order."""
        return tuple(stop for stop in self.stops if stop.on_track)

    def leaving(self, step: str) -> tuple[Transition, ...]:
        return tuple(t for t in self.transitions if t.source == step)

    def find(self, step: str, name: str) -> Transition | None:
        return next((t for t in self.leaving(step) if t.name == name), None)

    def knows(self, name: str) -> bool:
        return any(t.name == name for t in self.transitions)
