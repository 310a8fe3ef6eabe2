"""Back-planning: from the reply date to the meetings that still make it.

Pure: meetings come as `Slot`s and the plan goes out as dates and Swedish
sentences. Nothing here asks the clock or the database. A ministry's reply date
is a day somebody has set, so no statutory rolling over weekends applies.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Slot:
    """A meeting that could take the case.

    `seat` is its place in the chain, `day` the Swedish date of `starts_at`;
    `follows` is the key of the meeting whose agenda a samråd takes over.
    """

    key: int
    seat: str
    starts_at: datetime
    day: date
    papers_due: date | None = None
    follows: int | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """Local rules, in calendar days; all of them are data (domain: back-planning).

    `approval_days` from the board's meeting until its minutes are approved,
    `papers_days` before the first meeting when it has no day of its own,
    `input_days` before the papers when input from municipalities closes.
    """

    approval_days: int = 7
    papers_days: int = 14
    input_days: int = 3


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """One seat of the chain and the meeting chosen for it, if any makes it."""

    seat: str
    slot: Slot | None

    @property
    def day(self) -> date | None:
        return self.slot.day if self.slot else None


@dataclass(frozen=True, slots=True)
class WayOut:
    """What can be done when no ordinary meeting makes the date."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The meetings to aim for, or plainly that none make it.

    `breaks_at` is the seat where the chain breaks; `next_stops` are then the first
    meetings that could take the case, too late as they are.
    """

    stops: tuple[PlannedStop, ...]
    feasible: bool
    reply_due: date | None = None
    papers_due: date | None = None
    input_closes: date | None = None
    needs_immediate_approval: bool = False
    breaks_at: str = ""
    next_stops: tuple[PlannedStop, ...] = ()
    warnings: tuple[str, ...] = ()
    ways_out: tuple[WayOut, ...] = ()

    def day_at(self, seat: str) -> date | None:
        return next((stop.day for stop in self.stops if stop.seat == seat), None)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be planned.

    `chain` are the seats still to pass, in order; `after` the start of the last
    meeting the case has already been through; `placed` the meetings it already
    stands on (keys of slots), which the plan keeps whatever their day.
    """

    chain: tuple[str, ...]
    reply_due: date | None
    today: date
    after: datetime | None = None
    placed: Mapping[str, int] = field(default_factory=dict)


WAYS_OUT: tuple[WayOut, ...] = (
    WayOut(
        "extension", "Begär anstånd", "Be avsändaren om en senare svarsdag. Bara den kan ge den."
    ),
    WayOut(
        "extra_meeting",
        "Extra sammanträde",
        "Ordföranden, eller en tredjedel av ledamöterna, kan begära det (KL 6:23).",
    ),
    WayOut(
        "chair_urgent",
        "Ordförandebeslut",
        "Om ärendet inte kan vänta på nämnden. Anmäls på nästa sammanträde (KL 6:39–40).",
    ),
    WayOut(
        "delegated",
        "Beslut på delegation",
        "Om nämndens delegationsordning tillåter det (KL 6:37–38).",
    ),
    WayOut(
        "preliminary",
        "Preliminärt svar",
        "Skicka förslaget som preliminärt och bekräfta när nämnden har beslutat.",
    ),
    WayOut("decline", "Avstå", "Regionen är inbjuden att svara, inte skyldig."),
)
SEAT_WORDS = {
    "preparing_committee": "möte med arbetsutskottet",
    "consultation": "samråd",
    "board": "nämndsammanträde",
}
NONE_IN_TIME = "Inget ordinarie {} hinner före svarsdagen."
NONE_AT_ALL = "Det finns inget kommande {} i kalendern."
REPLY_PASSED = "Svarsdagen har passerat."
PAPERS_PASSED = "Dagen då handlingarna skulle vara klara har passerat."
INPUT_PASSED = "Det är för sent att hämta in inspel i vanlig ordning."
# The minutes may be approved at once (KL 5:69 through 6:35), paragraph by paragraph.
IMMEDIATE_APPROVAL = "Protokollet hinner inte justeras före svarsdagen. Be om omedelbar justering."


def make_plan(task: Task, slots: Sequence[Slot], rules: Rules | None = None) -> Plan:
    """The last chain of meetings that makes the reply date, or why there is none.

    Without a reply date the first chain whose papers can still be ready is
    proposed. Order is by start time, strictly rising; the same day is allowed.
    """
    rules = rules or Rules()
    if not task.chain:
        return Plan(stops=(), feasible=True, reply_due=task.reply_due)
    if task.reply_due is None:
        return _plan_without_date(task, slots, rules)
    for immediate in (False, True):
        buffer = timedelta(days=0 if immediate else rules.approval_days)
        chain = _latest(task, slots, task.reply_due - buffer)
        if chain:
            return _told(task, chain, rules, immediate=immediate)
    return _broken(task, slots)


