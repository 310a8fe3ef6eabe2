"""When the bodies meet: as a list, and as a month."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bodies.forms.pages import BodyFilterForm
from bodies.models import Body, Meeting
from bodies.policies import may_plan_meetings
from bodies.queries import coming_meetings, meetings_in_month, past_meetings
from bodies.views.common import person_of
from bodies.views.rows import meeting_lines
from samverkan.lib.dates import MONTHS, WEEKDAYS, today

PAGE = 20
YEARS = range(2000, 2101)


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Coming meetings on the first page, earlier ones below and on the next.

    ?organ= one body's, ?mina=on those of the reader's own bodies, ?sida= a later page.
    """
    form = BodyFilterForm(request.GET)
    body = form.cleaned_data["organ"] if form.is_valid() else None
    mine = body is None and request.GET.get("mina") == "on"
    seats = _own(request) if mine else Q()
    past = Paginator(past_meetings(body).filter(seats), PAGE).get_page(request.GET.get("sida"))
    coming = coming_meetings(body).filter(seats)
    context = {
        "form": form,
        "body": body,
        "mine": mine,
        "today": today(),
        "may_plan": may_plan_meetings(person_of(request)),
        "coming": meeting_lines(coming) if past.number == 1 else None,
        "past": meeting_lines(past),
        "page_obj": past,
        "open": body is not None or not form.is_valid(),
        "query": f"organ={body.key}" if body else "mina=on" * mine,
    }
    return render(request, "bodies/meeting_list.html", context)


def _own(request: HttpRequest) -> Q:
    """The bodies where the reader has a seat today, also one that a rule derives."""
    return Q(body__in=Body.objects.seating(person_of(request).pk, today()))


@dataclass(frozen=True, slots=True)
class Day:
    """One square of the calendar."""

    date: date
    in_month: bool
    is_today: bool
    meetings: list[Meeting]


@require_safe
def meeting_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The month's meetings, week by week; 404 for a month that is none."""
    if year not in YEARS or not 1 <= month <= 12:
        raise Http404("Månaden finns inte.")
    return render(request, "bodies/meeting_month.html", _calendar(date(year, month, 1)))


def _calendar(first: date) -> dict[str, object]:
    """What the page shows of the month that begins on `first`."""
    found = meetings_in_month(first)
    name = f"{MONTHS[first.month - 1]} {first.year}"
    return {
        "title": name.capitalize(),
        "weeks": _weeks(first, found),
        "weekdays": WEEKDAYS,
        "is_empty": not found,
        "previous": _shown(first - timedelta(days=1)),
        "next": _shown(first + timedelta(days=31)),
        "crumbs": [("Möten", reverse("meeting_list")), (name, "")],
    }


def _weeks(first: date, found: dict[date, list[Meeting]]) -> list[tuple[int, list[Day]]]:
    """The weeks that touch the month: their number (ISO 8601) and seven days."""
    now = today()
    return [
        (week[0].isocalendar().week, [_day(day, first, now, found) for day in week])
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]


def _day(day: date, first: date, now: date, found: dict[date, list[Meeting]]) -> Day:
    return Day(day, day.month == first.month, day == now, found.get(day, []))


def _shown(day: date) -> tuple[str, str] | None:
    """Words and address of another month, if the calendar reaches that far."""
    if day.year not in YEARS:
        return None
    words = f"{MONTHS[day.month - 1].capitalize()} {day.year}"
    return words, reverse("meeting_month", args=[day.year, day.month])
