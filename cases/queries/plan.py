"""From meetings in the calendar to a case's plan: where it stands, and what still makes the date.

What the dates mean is `cases.planning`'s; only the reading of rows is done here,
with the same number of queries for one case as for thirty.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from bodies.models import CooperationArea, Meeting
from cases.models import AgendaItem, Case, Consultation, WrittenCase, WrittenRound
from cases.outcomes import ItemOutcome
from cases.planning import INPUT_PASSED, PAPERS_PASSED, Plan, Rules, Slot, Task, make_plan
from cases.queries.agenda import seat_of
from cases.route import Seat, Step
from samverkan.lib.dates import start_of_day, today

BEFORE_PAPERS = (Step.REGISTERED, Step.ASSESSED, Step.DRAFTING)


@dataclass(slots=True)
class Standing:
    """Where a case is in the calendar in this round.

    `placed` are the meetings it waits on by seat (the samråd's by the committee's
    meeting that it follows); `after` the start of the last one it has been through. While the
    samråd is held in writing it waits for no samråd but until that day is over.
    """

    placed: dict[str, Meeting] = field(default_factory=dict)
    after: datetime | None = None
    in_writing: bool = False

    @property
    def next_meeting(self) -> Meeting | None:
        """The first it waits on that is not past."""
        coming = [m for m in self.placed.values() if not m.is_over]
        return min(coming, key=lambda m: m.starts_at, default=None)


def area_by_default() -> CooperationArea | None:
    """The area that new cases belong to, with its bodies. The first, as there is one so far."""
    areas = CooperationArea.objects.select_related("preparing_committee", "consultation", "board")
    return areas.order_by("pk").first()


def seats_left(case: Case) -> tuple[str, ...]:
    """The seats of the chain that the case has not passed; empty when it is decided."""
    stops = case.route.track()
    steps = [stop.step for stop in stops]
    here = steps.index(Step(case.step)) if case.step in steps else len(steps)
    return tuple(stop.seat for stop in stops[here:] if stop.seat and _body_id(case.area, stop.seat))


def _body_id(area: CooperationArea, seat: str) -> int | None:
    body_id: int | None = getattr(area, f"{seat}_id")
    return body_id


def standings(cases: Sequence[Case]) -> dict[int, Standing]:
    """Where each case stands, by its key. Three queries however many they are."""
    found = {case.pk: Standing() for case in cases}
    by_pk = {case.pk: case for case in cases}
    items = _items(cases)
    samrad = _samrad_after(items)
    asked = items.annotate(asked_until=Subquery(_asked_until()))
    for item in asked.select_related("meeting__body").order_by("meeting__starts_at"):
        _apply(found[item.case_id], by_pk[item.case_id], item, samrad)
    for said in _consultations(cases):
        found[said.case_id].placed.pop(Seat.CONSULTATION, None)
        if said.meeting:
            found[said.case_id].after = said.meeting.starts_at
    return found


def _items(cases: Sequence[Case]) -> "QuerySet[AgendaItem]":
    waiting = (ItemOutcome.SCHEDULED, ItemOutcome.FORWARDED)
    items: QuerySet[AgendaItem] = AgendaItem.objects.filter(
        case__in=cases, round=F("case__round"), outcome__in=waiting
    )
    return items


def _asked_until() -> "QuerySet[WrittenCase, Any]":
    """The last day of the samråd in writing where the item's case is answered now."""
    return WrittenCase.objects.filter(
        case=OuterRef("case"),
        round=OuterRef("round"),
        written_round__in=WrittenRound.objects.open(),
    ).values("written_round__last_day")[:1]


def _consultations(cases: Sequence[Case]) -> "QuerySet[Consultation]":
    said = Consultation.objects.filter(case__in=cases, round=F("case__round"))
    found: QuerySet[Consultation] = said.select_related("meeting")
    return found


def _samrad_after(items: "QuerySet[AgendaItem]") -> dict[int, Meeting]:
    """The first samråd still to come after each of the committee's meetings."""
    rows = (
        Meeting.objects.not_cancelled()
        .filter(follows__in=items.values("meeting"), starts_at__gte=start_of_day(today()))
        .select_related("body")
    )
    return {m.follows_id: m for m in rows.order_by("-starts_at") if m.follows_id}


def _apply(standing: Standing, case: Case, item: AgendaItem, samrad: dict[int, Meeting]) -> None:
    seat = seat_of(case, item.meeting.body_id)
    if seat is None:
        return
    if item.outcome == ItemOutcome.SCHEDULED:
        standing.placed[seat] = item.meeting
    else:
        standing.after = item.meeting.starts_at
    if seat == Seat.PREPARING_COMMITTEE and item.meeting_id in samrad:
        standing.placed[Seat.CONSULTATION] = samrad[item.meeting_id]
    last_day = item.asked_until  # type: ignore[attr-defined]  # annotated in standings
    if last_day and item.outcome == ItemOutcome.FORWARDED:
        standing.in_writing = True
        standing.placed.pop(Seat.CONSULTATION, None)
        standing.after = start_of_day(last_day + timedelta(days=1))


