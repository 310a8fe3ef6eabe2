"""The secretary's roll call: who comes, who was there, and where an item differs."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bodies.models import Meeting
from bodies.queries.attendance import (
    RollCall,
    Serving,
    everybody_serving,
    forecast,
    presences_as_seen,
    roll_call,
)
from cases import actions, policies
from cases.forms.attendance import ItemAttendanceForm, PresenceForm
from cases.models import AgendaItem
from cases.queries.agenda import items_of
from cases.queries.attendance import Out, outs_of, serving_at
from cases.views.agenda import crumbs
from cases.views.common import attempt, person_of
from cases.views.meetings import meeting_name, meeting_or_404
from samverkan.lib.dates import now


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item, who takes part in it, and who does not."""

    item: AgendaItem
    serving: list[Serving]
    out: Out


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    meeting, by = meeting_or_404(pk), person_of(request)
    policies.check_run_meetings(by)
    call, status = roll_call(meeting), 200
    data = request.POST.copy() if request.method == "POST" else None
    form = PresenceForm(data, call=call, seen=presences_as_seen(call))
    if form.is_bound and form.is_valid():
        seen = form.cleaned_data["seen"]
        given = {"meeting_id": pk, "present": form.present(), "by": by, "seen": seen}
        done = attempt(form, lambda: actions.note_presence(**given))
        if done is None:
            messages.success(request, "Närvaron är sparad.")
            return redirect("meeting_attendance", pk)
        status = done
        if data is not None and status == 409:
            data["seen"] = presences_as_seen(roll_call(meeting))
    return render(request, "cases/attendance.html", _context(meeting, call, form), status=status)


def _context(meeting: Meeting, call: RollCall, form: PresenceForm) -> dict[str, object]:
    items = items_of(meeting)
    outs = outs_of(items, meeting)
    lines = [
        ItemLine(each, serving_at(each, meeting, call=call, out=out), out)
        for each in items
        if (out := outs[each.pk])
    ]
    groups = [(side, "", side.lines) for side in call.sides]
    groups += [(side, "Ersättare", side.substitutes) for side in call.sides if side.substitutes]
    return {
        "meeting": meeting,
        "call": call,
        "forecasts": forecast(meeting, call),
        "form": form,
        "groups": [(_title(s.label, more), list(form.rows(rows))) for s, more, rows in groups],
        "others": list(form.rows(call.others)),
        "lines": lines if call.is_recorded else [],
        "asks": not meeting.is_cancelled and meeting.starts_at > now(),
        "may_record": meeting.has_begun and not meeting.is_cancelled,
        "crumbs": crumbs(meeting, "Närvaro"),
    }


def _title(label: str, more: str) -> str:
    if not more:
        return label or "Ledamöter"
    return f"{more}, {label}" if label else more


@require_http_methods(["GET", "HEAD", "POST"])
def item_attendance(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Who took no part in one item, and on what ground."""
    meeting, by = meeting_or_404(pk), person_of(request)
    policies.check_run_meetings(by)
    found = next((each for each in items_of(meeting) if each.pk == item), None)
    if found is None:
        raise Http404("Ärendet står inte på mötets lista.")
    call, out, status = roll_call(meeting), outs_of([found], meeting)[item], 200
    serving = everybody_serving(meeting, call)
    data = request.POST if request.method == "POST" else None
    form = ItemAttendanceForm(data, serving=serving, call=call, out=out)
    if form.is_bound and form.is_valid():
        note, gone = actions.note_item_attendance, form.gone()
        done = attempt(form, lambda: note(item_id=item, meeting_id=pk, gone=gone, by=by))
        if done is None:
            messages.success(request, f"Närvaron vid {found.case.registry_number} är sparad.")
            return redirect(f"{reverse('meeting_attendance', args=[pk])}#punkt-{item}")
        status = done
    context = {
        "meeting": meeting,
        "name": meeting_name(meeting),
        "item": found,
        "form": form,
        "rows": list(form.rows()),
        "crumbs": crumbs(meeting, "Närvaro vid ett ärende"),
    }
    return render(request, "cases/item_attendance.html", context, status=status)
