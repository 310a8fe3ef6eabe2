"""Two approve at once, or one twice: one effect. With the meeting's lock off there is another."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from bodies.models import Meeting, Person
from cases import actions
from cases.actions import minutes as approving
from cases.models import Approval, Document, Minutes
from cases.models.document import DocumentKind
from cases.queries.approval import edition_of
from tests.approving import Approving
from tests.cases.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def pressing(minutes: Minutes, by: Person) -> Callable[[], object]:
    return lambda: actions.approve_minutes(minutes_id=minutes.pk, by=by)


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the meeting's row, and both have read before either writes."""

    def read(meeting_id: int, version: int | None = None) -> Meeting:
        found: Meeting = Meeting.objects.select_related("body").get(pk=meeting_id)
        return found

    real = edition_of

    def slowly(pk: int) -> Any:
        found = real(pk)
        time.sleep(0.5)
        return found

    monkeypatch.setattr(approving, "lock_meeting", read)
    monkeypatch.setattr(approving, "edition_of", slowly)


def test_the_two_of_them_at_once_and_it_is_approved() -> None:
    held = Approving()
    minutes = held.sent()
    ends = at_once(pressing(minutes, held.chair), pressing(minutes, held.approver))
    minutes.refresh_from_db()
    assert ends == ["done", "done"]
    assert minutes.approved_at is not None
    assert Document.objects.filter(kind=DocumentKind.EXTRACT).count() == 1


@pytest.mark.usefixtures("unlocked")
def test_without_the_lock_neither_is_the_last() -> None:
    """The control: each saw that the other was missing, so nobody finished it."""
    held = Approving()
    minutes = held.sent()
    at_once(pressing(minutes, held.chair), pressing(minutes, held.approver))
    minutes.refresh_from_db()
    assert Approval.objects.filter(minutes=minutes).count() == 2
    assert minutes.approved_at is None


def test_one_who_presses_twice_approves_once() -> None:
    held = Approving()
    minutes = held.sent()
    ends = at_once(pressing(minutes, held.chair), pressing(minutes, held.chair))
    assert ends == ["WrongStep", "done"]
    assert Approval.objects.filter(minutes=minutes).count() == 1


@pytest.mark.usefixtures("unlocked")
def test_without_the_lock_the_database_still_takes_one() -> None:
    held = Approving()
    minutes = held.sent()
    ends = at_once(pressing(minutes, held.chair), pressing(minutes, held.chair))
    assert ends == ["WrongStep", "done"]
    assert Approval.objects.filter(minutes=minutes).count() == 1
