"""Lists of meetings: coming, past, and those of one month or that a word of a date means."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from bodies.models import Body, Meeting
from samverkan.lib.dates import MONTHS, local_date, start_of_day, today


def coming_meetings(body: Body | None = None) -> "QuerySet[Meeting]":
    """From today on, cancelled ones too (a reader must see that), first first."""
    return _listed(body).filter(starts_at__gte=start_of_day(today())).order_by("starts_at", "pk")


def past_meetings(body: Body | None = None) -> "QuerySet[Meeting]":
    """Before today, last first."""
    return _listed(body).filter(starts_at__lt=start_of_day(today())).order_by("-starts_at", "-pk")


def meetings_in_month(first: date) -> "dict[date, list[Meeting]]":
    """The meetings by day in the month that begins on `first`, Swedish days."""
    found: dict[date, list[Meeting]] = {}
    rows = _listed(None).filter(
        starts_at__gte=start_of_day(first), starts_at__lt=_next_month(first)
    )
    for meeting in rows.order_by("starts_at", "pk"):
        found.setdefault(local_date(meeting.starts_at), []).append(meeting)
    return found


def meetings_in_year(year: int) -> "QuerySet[Meeting]":
    """All the year's meetings in order, Swedish days; cancelled ones too."""
    first, last = start_of_day(date(year, 1, 1)), start_of_day(date(year + 1, 1, 1))
    return (
        _listed(None).filter(starts_at__gte=first, starts_at__lt=last).order_by("starts_at", "pk")
    )


def meeting_days(bodies: Iterable[Body], year: int) -> set[tuple[int, date]]:
    """(body's key, day) of their meetings in the year and the one before, not the cancelled."""
    rows = Meeting.objects.not_cancelled().filter(
        body__in=list(bodies),
        starts_at__gte=start_of_day(date(year - 1, 1, 1)),
        starts_at__lt=start_of_day(date(year + 1, 1, 1)),
    )
    return {(body, local_date(start)) for body, start in rows.values_list("body", "starts_at")}


def dated(word: str) -> Q:
    """Meetings on a day that the word is a part of: 3, feb, februari, 2027, 2027-02, 2027-02-03.

    Matches nothing when the word is no part of a date.
    """
    word = word.lower()
    names = [month for month, name in enumerate(MONTHS, 1) if name.startswith(word)]
    if len(word) > 2 and names:
        return Q(starts_at__month__in=names)
    if not re.fullmatch(r"\d{1,2}|(19|20)\d\d(-\d{1,2}){0,2}", word):
        return Q(pk__in=[])
    if len(word) < 3:
        return Q(starts_at__day=int(word))
    parts = zip(("year", "month", "day"), word.split("-"), strict=False)
    return Q(*((f"starts_at__{part}", int(number)) for part, number in parts))


def _next_month(first: date) -> datetime:
    return start_of_day((first + timedelta(days=32)).replace(day=1))


def _listed(body: Body | None) -> "QuerySet[Meeting]":
    rows: QuerySet[Meeting] = Meeting.objects.select_related("body", "follows__body")
    return rows.filter(body=body) if body else rows
