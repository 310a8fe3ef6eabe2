"""The time plan of an agenda: when each line begins, by how long those before it take. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta


def clock_times(start: datetime, minutes: Sequence[int | None]) -> list[datetime | None]:
    """When each line begins: a time for those that have a length, None for the others.

    A line without a length takes no time in the plan, so what comes after it is not moved.
    """
    found: list[datetime | None] = []
    now = start
    for length in minutes:
        found.append(None if length is None else now)
        now += timedelta(minutes=length or 0)
    return found


def planned_end(start: datetime, minutes: Sequence[int | None]) -> datetime | None:
    """When the last line ends; None when no line has a length."""
    if all(length is None for length in minutes):
        return None
    return start + timedelta(minutes=sum(length or 0 for length in minutes))
