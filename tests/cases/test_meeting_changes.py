"""Moving and cancelling a meeting: what it does to reply dates is shown first, then it is done."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from bodies.actions import answer_meeting
from bodies.models import Call, Meeting, Notice
from cases import actions
from cases.models import Case
from cases.outcomes import ItemOutcome
from cases.queries.risk import Risk, risks
from cases.route import Step
from samverkan.lib.dates import STOCKHOLM, today
from samverkan.lib.errors import DomainError, NotAllowed, Stale, WrongStep
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> make.House:
    return make.house()


def at(days: int, hour: int = 9) -> datetime:
    day = today() + timedelta(days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=STOCKHOLM)


def chain(home: make.House, days: int) -> tuple[Meeting, Meeting, Meeting]:
    """AU, samråd and board, a week between each."""
    committee = make.meeting(home.au, days)
    samrad = make.meeting(home.samrad, days + 7, follows=committee)
    return committee, samrad, make.meeting(home.board, days + 14)


def waiting(home: make.House, days: int, **changes: object) -> Case:
    case = make.case_in(Step.PREPARATION, home, **changes)
    make.placed(home, case, home.au, 9, days=days)
    return case


def told(meeting: Meeting, home: make.House, starts_at: datetime | None = None) -> list[Risk]:
    return risks(meeting, home.secretary, starts_at)


def move(meeting: Meeting, home: make.House, starts_at: datetime) -> Meeting:
    meeting.refresh_from_db()
    return actions.move_meeting(
        meeting_id=meeting.pk,
        version=meeting.version,
        by=home.secretary,
        starts_at=starts_at,
        reason="Lokalen är upptagen.",
    )


# ── What it puts at risk ─────────────────────────────────────────────────────────────────


def test_a_case_that_no_other_meeting_saves_breaks(home: make.House) -> None:
    *_, board = chain(home, 20)
    case = waiting(home, 20, reply_due=today() + timedelta(60))
    (risk,) = told(board, home)
    assert (risk.case, risk.is_placed, risk.board_day, risk.breaks) == (case, False, None, True)


def test_one_that_a_later_meeting_saves_does_not(home: make.House) -> None:
    *_, board = chain(home, 20)
    later = make.meeting(home.board, 45)
    waiting(home, 20, reply_due=today() + timedelta(42))
    assert told(board, home)[0].breaks, "the later board is after the reply date"
    Case.objects.update(reply_due=today() + timedelta(80))
    (risk,) = told(later, home)
    assert not risk.breaks
    assert risk.board_day == board.day


def test_moving_shows_the_new_day_or_that_it_is_too_late(home: make.House) -> None:
    *_, board = chain(home, 20)
    waiting(home, 20, reply_due=today() + timedelta(60))
    (soon,) = told(board, home, at(40))
    assert soon.board_day == today() + timedelta(40)
    (late,) = told(board, home, at(70))
    assert late.breaks


def test_what_was_late_already_is_not_put_on_the_move(home: make.House) -> None:
    _, samrad, _ = chain(home, 20)
    waiting(home, 20, reply_due=today() + timedelta(25))
    (risk,) = told(samrad, home)
    assert risk.was_late
    assert not risk.breaks


def test_a_case_that_is_through_is_not_asked(home: make.House) -> None:
    *_, board = chain(home, 20)
    make.case_in(Step.DECIDED, home)
    assert told(board, home) == []


def test_a_secret_case_is_not_told_to_those_who_may_not_see_it(home: make.House) -> None:
    *_, board = chain(home, 20)
    waiting(home, 20, reply_due=today() + timedelta(60), secrecy=make.SECRECY)
    assert risks(board, home.stranger, None) == []


def test_as_many_queries_for_thirty(home: make.House, django_assert_num_queries: object) -> None:
    *_, board = chain(home, 20)
    for count in (1, 4):
        while Case.objects.count() < count:
            waiting(home, 20, reply_due=today() + timedelta(60))
        with django_assert_num_queries(7):  # type: ignore[operator]
            assert len(told(board, home)) == count


# ── Moving ───────────────────────────────────────────────────────────────────────────────


def test_the_meeting_its_days_and_its_cases_move(home: make.House) -> None:
    committee, _, _ = chain(home, 20)
    case = waiting(home, 20)
    papers = committee.papers_due
    moved = move(committee, home, at(22, 13))
    assert moved.starts_at == at(22, 13)
    assert (moved.papers_due, papers) == (moved.day - timedelta(committee.body.papers_days), None)
    assert case.items.get().meeting == moved
    event = case.events.get(verb="move_meeting")
    assert "Skäl: Lokalen är upptagen." in event.text
    assert moved.events.get(verb="change_meeting").text.endswith("Skäl: Lokalen är upptagen.")


def test_those_who_have_the_agenda_are_told_each_time(home: make.House) -> None:
    committee, _, _ = chain(home, 20)
    waiting(home, 20)
    actions.publish_agenda(meeting_id=committee.pk, version=1, by=home.secretary)
    move(committee, home, at(22))
    move(committee, home, at(23))
    letters = Notice.objects.filter(rule="moved")
    people = letters.values("recipient").distinct().count()
    assert people > 0
    assert letters.count() == 2 * people
    move(make.meeting(home.board, 60), home, at(61))
    assert letters.count() == 2 * people, "nobody has had that agenda"


def test_a_substitute_who_was_asked_is_told_and_asked_anew(home: make.House) -> None:
    """Also before the agenda is out; what was answered holds on the same day, and no other."""
    board = make.meeting(home.board, 30)
    spare = make.person()
    make.member(spare, home.board, "substitute")
    who = home.run_member
    answer_meeting(meeting_id=board.pk, person=who, answer="no", by=who)
    assert Call.objects.get().substitute == spare
    move(board, home, at(30, 15))
    told = {letter.recipient: letter.text for letter in Notice.objects.filter(rule="moved")}
    assert set(told) == {who, spare}
    assert "Svara på nytt" not in told[spare]
    board.refresh_from_db()
    move(board, home, at(33))
    latest = Notice.objects.filter(rule="moved", recipient=spare).latest("pk")
    assert "Svara på nytt" in latest.text


@pytest.mark.parametrize("days", [27, 30])
def test_a_committee_does_not_pass_its_samrad(home: make.House, days: int) -> None:
    committee, _, _ = chain(home, 20)
    with pytest.raises(DomainError, match="följer på det här mötet"):
        move(committee, home, at(days))


def test_what_cannot_be_is_refused_by_its_field(home: make.House) -> None:
    *_, board = chain(home, 20)
    make.meeting(home.board, 50)
    for starts_at, words in (
        (at(-2), "förflutna"),
        (at(50), "redan ett möte"),
        (board.starts_at, "börjar redan då"),
    ):
        with pytest.raises(DomainError, match=words):
            move(board, home, starts_at)


def test_a_meeting_that_has_treated_cases_stays(home: make.House) -> None:
    make.case_in(Step.DECIDED, home)
    with pytest.raises(DomainError, match="ligger fast"):
        move(home.board.meetings.get(), home, at(1))


def test_a_cancelled_or_past_meeting_is_not_moved(home: make.House) -> None:
    with pytest.raises(WrongStep):
        move(make.meeting(home.board, -3), home, at(3))


def test_who_and_which_version(home: make.House) -> None:
    board = make.meeting(home.board, 20)
    given = {"meeting_id": board.pk, "starts_at": at(21), "reason": "Snö."}
    with pytest.raises(NotAllowed):
        actions.move_meeting(**given, version=1, by=home.officer)  # type: ignore[arg-type]
    with pytest.raises(Stale):
        actions.move_meeting(**given, version=7, by=home.secretary)  # type: ignore[arg-type]


# ── Cancelling onto another ──────────────────────────────────────────────────────────────


def test_the_items_go_to_the_chosen_meeting_with_why(home: make.House) -> None:
    case = waiting(home, 20)
    first, later = case.items.get().meeting, make.meeting(home.au, 30)
    actions.cancel_meeting(
        meeting_id=first.pk, version=1, by=home.secretary, reason="Snö.", onto=later.pk
    )
    outcomes = {item.meeting_id: item.outcome for item in case.items.all()}
    assert outcomes == {first.pk: ItemOutcome.WITHDRAWN, later.pk: ItemOutcome.SCHEDULED}
    event = case.events.get(verb="cancel_meeting")
    assert "ställdes in" in event.text
    assert "sattes upp på RUN AU" in event.text


def test_a_target_that_cannot_take_them_leaves_all_as_it_was(home: make.House) -> None:
    case = waiting(home, 20)
    first, past = case.items.get().meeting, make.meeting(home.au, -1)
    with pytest.raises(WrongStep):
        actions.cancel_meeting(
            meeting_id=first.pk, version=1, by=home.secretary, reason="Snö.", onto=past.pk
        )
    first.refresh_from_db()
    assert not first.is_cancelled


# ── The pages ────────────────────────────────────────────────────────────────────────────


def test_the_page_shows_the_effect_and_then_moves(client: Client, home: make.House) -> None:
    *_, board = chain(home, 20)
    case = waiting(home, 20, reply_due=today() + timedelta(60))
    client.force_login(home.secretary)
    url = f"/moten/{board.pk}/flytta/"
    sent = {"version": 1, "starts_at": f"{at(70):%Y-%m-%dT%H:%M}", "reason": "Snö."}
    shown = client.post(url, sent)
    assert shown.status_code == 200
    assert "Hinner inte svarsdagen" in shown.content.decode()
    assert case.registry_number in shown.content.decode()
    board.refresh_from_db()
    assert board.starts_at == at(34), "nothing is moved by looking"
    seen = shown.context["starts_at"].isoformat()
    other = client.post(url, sent | {"starts_at": f"{at(71):%Y-%m-%dT%H:%M}", "shown": seen})
    assert other.status_code == 200, "another time than the one shown is shown first"
    stale = client.post(url, sent | {"version": 9, "shown": seen})
    assert stale.status_code == 409
    assert "Snö." in stale.content.decode()
    done = client.post(url, sent | {"shown": seen})
    assert done.status_code == 302
    board.refresh_from_db()
    assert board.starts_at == at(70)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"starts_at": ""}, "starts_at"),
        ({"starts_at": "i går\0"}, "starts_at"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_is_missing_is_said_by_its_field(
    client: Client, home: make.House, given: dict[str, str], field: str
) -> None:
    board = make.meeting(home.board, 20)
    client.force_login(home.secretary)
    sent = {"version": 1, "starts_at": f"{at(21):%Y-%m-%dT%H:%M}", "reason": "Snö."} | given
    page = client.post(f"/moten/{board.pk}/flytta/", sent)
    assert list(page.context["form"].errors) == [field]


def test_cancelling_offers_the_coming_meetings_of_the_body(
    client: Client, home: make.House
) -> None:
    case = waiting(home, 20)
    later = make.meeting(home.au, 30)
    make.meeting(home.board, 30)
    client.force_login(home.secretary)
    url = f"/moten/{case.items.get().meeting_id}/stall-in/"
    page = client.get(url)
    assert list(page.context["form"].fields["onto"].queryset) == [later]
    done = client.post(url, {"version": 1, "reason": "Snö.", "onto": later.pk})
    assert done.status_code == 302
    assert later.items.get().case == case
    empty = client.get(f"/moten/{make.meeting(home.au, 40).pk}/stall-in/")
    assert "onto" not in empty.context["form"].fields
