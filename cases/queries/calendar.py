"""What stands in somebody's calendar: meetings, and the days that are theirs to keep.

Asked anew each time the feed is read, so it holds what the person may see then. Nothing of
a case but its number and public title.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from bodies.models import Body, CalendarFeed, Meeting, Person
from bodies.models.meeting import MeetingState
from bodies.reminders import count_days, days_of, find_rule
from cases.models import Case, WrittenRound
from samverkan.lib.dates import now, start_of_day, swedish_date, today
from samverkan.lib.ics import Entry

# Long enough to look back at, and no more for every program to fetch each hour.
BEFORE, AFTER = timedelta(days=90), timedelta(days=730)
# A meeting whose end nobody has written takes some place in the day all the same.
USUAL = timedelta(hours=2)
# A reminder of a day rings at nine, and of the summons the working day before.
NINE, HOUR = timedelta(hours=9), timedelta(hours=1)
DAY_BEFORE = (-1,)


def calendar_name(feed: CalendarFeed) -> str:
    return f"Samverkan: {feed.body.name}" if feed.body else "Samverkan"


def entries(feed: CalendarFeed) -> Iterator[Entry]:
    """At most eight queries, however much there is."""
    moment = now()
    papers, reply = days_of(find_rule("papers_due")), days_of(find_rule("reply_near"))
    asked = days_of(find_rule("written_unanswered"))
    for meeting in _meetings(feed):
        yield _meeting(meeting, moment)
        if feed.person.is_region_staff and meeting.state == MeetingState.PLANNED:
            chosen = papers.for_(meeting.body_id, feed.person_id)
            yield from _paper_days(meeting, moment, chosen)
        if hasattr(meeting, "written_round"):
            chosen = asked.for_(meeting.body_id, feed.person_id)
            yield _last_day(meeting, meeting.written_round, moment, chosen)
    if feed.body is None:
        for case in _cases(feed.person):
            yield _reply_day(case, moment, reply.for_(None, feed.person_id))


def _meetings(feed: CalendarFeed) -> "QuerySet[Meeting]":
    """The body's; or one's own bodies', and for the region's staff all."""
    first, last = start_of_day(today() - BEFORE), start_of_day(today() + AFTER)
    rows = Meeting.objects.filter(starts_at__gte=first, starts_at__lt=last)
    if feed.body:
        rows = rows.filter(body=feed.body)
    elif not feed.person.is_region_staff:
        rows = rows.filter(body__in=Body.objects.seating(feed.person.pk, today()))
    rows = rows.select_related("body", "written_round")
    found: QuerySet[Meeting] = rows.order_by("starts_at", "pk")
    return found


def _cases(person: Person) -> "QuerySet[Case]":
    """Those whose answer is the person's to see to."""
    rows = Case.objects.visible_to(person).unanswered().filter(officer=person)
    found: QuerySet[Case] = rows.exclude(reply_due=None).order_by("reply_due", "pk")
    return found


def _meeting(meeting: Meeting, moment: datetime) -> Entry:
    cancelled = meeting.state == MeetingState.CANCELLED
    return Entry(
        uid=_uid("mote", meeting.pk),
        title=meeting.body.name,
        start=meeting.starts_at,
        end=meeting.ends_at or meeting.starts_at + USUAL,
        stamp=moment,
        place=meeting.place or meeting.link,
        url=settings.SITE_URL + meeting.get_absolute_url(),
        text=meeting.state_reason if cancelled else "",
        sequence=meeting.version,
        cancelled=cancelled,
        alarms=(HOUR,),
    )


def _paper_days(meeting: Meeting, moment: datetime, chosen: Iterable[int]) -> Iterator[Entry]:
    """When the papers must be in, reminded of on the days chosen; and the summons out."""
    when = f"{meeting.body.abbreviation} {swedish_date(meeting.day)}"
    days = (("handlingar", "Handlingar till", meeting.papers_due, chosen),
            ("kallelse", "Kallelse till", meeting.summons_due, DAY_BEFORE))  # fmt: skip
    for name, words, day, counts in days:
        if day:
            yield Entry(
                uid=_uid(name, meeting.pk),
                title=f"{words} {when}",
                start=day,
                stamp=moment,
                url=settings.SITE_URL + meeting.get_absolute_url(),
                sequence=meeting.version,
                alarms=_alarms(day, counts, working=True),
            )


def _last_day(
    meeting: Meeting, written: WrittenRound, moment: datetime, chosen: Iterable[int]
) -> Entry:
    """Of a cancelled samråd that is held in writing: the last day to answer."""
    when = f"{meeting.body.abbreviation} {swedish_date(meeting.day)}"
    return Entry(
        uid=_uid("skriftligt", meeting.pk),
        title=f"Skriftligt samråd: svara senast i dag ({when})",
        start=written.ended_on,
        stamp=moment,
        url=settings.SITE_URL + reverse("written_round", args=[meeting.pk]),
        sequence=written.version,
        cancelled=written.closed_at is not None,
        alarms=_alarms(written.ended_on, chosen, working=True),
    )


def _reply_day(case: Case, moment: datetime, chosen: Iterable[int]) -> Entry:
    assert case.reply_due
    named = "Sekretessmarkerat ärende" if case.is_secret else case.public_title
    return Entry(
        uid=_uid("svar", case.pk),
        title=f"Sista svarsdag {case.registry_number}: {named}",
        start=case.reply_due,
        stamp=moment,
        url=settings.SITE_URL + case.get_absolute_url(),
        sequence=case.version,
        alarms=_alarms(case.reply_due, chosen, working=False),
    )


def _alarms(day: date, counts: Iterable[int], *, working: bool) -> tuple[timedelta, ...]:
    """On the days that mail reminds of it too, counted from the midnight when the day begins."""
    rings = (count_days(day, count, working=working) for count in sorted(counts))
    return tuple(day - each - NINE for each in rings)


def _uid(kind: str, key: int) -> str:
    """The same for ever, so that what is moved is moved and not doubled."""
    return f"{kind}-{key}@{settings.MAIL_DOMAIN}"
