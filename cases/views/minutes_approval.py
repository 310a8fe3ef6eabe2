"""The way of a formal body's minutes: sent, approved, posted, taken down; each day shown."""

from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bodies.models import Meeting, Person
from cases import policies
from cases.models import MinuteItem
from cases.papers.minutes import minutes_filename, minutes_pdf, minutes_words
from cases.queries.agenda import is_consultation
from cases.queries.approval import Edition, Way, edition_of, way_of
from cases.queries.approval_steps import steps_of
from cases.queries.minutes_content import Content, shown_content
from cases.views.common import person_of
from cases.views.meetings import meeting_name, meeting_or_404
from cases.views.papers import sent
from samverkan.lib.pdf import PDF

NONE_YET = "Protokollet finns inte eller är inte justerat än."


@dataclass(frozen=True, slots=True)
class Here:
    """The meeting's minutes as far as this person may follow them."""

    meeting: Meeting
    person: Person
    way: Way

    @property
    def runs(self) -> bool:
        return policies.may_run_meetings(self.person)


def here_or_404(request: HttpRequest, pk: int) -> Here:
    """Staff and those who approve follow all of it; the members from the first approval."""
    found, person = meeting_or_404(pk), person_of(request)
    if is_consultation(found):
        raise Http404("Ett samråd har inget protokoll.")
    way = way_of(found)
    approved = any(each.is_approved for each in way.editions)
    if not policies.may_read_minutes(person, found, approved=approved):
        raise Http404(NONE_YET)
    return Here(found, person, way)


def edition_or_404(request: HttpRequest, pk: int, edition: int) -> tuple[Here, Edition]:
    here, found = here_or_404(request, pk), edition_of(edition)
    if found is None or found.minutes.meeting_id != pk:
        raise Http404(NONE_YET)
    approved = found.is_approved
    if not policies.may_read_minutes(here.person, here.meeting, approved=approved):
        raise Http404(NONE_YET)
    return here, found


def way_url(here: Here) -> str:
    return reverse("minutes_approval", args=[here.meeting.pk])


def crumbs(here: Here, *more: str) -> list[tuple[str, str]]:
    meeting = here.meeting
    own = way_url(here) if more else ""
    return [
        ("Möten", reverse("meeting_list")),
        (meeting_name(meeting), meeting.get_absolute_url()),
        ("Justering", own),
        *((each, "") for each in more),
    ]


@require_safe
def minutes_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole way on one page, with the next thing to do as its button."""
    here = here_or_404(request, pk)
    way = here.way
    alone = [(each, steps_of(way, each)[2:]) for each in way.alone]
    settled = [e.minutes.paragraph_id or 0 for e in way.alone if e.is_approved or e.waits]
    open_now = here.runs and way.is_chosen and not way.is_approved and not way.waiting
    items = MinuteItem.objects.filter(meeting=here.meeting).exclude(pk__in=settled)
    context = {
        "meeting": here.meeting,
        "way": way,
        "steps": steps_of(way, way.whole),
        "alone": alone,
        "runs": here.runs,
        "open_now": open_now,
        "paragraphs": items.select_related("item__case__referral") if open_now else [],
        "waits_for_me": [e for e in way.editions if e.waits_for(here.person)],
        "crumbs": crumbs(here),
    }
    return render(request, "cases/minutes_approval.html", context)


def read_by(here: Here, found: Edition) -> Content:
    """Nobody approves what they may not read: the approvers have all of it."""
    content: Content = found.minutes.content
    if policies.is_approver(here.person, here.meeting):
        return content
    return shown_content(content, here.person)


@require_safe
def minutes_edition(request: HttpRequest, pk: int, edition: int) -> HttpResponse:
    """One edition as it reads, and the button for whoever is to approve it."""
    here, found = edition_or_404(request, pk, edition)
    content = read_by(here, found)
    words = minutes_words(found, content)
    context = {
        "meeting": here.meeting,
        "edition": found,
        "words": words,
        "runs": here.runs,
        "waits_for_me": found.waits_for(here.person),
        "crumbs": crumbs(here, words["heading"]),
    }
    return render(request, "cases/minutes_edition.html", context)


@require_safe
def minutes_edition_pdf(request: HttpRequest, pk: int, edition: int) -> FileResponse:
    here, found = edition_or_404(request, pk, edition)
    made = minutes_pdf(found, read_by(here, found))
    return sent(made, minutes_filename(found.minutes), PDF)