def meetings_of(areas: Iterable[CooperationArea], *, also: Iterable[int] = ()) -> list[Meeting]:
    """The areas' meetings from today on, and those named in `also`. One query."""
    bodies = {_body_id(area, seat) for area in areas for seat in Seat} - {None}
    coming = Q(body__in=bodies, starts_at__gte=start_of_day(today()))
    meetings = Meeting.objects.not_cancelled().filter(coming | Q(pk__in=list(also)))
    return list(meetings.select_related("follows").order_by("starts_at"))


Instead = Mapping[int, Meeting | None]


def plans_for(
    cases: Sequence[Case],
    standing: dict[int, Standing] | None = None,
    instead: Instead | None = None,
) -> dict[int, Plan]:
    """The plan of every case that has one, by its key. At most four queries.

    The cases come with `area` and its preparing committee loaded. A case that is
    decided, declined or closed has no plan. `instead` asks what the plans would be: by the
    key of a meeting the same on another day, or None for one that is not held.
    """
    planned = [case for case in cases if seats_left(case)]
    if not planned:
        return {}
    where = standings(planned) if standing is None else standing
    placed = {m.pk for case in planned for m in where[case.pk].placed.values()}
    meetings = meetings_of({case.area_id: case.area for case in planned}.values(), also=placed)
    if instead:
        meetings = [_as_if(m, instead) for m in meetings if instead.get(m.pk, m)]
        where = {pk: _without(each, instead) for pk, each in where.items()}
    return {case.pk: _plan(case, where[case.pk], meetings) for case in planned}


def _as_if(meeting: Meeting, instead: Instead) -> Meeting:
    changed = instead.get(meeting.pk) or meeting
    followed = changed.follows
    if followed and followed.pk in instead:
        changed = copy(changed)
        changed.follows = instead[followed.pk]
    return changed


def _without(standing: Standing, instead: Instead) -> Standing:
    """Where the case stands when it is on none of the meetings that are not held."""
    kept = {seat: m for seat, m in standing.placed.items() if instead.get(m.pk, m)}
    return replace(standing, placed=kept)


def plan_for(case: Case) -> Plan | None:
    """The plan of one case; None when nothing is left to plan."""
    return plans_for([case]).get(case.pk)


def plan_from(area: CooperationArea, reply_due: date | None) -> Plan:
    """The plan of a remiss that is not registered yet. One query."""
    chain = tuple(seat for seat in Seat if _body_id(area, seat))
    slots = _slots(area, meetings_of([area]), after=None)
    return make_plan(Task(chain, reply_due, today()), slots, _rules(area, chain))


def _plan(case: Case, where: Standing, meetings: Sequence[Meeting]) -> Plan:
    chain = seats_left(case)
    if where.in_writing:
        chain = tuple(seat for seat in chain if seat != Seat.CONSULTATION)
    slots = _slots(case.area, meetings, after=where.after)
    known = {slot.key for slot in slots}
    placed = {seat: m.pk for seat, m in where.placed.items() if seat in chain and m.pk in known}
    task = Task(chain, case.reply_due, today(), where.after, placed)
    plan = make_plan(task, slots, _rules(case.area, chain))
    return plan if case.step in BEFORE_PAPERS else _with_papers_in(plan)


def _with_papers_in(plan: Plan) -> Plan:
    """Without what is said to those who have not handed in the papers yet."""
    told = tuple(text for text in plan.warnings if text not in (PAPERS_PASSED, INPUT_PASSED))
    return replace(plan, warnings=told, input_closes=None)


def _slots(
    area: CooperationArea, meetings: Sequence[Meeting], *, after: datetime | None
) -> list[Slot]:
    """The meetings as the plan knows them, with those that a samråd follows."""
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in Seat:
        if body_id := _body_id(area, seat):
            seats[body_id].append(seat)
    followed = {m.follows_id: m.follows for m in meetings if m.follows}
    everyone = {m.pk: m for m in (*followed.values(), *meetings) if m}
    return [
        Slot(m.pk, seat, m.starts_at, m.day, m.papers_due, m.follows_id)
        for m in everyone.values()
        for seat in seats.get(m.body_id, ())
        if not _is_about_earlier(m, after)
    ]


def _is_about_earlier(meeting: Meeting, after: datetime | None) -> bool:
    """A samråd on an agenda older than the one that sent the case on does not treat it."""
    followed = meeting.follows
    return after is not None and followed is not None and followed.starts_at < after


def _rules(area: CooperationArea, chain: tuple[str, ...]) -> Rules:
    first = getattr(area, chain[0]) if chain else None
    return Rules(papers_days=first.papers_days) if first else Rules()
