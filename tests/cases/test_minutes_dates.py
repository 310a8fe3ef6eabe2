"""The days of minutes, every day of sixteen years, against another way of counting them.

The calendar here is made from the law's own list and the computus, and shares nothing with
what the application counts by.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from cases import minutes_dates as days

ONE = timedelta(days=1)
FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def free(year: int) -> set[date]:
    """What lag (1930:173) 2 § counts as free, but for Saturdays and Sundays."""
    moved = {easter(year) + timedelta(days=n) for n in (-2, 1, 39)}
    midsummer = next(d for n in range(20, 27) if (d := date(year, 6, n)).weekday() == 5)
    saints = date(year, 10, 31)
    while saints.weekday() != 5:
        saints += ONE
    return {date(year, *each) for each in FIXED} | moved | {midsummer, midsummer - ONE, saints}


FREE = set().union(*(free(year) for year in range(2019, 2037)))


def every_day() -> Iterator[date]:
    day = date(2020, 1, 1)
    while day.year < 2036:
        yield day
        day += ONE


def first_open(day: date) -> date:
    while day.isoweekday() > 5 or day in FREE:
        day += ONE
    return day


def test_every_day_of_sixteen_years() -> None:
    for day in every_day():
        assert days.minutes_due(day) == first_open(day + 14 * ONE), day
        assert days.notice_due(day) == first_open(day + 2 * ONE), day
        last = first_open(day + 21 * ONE)
        assert days.appeal_last(day) == last, day
        assert days.notice_remove_earliest(day) == days.legal_force(day) == last + ONE, day


def test_a_period_is_never_cut_short_and_ends_when_offices_are_open() -> None:
    for day in every_day():
        for period, least in ((days.minutes_due, 14), (days.notice_due, 2), (days.appeal_last, 21)):
            ends = period(day)
            assert day + least * ONE <= ends <= day + (least + 6) * ONE, day
            assert ends.isoweekday() <= 5, day
            # A later day never gives an earlier end.
            assert period(day + ONE) >= ends, day


def test_days_that_are_not_reached_are_not_told() -> None:
    met = date(2027, 2, 3)
    assert days.days_of(met) == days.MinutesDays(due=date(2027, 2, 17))
    told = days.days_of(met, approved_on=date(2027, 12, 22), posted_on=date(2027, 6, 4))
    # Christmas Eve is a Friday; three weeks from 4 June is midsommarafton.
    assert told.notice_due == date(2027, 12, 27)
    assert told.appeal_last == date(2027, 6, 28)
    assert told.remove_earliest == told.legal_force == date(2027, 6, 29)
