"""A meeting's whole agenda: the cases' items and the other points, in one order, with times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bodies.models import AgendaPoint, Meeting
from bodies.models.standing_point import UNNUMBERED
from cases.agenda_times import clock_times, planned_end
from cases.models import AgendaItem, Decision
from cases.queries import reports
from cases.queries.agenda import is_consultation, items_of


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item or a point. `number` is empty for a slot that is no business (a break, say).

    `section` says in words what the body does with an item. Points have none, and neither
    have items where nothing is decided: at a samråd. `reports` makes it the line of what was
    decided without the board: neither an item nor a point, and there by itself.
    """

    number: str
    item: AgendaItem | None
    point: AgendaPoint | None
    section: str
    starts_at: datetime | None
    reports: Sequence[Decision] = ()

    @property
    def key(self) -> str:
        """What the line is called in a form: i12 for an item, p5 for a point."""
        return f"i{self.item.pk}" if self.item else f"p{self.point.pk if self.point else ''}"

    @property
    def title(self) -> str:
        if self.reports:
            return reports.TITLE
        return self.item.case.title if self.item else str(self.point)

    @property
    def presenter(self) -> str:
        row = self.item or self.point
        return row.presenter if row else ""

    @property
    def minutes(self) -> int | None:
        row = self.item or self.point
        return row.minutes if row else None


def agenda_lines(
    meeting: Meeting,
    items: Sequence[AgendaItem] | None = None,
    *,
    reporting: Sequence[Decision] = (),
) -> list[AgendaLine]:
    """All of it in order. One query, and those of items_of unless the items are given.

    `reporting` is what is reported there (queries.reports), one line after the cases.
    """
    items = items_of(meeting) if items is None else items
    advises = is_consultation(meeting)
    ordered = _ordered(list(meeting.points.all()), items, by_reference=advises)
    times = clock_times(meeting.starts_at, [line.minutes for line in ordered])
    found: list[AgendaLine] = []
    number, told = 0, not reporting
    for row, starts_at in zip(ordered, times, strict=True):
        if not told and isinstance(row, AgendaPoint) and row.at_end:
            number, told = number + 1, True
            found.append(AgendaLine(str(number), None, None, "", None, reporting))
        item = row if isinstance(row, AgendaItem) else None
        point = row if isinstance(row, AgendaPoint) else None
        is_slot = point is not None and point.kind in UNNUMBERED
        number += not is_slot
        section = item.get_section_display() if item and not advises else ""
        found.append(AgendaLine("" if is_slot else str(number), item, point, section, starts_at))
    if not told:
        found.append(AgendaLine(str(number + 1), None, None, "", None, reporting))
    return found


def end_of(meeting: Meeting, lines: Sequence[AgendaLine]) -> datetime | None:
    """When the plan ends, if it says how long anything takes."""
    return planned_end(meeting.starts_at, [line.minutes for line in lines])


def _ordered(
    points: list[AgendaPoint], items: Sequence[AgendaItem], *, by_reference: bool
) -> list[AgendaItem | AgendaPoint]:
    """Items have positions of their own meeting, so in a samråd's agenda only its points do:
    each stands at its place, counted from 1, among the items as they come."""
    last = sorted((p for p in points if p.at_end), key=_place)
    first = sorted((p for p in points if not p.at_end), key=_place)
    found: list[AgendaItem | AgendaPoint] = list(items)
    if by_reference:
        for point in first:
            found.insert(point.position - 1, point)
    else:
        found = sorted([*first, *items], key=_place)
    return [*found, *last]


def _place(line: AgendaItem | AgendaPoint) -> tuple[int, bool, int]:
    return line.position, isinstance(line, AgendaItem), line.pk
