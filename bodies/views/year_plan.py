"""Plan a year of meetings: wishes in the address, a proposal to adjust, then all of it at once."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bodies import actions, policies
from bodies.actions.year_plan import SEATS, body_at
from bodies.forms.year_plan import ChainForm, ChainFormSet, WishForm
from bodies.models import Body, CooperationArea
from bodies.queries.meetings import meeting_days
from bodies.views.common import person_of
from bodies.year_plan import Chain, Spot, chains
from samverkan.lib.dates import STOCKHOLM, swedish_date, today
from samverkan.lib.errors import DomainError

HOURS = {"committee": "tid_utskott", "consultation": "tid_samrad", "board": "tid_namnd"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One body's meeting in a row: its field, and what is good to know of the day."""

    body: Body
    field: forms.BoundField
    notes: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
def year_plan(request: HttpRequest) -> HttpResponse:
    """Nothing is written before the whole proposal is confirmed."""
    policies.check_plans_meetings(person_of(request))
    given = request.GET if "satt" in request.GET else None
    wish = WishForm(given, initial={"ar": request.GET.get("ar", today().year + 1)})
    shown: dict[str, Any] = {}
    if wish.is_valid():
        area, year = wish.cleaned_data["omrade"], wish.cleaned_data["ar"]
        proposal = _proposal(wish)
        rows = _rows(request, wish, proposal)
        if request.method == "POST" and rows.is_valid() and _add(request, rows, area):
            return redirect("meeting_year", year)
        shown = {"year": year, "bodies": _bodies(area), "lines": _lines(rows, proposal, area)}
        shown |= {"rows": rows, "problem": _problem(rows)}
    crumbs = [("Möten", reverse("meeting_list")), ("Planera ett år", "")]
    return render(request, "bodies/year_plan.html", {"form": wish, "crumbs": crumbs, **shown})


def _proposal(wish: WishForm) -> list[Chain]:
    data = wish.cleaned_data
    area: CooperationArea = data["omrade"]
    return chains(
        wish.days,
        committee_before=data["utskott_fore"] if area.preparing_committee else None,
        consultation_before=data["samrad_fore"] if area.consultation else None,
    )


def _rows(request: HttpRequest, wish: WishForm, proposal: list[Chain]) -> Any:
    """The rows as posted, else as proposed; a day when the body meets already is left empty."""
    area, data = wish.cleaned_data["omrade"], wish.cleaned_data
    if request.method == "POST":
        return ChainFormSet(request.POST, form_kwargs={"area": area})
    taken = meeting_days(_bodies(area), data["ar"])
    initial = [
        {
            seat: _starts(spot, data[HOURS[seat]])
            for seat in SEATS
            if (spot := getattr(chain, seat)) and not _is_taken(taken, area, seat, spot)
        }
        for chain in proposal
    ]
    return ChainFormSet(initial=initial, form_kwargs={"area": area})


def _is_taken(taken: set[tuple[int, date]], area: CooperationArea, seat: str, spot: Spot) -> bool:
    body = body_at(area, seat)
    return body is not None and (body.pk, spot.day) in taken


def _starts(spot: Spot, hour: time) -> datetime:
    return datetime.combine(spot.day, hour, tzinfo=STOCKHOLM)


def _add(request: HttpRequest, rows: Any, area: CooperationArea) -> bool:
    try:
        made = actions.plan_year(
            area=area, chains=[row.starts for row in rows], by=person_of(request)
        )
    except DomainError as error:
        number, _, seat = (error.field or "").partition("-")
        row: ChainForm | None = rows.forms[int(number)] if seat else None
        if row is None:
            rows.refused = error.message
        else:
            row.add_error(seat, error.message)
        return False
    words = "1 möte ligger" if len(made) == 1 else f"{len(made)} möten ligger"
    messages.success(request, f"{words} nu i kalendern. Lokal och länk fyller du i på varje möte.")
    return True


def _problem(rows: Any) -> str:
    """What to say above the rows, when something in them must be put right."""
    wrong = rows.is_bound and any(row.errors for row in rows)
    told: str = getattr(rows, "refused", "")
    return told or "Rätta de markerade tiderna. Inget möte är inlagt än." * wrong


def _bodies(area: CooperationArea) -> list[Body]:
    return [body for seat in SEATS if (body := body_at(area, seat))]


def _lines(rows: Any, proposal: list[Chain], area: CooperationArea) -> list[list[Cell]]:
    """The rows of the page. The proposal has as many as the address still asks for."""
    return [
        [
            Cell(
                body,
                row[seat],
                _notes(getattr(chain, seat) if chain else None, body, row[seat].value()),
            )
            for seat in SEATS
            if (body := body_at(area, seat))
        ]
        for row, chain in zip_longest(rows, proposal[: len(rows.forms)])
    ]


def _notes(spot: Spot | None, body: Body, value: object) -> list[str]:
    """Why the day is not the one wished for, and by when papers are needed."""
    if spot is None:
        return []
    if not value:
        return [f"{body.abbreviation} har redan ett möte {swedish_date(spot.day)}."]
    papers = spot.day - timedelta(days=body.papers_days)
    moved = f"Flyttat från {swedish_date(spot.wished)}, {spot.moved_from}."
    return [moved] * bool(spot.moved_from) + [f"Handlingar senast {swedish_date(papers)}."]
