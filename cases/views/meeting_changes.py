"""Cancel a meeting, or move it: first what that does to its cases, then why, then it is done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bodies.queries import told_of_changes
from cases import actions, policies
from cases.actions.meetings import InWriting
from cases.forms.agenda import CancelForm, MoveForm
from cases.queries.agenda import is_consultation, items_of
from cases.queries.risk import risks
from cases.views.agenda import crumbs
from cases.views.common import attempt, person_of, posted_version
from cases.views.meetings import meeting_name, meeting_or_404
from samverkan.lib.dates import local_date, swedish_time


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what it leaves without a day and which reply dates break, ask why, and cancel."""
    meeting, by = meeting_or_404(pk), person_of(request)
    policies.check_run_meetings(by)
    items = items_of(meeting)
    form = CancelForm(request.POST or None, meeting=meeting, items=items)
    status: int | None = 200
    if form.is_valid():
        status = attempt(form, lambda: _cancel(request, pk, form))
        if status is None:
            messages.success(request, f"{meeting_name(meeting)} är inställt.")
            return redirect(meeting)
    context = {
        "meeting": meeting_or_404(pk),
        "samrad": is_consultation(meeting),
        "items": items,
        "risks": risks(meeting, by, None),
        "form": form,
        "title": "Ställ in mötet?",
        "submit": "Ställ in mötet",
        "danger": True,
        "cancel_url": meeting.get_absolute_url(),
        "crumbs": crumbs(meeting, "Ställ in"),
    }
    return render(request, "cases/meeting_cancel.html", context, status=status)


def _cancel(request: HttpRequest, pk: int, form: CancelForm) -> None:
    data = form.cleaned_data
    onto, asks = data.get("onto"), data.get("in_writing")
    actions.cancel_meeting(
        meeting_id=pk,
        version=posted_version(request),
        by=person_of(request),
        reason=data["reason"],
        onto=onto and onto.pk,
        in_writing=InWriting(data["last_day"], data["question"]) if asks else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_move(request: HttpRequest, pk: int) -> HttpResponse:
    """First what the new time does to the cases; moved when that very time has been shown."""
    meeting, by = meeting_or_404(pk), person_of(request)
    policies.check_run_meetings(by)
    form = MoveForm(request.POST or None)
    starts_at = form.cleaned_data["starts_at"] if form.is_valid() else None
    status: int | None = 200
    if starts_at and request.POST.get("shown") == starts_at.isoformat():
        status = attempt(form, lambda: _move(request, pk, form))
        if status is None:
            what = f"{meeting.body.abbreviation} är flyttat till {swedish_time(starts_at)}."
            messages.success(request, what)
            return redirect(meeting)
    context = {
        "meeting": meeting_or_404(pk),
        "form": form,
        "starts_at": starts_at,
        "risks": risks(meeting, by, starts_at) if starts_at else [],
        "people": told_of_changes(meeting, meeting.day),
        "another_day": starts_at and local_date(starts_at) != meeting.day,
        "crumbs": crumbs(meeting, "Flytta"),
    }
    return render(request, "cases/meeting_move.html", context, status=status)


def _move(request: HttpRequest, pk: int, form: MoveForm) -> None:
    actions.move_meeting(
        meeting_id=pk,
        version=posted_version(request),
        by=person_of(request),
        starts_at=form.cleaned_data["starts_at"],
        reason=form.cleaned_data["reason"],
    )
