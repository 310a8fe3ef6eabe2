"""What an agenda must not do: undo what was treated, share too much, or too little."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from bodies.models import Meeting
from cases import actions
from cases.models import Case, Share
from cases.outcomes import ItemOutcome
from cases.route import Step
from samverkan.lib.dates import clock_at, now
from samverkan.lib.errors import DomainError, WrongStep
from tests import factories as make
from tests.begun import at

pytestmark = pytest.mark.django_db


def cancel(meeting: Meeting, home: make.House) -> Meeting:
    meeting.refresh_from_db()
    return actions.cancel_meeting(
        meeting_id=meeting.pk, version=meeting.version, by=home.secretary, reason="Snö."
    )


def publish(meeting: Meeting, home: make.House) -> Meeting:
    meeting.refresh_from_db()
    return actions.publish_agenda(meeting_id=meeting.pk, version=meeting.version, by=home.secretary)


def sees(home: make.House, case: Case) -> bool:
    return Case.objects.visible_to(home.pkd_member).filter(pk=case.pk).exists()


@at(Step.DECIDED)
@pytest.mark.parametrize("body", ["au", "samrad", "board"])
def test_what_has_treated_a_case_is_not_cancelled(body: str, home: make.House) -> None:
    meeting = getattr(home, body).meetings.get()
    with pytest.raises(WrongStep, match="redan behandlat"):
        cancel(meeting, home)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(state="cancelled", state_reason="Snö.")


def test_a_samrad_does_not_follow_a_cancelled_meeting(home: make.House) -> None:
    committee = make.meeting(home.au, 3)
    samrad = make.meeting(home.samrad, 4, follows=committee)
    with pytest.raises(WrongStep, match="Ställ in det först"):
        cancel(committee, home)
    cancel(samrad, home)
    assert cancel(committee, home).is_cancelled


def test_a_cancelled_samrad_gets_no_more_cases(home: make.House) -> None:
    first, later = (make.case_in(Step.PREPARATION, home) for _ in range(2))
    committee = make.placed(home, first, home.au, 8, days=3)
    samrad = make.meeting(home.samrad, 4, follows=committee)
    publish(samrad, home)
    cancel(samrad, home)
    make.placed(home, later, home.au, 8, days=3)
    assert sees(home, first)
    assert not sees(home, later)


def test_what_a_cancelled_samrad_leaves_is_shared_with_the_next(home: make.House) -> None:
    left, other = make.case_in(Step.CONSULTATION, home), make.case_in(Step.PREPARATION, home)
    first = make.consultation_meeting(home, left.items.get().meeting)
    committee = make.placed(home, other, home.au, 8, days=2)
    publish(make.meeting(home.samrad, 3, follows=committee), home)
    assert not sees(home, left)
    cancel(first, home)
    assert sees(home, left)


def test_what_is_sent_on_too_late_is_shared_with_the_next(home: make.House) -> None:
    late, other = (make.case_in(Step.PREPARATION, home) for _ in range(2))
    met = make.placed(home, late, home.au, 8)
    make.meeting(home.samrad, 0, 10, follows=met)
    committee = make.placed(home, other, home.au, 8, days=20)
    publish(make.meeting(home.samrad, 21, follows=committee), home)
    with clock_at(now() + timedelta(days=3)):
        make.step(late, "forward", home.secretary)
        assert sees(home, late)


@at(Step.BOARD)
@pytest.mark.parametrize("hour", [10, 11])
def test_the_board_meets_after_the_samrad(hour: int, home: make.House, case: Case) -> None:
    """The same hour is not after."""
    if hour == 11:
        assert make.placed(home, case, home.board, hour)
        return
    with pytest.raises(DomainError, match="före"):
        make.placed(home, case, home.board, hour)


def test_what_has_left_the_agenda_is_not_shared_with_it(home: make.House) -> None:
    gone, kept = (make.case_in(Step.PREPARATION, home) for _ in range(2))
    committee = make.placed(home, gone, home.au, 8, days=3)
    make.step(gone, "strike_off", home.chief, reason="Fel.")
    with pytest.raises(Exception, match="tom"):
        publish(committee, home)
    make.placed(home, kept, home.au, 8, days=3)
    publish(committee, home)
    assert list(Share.objects.values_list("case", flat=True)) == [kept.pk]


def test_advice_is_not_given_where_the_case_never_was(home: make.House) -> None:
    old = make.meeting(home.au, -3)
    elsewhere = make.meeting(home.samrad, 0, 11, follows=old)
    case = make.case_in(Step.CONSULTATION, home)
    with pytest.raises(Exception, match="möte"):
        make.step(
            case, "record_consultation", home.secretary, meeting=elsewhere, outcome="consensus"
        )


@at(Step.CONSULTATION)
def test_nothing_is_settled_by_letter_while_the_samrad_is_called(
    home: make.House, case: Case
) -> None:
    samrad = make.meeting(home.samrad, 3, follows=case.items.get().meeting)
    by_letter = {"outcome": "consensus"}
    publish(samrad, home)
    with pytest.raises(DomainError, match="publicerade ärendelista"):
        make.step(case, "record_written_consultation", home.secretary, **by_letter)
    cancel(samrad, home)
    later = make.placed(home, make.case_in(Step.PREPARATION, home), home.au, 8, days=9)
    publish(make.meeting(home.samrad, 10, follows=later), home)
    moved = make.step(case, "record_written_consultation", home.secretary, **by_letter)
    assert moved.step == Step.BOARD


@at(Step.CONSULTATION)
def test_a_board_that_met_too_soon_lets_the_case_go(home: make.House, case: Case) -> None:
    missed = make.placed(home, case, home.board, 12, days=1)
    Meeting.objects.filter(pk=missed.pk).update(starts_at=missed.starts_at - timedelta(2))
    make.placed(home, case, home.board, 12, days=5)
    assert case.items.get(meeting=missed).outcome == ItemOutcome.WITHDRAWN
    assert case.items.scheduled().count() == 1


@at(Step.PREPARATION)
def test_taken_off_twice_is_told(home: make.House, case: Case) -> None:
    make.placed(home, case, home.au, 8, days=3)
    item = case.items.get()
    actions.remove_from_agenda(item_id=item.pk, by=home.secretary)
    with pytest.raises(WrongStep, match="redan borttagen"):
        actions.remove_from_agenda(item_id=item.pk, by=home.secretary)


@at(Step.PREPARATION)
def test_an_unpublished_agenda_stays_unknown_when_it_is_cancelled(
    client: Client, home: make.House, case: Case
) -> None:
    actions.share(case_id=case.pk, by=home.registrar, organisations=[home.municipality])
    meeting = make.placed(home, case, home.au, 8, days=3)
    cancel(meeting, home)
    client.force_login(home.municipal)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Mötet ställdes in" not in page
    assert meeting.get_absolute_url() not in page
    client.force_login(home.officer)
    assert "Mötet ställdes in" in client.get(case.get_absolute_url()).content.decode()
