"""How days, times and sizes are written on every page. No queries, no rules."""

from datetime import date, datetime

from django import template

from samverkan.lib import dates

register = template.Library()


def as_day(value: date | datetime) -> date:
    return dates.local_date(value) if isinstance(value, datetime) else value


@register.filter
def date_sv(value: date | datetime | None) -> str:
    """3 februari 2027; nothing for an unknown day."""
    return dates.swedish_date(as_day(value)) if value else ""


@register.filter
def datetime_sv(value: datetime | None) -> str:
    """3 februari 2027 kl. 09.30"""
    return dates.swedish_time(value) if value else ""


@register.filter
def time_sv(value: datetime | None) -> str:
    """09.30"""
    return f"{value.astimezone(dates.STOCKHOLM):%H.%M}" if value else ""


@register.filter
def weekday_sv(value: date | datetime | None) -> str:
    """onsdag"""
    return dates.WEEKDAYS[as_day(value).weekday()] if value else ""


@register.filter
def relative(value: date | datetime | None) -> str:
    """om 12 dagar"""
    return dates.relative(as_day(value)) if value else ""


@register.filter
def when(value: date | datetime | None) -> str:
    """The day, and how far off it is when it is near: 3 februari 2027 (om 12 dagar)."""
    if not value:
        return ""
    day = as_day(value)
    near = f" ({dates.relative(day)})" if dates.is_near(day) else ""
    return dates.swedish_date(day) + near


@register.filter
def iso(value: date | datetime | None) -> str:
    """2027-02-03, for the datetime attribute of <time>."""
    return as_day(value).isoformat() if value else ""


@register.filter
def size_sv(value: int | None) -> str:
    """A number of bytes as people say it: 312 kB, 1,4 MB."""
    if value is None:
        return ""
    if value < 1000:
        return f"{value} byte"
    if value < 999_500:  # what would round to 1000 kB is a MB
        return f"{round(value / 1000)} kB"
    return f"{value / 1_000_000:.1f} MB".replace(".", ",")


@register.filter
def file_kind(filename: str) -> str:
    """What sort of file it is, by the end of its name: PDF, DOCX."""
    return filename.rpartition(".")[2].upper() if "." in filename else "fil"
