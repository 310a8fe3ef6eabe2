"""Two administrators at once: nobody's change is lost unseen, and no order of meetings is broken.

Each race has its negative control: with the lock off it goes wrong. As in
tests/cases/test_races.py the pauses only make the meeting certain.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import models

from bodies import actions, notices
from bodies.actions import calendar, core, meetings, people, settings
from bodies.models import Body, CalendarFeed, Meeting, Person
from bodies.roles import Role
from samverkan.lib.seen import seen_as
from tests import factories as make
from tests.cases.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def saving(pk: int, by: Person, **changes: str) -> Callable[[], object]:
    """A press on a form that was rendered with the person as it is now."""
    seen = seen_as(Person.objects.get(pk=pk))

    def press() -> object:
        person = Person.objects.get(pk=pk)
        for name, value in changes.items():
            setattr(person, name, value)
        return actions.save_person(person=person, by=by, seen=seen)

    return press


def two_forms() -> tuple[Person, list[str]]:
    by, who = make.person(Role.ADMINISTRATOR), make.person()
    ends = at_once(saving(who.pk, by, title="Min titel"), saving(who.pk, by, phone="0123"))
    who.refresh_from_db()
    return who, ends


def test_of_two_forms_on_one_person_one_is_stale() -> None:
    who, ends = two_forms()
    assert ends == ["Stale", "done"]
    assert (who.title, who.phone) in (("Min titel", ""), ("", "0123"))


def test_without_the_lock_both_would_be_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_read = threading.Barrier(2)

    def unlocked(row: models.Model, seen: str | None = None) -> Any:
        found = Person.objects.get(pk=row.pk)
        assert seen == seen_as(found)
        both_have_read.wait(timeout=10)
        return found

    monkeypatch.setattr(people, "locked", unlocked)
    assert two_forms()[1] == ["done", "done"]


def overtaking() -> tuple[list[str], bool]:
    """A committee's meeting is moved while a samråd is added to follow it; is the order right?"""
    home = make.house()
    committee = make.meeting(home.au, 10)

    def move() -> object:
        moved = Meeting.objects.get(pk=committee.pk)
        moved.starts_at += timedelta(days=10)
        return actions.save_meeting(meeting=moved, by=home.administrator)

    def follow() -> object:
        samrad = Meeting(body=home.samrad, follows=Meeting.objects.get(pk=committee.pk))
        samrad.starts_at = committee.starts_at + timedelta(hours=2)
        return actions.save_meeting(meeting=samrad, by=home.administrator)

    ends = at_once(move, follow)
    return ends, not Meeting.objects.filter(follows__starts_at__gte=models.F("starts_at")).exists()


def test_a_meeting_is_not_moved_past_one_that_is_just_being_added() -> None:
    assert overtaking() == (["DomainError", "done"], True)


def test_without_the_lock_the_order_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_checked = threading.Barrier(2)
    propose = meetings._propose_days

    def late(meeting: Meeting, before: Meeting | None) -> None:
        both_have_checked.wait(timeout=10)
        propose(meeting, before)

    monkeypatch.setattr(meetings, "_lock_chain", lambda meeting: None)
    monkeypatch.setattr(meetings, "_propose_days", late)
    assert overtaking() == (["done", "done"], False)


def invite_twice() -> list[str]:
    by, who = make.person(Role.ADMINISTRATOR), make.person()
    return at_once(*(lambda: actions.invite_person(person=who, by=by) for _ in range(2)))


def test_two_who_invite_at_once_send_one_letter() -> None:
    assert invite_twice() == ["DomainError", "done"]


def test_without_the_lock_two_would_say_that_a_letter_went(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both_have_looked = threading.Barrier(2)
    post = notices.post

    def late(**letter: Any) -> int:
        both_have_looked.wait(timeout=10)
        return post(**letter)

    monkeypatch.setattr(people, "locked", lambda row: None)
    monkeypatch.setattr(notices, "post", late)
    assert invite_twice() == ["done", "done"]


def choose_and_empty() -> list[str]:
    """An area gets a board while that board loses the series that cases are numbered by."""
    home = make.house()
    board = make.body("ny", "board", decides=True, series="NY")

    def choose() -> object:
        home.area.board = board
        return actions.save_area(area=home.area, by=home.administrator)

    def empty() -> object:
        emptied = Body.objects.get(pk=board.pk)
        emptied.series = ""
        return actions.save_body(body=emptied, by=home.administrator)

    return at_once(choose, empty)


def test_a_board_is_not_emptied_while_it_is_chosen() -> None:
    assert choose_and_empty() == ["DomainError", "done"]


def test_without_the_lock_a_board_would_have_no_series(monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_checked = threading.Barrier(2)

    def late(check: Callable[[Any], None]) -> Callable[[Any], None]:
        def checked(row: Any) -> None:
            check(row)
            both_have_checked.wait(timeout=10)

        return checked

    monkeypatch.setattr(settings, "_check_chain", late(settings._check_chain))
    monkeypatch.setattr(settings, "_check_series", late(settings._check_series))
    unlocked = lambda row, seen=None: type(row)._default_manager.get(pk=row.pk)  # noqa: E731
    monkeypatch.setattr(settings, "locked", unlocked)
    assert choose_and_empty() == ["done", "done"]


def two_calendars() -> tuple[int, list[str]]:
    who = make.person()
    ends = at_once(*[lambda: actions.open_calendar(by=who)] * 2)
    return CalendarFeed.objects.open().count(), ends


def test_two_presses_for_a_calendar_leave_one_address() -> None:
    assert two_calendars() == (1, ["done", "done"])


def test_without_the_wait_one_press_would_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_ended_the_old = threading.Barrier(2)

    def late(row: Any) -> None:
        both_have_ended_the_old.wait(timeout=10)
        core.store(row)

    monkeypatch.setattr(calendar, "_one_at_a_time", lambda by: None)
    monkeypatch.setattr(calendar, "store", late)
    assert two_calendars() == (1, ["DomainError", "done"])
