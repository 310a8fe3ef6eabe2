"""An answer and the end at once: nobody's answer is saved after it. Without the lock one is."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from cases.actions import positions, written
from cases.models import CaseEvent, Position
from cases.queries.written import closed_to
from tests.cases.test_races import at_once
from tests.in_writing import called_off

pytestmark = pytest.mark.django_db(transaction=True)

# Long enough for the end to be asked for while the answer has been let through.
A_WHILE = 0.4


@contextmanager
def without_the_trigger() -> Iterator[None]:
    """So that it is the lock alone that is tried: the trigger would refuse it as well."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_position DISABLE TRIGGER USER")
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_position ENABLE TRIGGER USER")


def answered_after_the_end(monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether an answer was saved when the end had been; it looked before and saved after."""
    world, looked = called_off(), threading.Event()
    world.open()

    def slow(case: Any) -> Any:
        found = closed_to(case)
        looked.set()
        time.sleep(A_WHILE)
        return found

    def end() -> None:
        looked.wait(timeout=10)
        world.end()

    monkeypatch.setattr(positions, "closed_to", slow)
    with without_the_trigger():
        ends = at_once(world.answer, end)
    assert ends == ["done", "done"], "the answer was in time, and the end came after"
    written_round = world.written
    assert written_round.closed_at
    saved = CaseEvent.objects.get(case=world.case, verb="take_position")
    assert Position.objects.exists()
    return bool(saved.at > written_round.closed_at)


def test_the_end_waits_for_an_answer_that_has_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not answered_after_the_end(monkeypatch)


def test_without_the_lock_an_answer_is_saved_after_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(written, "_locked", lambda cases: list(cases))
    assert answered_after_the_end(monkeypatch)
