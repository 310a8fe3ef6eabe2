"""What falls due: for each reminder the things it is about now, their day and their people.

Each takes the one thing that is asked about ("case:12"), or None for everything, and
asks the database as often for one case as for a thousand.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Q

from bodies.models import Meeting, Person
from bodies.models.body import BodyKind
from bodies.models.meeting import MeetingState
from bodies.notices import Letter
from bodies.queries import seated
from bodies.reminders import Due
from bodies.roles import Role
from cases.models import Case, Decision, Position, Stage
from cases.models.case import CaseQuerySet
from cases.outcomes import DecisionManner
from cases.planning import Plan
from cases.queries.agenda import items_of
from cases.queries.plan import BEFORE_PAPERS, plans_for
from cases.route import Step
from cases.workflow import OPEN_FOR_POSITIONS
from samverkan.lib.dates import local_date, now, start_of_day, swedish_date, today


class Staff:
    """Those who hold a role, asked for once however many cases there are."""

    @cached_property
    def _everybody(self) -> list[Person]:
        return list(Person.objects.staff())

    def holding(self, role: Role) -> tuple[Person, ...]:
        return tuple(person for person in self._everybody if person.has_role(role))

    def responsible(self, case: Case) -> tuple[Person, ...]:
        """The officer; the chiefs while nobody is, or the officer no longer works here."""
        if case.officer and case.officer.is_active:
            return (case.officer,)
        return self.holding(Role.CHIEF)


def _cases(only: str | None) -> CaseQuerySet:
    """Those to look at, with what a letter and a plan need."""
    cases = Case.objects.select_related(
        "officer",
        "final_body",
        "area__preparing_committee",
        "area__consultation",
        "area__board",
    )
    if only is None:
        return cases
    prefix, _, key = only.partition(":")
    return cases.filter(pk=int(key)) if prefix == "case" else cases.none()


def _due(
    case: Case, day: date, people: tuple[Person, ...], what: str, since: datetime, **more: Any
) -> Due:
    named = f"{case.registry_number} {case.public_title}"
    return Due(
        about=f"case:{case.pk}",
        day=day,
        since=since,
        people=_once(people),
        letter=Letter(
            subject=f"{case.registry_number}: {what.partition('.')[0].lower()}",
            text=f"{named}\n\n{what}",
            path=case.get_absolute_url(),
        ),
        **more,
    )


def _once(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple({person.pk: person for person in people}.values())


def _with_reply_day(only: str | None) -> Iterator[tuple[Case, date]]:
    for case in _cases(only).unanswered().exclude(reply_due=None):
        if case.reply_due:
            yield case, case.reply_due


def reply_near(only: str | None) -> Iterator[Due]:
    staff = Staff()
    for case, day in _with_reply_day(only):
        if day > today():
            what = f"Svaret ska vara framme senast {swedish_date(day)}. {_task(case)}"
            yield _due(case, day, staff.responsible(case), what, case.registered_at)


def reply_today(only: str | None) -> Iterator[Due]:
    staff = Staff()
    for case, day in _with_reply_day(only):
        if day == today():
            people = staff.responsible(case)
            if case.step == Step.DECIDED:
                people += staff.holding(Role.REGISTRAR)
            what = f"Svaret ska vara framme i dag, {swedish_date(day)}. {_task(case)}"
            yield _due(case, day, people, what, case.registered_at)


def reply_passed(only: str | None) -> Iterator[Due]:
    staff = Staff()
    for case, day in _with_reply_day(only):
        if day < today():
            people = staff.responsible(case) + staff.holding(Role.CHIEF)
            what = (
                f"Svarsdagen har passerat. Den var {swedish_date(day)}. Skicka svaret, begär "
                "anstånd eller avstå från att svara."
            )
            yield _due(case, day, people, what, case.registered_at)


def papers_due(only: str | None) -> Iterator[Due]:
    staff, cases = Staff(), list(_cases(only).filter(step__in=BEFORE_PAPERS))
    for case, plan in _planned(cases):
        if plan.feasible and plan.papers_due and plan.papers_due >= today():
            body = case.area.preparing_committee
            what = (
                f"Handlingarna ska vara klara senast {swedish_date(plan.papers_due)}. "
                "Lämna förslaget till arbetsutskottet till dess."
            )
            yield _due(
                case,
                plan.papers_due,
                staff.responsible(case),
                what,
                case.registered_at,
                body_id=body.pk if body else None,
            )


def plan_broken(only: str | None) -> Iterator[Due]:
    """Those that no ordinary meetings make; told once for each reply date, each round, and each
    meeting on the way there that is cancelled: a plan that was mended may break again.
    """
    staff = Staff()
    cases = [case for case, day in _with_reply_day(only) if day >= today()]
    cancelled = _cancelled(cases)
    for case, plan in _planned(cases):
        if not plan.feasible and case.reply_due:
            what = (
                "Planen håller inte längre. Inga ordinarie möten hinner före svarsdagen "
                f"{swedish_date(case.reply_due)}. Ärendets sida säger vad som kan göras."
            )
            people = staff.responsible(case) + staff.holding(Role.CHIEF)
            gone = sum(_is_on_the_way(case, meeting) for meeting in cancelled)
            name = f"plan {case.reply_due} {case.round}.{gone}"
            yield _due(case, today(), people, what, now(), name=name)


def _cancelled(cases: list[Case]) -> list[Meeting]:
    """Those of the bodies that the cases pass, since the first was registered. One query."""
    if not cases:
        return []
    bodies = {body for case in cases for body in _bodies_of(case)}
    first = min(case.registered_at for case in cases)
    rows = Meeting.objects.filter(body__in=bodies, state=MeetingState.CANCELLED)
    return list(rows.filter(starts_at__gte=first))


def _is_on_the_way(case: Case, meeting: Meeting) -> bool:
    assert case.reply_due
    between = case.registered_at <= meeting.starts_at and meeting.day <= case.reply_due
    return between and meeting.body_id in _bodies_of(case)


def _bodies_of(case: Case) -> set[int | None]:
    area = case.area
    return {area.preparing_committee_id, area.consultation_id, area.board_id}


def _planned(cases: list[Case]) -> Iterator[tuple[Case, Plan]]:
    plans = plans_for(cases)
    return ((case, plans[case.pk]) for case in cases if case.pk in plans)


def no_officer(only: str | None) -> Iterator[Due]:
    staff = Staff()
    for case in _cases(only).without_officer():
        day = local_date(case.registered_at)
        what = f"Ärendet har ingen handläggare. Det registrerades {swedish_date(day)}. Utse en."
        yield _due(case, day, staff.holding(Role.CHIEF), what, case.registered_at)


def not_dispatched(only: str | None) -> Iterator[Due]:
    staff = Staff()
    here = Stage.objects.filter(case__in=_cases(only), case__step=Step.DECIDED, left_at=None)
    for stage in here.select_related("case__officer"):
        case, day = stage.case, local_date(stage.entered_at)
        what = f"Svaret är inte skickat. Det beslutades {swedish_date(day)}. Skicka det."
        people = staff.holding(Role.REGISTRAR) + staff.responsible(case)
        yield _due(case, day, people, what, stage.entered_at)


def urgent_report(only: str | None) -> Iterator[Due]:
    """What somebody decided for the board is reported at its next meeting (KL 6:40)."""
    staff = Staff()
    decisions = (
        Decision.objects.exclude(manner=DecisionManner.BOARD)
        .filter(case__in=_cases(only).values("pk"), report=None)
        .select_related("case", "body")
    )
    coming = Meeting.objects.not_cancelled().filter(starts_at__gte=start_of_day(today()))
    boards = {decision.body_id for decision in decisions}
    meetings = list(coming.filter(body__in=boards).order_by("starts_at")) if boards else []
    for decision in decisions:
        meeting = _next_of(meetings, decision)
        if meeting:
            day = swedish_date(meeting.day)
            what = f"Anmäl beslutet. {decision.title} ska anmälas på nämndens möte {day} (KL 6:40)."
            yield _due(
                decision.case,
                meeting.day,
                staff.holding(Role.BOARD_SECRETARY),
                what,
                decision.recorded_at,
                body_id=decision.body_id,
            )


def _next_of(meetings: list[Meeting], decision: Decision) -> Meeting | None:
    later = (
        meeting
        for meeting in meetings
        if meeting.body_id == decision.body_id and meeting.starts_at > decision.recorded_at
    )
    return next(later, None)


def samrad_coming(only: str | None) -> Iterator[Due]:
    """For each delegate with something left to say before a samråd whose agenda is out."""
    meetings = Meeting.objects.not_cancelled().filter(
        body__kind=BodyKind.CONSULTATION,
        starts_at__gte=start_of_day(today()),
        agenda_published_at__isnull=False,
    )
    if only is not None:
        prefix, _, key = only.partition(":")
        meetings = meetings.filter(pk=int(key)) if prefix == "meeting" else meetings.none()
    for meeting in meetings.select_related("body", "follows"):
        yield from _left_to_say(meeting)


def _left_to_say(meeting: Meeting) -> Iterator[Due]:
    cases = [item.case for item in items_of(meeting) if item.case.step in OPEN_FOR_POSITIONS]
    rounds = Q(pk__in=[])
    for case in cases:
        rounds |= Q(case=case, round=case.round)
    marked: dict[int, int] = {}
    for person_id in Position.objects.filter(rounds).values_list("person", flat=True):
        marked[person_id] = marked.get(person_id, 0) + 1
    for person in _once(seat.person for seat in seated(meeting.body, meeting.day)):
        left = len(cases) - marked.get(person.pk, 0)
        if left > 0:
            yield _samrad_letter(meeting, person, left)


def _samrad_letter(meeting: Meeting, person: Person, left: int) -> Due:
    day = swedish_date(meeting.day)
    count = "ett ärende" if left == 1 else f"{left} ärenden"
    return Due(
        about=f"meeting:{meeting.pk}",
        day=meeting.day,
        since=meeting.agenda_published_at or now(),
        people=(person,),
        letter=Letter(
            subject=f"{meeting.body.abbreviation} {day}: {count} kvar",
            text=(
                f"{meeting.body.name} den {day}\n\nDu har {count} kvar att ta ställning till. "
                "Läs och markera vad du tycker före mötet."
            ),
            path="/infor-samradet/",
        ),
        body_id=meeting.body_id,
    )


def _task(case: Case) -> str:
    return case.route.stop(case.step).task
