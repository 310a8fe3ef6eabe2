"""Yes and no to a meeting, and the substitutes who are asked in turn."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from bodies import actions
from bodies.models import Body, Call, EntryOrder, Event, Meeting, Notice, Person, Reply, Term
from bodies.notices import deliver_due
from bodies.queries import forecast, roll_call
from bodies.queries.answer_links import answer_path
from bodies.queries.attendance import RollCall
from samverkan.lib.dates import now, today
from samverkan.lib.errors import DomainError, NotAllowed, WrongStep
from tests import factories as make

pytestmark = pytest.mark.django_db


class Board:
    """RUN with five members; Beta's substitute is called before Alfa's, whatever the number."""

    def __init__(self) -> None:
        self.home = make.house()
        self.body: Body = self.home.board
        self.meeting: Meeting = make.meeting(self.body, days=5)
        self.member = self.home.run_member
        self.body.memberships.update(party="Alfa")
        self.alfa = self._spare("Alfa", 1)
        self.beta = self._spare("Beta", 2)
        year = today().year
        self.term = Term.objects.create(
            name="Nu",
            election_day=today().replace(year=year - 1, month=9, day=9),
            council_from=today().replace(year=year - 1, month=10, day=15),
            council_to=today().replace(year=year + 3, month=10, day=14),
            board_from=today().replace(month=1, day=1),
            board_to=today().replace(year=year + 3, month=12, day=31),
        )
        order = EntryOrder(body=self.body, term=self.term, party="Alfa", steps_in=["Beta", "Alfa"])
        actions.save_entry_order(order=order, by=self.home.administrator)

    def _spare(self, party: str, number: int) -> Person:
        who = make.person()
        make.member(who, self.body, "substitute", party=party, entry_order=number)
        return who

    def say(self, who: Person, answer: str, by: Person | None = None) -> None:
        actions.answer_meeting(meeting_id=self.meeting.pk, person=who, answer=answer, by=by or who)

    def asked(self) -> list[tuple[Person, str]]:
        rows = Call.objects.order_by("pk").select_related("substitute")
        return [(row.substitute, row.answer) for row in rows]

    def call(self) -> RollCall:
        return roll_call(self.meeting)


@pytest.fixture
def board() -> Board:
    return Board()


def test_a_no_goes_round_in_the_adopted_order(board: Board) -> None:
    board.say(board.member, "no")
    assert board.asked() == [(board.beta, "")]
    board.say(board.beta, "no")
    assert board.asked() == [(board.beta, "no"), (board.alfa, "")]
    board.say(board.alfa, "distance")
    assert board.asked()[1] == (board.alfa, "distance")
    (seen,) = forecast(board.meeting)
    assert (seen.seats, seen.coming, seen.at_distance, seen.needed) == (5, 1, 1, 3)
    assert not seen.is_quorate
    asked = Notice.objects.filter(rule="substitute_asked")
    assert {notice.recipient for notice in asked} == {board.alfa, board.beta}


def test_one_who_comes_after_all_lets_the_substitute_go(board: Board) -> None:
    board.say(board.member, "no")
    board.say(board.beta, "yes")
    assert Body.objects.seating(board.beta.pk, today()).filter(pk=board.body.pk).exists()
    board.say(board.member, "yes")
    assert board.asked() == [(board.beta, "withdrawn")]
    assert Notice.objects.filter(rule="substitute_released", recipient=board.beta).exists()


def test_one_who_has_said_yes_steps_in_at_once_and_nobody_twice(board: Board) -> None:
    other = board.call().members[-1].person
    assert other != board.member
    board.say(board.beta, "yes")
    board.say(board.member, "no")
    board.say(other, "no")
    assert board.asked() == [(board.beta, "yes"), (board.alfa, "")]
    board.say(board.alfa, "no")
    assert board.call().line_of(other.pk).lacks_substitute  # type: ignore[union-attr]


def test_the_same_answer_twice_has_one_effect(board: Board) -> None:
    board.say(board.member, "no")
    events = Event.objects.count()
    board.say(board.member, "no")
    assert Event.objects.count() == events
    assert Call.objects.count() == 1


def test_the_secretary_notes_a_telephone_call_and_nobody_else_does(board: Board) -> None:
    board.say(board.member, "no", by=board.home.secretary)
    assert Reply.objects.get(person=board.member).is_noted
    with pytest.raises(NotAllowed):
        board.say(board.member, "yes", by=board.home.pkd_member)
    with pytest.raises(NotAllowed, match="ingen plats"):
        board.say(board.home.pkd_member, "yes")
    with pytest.raises(DomainError, match="Välj om du kommer"):
        board.say(board.member, "kanske")


def test_it_is_too_late_when_the_meeting_begins_and_a_moved_one_asks_anew(board: Board) -> None:
    board.say(board.member, "no")
    with (
        time_machine.travel(board.meeting.starts_at + timedelta(minutes=1)),
        pytest.raises(WrongStep, match="har börjat"),
    ):
        board.say(board.member, "yes")
    Meeting.objects.filter(pk=board.meeting.pk).update(starts_at=now() + timedelta(9))
    board.meeting.refresh_from_db()
    assert board.call().line_of(board.member.pk).reply is None  # type: ignore[union-attr]


def test_the_mail_leads_to_buttons_and_looking_is_no_answer(board: Board) -> None:
    board.say(board.member, "no")
    deliver_due()
    (letter,) = mail.outbox
    path = answer_path(board.meeting.pk, board.beta.pk)
    assert path in str(letter.body)
    visitor = Client()
    page = visitor.get(f"{path}?svar=nej")
    assert page.status_code == 200
    assert not Reply.objects.filter(person=board.beta).exists()
    assert visitor.post(path, {"answer": "yes"}).status_code == 302
    assert board.asked() == [(board.beta, "yes")]
    assert visitor.post(path, {"answer": "nja"}).status_code == 200
    assert visitor.get(path[:-4] + "xyz/").status_code == 404


def test_the_link_ends_with_the_seat_and_with_the_meeting(board: Board) -> None:
    path = answer_path(board.meeting.pk, board.beta.pk)
    board.body.memberships.filter(person=board.beta).update(valid_to=today())
    assert Client().get(path).status_code == 410
    path = answer_path(board.meeting.pk, board.alfa.pk)
    with time_machine.travel(board.meeting.starts_at + timedelta(minutes=1)):
        assert Client().post(path, {"answer": "yes"}).status_code == 409


def test_from_the_page_of_the_meeting(board: Board) -> None:
    client = Client()
    client.force_login(board.member)
    there = reverse("meeting", args=[board.meeting.pk])
    assert "Kommer du?" in client.get(there).content.decode()
    answered = client.post(
        f"{reverse('meeting_answer', args=[board.meeting.pk])}?tillbaka={there}", {"answer": "no"}
    )
    assert answered.headers["Location"] == there
    assert "är tillfrågad som ersättare" in client.get(there).content.decode()
