"""Send the summons: the letter as it will be, who gets it, and who got it before."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bodies.models import Meeting, Person
from bodies.notices.ledger import lines
from cases import actions, policies
from cases.announcements import summoned, summons_letter
from cases.forms.summons import SummonsForm
from cases.queries.summons import Sending, sendings
from cases.views.agenda import crumbs
from cases.views.common import attempt, person_of, posted_version
from cases.views.meetings import meeting_name, meeting_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_summon(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the letter, ask once, and send; below, what has been sent already."""
    found, by = meeting_or_404(pk), person_of(request)
    policies.check_run_meetings(by)
    sent = sendings(found)
    form = SummonsForm(request.POST if request.method == "POST" else None, again=bool(sent))
    status: int | None = 200
    if request.method == "POST" and form.is_valid():
        note, version = form.cleaned_data["note"], posted_version(request)
        given: dict[str, Any] = {"meeting_id": pk, "version": version, "by": by, "note": note}
        status = attempt(form, lambda: actions.send_summons(**given))
        if status is None:
            messages.success(request, "Kallelsen skickas nu. Nedan ser du till vilka.")
            return redirect("meeting_summon", pk)
    context = _context(meeting_or_404(pk), by, form, sendings(found))
    return render(request, "cases/meeting_summon.html", context, status=status)


def _context(found: Meeting, by: Person, form: SummonsForm, sent: list[Sending]) -> dict[str, Any]:
    people = summoned(found, by=by)
    reached = [person for person in people if person.email and person.is_active]
    note = form.data.get("note", "") if form.is_bound else ""
    return {
        "meeting": found,
        "name": meeting_name(found),
        "is_open": not (found.is_cancelled or found.is_over),
        "form": form,
        "letter": summons_letter(found, note=note, again=bool(sent)),
        "people": reached,
        "unreached": [person for person in people if person not in reached],
        "sent": [(each.event, lines(each.notices)) for each in sent],
        "crumbs": crumbs(found, "Kallelse"),
    }
