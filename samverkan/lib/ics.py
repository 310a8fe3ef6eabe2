"""Calendar feeds by the standard (RFC 5545), as Outlook, iPhone and Google read them.

A meeting is an instant in Sweden's own time zone, so that it stands right over both changes
of clock; a deadline is a date, which no time zone can move. Knows no model.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from samverkan.lib.dates import STOCKHOLM

CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the calendar.

    `start` is an instant, or a date for the whole of that day; `end` an instant, and only
    for an instant. `uid` and `sequence` tell a program that it is the same thing, moved.
    `alarms` are how long before its start (a day begins at midnight) it reminds.
    """

    uid: str
    title: str
    start: datetime | date
    stamp: datetime
    end: datetime | None = None
    place: str = ""
    url: str = ""
    text: str = ""
    sequence: int = 0
    cancelled: bool = False
    alarms: tuple[timedelta, ...] = ()


def calendar_bytes(name: str, entries: Iterable[Entry]) -> bytes:
    """The whole feed, with the rules of the clock that its instants need."""
    calendar = Calendar()
    calendar.add("prodid", "-//Samverkan//sv")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp)
    event.add("summary", f"Inställt: {entry.title}" if entry.cancelled else entry.title)
    event.add("dtstart", _local(entry.start))
    if entry.end:
        event.add("dtend", _local(entry.end))
    elif not isinstance(entry.start, datetime):
        event.add("dtend", entry.start + timedelta(days=1))  # the day after is not included
        event.add("transp", "TRANSPARENT")  # a deadline keeps nobody busy
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    words = {"location": entry.place, "url": entry.url, "description": entry.text}
    for name, value in words.items():
        if value:
            event.add(name, value)
    for before in () if entry.cancelled else entry.alarms:
        event.add_component(_alarm(entry, before))
    return event


def _local(moment: datetime | date) -> datetime | date:
    """As the clock shows in Sweden; in UTC the hour that the clock shows a second time."""
    if not isinstance(moment, datetime):
        return moment
    local = moment.astimezone(STOCKHOLM)
    return moment.astimezone(UTC) if local.fold else local


def _alarm(entry: Entry, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", -before)
    return alarm
