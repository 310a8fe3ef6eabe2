"""A meeting's whole agenda: the cases' items and the other points, in one order, with times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bodies.models import AgendaPoint, Meeting
from bodies.models.standing_point import UNNUMBERED
from cases.agenda_times import clock_times, planned_end
from cases.models import AgendaItem
from cases.queries.agenda import is_consultation, items_of


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item or a point. `number` is empty for a slot that is no business (a break, say).

    `section` says in words what the body does with an item. Points have none, and neither
    have items where nothing is decided: at a samråd.
    """

    number: str
    item: AgendaItem | None
    point: AgendaPoint | None
    section: str
    starts_at: datetime | None

    @property
    def _source(self) -> AgendaItem | AgendaPoint:
        found = self.item or self.point
        assert found is not None
        return found

    @property
    def key(self) -> str:
        """What the line is called in a form: i12 for an item, p5 for a point."""
        return f"{'i' if self.item else 'p'}{self._source.pk}"

    @property
    def title(self) -> str:
        return self.item.case.title if self.item else str(self.point)

    @property
    def presenter(self) -> str:
        return self._source.presenter

    @property
    def minutes(self) -> int | None:
        return self._source.minutes


def agenda_lines(meeting: Meeting, items: Sequence[AgendaItem] | None = None) -> list[AgendaLine]:
    """All of it in order. One query, and those of items_of unless the items are given."""
    items = items_of(meeting) if items is None else items
    advises = is_consultation(meeting)
    ordered = _ordered(list(meeting.points.all()), items, by_reference=advises)
    times = clock_times(meeting.starts_at, [line.minutes for line in ordered])
    found, number = [], 0
    for row, starts_at in zip(ordered, times, strict=True):
        item = row if isinstance(row, AgendaItem) else None
        point = row if isinstance(row, AgendaPoint) else None
        is_slot = point is not None and point.kind in UNNUMBERED
        number += not is_slot
        section = item.get_section_display() if item and not advises else ""
        found.append(AgendaLine("" if is_slot else str(number), item, point, section, starts_at))
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
