"""Two administrators save the same agreement's page at once: one is told, nothing is lost.

Real connections in real threads, as in tests/bodies/test_races.py, with the negative control:
with the lock and the comparison off the first one's amount is gone unseen.
"""

import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from bodies.actions.agreements import keeping
from bodies.models import Event, MunicipalAgreement, Person
from bodies.roles import Role
from samverkan.lib.errors import DomainError, Stale
from tests import factories as make
from tests.agreements import Place
from tests.bodies.filled import filled
from tests.cases.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def pressing(place: Place, by: Person, amount: str) -> Callable[[], object]:
    """A press on the page as it is now, with another amount for the first year."""
    client, pk = Client(), place.agreement.pk
    client.force_login(by)
    url = f"/admin/bodies/municipalagreement/{pk}/change/"
    typed = filled(
        client.get(url), "municipalagreement_form", **{"fees-0-amount": amount, "reason": "Ny."}
    )

    def press() -> None:
        answer = client.post(url, typed)
        if answer.status_code != 302:
            raise {409: Stale}.get(answer.status_code, DomainError)(str(answer.status_code))

    return press


def two_pages() -> tuple[list[str], set[str], Decimal | None]:
    """How it ended, the sentences in the history, and the amount that stands."""
    place = Place()
    other = make.person(Role.ADMINISTRATOR)
    ends = at_once(pressing(place, place.by, "1000"), pressing(place, other, "2000"))
    told = Event.objects.filter(agreement=place.agreement, verb="set_fee")
    amount = place.agreement.fees.earliest("year").amount
    return ends, {event.text for event in told}, amount


def test_of_two_pages_one_is_stale() -> None:
    ends, told, amount = two_pages()
    assert ends == ["Stale", "done"]
    assert len(told) == 1
    assert amount in (1000, 2000)


def test_without_the_lock_one_amount_would_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_read = threading.Barrier(2)

    def unlocked(agreement_id: int, version: int | None, by: Any) -> MunicipalAgreement:
        found: MunicipalAgreement = MunicipalAgreement.objects.get(pk=agreement_id)
        both_have_read.wait(timeout=10)
        return found

    monkeypatch.setattr(keeping, "lock_agreement", unlocked)
    ends, told, amount = two_pages()
    assert ends == ["done", "done"]
    assert len(told) == 2
    assert amount in (1000, 2000)
