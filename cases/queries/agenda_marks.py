"""What is new on an agenda, what comes back and from where, and what came late."""

from collections.abc import Sequence
from dataclasses import dataclass

from bodies.models import Meeting
from cases.models import AgendaItem
from cases.models.agenda_item import STOPPED_VALUES
from cases.outcomes import ItemOutcome
from cases.queries.meeting_page import AgendaRow
from samverkan.lib.dates import local_date, swedish_date


@dataclass(frozen=True, slots=True)
class Mark:
    """A label: "Nytt", "Åter: bordlagt i RUN 3 februari 2027", "Sent uppsatt"."""

    word: str
    tone: str = "neutral"


IN_WORDS = {
    ItemOutcome.TABLED.value: "bordlagt i",
    ItemOutcome.REMITTED_BACK.value: "återremitterat från",
    ItemOutcome.WITHDRAWN.value: "utgick från",
}


def marks_of(meeting: Meeting, rows: Sequence[AgendaRow]) -> dict[int, list[Mark]]:
    """By item, from the case's own history. One query whatever their number."""
    stopped = _stopped_before(meeting, [row.item for row in rows])
    return {
        row.item.pk: [_origin(stopped.get(row.item.case_id)), *_late(meeting, row)] for row in rows
    }


def _stopped_before(meeting: Meeting, items: Sequence[AgendaItem]) -> dict[int, AgendaItem]:
    """The last time that the case was stopped before this meeting, here or in another body."""
    rows = AgendaItem.objects.filter(
        case__in=[item.case_id for item in items],
        outcome__in=STOPPED_VALUES,
        meeting__starts_at__lt=meeting.starts_at,
    ).select_related("meeting__body")
    return {row.case_id: row for row in rows.order_by("meeting__starts_at", "pk")}


def _origin(stopped: AgendaItem | None) -> Mark:
    if stopped is None:
        return Mark("Nytt")
    where = f"{stopped.meeting.body.abbreviation} {swedish_date(stopped.meeting.day)}"
    return Mark(f"Åter: {IN_WORDS[stopped.outcome]} {where}")


def _late(meeting: Meeting, row: AgendaRow) -> list[Mark]:
    """After the last day for papers (handlingsstopp), that is."""
    due, placed = meeting.papers_due, row.item.placed_at
    if due and placed and local_date(placed) > due:
        return [Mark("Sent uppsatt", "attention")]
    return [Mark("Handling efter handlingsstopp", "attention")] * row.has_late
