"""The year as a wheel (årshjul): where on the paper each meeting's mark lies. Pure geometry.

Lengths are in the units of a square paper with the side SIDE; the year begins at the top and
goes round by the clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from samverkan.lib.dates import MONTHS

SIDE = 800
CENTRE = SIDE / 2
RIM = 340
NAMES_AT = 370
OUTER, INNER = 305, 145


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Month:
    """A month's sector: the line where it begins, and where its name stands."""

    name: str
    inner: Point
    rim: Point
    label: Point


def months(year: int) -> list[Month]:
    return [
        Month(name[:3], at(first, INNER - 75), at(first, RIM), at(date(year, month, 15), NAMES_AT))
        for month, name in enumerate(MONTHS, 1)
        for first in [date(year, month, 1)]
    ]


def radii(count: int) -> Sequence[float]:
    """The rings, the outermost first, evenly between OUTER and INNER."""
    step = (OUTER - INNER) / max(count - 1, 1)
    return [round(OUTER - step * number, 1) for number in range(count)]


def at(day: date, radius: float) -> Point:
    """Where the day lies on the ring with that radius."""
    days = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    turn = 2 * pi * (day.timetuple().tm_yday - 0.5) / days
    return Point(round(CENTRE + radius * sin(turn), 1), round(CENTRE - radius * cos(turn), 1))
