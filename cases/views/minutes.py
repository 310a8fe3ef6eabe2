"""The secretary's minutes of a formal body's meeting: its §§ in a list."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bodies.models import Meeting
from bodies.queries.attendance import forecast, roll_call
from cases import actions, policies
from cases.forms.minutes import EndForm, NewPointForm
from cases.queries.agenda import is_consultation
from cases.queries.minutes import closed_because, minute_items_of, to_number
from cases.views.common import attempt, person_of, posted_version
from cases.views.meetings import meeting_name, meeting_or_404


def minuted_or_404(request: HttpRequest, pk: int) -> Meeting:
    """A formal body's meeting, for the secretary; the samråd has notes instead of minutes."""
    found = meeting_or_404(pk)
    if is_consultation(found):
        raise Http404("Ett samråd har anteckningar och inget protokoll med paragrafer.")
    policies.check_run_meetings(person_of(request))
    return found


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Every § with where it stands, and what of the agenda has none yet."""
    return _page(request, minuted_or_404(request, pk))


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    point: NewPointForm | None = None,
    end: EndForm | None = None,
    status: int = 200,
) -> HttpResponse:
    call = roll_call(meeting)
    context = {
        "meeting": meeting,
        "rows": minute_items_of(meeting, call),
        "unnumbered": to_number(meeting),
        "closed": (closed := closed_because(meeting)),
        "is_held": meeting.has_begun and not meeting.is_cancelled,
        "is_open": meeting.has_begun and not meeting.is_cancelled and not closed,
        "is_recorded": call.is_recorded,
        "forecasts": forecast(meeting, call) if call.is_recorded else [],
        "point": point or NewPointForm(),
        "end": end or EndForm(meeting=meeting),
        "crumbs": crumbs(meeting),
    }
    return render(request, "cases/minutes.html", context, status=status)


def crumbs(meeting: Meeting, last: str = "") -> list[tuple[str, str]]:
    above = [
        ("Möten", reverse("meeting_list")),
        (meeting_name(meeting), meeting.get_absolute_url()),
    ]
    if not last:
        return [*above, ("Protokoll", "")]
    return [*above, ("Protokoll", reverse("minutes", args=[meeting.pk])), (last, "")]


@require_POST
def minutes_number(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = minuted_or_404(request, pk)
    made = actions.number_agenda(meeting_id=meeting.pk, by=person_of(request))
    if made:
        word = f"§ {made[0].number}" if len(made) == 1 else f"§ {made[0].number}–{made[-1].number}"
        messages.success(request, f"Punkterna fick {word}.")
    return redirect("minutes", pk)


@require_POST
def minutes_point(request: HttpRequest, pk: int) -> HttpResponse:
    """A § for what is no case."""
    meeting, form, by = minuted_or_404(request, pk), NewPointForm(request.POST), person_of(request)
    status = 200
    if form.is_valid():
        title = form.cleaned_data["title"]
        act = actions.add_minute_item
        status = attempt(form, lambda: act(meeting_id=pk, by=by, title=title)) or 302
    return (
        redirect("minutes", pk)
        if status == 302
        else _page(request, meeting, point=form, status=status)
    )


@require_POST
def minutes_end(request: HttpRequest, pk: int) -> HttpResponse:
    """When the meeting was closed."""
    meeting, by = minuted_or_404(request, pk), person_of(request)
    form, status = EndForm(request.POST, meeting=meeting), 200
    if form.is_valid():
        given: dict[str, Any] = {"meeting_id": pk, "version": posted_version(request), "by": by}
        done = attempt(form, lambda: actions.note_end(**given, ends_at=form.moment()))
        status = done or 302
    if status == 302:
        messages.success(request, "Klockslaget är sparat.")
        return redirect("minutes", pk)
    return _page(request, meeting, end=form, status=status)
