"""Days and hours in Sweden, over the changes of clock and every holiday."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib import dates

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 6, 19), "midsommarafton"),
        (date(2026, 12, 24), "julafton"),
        (date(2026, 12, 31), "nyårsafton"),
        (date(2026, 6, 6), "nationaldagen"),
        (date(2027, 1, 6), "trettondedag jul"),
        (date(2027, 3, 26), "långfredagen"),
        (date(2027, 5, 6), "Kristi himmelsfärdsdag"),
        (date(2027, 2, 6), "en lördag"),
    ],
)
def test_free_days(day: date, name: str) -> None:
    assert not dates.is_working_day(day), name


def test_ordinary_weekday_works() -> None:
    assert dates.is_working_day(date(2027, 2, 3))


def test_statutory_period_rolls_over_christmas() -> None:
    assert dates.roll_forward(date(2026, 12, 24)) == date(2026, 12, 28)


@given(DAYS)
def test_roll_forward_gives_the_first_working_day(day: date) -> None:
    rolled = dates.roll_forward(day)
    assert dates.is_working_day(rolled)
    assert not any(
        dates.is_working_day(day + timedelta(days=n)) for n in range((rolled - day).days)
    )


@given(DAYS, st.integers(0, 30))
def test_working_days_there_and_back(day: date, count: int) -> None:
    start = dates.roll_forward(day)
    assert dates.add_working_days(dates.add_working_days(start, count), -count) == start


def test_midsummer_eve_is_always_a_friday_between_19_and_25() -> None:
    for year in range(2020, 2036):
        eves = [d for d in dates._free_days(year) if d.month == 6 and 19 <= d.day <= 25]
        assert any(d.weekday() == 4 for d in eves)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2027, 1, 31, 22, 59, tzinfo=UTC), date(2027, 1, 31)),
        (datetime(2027, 1, 31, 23, 0, tzinfo=UTC), date(2027, 2, 1)),
        (datetime(2027, 6, 30, 21, 59, tzinfo=UTC), date(2027, 6, 30)),
        (datetime(2027, 6, 30, 22, 0, tzinfo=UTC), date(2027, 7, 1)),
    ],
)
def test_day_is_the_swedish_one(instant: datetime, day: date) -> None:
    assert dates.local_date(instant) == day


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31)])
def test_days_around_the_change_of_clock_begin_at_midnight(day: date) -> None:
    start = dates.start_of_day(day)
    assert dates.local_date(start) == day
    assert dates.local_date(start - timedelta(microseconds=1)) == day - timedelta(days=1)


def test_dates_are_written_in_words() -> None:
    assert dates.swedish_date(date(2027, 2, 3)) == "3 februari 2027"
    moment = datetime(2027, 7, 3, 7, 5, tzinfo=UTC)
    assert dates.swedish_time(moment) == "3 juli 2027 kl. 09.05"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "för 2 dagar sedan"),
        (-1, "i går"),
        (0, "i dag"),
        (1, "i morgon"),
        (12, "om 12 dagar"),
    ],
)
def test_near_days_are_said(days: int, words: str) -> None:
    base = date(2027, 2, 3)
    assert dates.relative(base + timedelta(days=days), base) == words


def test_clock_can_be_set_for_a_while() -> None:
    then = datetime(2021, 4, 30, 10, tzinfo=UTC)
    with dates.clock_at(then):
        assert dates.now() == then
        assert dates.today() == date(2021, 4, 30)
    assert dates.today() > date(2021, 4, 30)
