"""A whole year of meetings: as a wheel, and month by month."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bodies.models import Body, Meeting
from bodies.policies import may_plan_meetings
from bodies.queries.meetings import meetings_in_year
from bodies.views.common import person_of
from bodies.views.meetings import YEARS
from bodies.views.rows import meeting_lines
from bodies.year_wheel import RIM, SIDE, Month, Point, at, months, radii
from samverkan.lib.dates import swedish_date, today

# More rings than this cannot be told apart; the list has every meeting.
MOST_RINGS = 6
# Boards and what is above them outermost, then what comes before them in the chain.
FROM_THE_RIM = ("council", "executive", "board", "consultation", "working_committee")


@dataclass(frozen=True, slots=True)
class Mark:
    """A meeting on the wheel. `tone` is done, coming or cancelled."""

    at: Point
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Ring:
    body: Body
    radius: float
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Wheel:
    side: int
    months: list[Month]
    rings: list[Ring]
    hand: Point | None


@require_safe
def meeting_year(request: HttpRequest, year: int) -> HttpResponse:
    """404 for a year that is out of the calendar's reach."""
    if year not in YEARS:
        raise Http404("Året finns inte.")
    found = list(meetings_in_year(year))
    context = {
        "year": year,
        "wheel": _wheel(year, found),
        "lines": meeting_lines(found),
        "previous": year - 1 if year - 1 in YEARS else None,
        "next": year + 1 if year + 1 in YEARS else None,
        "may_plan": may_plan_meetings(person_of(request)),
        "crumbs": [("Möten", reverse("meeting_list")), (str(year), "")],
    }
    return render(request, "bodies/meeting_year.html", context)


def _wheel(year: int, found: Sequence[Meeting]) -> Wheel:
    bodies = sorted({meeting.body for meeting in found}, key=_place)[:MOST_RINGS]
    rings = [
        Ring(body, radius, [_mark(each, radius) for each in found if each.body_id == body.pk])
        for body, radius in zip(bodies, radii(len(bodies)), strict=True)
    ]
    now = today()
    return Wheel(SIDE, months(year), rings, at(now, RIM) if now.year == year else None)


def _place(body: Body) -> tuple[int, str]:
    known = body.kind in FROM_THE_RIM
    return FROM_THE_RIM.index(body.kind) if known else len(FROM_THE_RIM), body.name


def _mark(meeting: Meeting, radius: float) -> Mark:
    tone = "cancelled" if meeting.is_cancelled else "done" if meeting.is_over else "coming"
    words = f"{meeting.body.abbreviation} {swedish_date(meeting.day)}"
    return Mark(at(meeting.day, radius), tone, words + ", inställt" * meeting.is_cancelled)
