"""Back-planning: from the reply date to the meetings that still make it.

Pure: meetings come as `Slot`s and the plan goes out as dates and Swedish
sentences. Nothing here asks the clock or the database. A ministry's reply date
is a day somebody has set, so no statutory rolling over weekends applies.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    stands on, which the plan keeps.
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
    "preparing_committee": "arbetsutskott",
    "consultation": "samråd",
    "board": "nämndsammanträde",
}


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
        chain = next(_chains(task, slots, task.reply_due - buffer), None)
        if chain:
            return _told(task, chain, rules, immediate=immediate)
    return _broken(task, slots)


def _plan_without_date(task: Task, slots: Sequence[Slot], rules: Rules) -> Plan:
    chains = sorted(_chains(task, slots, date.max), key=_starts)
    ready = [c for c in chains if _papers_due(c, rules) >= task.today]
    if not chains:
        return _broken(task, slots)
    return _told(task, (ready or chains)[0], rules, immediate=False)


def _starts(chain: tuple[Slot, ...]) -> list[datetime]:
    return [slot.starts_at for slot in reversed(chain)]


def _chains(task: Task, slots: Sequence[Slot], last_day: date) -> Iterator[tuple[Slot, ...]]:
    """Every chain in order, latest board first, whose last meeting is by `last_day`."""
    usable = [slot for slot in slots if _usable(task, slot)]
    usable.sort(key=lambda slot: (slot.starts_at, slot.key), reverse=True)
    by_key = {slot.key: slot for slot in slots}
    final = task.chain[-1]
    for slot in usable:
        if slot.seat == final and slot.day <= last_day:
            yield from _before((slot,), task.chain[:-1], usable, by_key)


def _usable(task: Task, slot: Slot) -> bool:
    if slot.seat not in task.chain:
        return False
    if slot.seat in task.placed:
        return task.placed[slot.seat] == slot.key
    return slot.day >= task.today and (task.after is None or slot.starts_at > task.after)


def _before(
    chain: tuple[Slot, ...],
    seats: tuple[str, ...],
    usable: Sequence[Slot],
    by_key: Mapping[int, Slot],
) -> Iterator[tuple[Slot, ...]]:
    """Put the seats' meetings before `chain`, the latest possible first."""
    if not seats:
        yield chain
        return
    for slot in usable:
        if slot.seat == seats[-1] and _fits(slot, chain[0], by_key):
            yield from _before((slot, *chain), seats[:-1], usable, by_key)


def _fits(earlier: Slot, later: Slot, by_key: Mapping[int, Slot]) -> bool:
    """Strictly before; and a samråd takes the agenda of the meeting it follows.

    What an earlier meeting sent on is left over to it, a later one's is not.
    """
    if earlier.starts_at >= later.starts_at:
        return False
    followed = by_key.get(later.follows) if later.follows is not None else None
    return followed is None or earlier.starts_at <= followed.starts_at


def _papers_due(chain: Sequence[Slot], rules: Rules) -> date:
    first = chain[0]
    return first.papers_due or first.day - timedelta(days=rules.papers_days)


def _told(task: Task, chain: Sequence[Slot], rules: Rules, *, immediate: bool) -> Plan:
    papers = _papers_due(chain, rules)
    closes = papers - timedelta(days=rules.input_days)
    warnings = []
    if papers < task.today:
        warnings.append("Dagen då handlingarna skulle vara klara har passerat.")
    elif closes < task.today:
        warnings.append("Det är för sent att hämta in inspel i vanlig ordning.")
    if immediate:
        warnings.append(
            "Protokollet hinner inte justeras före svarsdagen. Be om omedelbar justering."
        )
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
    last_day = task.reply_due or date.max
    seat = _first_break(task, slots, last_day)
    later = min(_chains(task, slots, date.max), key=_starts, default=None)
    reached = {slot.seat: slot for slot in later} if later else {}
    return Plan(
        stops=tuple(PlannedStop(each, None) for each in task.chain),
        feasible=False,
        reply_due=task.reply_due,
        breaks_at=seat,
        next_stops=tuple(PlannedStop(each, reached.get(each)) for each in task.chain),
        warnings=(f"Inget ordinarie {SEAT_WORDS.get(seat, 'möte')} hinner före svarsdagen.",)
        if task.reply_due
        else (f"Det finns inget kommande {SEAT_WORDS.get(seat, 'möte')} i kalendern.",),
        ways_out=WAYS_OUT if task.reply_due else (),
    )


def _first_break(task: Task, slots: Sequence[Slot], last_day: date) -> str:
    """The seat nearest the end of the chain for which no meeting is left."""
    for length in range(1, len(task.chain) + 1):
        part = Task(task.chain[-length:], task.reply_due, task.today, task.after, task.placed)
        if next(_chains(part, slots, last_day), None) is None:
            return task.chain[-length]
    return task.chain[0]
