"""The actions by themselves: what a form did not catch is a sentence all the same."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from bodies import actions
from bodies.actions.core import refusal
from bodies.models import Body, Event, Meeting, Membership, Organisation, Person
from bodies.roles import Role
from samverkan.lib.dates import now, today
from samverkan.lib.errors import DomainError, NotAllowed
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADMINISTRATOR])
def test_only_an_administrator_writes(role: Role) -> None:
    by, who, board = make.person(role), make.person(), make.body("run")
    seat, meeting = make.member(who, board), make.meeting(board, 5)
    with pytest.raises(NotAllowed):
        actions.save_membership(membership=seat, by=by)
    with pytest.raises(NotAllowed):
        actions.save_meeting(meeting=meeting, by=by)
    with pytest.raises(NotAllowed):
        actions.set_password(person=who, password="ett-nytt-losenord", by=by)
    with pytest.raises(NotAllowed):
        actions.remove(row=seat, by=by)
    assert not Event.objects.exists()


def test_two_who_save_the_same_seat_at_once(administrator: Person) -> None:
    """The second form was valid when it was checked; the database has the last word."""
    who, board = make.person(), make.body("run")
    seats = [Membership(person=who, body=board, valid_from=today()) for _ in range(2)]
    actions.save_membership(membership=seats[0], by=administrator)
    with pytest.raises(DomainError, match="Personen har redan ett uppdrag"):
        actions.save_membership(membership=seats[1], by=administrator)
    assert (Membership.objects.count(), Event.objects.count()) == (1, 1)


def test_two_who_save_the_same_meeting_at_once(administrator: Person) -> None:
    board, starts = make.body("run"), now() + timedelta(9)
    actions.save_meeting(meeting=Meeting(body=board, starts_at=starts), by=administrator)
    with pytest.raises(DomainError, match="har redan ett möte som börjar då"):
        actions.save_meeting(meeting=Meeting(body=board, starts_at=starts), by=administrator)


def test_a_rule_without_words_of_its_own_gets_a_sentence(administrator: Person) -> None:
    first, second = (Organisation(kind="agency", name="Verket") for _ in range(2))
    actions.save_organisation(organisation=first, by=administrator)
    with pytest.raises(DomainError, match="Se efter om det redan är upplagt"):
        actions.save_organisation(organisation=second, by=administrator)


def test_what_is_no_constraint_gets_a_sentence() -> None:
    assert "går inte ihop" in refusal(IntegrityError("något annat")).message


def test_the_history_names_what_changed(administrator: Person) -> None:
    body: Body = make.body("run", name="Nämnden")
    body.papers_days, body.note = 21, "Ny beskrivning"
    actions.save_body(body=body, by=administrator)
    text = Event.objects.get().text
    assert text == "Nämnden ändrades: handlingar, dagar före, beskrivning."


def test_ending_nothing_leaves_nothing(administrator: Person) -> None:
    seat = make.member(make.person(), make.body("run"), valid_to=date(2021, 1, 1))
    assert actions.end_memberships(memberships=[seat], last_day=today(), by=administrator) == 0
    assert not Event.objects.exists()


def test_one_who_may_not_log_in_gets_no_letter(administrator: Person) -> None:
    with pytest.raises(DomainError, match="får inte logga in"):
        actions.invite_person(person=make.person(is_active=False), by=administrator)


def test_nobody_removes_themselves(administrator: Person) -> None:
    with pytest.raises(DomainError, match="dig själv"):
        actions.remove(row=administrator, by=administrator)
