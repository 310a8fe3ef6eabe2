"""How a meeting is written as a line in a list, alike on every page."""

from collections.abc import Iterable
from dataclasses import dataclass

from bodies.models import Meeting
from samverkan.lib.dates import MONTHS, swedish_date


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting and a few words beside it; `follows__body` must be loaded."""

    meeting: Meeting
    note: str

    @property
    def month(self) -> str:
        """December 2026: what lines of the same month stand under."""
        day = self.meeting.day
        return f"{MONTHS[day.month - 1].capitalize()} {day.year}"


def meeting_lines(meetings: Iterable[Meeting]) -> list[MeetingLine]:
    return [MeetingLine(meeting, _note(meeting)) for meeting in meetings]


def _note(meeting: Meeting) -> str:
    """Why it is off, or which committee's agenda it takes over."""
    if meeting.is_cancelled:
        return meeting.state_reason
    if meeting.follows is None:
        return ""
    followed = meeting.follows
    return f"Ärenden från {followed.body.abbreviation} {swedish_date(followed.day)}"
