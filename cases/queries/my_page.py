"""What a member of staff meets first: what waits, what falls due, the next meetings."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Window

from bodies.models import CooperationArea, Meeting, Person
from bodies.roles import Role
from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.queries.agenda import items_of
from cases.queries.plan import standings
from cases.queries.rows import CaseRow, listed, row_of
from cases.queries.turns import awaiting_meeting, task_of, to_do, turn_of
from cases.route import Seat
from samverkan.lib.dates import start_of_day, today

SHOWN = 8
# What can be done now is the page's reason: it is not cut short but for a flood.
TO_DO_SHOWN = 25
DUE_WITHIN = timedelta(days=30)
MEETINGS = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: the first rows, and how many there are in all."""

    rows: list[CaseRow]
    count: int

    @property
    def hidden(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """A coming meeting with what is ready and what is not, in words."""

    meeting: Meeting
    note: str
    tone: str
    word: str


@dataclass(frozen=True, slots=True)
class MyPage:
    """The parts of the page, in its order: no case stands in two of them.

    `unassigned` and `mine` are None for those who have no use of them.
    """

    todo: Part
    meeting: Part
    unassigned: Part | None
    due: Part
    mine: Part | None


def my_page(person: Person) -> MyPage:
    """The cases that concern a member of staff. At most ten queries, however many."""
    found = _parts(person)
    shown = {case.pk: case for part in found.values() if part for case in part}
    where = standings(list(shown.values())) if shown else {}
    rows = {case.pk: row_of(case, where[case.pk]) for case in shown.values()}
    tasks = {case.pk: task_of(case, where[case.pk]) for case in found["todo"] or ()}
    rows |= {pk: replace(rows[pk], task=task) for pk, task in tasks.items()}
    parts: dict[str, Any] = {name: _part(part, rows) for name, part in found.items()}
    return MyPage(**parts)


def _parts(person: Person) -> dict[str, list[Case] | None]:
    """The first rows of each part, without what stands in a part above it."""
    cases = Case.objects.visible_to(person)
    rest = cases.exclude(pk__in=cases.filter(turn_of(person)).values("pk"))
    names_officers = person.has_role(Role.CHIEF, Role.REGISTRAR)
    unassigned = rest.without_officer() if names_officers else None
    due = _falling_due(rest, person)
    mine = rest.of(person).unanswered().exclude(pk__in=due.values("pk"))
    if unassigned is not None:
        due = due.exclude(pk__in=unassigned.values("pk"))
    return {
        "todo": _first(to_do(cases, person), TO_DO_SHOWN),
        "meeting": _first(awaiting_meeting(cases, person)),
        "unassigned": None if unassigned is None else _first(unassigned),
        "due": _first(due),
        "mine": _first(mine) if person.has_role(Role.CASE_OFFICER) else None,
    }


def _falling_due(cases: CaseQuerySet, person: Person) -> CaseQuerySet:
    """Unanswered, with a reply date passed or near; a mere officer's own, for others all."""
    due = cases.unanswered().filter(reply_due__lte=today() + DUE_WITHIN)
    return due.of(person) if person.roles == [Role.CASE_OFFICER.value] else due


def _first(cases: CaseQuerySet, shown: int = SHOWN) -> list[Case]:
    """The most pressing rows, each with `total`, how many there are in all. One query."""
    counted = listed(cases).annotate(total=Window(Count("pk")))
    return list(counted.order_by(F("reply_due").asc(nulls_last=True), "pk")[:shown])


def _part(cases: list[Case] | None, rows: dict[int, CaseRow]) -> Part | None:
    if cases is None:
        return None
    total = cases[0].total if cases else 0  # type: ignore[attr-defined]  # annotated in _first
    return Part([rows[case.pk] for case in cases], total)


def next_meetings() -> list[NextMeeting]:
    """The next meetings of the areas' bodies. At most seven queries: there are five shown."""
    areas = CooperationArea.objects.all()
    bodies = {getattr(area, f"{seat.value}_id") for area in areas for seat in Seat}
    meetings = (
        Meeting.objects.not_cancelled()
        .filter(body__in=bodies - {None}, starts_at__gte=start_of_day(today()))
        .select_related("body", "follows")
    )
    return [_told(meeting) for meeting in meetings.order_by("starts_at")[:MEETINGS]]


def _told(meeting: Meeting) -> NextMeeting:
    count = len(items_of(meeting))
    note = f"{count} ärenden" if count != 1 else "1 ärende"
    if not count:
        return NextMeeting(meeting, "inga ärenden än", "neutral", "Tom ärendelista")
    if meeting.is_published:
        return NextMeeting(meeting, note, "done", "Publicerad")
    if meeting.summons_due and meeting.summons_due < today():
        return NextMeeting(meeting, note, "attention", "Borde vara publicerad")
    return NextMeeting(meeting, note, "waiting", "Inte publicerad än")
