"""What a secretary does to a meeting's agenda: place, order, remove, publish."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bodies.models import Meeting
from bodies.queries import people_in
from cases import actions, policies
from cases.forms.agenda import PlaceForm
from cases.models import AgendaItem
from cases.queries.agenda import is_consultation, items_of
from cases.queries.lacking import lacking_agreement, samrad_prepared_at
from cases.queries.meeting_page import placeable
from cases.views.common import person_of, posted_version
from cases.views.meetings import meeting_name, meeting_or_404
from samverkan.lib.errors import DomainError, Stale, WrongStep

SHOW_AGENDA = "Visa ärendelistan som den är nu"
PUBLISHED = WrongStep("Någon har redan publicerat ärendelistan.")
STALE = (
    "Någon annan har ändrat ärendelistan sedan du öppnade sidan. Så här ser den ut nu: "
    "läs igenom den och publicera sedan igen."
)


def own_item(meeting: Meeting, item: int) -> AgendaItem:
    """The meeting's item; WrongStep when somebody has taken it away since the page was opened."""
    found: AgendaItem | None = meeting.items.filter(pk=item).select_related("case").first()
    if found is None and AgendaItem.objects.filter(pk=item).exists():
        raise Http404("Punkten finns inte på mötet.")
    if found is None:
        raise WrongStep("Någon annan har redan tagit bort punkten från ärendelistan.")
    return found


def refused(request: HttpRequest, meeting: Meeting, refusal: DomainError) -> HttpResponse:
    """409: the agenda is no longer what the reader saw, and here is the way to what it is now."""
    text = f"{refusal.message} Inget mer har ändrats."
    context = {"message": text, "back_url": meeting.get_absolute_url(), "back_words": SHOW_AGENDA}
    return render(request, "409.html", context, status=409)


@require_POST
def agenda_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the chosen cases on the agenda; each that cannot is named with why."""
    meeting, by = meeting_or_404(pk), person_of(request)
    policies.check_run_meetings(by)
    form = PlaceForm(request.POST, found=placeable(meeting))
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for text in form.errors["cases"]))
        return redirect(f"{meeting.get_absolute_url()}#satt-upp")
    placed = 0
    for case_id in form.cleaned_data["cases"]:
        try:
            actions.place_on_agenda(meeting_id=pk, case_id=case_id, by=by)
            placed += 1
        except DomainError as error:
            messages.error(request, error.message)
    if placed:
        what = "1 ärende sattes" if placed == 1 else f"{placed} ärenden sattes"
        messages.success(request, f"{what} upp på {meeting_name(meeting)}.")
    return redirect(meeting)


@require_POST
def agenda_remove(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    meeting, by = meeting_or_404(pk), person_of(request)
    policies.check_run_meetings(by)
    try:
        found = own_item(meeting, item)
        actions.remove_from_agenda(item_id=found.pk, by=by)
    except DomainError as refusal:
        return refused(request, meeting, refusal)
    messages.success(request, f"{found.case.registry_number} togs bort. Det kan sättas upp igen.")
    return redirect("meeting", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, with what it means in law, and publish."""
    meeting, by = meeting_or_404(pk), person_of(request)
    policies.check_run_meetings(by)
    stale = ""
    if request.method == "POST":
        try:
            actions.publish_agenda(meeting_id=pk, version=posted_version(request), by=by)
        except DomainError as refusal:
            if meeting.is_published or not isinstance(refusal, Stale):
                return refused(request, meeting, PUBLISHED if meeting.is_published else refusal)
            stale = STALE
        else:
            messages.success(request, "Ärendelistan är publicerad. Ledamöterna får ett mejl.")
            return redirect(meeting)
    items, samrad = items_of(meeting), samrad_prepared_at(meeting)
    context = {
        "meeting": meeting,
        "stale": stale,
        "samrad": is_consultation(meeting),
        "items": items,
        "secret": any(item.case.is_secret for item in items),
        "people": people_in(meeting.body, meeting.day),
        "samrad_day": samrad and samrad.day,
        "lacking": lacking_agreement(samrad) if samrad else [],
        "title": "Publicera ärendelistan?",
        "submit": "Publicera och dela ärendena",
        "cancel_url": meeting.get_absolute_url(),
        "crumbs": crumbs(meeting, "Publicera"),
    }
    return render(request, "cases/agenda_publish.html", context, status=409 if stale else 200)


def crumbs(meeting: Meeting, here: str) -> list[tuple[str, str]]:
    return [
        ("Möten", reverse("meeting_list")),
        (meeting_name(meeting), meeting.get_absolute_url()),
        (here, ""),
    ]
