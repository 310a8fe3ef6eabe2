"""A year of meetings as a proposal: the board's days by a rule or a list, the rest counted back.

Pure: no ORM, no request. Which bodies they are, and at what hours, is the caller's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from samverkan.lib.dates import free_day, is_working_day

LAST = -1


class Rule(NamedTuple):
    """The `which`-th (1–4, or LAST) `weekday` (0 is Monday) of each of `months` (1–12)."""

    weekday: int
    which: int
    months: Sequence[int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A day for a meeting, and the one that was wished for."""

    day: date
    wished: date

    @property
    def moved_from(self) -> str:
        """What made the wished day free; nothing if the day is the one wished for."""
        return "" if self.day == self.wished else free_day(self.wished)


@dataclass(frozen=True, slots=True)
class Chain:
    """A board's meeting and those before it, in the order of their days.

    The committee may meet on the samråd's day, and the samråd on the board's.
    """

    committee: Spot | None
    consultation: Spot | None
    board: Spot


def rule_days(year: int, rule: Rule) -> list[date]:
    """The rule's days in the year, in order. Raises ValueError for a month that is none."""
    return [_in_month(date(year, month, 1), rule) for month in sorted(set(rule.months))]


def _in_month(first: date, rule: Rule) -> date:
    day = first + timedelta(days=(rule.weekday - first.weekday()) % 7)
    days = [day + timedelta(weeks=week) for week in range(5)]
    days = [each for each in days if each.month == first.month]
    return days[rule.which if rule.which == LAST else rule.which - 1]


def working_day(day: date, *, back: bool = False) -> date:
    """The day itself or the nearest working day after it (before it, if `back`)."""
    while not is_working_day(day):
        day += timedelta(days=-1 if back else 1)
    return day


def chains(
    days: Iterable[date], *, committee_before: int | None, consultation_before: int | None
) -> list[Chain]:
    """The chain of each of the board's days: calendar days before it, None for a body not there.

    What falls on a free day is moved: the board's meeting forward (so that two wished days may
    become one chain), the others back, since papers are made towards them.
    """
    moved = {working_day(day): day for day in sorted(set(days), reverse=True)}
    return [
        _chain(Spot(day, moved[day]), committee_before, consultation_before)
        for day in sorted(moved)
    ]


def _chain(board: Spot, committee_before: int | None, consultation_before: int | None) -> Chain:
    consultation = _before(board, board, consultation_before)
    committee = _before(board, consultation or board, committee_before)
    return Chain(committee, consultation, board)


def _before(board: Spot, following: Spot, days: int | None) -> Spot | None:
    """Counted from the board's day; never after the one that follows it."""
    if days is None:
        return None
    wished = board.day - timedelta(days=days)
    return Spot(min(working_day(wished, back=True), following.day), wished)
