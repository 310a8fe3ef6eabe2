"""The ärendeflöde as data: what each stop of a case's way is called, when, and how it went.

Pure, like the workflow it reads: no ORM and no request may come in here. Rows are
turned into the facts below by `cases.queries.tracks`; drawing is the template's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from cases.outcomes import ItemOutcome
from cases.route import Route, Seat, Step, Stop
from samverkan.lib.dates import MONTHS

Day = date  # A stop has a field called date, which would hide the type from its own class.


@dataclass(frozen=True, slots=True)
class FlowStop:
    """One stop as it is drawn. `state` is done, now, todo, broken or skipped."""

    key: str
    label: str
    long_label: str
    state: str
    date: Day | None = None
    date_word: str = ""
    note: str = ""
    is_handshake: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class FlowTrack:
    """One round, from where it set out to where it is or was sent back."""

    number: int
    label: str
    stops: list[FlowStop]
    current: bool


class BodyName(NamedTuple):
    """What a body is called in the drawing, and in full."""

    abbreviation: str
    name: str


@dataclass(frozen=True, slots=True)
class StageFact:
    """A stay at a step; days are days in Sweden. `left_by` is the transition's name."""

    round: int
    step: str
    entered: date
    left: date | None = None
    left_by: str = ""


@dataclass(frozen=True, slots=True)
class ItemFact:
    """The case at a meeting of the body at `seat`, and how it left the agenda."""

    round: int
    seat: str
    outcome: str
    day: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class AdviceFact:
    """What the samråd said in a round. `given` is false when it was skipped or not treated."""

    round: int
    words: str
    given: bool
    day: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """How a round's decision is cited, and the day it was made."""

    round: int
    words: str
    day: date


@dataclass(frozen=True, slots=True)
class FlowFacts:
    """All the drawing knows of a case. `planned` and `breaks_at` name seats of the plan."""

    route: Route
    step: str
    round: int
    names: Mapping[str, BodyName]
    stages: Sequence[StageFact] = ()
    items: Sequence[ItemFact] = ()
    advice: Sequence[AdviceFact] = ()
    decisions: Sequence[DecisionFact] = ()
    sent: Mapping[int, date] = field(default_factory=dict)
    planned: Mapping[str, date] = field(default_factory=dict)
    breaks_at: str = ""
    reply_due: date | None = None


# Steps whose word says what goes on there; the others say what happened on the way in.
ONGOING = frozenset({Step.DRAFTING, Step.PREPARATION, Step.CONSULTATION, Step.BOARD})
# Ways on which a case leaves a body that has not treated it, and the words for it.
PASSED_BY = {"decide_urgently": "hoppades över", "strike_off": "avskrevs"}
ENDINGS = {"remit_back": "återremiss", "reopen": "öppnades igen"}
ITEM_WORDS = {ItemOutcome.TABLED: "bordlades", ItemOutcome.WITHDRAWN: "utgick"}


def tiny_tracks(
    route: Route,
    step: str,
    round: int,
    names: Mapping[str, BodyName],
    *,
    cut: tuple[str, str] = ("", ""),
) -> list[FlowTrack]:
    """The current round for a row in a list: no days, nothing that needs a query.

    `cut` is the transition that ended the round before its end, and from which step.
    """
    stops = _tiny_stops(route, step, *cut)
    here = [stop.step for stop in stops].index(Step(step))
    drawn = [
        _named(stop, names, "done" if n < here else "now" if n == here else "todo")
        for n, stop in enumerate(stops)
    ]
    if step == Step.CLOSED and cut[0] == "strike_off":
        drawn[-1] = replace(drawn[-1], label="Avskrivet", long_label="Avskrivet", state="ended")
    return [FlowTrack(round, f"Omgång {round}", drawn, current=True)]


def _tiny_stops(route: Route, step: str, cut_by: str, cut_at: str) -> list[Stop]:
    """The ordinary way, or the short one of a case that is not answered or was struck off."""
    track = list(route.track())
    if step == Step.CLOSED and cut_by in ENDED_EARLY:
        steps = [stop.step for stop in track]
        tail = [route.stop(each) for each in _CUTS[cut_by]]
        return track[: steps.index(Step(cut_at)) + 1] + tail
    if route.stop(step).on_track:
        return track
    return [track[0], route.stop(step), track[-1]]


