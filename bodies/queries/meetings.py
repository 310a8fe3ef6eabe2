"""Lists of meetings: coming, past, and those of one month."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from bodies.models import Body, Meeting
from samverkan.lib.dates import local_date, start_of_day, today


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


def _next_month(first: date) -> datetime:
    return start_of_day((first + timedelta(days=32)).replace(day=1))


def _listed(body: Body | None) -> "QuerySet[Meeting]":
    rows: QuerySet[Meeting] = Meeting.objects.select_related("body", "follows__body")
    return rows.filter(body=body) if body else rows
