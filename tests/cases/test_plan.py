"""The plan as the calendar's rows give it: where a case stands, and what still makes the date."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from bodies.models import Meeting
from bodies.models.meeting import MeetingState
from cases.models import Case
from cases.queries.plan import plan_for, plan_from, plans_for, standings
from cases.route import Step
from samverkan.lib.dates import today
from tests.factories import House, case_in, house, meeting, placed, registered, step

pytestmark = pytest.mark.django_db
CHAIN = ("preparing_committee", "consultation", "board")


@pytest.fixture
def home() -> House:
    return house()


def chain(home: House, days: int) -> tuple[Meeting, Meeting, Meeting]:
    """RUN AU, its samråd the day after, and RUN a week later."""
    au = meeting(home.au, days)
    samrad = meeting(home.samrad, days + 1, follows=au)
    return au, samrad, meeting(home.board, days + 7)


def days_of(case: Case) -> list[int]:
    plan = plan_for(case)
    assert plan is not None
    return [(stop.day - today()).days for stop in plan.stops if stop.day]


def test_last_meetings_that_make_the_date(home: House) -> None:
    chain(home, 20)
    chain(home, 50)
    chain(home, 80)
    case = registered(home, reply_due=today() + timedelta(70))
    plan = plan_for(case)
    assert plan is not None
    assert days_of(case) == [50, 51, 57]
    assert plan.papers_due == today() + timedelta(50 - home.au.papers_days)
    assert plan.warnings == ()


def test_papers_day_of_the_meeting_goes_before_the_bodys(home: House) -> None:
    au, *_ = chain(home, 50)
    au.papers_due = today() + timedelta(30)
    au.save()
    plan = plan_from(home.area, today() + timedelta(90))
    assert plan.papers_due == au.papers_due


def test_cancelled_and_past_meetings_are_not_planned_for(home: House) -> None:
    chain(home, -40)
    _, samrad, _ = chain(home, 30)
    samrad.state, samrad.state_reason = MeetingState.CANCELLED, "Storm"
    samrad.save()
    plan = plan_from(home.area, today() + timedelta(90))
    assert not plan.feasible
    assert plan.breaks_at == "consultation"
    assert plan.ways_out


def test_no_ordinary_meeting_makes_it(home: House) -> None:
    chain(home, 60)
    plan = plan_for(registered(home, reply_due=today() + timedelta(30)))
    assert plan is not None
    assert not plan.feasible
    assert [stop.day for stop in plan.next_stops if stop.day] == [
        today() + timedelta(days) for days in (60, 61, 67)
    ]


def test_without_reply_date_the_first_possible(home: House) -> None:
    chain(home, 30)
    chain(home, 60)
    assert days_of(registered(home, reply_due=None)) == [30, 31, 37]


def test_area_without_consultation_plans_the_rest(home: House) -> None:
    home.area.consultation = None
    home.area.save()
    chain(home, 30)
    plan = plan_from(home.area, None)
    assert [stop.seat for stop in plan.stops] == ["preparing_committee", "board"]


def test_placed_case_keeps_its_meeting_and_its_samrad(home: House) -> None:
    chain(home, 20)
    chain(home, 50)
    case = case_in(Step.PREPARATION, home)
    placed(home, case, home.au, 9, days=20)
    assert days_of(case) == [20, 21, 57]


def test_after_the_committee_the_rest_is_left(home: House) -> None:
    chain(home, 20)
    case = case_in(Step.CONSULTATION, home)
    plan = plan_for(case)
    assert plan is not None
    assert [stop.seat for stop in plan.stops] == ["consultation", "board"]
    assert days_of(case) == [21, 27]


def test_samrad_of_the_same_agenda_is_where_it_waits(home: House) -> None:
    case = case_in(Step.CONSULTATION, home)
    committee = case.items.get().meeting
    samrad = meeting(home.samrad, 3, follows=committee)
    standing = standings([case])[case.pk]
    assert standing.next_meeting == samrad
    assert standing.after == committee.starts_at


def test_samrad_on_an_older_agenda_does_not_treat_it(home: House) -> None:
    older = meeting(home.au, -10)
    case = case_in(Step.CONSULTATION, home)
    meeting(home.samrad, 5, follows=older)
    meeting(home.board, 9)
    plan = plan_for(case)
    assert plan is not None
    assert plan.breaks_at == "consultation"


def test_before_the_board_only_the_board_is_left(home: House) -> None:
    chain(home, 20)
    case = case_in(Step.BOARD, home)
    assert days_of(case) == [27]
    assert standings([case])[case.pk].placed == {}


def test_papers_are_not_asked_for_when_they_are_in(home: House) -> None:
    chain(home, 3)
    drafting, waiting = case_in(Step.DRAFTING, home), case_in(Step.PREPARATION, home)
    first, second = plan_for(drafting), plan_for(waiting)
    assert first is not None
    assert second is not None
    assert first.warnings == ("Dagen då handlingarna skulle vara klara har passerat.",)
    assert second.warnings == ()


@pytest.mark.parametrize("at", [Step.DECIDED, Step.CLOSED, Step.DECLINED])
def test_decided_has_no_plan(home: House, at: Step) -> None:
    assert plan_for(case_in(at, home)) is None


def test_new_round_forgets_the_old_meetings(home: House) -> None:
    case = case_in(Step.BOARD, home)
    placed(home, case, home.board, 12)
    step(case, "remit_back", home.secretary, reason="Mer underlag.")
    case.refresh_from_db()
    assert standings([case])[case.pk].placed == {}
    assert standings([case])[case.pk].after is None


def test_same_number_of_queries_for_one_and_thirty(
    home: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    chain(home, 20)
    for at in (Step.PREPARATION, Step.CONSULTATION, Step.BOARD):
        case_in(at, home)
    for _ in range(27):
        registered(home)
    cases = list(
        Case.objects.select_related(
            "area__preparing_committee", "area__consultation", "area__board"
        )
    )
    for some in (cases[:1], cases):
        with django_assert_num_queries(4):
            assert len(plans_for(some)) == len(some)
