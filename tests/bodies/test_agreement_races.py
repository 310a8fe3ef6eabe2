"""The common text and days against one agreement's facts: neither changes under the other.

Real connections in real threads; without the lock on the framework each of them goes wrong.
"""

import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from bodies import actions
from bodies.actions.agreements import core, texts
from bodies.queries.agreements import changes_since
from samverkan.lib.dates import today
from samverkan.lib.errors import DomainError, Stale
from tests.agreements import Place

pytestmark = pytest.mark.django_db(transaction=True)


def meanwhile(act: Callable[[], object], wait: float) -> threading.Thread:
    """Somebody else's act, begun now; waited for so many seconds."""

    def run() -> None:
        try:
            act()
        except DomainError:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=wait)
    return thread


def a_fee_for_a_year_that_falls_away(place: Place, wait: float) -> tuple[date, int]:
    """The framework's last day, and the last year that has a decided fee."""
    row, year = place.framework, place.framework.last_day.year
    given: dict[str, Any] = {"version": None, "by": place.by}

    def shorten() -> object:
        return actions.edit_framework(
            framework_id=row.pk,
            title=row.title,
            first_day=row.first_day,
            last_day=row.last_day.replace(year=year - 1),
            reason="Kortare.",
            **given,
        )

    with transaction.atomic():
        fee: dict[str, Any] = {"year": year, "amount": Decimal(5), "decided_on": today()}
        actions.set_fee(agreement_id=place.agreement.pk, **fee, **given)
        other = meanwhile(shorten, wait)
    other.join(timeout=10)
    row.refresh_from_db()
    return row.last_day, year


def an_answer_while_the_text_changes(place: Place, wait: float) -> tuple[int, int]:
    """The text that was newest when it was asked, and the one that was answered for."""
    place.sent()
    place.adopted()
    asked = place.changed().number
    with transaction.atomic():
        core.lock_agreement(place.agreement.pk, None, place.by)
        other = meanwhile(place.changed, wait)
        row = actions.answer_version(
            agreement_id=place.agreement.pk, version=None, by=place.by, answer="holds", reason="Ja."
        )
    other.join(timeout=10)
    return asked, row.version.number


def unheld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "hold_framework", lambda agreement_id: None)


def test_a_year_with_a_decided_fee_stays() -> None:
    last_day, year = a_fee_for_a_year_that_falls_away(Place(), wait=0.3)
    assert last_day.year == year


def test_without_the_lock_the_fee_would_be_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    unheld(monkeypatch)
    last_day, year = a_fee_for_a_year_that_falls_away(Place(), wait=10)
    assert last_day.year == year - 1


def test_an_answer_is_to_the_text_that_was_read() -> None:
    asked, answered = an_answer_while_the_text_changes(Place(), wait=0.3)
    assert answered == asked


def test_without_the_lock_it_would_be_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    unheld(monkeypatch)
    monkeypatch.setattr(texts, "_outdate", lambda framework: None)
    asked, answered = an_answer_while_the_text_changes(Place(), wait=10)
    assert answered == asked + 1


def test_a_form_from_before_the_text_changed_is_stale() -> None:
    place = Place()
    place.sent()
    place.adopted()
    place.changed()
    seen = place.agreement
    place.changed()
    (told,) = changes_since(place.agreement, seen.version)
    assert told.text.startswith("Texten ändrades till version 3")
    with pytest.raises(Stale):
        actions.answer_version(
            agreement_id=seen.pk, version=seen.version, by=place.by, answer="holds", reason="Ja."
        )
