"""The order of events: every act has its moment, and all are played in that order.

So numbers, paragraphs and history rise with time, as they would have done.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from bodies.models import Meeting, Person
from cases import actions
from cases.demo.meetings import moment
from samverkan.lib.dates import clock_at, now

Act = Callable[[], Any]


class Diary:
    """Acts waiting to be played, each at its own time."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Act]] = []
        self._published: set[int] = set()

    def add(self, when: datetime, act: Act) -> None:
        self._acts.append((when, len(self._acts), act))

    def publish_once(self, on: date, meeting: Meeting, by: Person) -> None:
        """Send the agenda out, the first time somebody asks for it."""
        if meeting.pk not in self._published:
            self._published.add(meeting.pk)
            self.add(moment(on, time(16, 30)), lambda: publish(meeting, by))

    def play(self) -> None:
        """Do everything up to now in order of time; what is still to come is left out."""
        end = now()
        for when, _, act in sorted(self._acts, key=lambda entry: entry[:2]):
            if when < end:
                with clock_at(when):
                    act()


def publish(meeting: Meeting, by: Person) -> None:
    meeting.refresh_from_db(fields=["version"])
    actions.publish_agenda(meeting_id=meeting.pk, version=meeting.version, by=by)


def cancel(meeting: Meeting, by: Person, reason: str) -> None:
    meeting.refresh_from_db(fields=["version"])
    actions.cancel_meeting(meeting_id=meeting.pk, version=meeting.version, by=by, reason=reason)
