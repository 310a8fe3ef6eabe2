"""The agenda on a meeting's page: items and other points in one order, with times and marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from bodies.models import Meeting, Person
from cases import policies
from cases.models import Decision, WrittenRound
from cases.outcomes import ItemOutcome
from cases.queries.agenda import is_consultation, items_of
from cases.queries.agenda_marks import Mark, marks_of
from cases.queries.agenda_plan import AgendaLine, agenda_lines, end_of
from cases.queries.meeting_page import AgendaRow, agenda_rows
from cases.queries.written import left_to_record, round_of
from cases.views.item_acts import Button, buttons, can_place


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the reader sees it; an item with what the secretary may do with it from here."""

    line: AgendaLine
    row: AgendaRow | None
    marks: list[Mark]
    buttons: list[Button]
    can_remove: bool


def agenda_context(
    found: Meeting, person: Person, reporting: Sequence[Decision]
) -> dict[str, object]:
    """`entries` are the lines in order; of the items, those that this person may see.

    `written` is how a cancelled samråd is held instead; while its members answer, nothing is
    recorded of its items.
    """
    if not policies.may_see_agenda(person, found):
        return {"entries": [], "items": False, "plan_ends": None}
    items = items_of(found)
    lines = agenda_lines(found, items, reporting=reporting)
    rows = agenda_rows(found, person, items)
    marks = marks_of(found, rows)
    by_item = {row.item.pk: row for row in rows}
    written = round_of(found) if found.is_cancelled and is_consultation(found) else None
    reader = _Reader(found, person, policies.may_run_meetings(person), written)
    entries = [
        _shown(line, by_item.get(line.item.pk) if line.item else None, marks, reader)
        for line in lines
        if line.item is None or line.item.pk in by_item
    ]
    return {
        "entries": entries,
        "items": bool(rows),
        "plan_ends": end_of(found, lines),
        "written": written,
        "left_in_writing": bool(written and left_to_record(written)),
    }


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads which agenda; `runs` is worked out once for all its lines."""

    found: Meeting
    person: Person
    runs: bool
    written: WrittenRound | None

    @property
    def may_record(self) -> bool:
        held = self.found.has_begun or self.found.is_cancelled
        return self.runs and held and not (self.written and self.written.is_open)


def _shown(
    line: AgendaLine, row: AgendaRow | None, marks: dict[int, list[Mark]], reader: _Reader
) -> Shown:
    if row is None:
        return Shown(line, None, [], [], can_remove=False)
    found, waits = reader.found, row.item.outcome == ItemOutcome.SCHEDULED
    return Shown(
        line=line,
        row=row,
        marks=marks[row.item.pk],
        buttons=buttons(row, found, reader.person) if reader.may_record else [],
        can_remove=reader.runs and can_place(found) and waits and not found.is_published,
    )
