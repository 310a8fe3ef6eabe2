"""Noting that a decision made without the board was reported to it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases import actions, policies
from cases.queries.reports import reported
from cases.views.agenda import crumbs, refused
from cases.views.common import person_of
from cases.views.meetings import meeting_name, meeting_or_404
from samverkan.lib.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
def decision_report(request: HttpRequest, pk: int, decision: int) -> HttpResponse:
    """Asked once, since it is not taken back."""
    meeting, by = meeting_or_404(pk), person_of(request)
    policies.check_run_meetings(by)
    found = next((each for each in reported(meeting, by) if each.pk == decision), None)
    if found is None:
        raise Http404("Beslutet finns inte.")
    if request.method == "POST":
        try:
            actions.report_decision(decision_id=decision, meeting_id=pk, by=by)
        except DomainError as refusal:
            return refused(request, meeting, refusal)
        messages.success(request, f"Beslutet i {found.case.registry_number} är anmält.")
        return redirect(f"{meeting.get_absolute_url()}#anmals")
    text = (
        f"{found.title} i {found.case.registry_number} antecknas som anmält på "
        f"{meeting_name(meeting)} (KL 6 kap. 40 §). Det går inte att ta tillbaka."
    )
    context = {
        "title": "Är beslutet anmält?",
        "text": text,
        "submit": "Anteckna att det är anmält",
        "cancel_url": meeting.get_absolute_url(),
        "crumbs": crumbs(meeting, "Anmäl"),
    }
    return render(request, "components/confirm_page.html", context)
