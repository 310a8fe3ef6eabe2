"""Dates and clocks: legal days are dates in Sweden, instants are kept in UTC.

The only place that asks what time it is, so that the demonstration's past can be
acted out (`clock_at`) and every page, mail and deadline means the same day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.utils import timezone

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
# How near a day must be for "om 12 dagar" to help more than it clutters.
NEAR_DAYS = 31

_clock: ContextVar[datetime | None] = ContextVar("clock", default=None)


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let acts happen at another time: the demonstration's past, and imports."""
    token = _clock.set(moment)
    try:
        yield
    finally:
        _clock.reset(token)


def now() -> datetime:
    """The instant, in UTC."""
    return _clock.get() or timezone.now()


def local_date(moment: datetime) -> date:
    """The day in Sweden at an instant."""
    return moment.astimezone(STOCKHOLM).date()


def today() -> date:
    return local_date(now())


def start_of_day(day: date) -> datetime:
    """The instant when `day` begins in Sweden."""
    return datetime.combine(day, time(), tzinfo=STOCKHOLM)


def swedish_date(day: date) -> str:
    """3 februari 2027"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def swedish_time(moment: datetime) -> str:
    """3 februari 2027 kl. 09.30"""
    local = moment.astimezone(STOCKHOLM)
    return f"{swedish_date(local.date())} kl. {local:%H.%M}"


def relative(day: date, base: date | None = None) -> str:
    """How far off a day is: i dag, i morgon, om 12 dagar, för 3 dagar sedan."""
    days = (day - (base or today())).days
    words = {-1: "i går", 0: "i dag", 1: "i morgon"}
    if days in words:
        return words[days]
    return f"om {days} dagar" if days > 0 else f"för {-days} dagar sedan"


def is_near(day: date) -> bool:
    return abs((day - today()).days) <= NEAR_DAYS


@lru_cache(maxsize=64)
def _free_days(year: int) -> dict[date, str]:
    """Public holidays and the three eves that lag (1930:173) counts with them, by name."""
    named = holidays.country_holidays("SE", years=year, language="sv")
    midsummer_eve = next(d for d in (date(year, 6, 19 + n) for n in range(7)) if d.weekday() == 4)
    return {day: name[0].lower() + name[1:] for day, name in named.items()} | {
        midsummer_eve: "midsommarafton",
        date(year, 12, 24): "julafton",
        date(year, 12, 31): "nyårsafton",
    }


def free_day(day: date) -> str:
    """What makes the day free: trettondedag jul, lördag; nothing for a working day."""
    named = _free_days(day.year).get(day, "")
    return named or (WEEKDAYS[day.weekday()] if day.weekday() > 4 else "")


def is_working_day(day: date) -> bool:
    """Not a Saturday, Sunday, public holiday, midsommar-, jul- or nyårsafton."""
    return not free_day(day)


def roll_forward(day: date) -> date:
    """The last day of a statutory period, moved to the next working day.

    Lag (1930:173) om beräkning av lagstadgad tid, 2 §. Never used for a
    ministry's reply date, which is a day that somebody has set.
    """
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """The day `count` working days after `day` (before it, if negative)."""
    direction = 1 if count >= 0 else -1
    for _ in range(abs(count)):
        day += timedelta(days=direction)
        while not is_working_day(day):
            day += timedelta(days=direction)
    return day
