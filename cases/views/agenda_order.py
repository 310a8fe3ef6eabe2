"""The page where an agenda gets its order, its times and its points without a case."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bodies.models import Meeting
from cases import actions, policies
from cases.forms.agenda_order import AgendaForm
from cases.queries.agenda import is_consultation
from cases.queries.agenda_plan import agenda_lines, end_of
from cases.views.agenda import crumbs, refused
from cases.views.common import person_of, posted_version
from cases.views.meetings import meeting_or_404
from samverkan.lib.errors import DomainError, Stale

STALE = (
    "Någon annan har ändrat mötet sedan du öppnade sidan. Det du skrev står kvar. "
    "Läs igenom och spara igen."
)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_order(request: HttpRequest, pk: int) -> HttpResponse:
    """All lines in one form; 409 with what was typed when somebody else was quicker."""
    meeting, by = meeting_or_404(pk), person_of(request)
    policies.check_run_meetings(by)
    lines, advises = agenda_lines(meeting), is_consultation(meeting)
    form = AgendaForm(request.POST or None, lines=lines, advises=advises)
    problem, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            wanted = form.arranged()
            version = posted_version(request)
            actions.arrange_agenda(meeting_id=pk, version=version, lines=wanted, by=by)
        except Stale:
            problem, status = STALE, 409
        except DomainError as error:
            problem = error.message
        else:
            messages.success(request, "Ärendelistan är sparad.")
            return redirect(f"{meeting.get_absolute_url()}#arendelista")
    context = _context(meeting, form) | {"problem": problem, "ends": end_of(meeting, lines)}
    return render(request, "cases/agenda_order.html", context, status=status)


def _context(meeting: Meeting, form: AgendaForm) -> dict[str, object]:
    return {
        "meeting": meeting,
        "rows": form.rows,
        "wrong": [row for row in form.rows if row.form and row.form.is_bound and row.form.errors],
        "samrad": is_consultation(meeting),
        "can_fetch": not meeting.points.exists() and meeting.body.standing_points.exists(),
        "is_open": not (meeting.is_cancelled or meeting.is_over),
        "crumbs": crumbs(meeting, "Ordna ärendelistan"),
    }


@require_POST
def agenda_points_fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the meeting its body's standing points."""
    meeting, by = meeting_or_404(pk), person_of(request)
    policies.check_run_meetings(by)
    try:
        actions.fetch_standing_points(meeting_id=pk, by=by)
    except DomainError as refusal:
        return refused(request, meeting, refusal)
    messages.success(request, "De stående punkterna är hämtade.")
    return redirect("agenda_order", pk)
