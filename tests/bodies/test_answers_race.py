"""Two who say no at the same moment: each gets a substitute of their own.

The negative control: with the meeting's lock off both reach for the same substitute.
"""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from bodies import actions
from bodies.actions import attendance
from bodies.attendance import step_in
from bodies.models import Call, Meeting, Person
from tests import factories as make
from tests.cases.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def two_decline() -> tuple[list[str], int]:
    home = make.house()
    meeting = make.meeting(home.board, days=5)
    for number in (1, 2):
        make.member(make.person(), home.board, "substitute", entry_order=number)
    first, second = (seat.person for seat in home.board.memberships.voting()[:2])

    def no(who: Person) -> Callable[[], object]:
        given: dict[str, Any] = {"meeting_id": meeting.pk, "person": who, "by": who}
        return lambda: actions.answer_meeting(answer="no", **given)

    ends = at_once(no(first), no(second))
    return ends, Call.objects.values("substitute").distinct().count()


def test_each_gets_a_substitute_of_their_own() -> None:
    assert two_decline() == (["done", "done"], 2)


def test_without_the_lock_both_reach_for_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_read, choose = threading.Barrier(2), step_in

    def unlocked(meeting_id: int) -> Meeting:
        found: Meeting = Meeting.objects.select_related("body").get(pk=meeting_id)
        return found

    def slowly(*args: Any, **more: Any) -> dict[int, int]:
        found = choose(*args, **more)
        both_have_read.wait(timeout=10)
        return found

    monkeypatch.setattr(attendance, "_locked_meeting", unlocked)
    monkeypatch.setattr(attendance, "step_in", slowly)
    ends, substitutes = two_decline()
    assert ends == ["DomainError", "done"]
    assert substitutes == 1
