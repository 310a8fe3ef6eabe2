"""A cancelled samråd in writing: asked, answered in time, given more time, ended, recorded."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from bodies.models import Event, Notice
from cases import actions
from cases.actions.meetings import InWriting
from cases.models import CaseEvent, Consultation, Position, WrittenRound
from cases.outcomes import ConsultationManner
from cases.queries.plan import plan_for
from cases.route import Step
from samverkan.lib.dates import now, today
from samverkan.lib.errors import DomainError, NotAllowed, Stale, WrongStep
from tests import factories as make
from tests.in_writing import DAYS, World, called_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return called_off()


def days_later(days: int) -> time_machine.travel:
    return time_machine.travel(now() + timedelta(days), tick=False)


# ── Asked ────────────────────────────────────────────────────────────────────────────────


def test_it_is_asked_about_the_cases_that_wait(world: World) -> None:
    written = world.open(question="Vad tycker ni?")
    assert [each.case for each in written.asked.all()] == [world.case]
    assert written.last_day == today() + timedelta(DAYS)
    (event,) = Event.objects.filter(verb="open_written_round")
    assert "Sista dag att svara" in event.text
    assert CaseEvent.objects.get(case=world.case, verb="open_written_round")


def test_each_member_gets_one_letter_with_the_day_and_the_question(world: World) -> None:
    world.open(question="Vad tycker ni om avstånden?")
    letters = Notice.objects.filter(rule="written")
    people = {letter.recipient for letter in letters}
    assert {world.home.run_member, world.home.pkd_member} <= people
    assert len(people) == letters.count()
    letter = letters.first()
    assert letter
    assert "Vad tycker ni om avstånden?" in letter.text
    assert "Snö på vägarna." in letter.text
    assert f"/moten/{world.meeting.pk}/skriftligt/" in letter.path


def test_what_was_never_published_is_shared_when_it_is_asked() -> None:
    world = called_off(published=False)
    assert not world.case.shares.filter(body=world.home.samrad).exists()
    world.open()
    assert world.case.shares.filter(body=world.home.samrad).exists()
    assert world.answer()


@pytest.mark.parametrize("when", ["now", "twice", "not cancelled", "no samråd"])
def test_it_is_opened_once_and_of_a_cancelled_samrad_only(world: World, when: str) -> None:
    home = world.home
    if when == "now":
        assert world.open()
        return
    if when == "twice":
        world.open()
    elif when == "not cancelled":
        world.meeting = make.meeting(home.samrad, 9, follows=world.case.items.get().meeting)
    else:
        world.meeting = make.meeting(home.board, 9, state="cancelled", state_reason="Snö.")
    with pytest.raises(WrongStep):
        world.open()


def test_a_day_that_has_been_and_no_case_are_refused_by_their_field(world: World) -> None:
    with pytest.raises(DomainError) as day:
        world.open(last_day=today() - timedelta(1))
    assert day.value.field == "last_day"
    for cases in ([], [make.registered(world.home).pk]):
        with pytest.raises(DomainError) as case:
            world.open(case_ids=cases)
        assert case.value.field == "cases"
    assert not WrittenRound.objects.exists()


def test_only_the_secretary_and_only_what_she_has_seen(world: World) -> None:
    with pytest.raises(NotAllowed):
        world.open(by=world.home.chief)
    with pytest.raises(Stale):
        world.open(version=world.meeting.version - 1)


# ── Answered, in time ────────────────────────────────────────────────────────────────────


def test_the_last_day_itself_is_in_time_and_the_next_is_not(world: World) -> None:
    world.open()
    with days_later(DAYS):
        world.answer("dissents", comment="För långt.")
    with days_later(DAYS + 1), pytest.raises(WrongStep, match="till och med"):
        world.answer()
    assert Position.objects.get().stance == "dissents"


def test_the_database_refuses_a_late_answer_too(world: World) -> None:
    world.open()
    given = {"case": world.case, "round": 1, "person": world.home.pkd_member}
    late = now() + timedelta(DAYS + 1)
    with pytest.raises(IntegrityError, match="in_written_time"), transaction.atomic():
        Position.objects.create(**given, stance="supports", updated_at=late)
    assert Position.objects.create(**given, stance="supports", updated_at=now())


def test_a_later_samrad_that_calls_the_case_opens_it_anew(world: World) -> None:
    """What was not settled in writing comes up there, and may be thought of again."""
    world.open()
    world.end()
    with pytest.raises(WrongStep):
        world.answer()
    committee = make.meeting(world.home.au, 8, 8)
    later = make.meeting(world.home.samrad, 9, follows=committee)
    actions.publish_agenda(meeting_id=later.pk, version=later.version, by=world.home.secretary)
    assert world.answer()


# ── More time ────────────────────────────────────────────────────────────────────────────


def test_more_time_is_told_with_its_reason_each_time(world: World) -> None:
    world.open()
    world.extend(DAYS + 2)
    world.extend(DAYS + 4, reason="Fullmäktige möts först.")
    assert world.written.last_day == today() + timedelta(DAYS + 4)
    told = Notice.objects.filter(rule="written", recipient=world.home.pkd_member)
    assert told.count() == 3
    assert told.filter(text__contains="Fullmäktige möts först.").exists()


def test_more_time_opens_what_had_just_ended(world: World) -> None:
    world.open()
    with days_later(DAYS + 1):
        with pytest.raises(WrongStep):
            world.answer()
        world.extend(1)
        assert world.answer()


def test_an_earlier_day_is_refused_and_so_is_no_reason(world: World) -> None:
    world.open()
    with pytest.raises(DomainError, match="Avsluta nu") as day:
        world.extend(DAYS - 1)
    assert day.value.field == "last_day"
    with pytest.raises(DomainError) as why:
        world.extend(DAYS + 1, reason=" ")
    assert why.value.field == "reason"


# ── Ended ────────────────────────────────────────────────────────────────────────────────


def test_ended_early_nobody_answers_and_it_stays_so(world: World) -> None:
    world.open()
    world.answer()
    world.end()
    with pytest.raises(WrongStep, match="avslutades"):
        world.answer("dissents", comment="Nej.")
    with pytest.raises(WrongStep, match="redan avslutat"):
        world.extend(DAYS + 3)
    assert Position.objects.get().stance == "supports"
    assert Notice.objects.filter(rule="written", subject__contains="avslutat").exists()


def test_what_is_over_by_its_day_is_not_ended_again(world: World) -> None:
    world.open()
    with days_later(DAYS + 1), pytest.raises(WrongStep):
        world.end()


def test_a_stale_page_changes_nothing(world: World) -> None:
    world.open()
    old: dict[str, Any] = {"meeting_id": world.meeting.pk, "version": 1, "by": world.home.secretary}
    world.extend(DAYS + 1)
    with pytest.raises(Stale):
        actions.end_written_round(**old, reason="Klart.")
    assert world.written.closed_at is None


# ── Recorded ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["record_written_consultation", "skip_consultation"])
def test_nothing_is_recorded_while_the_members_answer(world: World, name: str) -> None:
    more = {"reason": "Tiden."} if name == "skip_consultation" else {"outcome": "consensus"}
    world.open()
    with pytest.raises(DomainError, match="pågår"):
        make.step(world.case, name, world.home.secretary, **more)
    with days_later(DAYS + 1):
        make.step(world.case, name, world.home.secretary, **more)
    world.case.refresh_from_db()
    assert world.case.step == Step.BOARD


def test_the_outcome_is_advice_in_writing_and_then_nobody_answers(world: World) -> None:
    world.open()
    world.end()
    world.record(outcome="consensus_with_note", note="Nämn avstånden.")
    said = Consultation.objects.get()
    assert (said.manner, said.meeting) == (ConsultationManner.WRITTEN, None)
    with pytest.raises(WrongStep):
        world.extend(DAYS + 1)


# ── The plan ─────────────────────────────────────────────────────────────────────────────


def test_the_plan_waits_for_the_answers_and_for_no_samrad(world: World) -> None:
    """RUN after the last day takes it, though no samråd comes first; one before it does not."""
    make.meeting(world.home.board, DAYS - 1)
    plan = plan_for(world.case)
    assert plan is not None
    assert plan.warnings, "no samråd is in the calendar"
    world.open()
    board = make.meeting(world.home.board, DAYS + 3)
    plan = plan_for(world.case)
    assert plan is not None
    assert [(stop.seat, stop.day) for stop in plan.stops] == [("board", board.day)]
    assert not plan.warnings


# ── From the cancelling itself ───────────────────────────────────────────────────────────


def test_cancelled_and_asked_in_one_go_with_one_letter() -> None:
    home = make.house()
    case = make.case_in(Step.CONSULTATION, home)
    samrad = make.meeting(home.samrad, 3, 13, follows=case.items.get().meeting)
    actions.publish_agenda(meeting_id=samrad.pk, version=samrad.version, by=home.secretary)
    samrad.refresh_from_db()
    actions.cancel_meeting(
        meeting_id=samrad.pk,
        version=samrad.version,
        by=home.secretary,
        reason="Snö.",
        in_writing=InWriting(today() + timedelta(4), "Svara kort."),
    )
    assert WrittenRound.objects.get().question == "Svara kort."
    assert not Notice.objects.filter(rule="cancelled").exists()
    assert Notice.objects.filter(rule="written", recipient=home.pkd_member).count() == 1
    (event,) = Event.objects.filter(meeting=samrad, verb="cancel_meeting")
    assert "skriftligt" in event.text


def test_a_board_is_not_held_in_writing() -> None:
    home = make.house()
    board = make.meeting(home.board, 3)
    with pytest.raises(WrongStep, match="Bara ett samråd"):
        actions.cancel_meeting(
            meeting_id=board.pk,
            version=board.version,
            by=home.secretary,
            reason="Snö.",
            in_writing=InWriting(today()),
        )
    board.refresh_from_db()
    assert not board.is_cancelled