def full_tracks(facts: FlowFacts) -> list[FlowTrack]:
    """Every round, oldest first; the last is the one the case is in."""
    return [
        FlowTrack(
            number=number,
            label=f"Omgång {number}",
            stops=list(_Round(facts, number).drawn()),
            current=number == facts.round,
        )
        for number in range(1, facts.round + 1)
        if number == facts.round or any(stage.round == number for stage in facts.stages)
    ]


def _named(stop: Stop, names: Mapping[str, BodyName], state: str) -> FlowStop:
    name = names.get(stop.seat) if stop.seat else None
    return FlowStop(
        key=stop.step,
        label=name.abbreviation if name else stop.label,
        long_label=name.name if name else stop.label,
        state=state,
        is_handshake=stop.seat == Seat.CONSULTATION,
    )


class _Round:
    """One round of a case, with the facts that belong to it."""

    def __init__(self, facts: FlowFacts, number: int) -> None:
        self.facts = facts
        self.number = number
        self.current = number == facts.round
        self.stages = [stage for stage in facts.stages if stage.round == number]
        self.last = {stage.step: stage for stage in self.stages}
        self.advice = next((a for a in facts.advice if a.round == number), None)
        self.decision = next((d for d in facts.decisions if d.round == number), None)

    def drawn(self) -> Iterator[FlowStop]:
        stops = self._stops()
        steps = [stop.step for stop in stops]
        here = steps.index(Step(self.facts.step)) if self.current else len(steps)
        for n, stop in enumerate(stops):
            yield self._draw(stop, self._state(stop, n, here))

    def _stops(self) -> list[Stop]:
        """The round's stops: from where it set out, and no further than it can come."""
        route = self.facts.route
        track = [stop for stop in route.track() if stop.step not in self._before()]
        cut = next((s for s in reversed(self.stages) if s.left_by in _CUTS), None)
        if cut is None:
            return track
        if cut.left_by == "reopen":
            return self._ended(track)
        return self._until(track, cut.step) + [route.stop(step) for step in _CUTS[cut.left_by]]

    def _ended(self, track: list[Stop]) -> list[Stop]:
        """A round that had come to its end, and was opened again from there."""
        before = next((s for s in reversed(self.stages) if s.left_by in ENDED_EARLY), None)
        if before is None:
            return track
        tail = [step for step in _CUTS[before.left_by] if step in self.last]
        return self._until(track, before.step) + [self.facts.route.stop(step) for step in tail]

    def _before(self) -> set[str]:
        """What comes before the first stop of a later round, which sets out from the draft."""
        steps = [stop.step for stop in self.facts.route.track()]
        first = self.stages[0].step if self.stages else steps[0]
        return set(steps[: steps.index(Step(first))]) if first in steps else set()

    def _until(self, track: list[Stop], step: str) -> list[Stop]:
        steps = [stop.step for stop in track]
        return track[: steps.index(Step(step)) + 1]

    def _state(self, stop: Stop, n: int, here: int) -> str:
        if n == here and self.current and stop.step != Step.CLOSED:
            return "now"
        if n <= here:
            return "skipped" if self._was_passed_by(stop) else "done"
        return "broken" if stop.seat and stop.seat == self.facts.breaks_at else "todo"

    def _was_passed_by(self, stop: Stop) -> bool:
        stage = self.last.get(stop.step)
        if stage is None:
            return True
        if stop.seat == Seat.CONSULTATION and self.advice is not None:
            return not self.advice.given
        return stop.seat is not None and stage.left_by in PASSED_BY

    def _draw(self, stop: Stop, state: str) -> FlowStop:
        base = _named(stop, self.facts.names, state)
        day, word = self._day(stop, state)
        return FlowStop(
            key=base.key,
            label=base.label,
            long_label=base.long_label,
            state=state,
            date=day,
            date_word=word,
            note=", ".join(filter(None, self._notes(stop, state))),
            is_handshake=base.is_handshake,
            url=self._url(stop),
        )

    def _day(self, stop: Stop, state: str) -> tuple[date | None, str]:
        if state == "done":
            return self._day_done(stop), "klart"
        if state in ("now", "todo", "broken"):
            return self._day_coming(stop, state)
        return None, ""

    def _day_done(self, stop: Stop) -> date | None:
        stage = self.last[stop.step]
        if stop.step == Step.DECIDED and self.decision:
            return self.decision.day
        if stop.step == Step.DISPATCHED and self.number in self.facts.sent:
            return self.facts.sent[self.number]
        treated = self._day_treated(stop)
        if treated:
            return treated
        return stage.left or stage.entered if stop.step in ONGOING else stage.entered

    def _day_treated(self, stop: Stop) -> date | None:
        """The meeting's day, which may be earlier than the day it was noted."""
        if stop.seat == Seat.CONSULTATION:
            return self.advice.day if self.advice else None
        passed = [item for item in self._items(stop) if item.outcome not in ITEM_WORDS]
        return passed[-1].day if passed else None

    def _day_coming(self, stop: Stop, state: str) -> tuple[date | None, str]:
        for item in self._items(stop):
            if item.outcome == ItemOutcome.SCHEDULED:
                return item.day, "uppsatt"
        if stop.seat and stop.seat in self.facts.planned:
            return self.facts.planned[stop.seat], "planerat"
        if state == "now":
            return (self.last[stop.step].entered, "sedan") if stop.step in self.last else (None, "")
        if stop.step == Step.DISPATCHED and self.facts.reply_due:
            return self.facts.reply_due, "senast"
        return None, ""

    def _notes(self, stop: Stop, state: str) -> Iterator[str]:
        stage = self.last.get(stop.step)
        for item in self._items(stop):
            if item.outcome in ITEM_WORDS:
                yield f"{ITEM_WORDS[ItemOutcome(item.outcome)]} {_short(item.day)}"
        if stop.seat == Seat.CONSULTATION and self.advice:
            yield self.advice.words
        elif state == "skipped":
            yield PASSED_BY.get(stage.left_by, "") if stage else "hoppades över"
        elif stop.step == self._decided_at() and state in ("done", "now") and self.decision:
            yield self.decision.words
        if state == "now" and stop.seat and stop.seat == self.facts.breaks_at:
            yield "inget möte hinner före svarsdagen"
        yield from self._endings(stop, stage)

    def _endings(self, stop: Stop, stage: StageFact | None) -> Iterator[str]:
        if stop.step == Step.CLOSED and any(s.left_by == "strike_off" for s in self.stages):
            yield "avskrevs"
        if stage and not (self.current and stop.step == self.facts.step):
            yield ENDINGS.get(stage.left_by, "")

    def _decided_at(self) -> Step:
        """The board's own stop, or the one after it when somebody decided in its place."""
        stage = self.last.get(Step.BOARD)
        return Step.BOARD if stage and stage.left_by == "decide" else Step.DECIDED

    def _items(self, stop: Stop) -> list[ItemFact]:
        return [
            item
            for item in self.facts.items
            if stop.seat and item.seat == stop.seat and item.round == self.number
        ]

    def _url(self, stop: Stop) -> str:
        if stop.seat == Seat.CONSULTATION and self.advice and self.advice.url:
            return self.advice.url
        return next((item.url for item in reversed(self._items(stop)) if item.url), "")


# What a round is left with when it was cut off: the stops that still follow.
_CUTS: dict[str, tuple[Step, ...]] = {
    "decline": (Step.DECLINED, Step.CLOSED),
    "strike_off": (Step.CLOSED,),
    "remit_back": (),
    "reopen": (),
}
ENDED_EARLY = ("decline", "strike_off")


def current_stop(tracks: Iterable[FlowTrack]) -> FlowStop | None:
    """Where the case is now; None when it is closed."""
    return next(
        (s for track in tracks if track.current for s in track.stops if s.state == "now"), None
    )


def _short(day: date) -> str:
    """3 februari: the year stands elsewhere in the drawing."""
    return f"{day.day} {MONTHS[day.month - 1]}"