def _plan_without_date(task: Task, slots: Sequence[Slot], rules: Rules) -> Plan:
    late = {s.key for s in slots if _papers_due(s, rules) < task.today}
    chain = _earliest(task, slots, too_late_to_start=late) or _earliest(task, slots)
    return _told(task, chain, rules, immediate=False) if chain else _broken(task, slots)


def _latest(task: Task, slots: Sequence[Slot], last_day: date) -> tuple[Slot, ...] | None:
    """The chain with the latest final meeting by `last_day`, then the latest before it."""
    usable = sorted((s for s in slots if _usable(task, s)), key=_order, reverse=True)
    return next(_chains(task.chain, [s for s in usable if s.day <= last_day], slots), None)


def _earliest(
    task: Task, slots: Sequence[Slot], too_late_to_start: Container[int] = ()
) -> tuple[Slot, ...] | None:
    """The chain with the earliest final meeting, then the earliest before it."""
    first = task.chain[0]
    left = (s for s in slots if s.seat != first or s.key not in too_late_to_start)
    usable = sorted((s for s in left if _usable(task, s)), key=_order)
    return next(_chains(task.chain, usable, slots), None)


def _order(slot: Slot) -> tuple[datetime, int]:
    return slot.starts_at, slot.key


def _usable(task: Task, slot: Slot) -> bool:
    if slot.seat not in task.chain:
        return False
    if slot.seat in task.placed:
        return task.placed[slot.seat] == slot.key
    return slot.day >= task.today and (task.after is None or slot.starts_at > task.after)


def _chains(
    seats: tuple[str, ...], usable: Sequence[Slot], slots: Sequence[Slot]
) -> Iterator[tuple[Slot, ...]]:
    """Every chain of usable meetings, those that end in the first of them first."""
    by_key = {slot.key: slot for slot in slots}
    dead: set[Slot] = set()  # by seat too: one body may sit in two places of the chain

    def before(chain: tuple[Slot, ...], left: tuple[str, ...]) -> Iterator[tuple[Slot, ...]]:
        if not left:
            yield chain
            return
        for slot in usable:
            if slot.seat != left[-1] or slot in dead:
                continue
            if chain and not _fits(slot, chain[0], by_key):
                continue
            reached = False
            for whole in before((slot, *chain), left[:-1]):
                reached = True
                yield whole
            if not reached:
                # What can stand before a meeting does not hang on what comes after it,
                # so a dead end is tried once: years of meetings cost no more than their square.
                dead.add(slot)

    return before((), seats)


def _fits(earlier: Slot, later: Slot, by_key: Mapping[int, Slot]) -> bool:
    """Strictly before; and a samråd takes the agenda of the meeting it follows.

    What an earlier meeting sent on is left over to it, a later one's is not.
    """
    if earlier.starts_at >= later.starts_at:
        return False
    followed = by_key.get(later.follows) if later.follows is not None else None
    return followed is None or earlier.starts_at <= followed.starts_at


def _papers_due(first: Slot, rules: Rules) -> date:
    return first.papers_due or first.day - timedelta(days=rules.papers_days)


def _told(task: Task, chain: Sequence[Slot], rules: Rules, *, immediate: bool) -> Plan:
    papers = _papers_due(chain[0], rules)
    closes = papers - timedelta(days=rules.input_days)
    warnings = []
    if papers < task.today:
        warnings.append(PAPERS_PASSED)
    elif closes < task.today:
        warnings.append(INPUT_PASSED)
    if immediate:
        warnings.append(IMMEDIATE_APPROVAL)
    return Plan(
        stops=tuple(PlannedStop(slot.seat, slot) for slot in chain),
        feasible=True,
        reply_due=task.reply_due,
        papers_due=papers,
        input_closes=closes,
        needs_immediate_approval=immediate,
        warnings=tuple(warnings),
    )


def _broken(task: Task, slots: Sequence[Slot]) -> Plan:
    """Where the chain breaks, and the first meetings that could take the case."""
    seat = _first_break(task, slots, task.reply_due or date.max)
    reached = {slot.seat: slot for slot in _earliest(task, slots) or ()}
    return Plan(
        stops=tuple(PlannedStop(each, None) for each in task.chain),
        feasible=False,
        reply_due=task.reply_due,
        breaks_at=seat,
        next_stops=tuple(PlannedStop(each, reached.get(each)) for each in task.chain),
        warnings=(_why(task, seat),),
        ways_out=WAYS_OUT if task.reply_due else (),
    )


def _why(task: Task, seat: str) -> str:
    word = SEAT_WORDS.get(seat, "möte")
    if task.reply_due is None:
        return NONE_AT_ALL.format(word)
    return REPLY_PASSED if task.reply_due < task.today else NONE_IN_TIME.format(word)


def _first_break(task: Task, slots: Sequence[Slot], last_day: date) -> str:
    """The seat nearest the end of the chain for which no meeting is left."""
    for length in range(1, len(task.chain) + 1):
        part = replace(task, chain=task.chain[-length:])
        if _latest(part, slots, last_day) is None:
            return part.chain[0]
    return task.chain[0]
