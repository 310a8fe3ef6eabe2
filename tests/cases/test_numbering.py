"""Fifty who register at once get fifty consecutive numbers; without the lock they do not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction
from django.db.utils import IntegrityError

from bodies.models import Notice
from cases.actions import register
from cases.models import Case, CaseEvent
from cases.models.registry import NumberSeries
from tests.factories import House, facts, house

CLERKS = 50

# One worker takes them all: together they would want more connections than the server has.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("numbering")]


@pytest.fixture
def home() -> House:
    return house()


@pytest.fixture
def together(home: House) -> Callable[[], list[BaseException | None]]:
    """Register once in each of fifty threads with connections of their own, at one signal."""
    signal = Barrier(CLERKS)

    def clerk(number: int) -> BaseException | None:
        connection.ensure_connection()
        signal.wait(timeout=60)
        try:
            register.register_referral(
                by=home.registrar, facts=facts(title=f"Remiss {number}"), area=home.area
            )
        except IntegrityError as error:
            return error
        finally:
            connections.close_all()
        return None

    def run() -> list[BaseException | None]:
        with ThreadPoolExecutor(CLERKS) as pool:
            return list(pool.map(clerk, range(CLERKS)))

    return run


def numbers() -> list[int]:
    return sorted(Case.objects.values_list("number", flat=True))


def test_fifty_at_once_get_consecutive_numbers(
    together: Callable[[], list[BaseException | None]],
) -> None:
    assert together() == [None] * CLERKS
    assert numbers() == list(range(1, CLERKS + 1))
    assert CaseEvent.objects.filter(verb="register").count() == CLERKS
    assert Notice.objects.filter(rule="turn").count() == CLERKS


def read_then_write(series: str, year: int) -> int:
    """How one would do it without thinking: read the last number, write the next."""
    row, _ = NumberSeries.objects.get_or_create(series=series, year=year)
    row.last += 1
    row.save()
    return row.last


@pytest.fixture
def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "next_number", read_then_write)


def test_without_the_lock_numbers_collide(
    without_lock: None, together: Callable[[], list[BaseException | None]]
) -> None:
    refused = [error for error in together() if error]
    assert refused
    assert len(numbers()) < CLERKS


def test_number_is_given_back_when_registering_fails(home: House) -> None:
    with transaction.atomic():
        register.register_referral(by=home.registrar, facts=facts(), area=home.area)
        transaction.set_rollback(True)
    case = register.register_referral(by=home.registrar, facts=facts(), area=home.area)
    assert case.number == 1


def test_each_year_and_series_counts_for_itself(home: House) -> None:
    assert [register.next_number("RUN", 2026), register.next_number("RUN", 2026)] == [1, 2]
    assert register.next_number("RUN", 2027) == 1
    assert register.next_number("RS", 2026) == 1
