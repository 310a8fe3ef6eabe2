"""What a member of staff meets first: what waits, what falls due, the next meetings."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q, Window

from bodies.models import CooperationArea, Meeting, Person
from bodies.roles import Role
from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.queries.agenda import items_of
from cases.queries.rows import CaseRow, case_rows, listed
from cases.route import Seat
from cases.workflow import ROUTES
from samverkan.lib.dates import start_of_day, today

SHOWN = 8
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


def waiting_for(person: Person) -> Q:
    """Cases whose next act is this person's, by the workflow's own words on turns.

    A turn of the case officer's falls to the chiefs while there is no officer.
    """
    turn = Q(pk__in=[])
    for stop in (stop for route in ROUTES for stop in route.stops if stop.task):
        if stop.turn is None:
            turn |= Q(step=stop.step, officer=person)
            if person.has_role(Role.CHIEF):
                turn |= Q(step=stop.step, officer=None)
        elif person.has_role(stop.turn):
            turn |= Q(step=stop.step)
    return turn


@dataclass(frozen=True, slots=True)
class MyPage:
    """The parts of the page; the last two are None for those who have no use of them."""

    waiting: Part
    due: Part
    unassigned: Part | None
    mine: Part | None


def my_page(person: Person) -> MyPage:
    """The cases that concern a member of staff. At most seven queries, however many."""
    cases = Case.objects.visible_to(person)
    names_officers = person.has_role(Role.CHIEF, Role.REGISTRAR)
    is_officer = person.has_role(Role.CASE_OFFICER)
    found = {
        "waiting": _first(cases.filter(waiting_for(person))),
        "due": _first(_falling_due(cases, person)),
        "unassigned": _first(cases.without_officer()) if names_officers else None,
        "mine": _first(cases.of(person).unanswered()) if is_officer else None,
    }
    shown = {case.pk: case for part in found.values() if part for case in part}
    rows = {row.case.pk: row for row in case_rows(list(shown.values()))}
    return MyPage(**{name: _part(part, rows) for name, part in found.items()})  # type: ignore[arg-type]


def _falling_due(cases: CaseQuerySet, person: Person) -> CaseQuerySet:
    """Unanswered, with a reply date passed or near; a mere officer's own, for others all."""
    due = cases.unanswered().filter(reply_due__lte=today() + DUE_WITHIN)
    return due.of(person) if person.roles == [Role.CASE_OFFICER.value] else due


def _first(cases: CaseQuerySet) -> list[Case]:
    """The most pressing rows, each with `total`, how many there are in all. One query."""
    counted = listed(cases).annotate(total=Window(Count("pk")))
    return list(counted.order_by(F("reply_due").asc(nulls_last=True), "pk")[:SHOWN])


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
