"""A samråd's notes: written, gone through by both chairs, read, as PDF and Word; the extract."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bodies.models import Meeting, Person
from cases import actions, policies
from cases.forms.meeting_notes import NotesForm
from cases.models import MeetingNotes, WrittenRound
from cases.papers.notes import (
    consultation_extract,
    extract_name,
    notes_name,
    notes_pdf,
    notes_word,
    notes_words,
)
from cases.queries.agenda import is_consultation
from cases.queries.meeting_notes import Standing, parts_of, shown_to, standing_of
from cases.queries.written import may_be_noted, noted_rows, round_of
from cases.views.common import attempt, person_of, posted_version, visible_case
from cases.views.meetings import meeting_name, meeting_or_404
from cases.views.papers import sent
from samverkan.lib.content import TYPES
from samverkan.lib.pdf import PDF


@dataclass(frozen=True, slots=True)
class Reading:
    """A samråd's notes as far as this person may read them."""

    meeting: Meeting
    person: Person
    standing: Standing
    written: WrittenRound | None

    @property
    def writes(self) -> bool:
        held = may_be_noted(self.meeting, self.written)
        return policies.may_run_meetings(self.person) and held

    @property
    def notes(self) -> MeetingNotes:
        if self.standing.notes is None:
            raise Http404("Det finns inga anteckningar än.")
        return self.standing.notes


def reading_or_404(request: HttpRequest, pk: int) -> Reading:
    """Staff and the chairs read every edition; the members what both chairs have gone through."""
    found, person = meeting_or_404(pk), person_of(request)
    if not is_consultation(found):
        raise Http404("Det här mötet är inget samråd.")
    standing = standing_of(found)
    early = person.is_region_staff or policies.may_follow_samrad(person, found)
    if not early and not (standing.is_reviewed and policies.may_see_agenda(person, found)):
        raise Http404("Anteckningarna finns inte eller är inte klara än.")
    return Reading(found, person, standing, round_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the latest edition; the secretary writes it, and corrects it with `?ratta=ja`."""
    here = reading_or_404(request, pk)
    latest = here.standing.notes
    if request.method == "POST":
        policies.check_run_meetings(here.person)
    wanted = latest is None or request.method == "POST" or "ratta" in request.GET
    form, status = None, 200
    if here.writes and wanted:
        parts = parts_of(here.meeting, noted_rows(here.meeting, here.person, here.written))
        form = NotesForm(request.POST or None, parts=parts, latest=latest)
    if form is not None and request.method == "POST" and form.is_valid():
        status = attempt(form, lambda: _send(request, here, form)) or 302
    if status == 302:
        messages.success(request, "Anteckningarna är skickade till ordförandena för genomgång.")
        return redirect("meeting_notes", pk)
    return _page(request, here, form, status)


def _send(request: HttpRequest, here: Reading, form: NotesForm) -> None:
    actions.send_notes(
        meeting_id=here.meeting.pk,
        by=here.person,
        seen=posted_version(request),
        **form.arguments(),
    )


def _page(request: HttpRequest, here: Reading, form: NotesForm | None, status: int) -> HttpResponse:
    meeting, latest = here.meeting, here.standing.notes
    context = {
        "meeting": meeting,
        "label": meeting.body.notes_label,
        "standing": here.standing,
        "form": form,
        "seen": request.POST.get("version", latest.number if latest else 0),
        "may_correct": here.writes and latest is not None and form is None,
        "may_review": here.standing.waits_for(here.person),
        "words": notes_words(here.standing, shown_to(latest, here.person)) if latest else None,
        "crumbs": [
            ("Möten", reverse("meeting_list")),
            (meeting_name(meeting), meeting.get_absolute_url()),
            (meeting.body.notes_label, ""),
        ],
    }
    return render(request, "cases/meeting_notes.html", context, status=status)


@require_POST
def meeting_notes_review(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the chairs has gone through it."""
    here = reading_or_404(request, pk)
    actions.review_notes(meeting_id=pk, seen=posted_version(request), by=here.person)
    messages.success(request, "Tack. Det står nu att du har gått igenom anteckningarna.")
    return redirect("meeting_notes", pk)


@require_safe
def meeting_notes_pdf(request: HttpRequest, pk: int) -> FileResponse:
    here = reading_or_404(request, pk)
    made = notes_pdf(here.standing, shown_to(here.notes, here.person))
    return sent(made, notes_name(here.notes, "pdf"), PDF)


@require_safe
def meeting_notes_word(request: HttpRequest, pk: int) -> FileResponse:
    here = reading_or_404(request, pk)
    made = notes_word(here.standing, shown_to(here.notes, here.person))
    return sent(made, notes_name(here.notes, "docx"), TYPES[".docx"])


@require_safe
def case_consultation(request: HttpRequest, slug: str, number: int) -> FileResponse:
    """What the samråd said of the case in a round, as PDF."""
    case = visible_case(request, slug)
    found = case.consultations.select_related("meeting", "recorded_by").exclude(manner="skipped")
    said = found.filter(round=number).first()
    if said is None:
        raise Http404("Samrådet har inte sagt något om ärendet i den omgången.")
    return sent(consultation_extract(case, said), extract_name(case, said), PDF)
