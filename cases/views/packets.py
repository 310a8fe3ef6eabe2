"""A meeting's papers as one PDF: ask for it, see how far it has come, and fetch it."""

import logging

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bodies.models import Meeting, Person
from cases import actions, policies
from cases.models import Edition
from cases.papers import packet_name
from cases.queries.packets import BY_SLUG, made_packet, may_have_all, shelf
from cases.views.agenda import crumbs
from cases.views.common import person_of
from cases.views.papers import readable_meeting
from samverkan.lib.errors import DomainError, NotAllowed
from samverkan.lib.pdf import PDF

log = logging.getLogger(__name__)
REFUSED = "De har ändrats, och något i dem är inte längre ditt att läsa. Gör nya."


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_packets(request: HttpRequest, pk: int) -> HttpResponse:
    """The editions that the reader may have, how each stands, and a button to have one made."""
    person = person_of(request)
    found = readable_meeting(pk, person)
    refusal = ""
    if request.method == "POST":
        try:
            actions.ask_for_packet(meeting_id=pk, edition=_posted(request), by=person)
        except NotAllowed:
            raise
        except DomainError as error:
            refusal = error.message
        else:
            return redirect("meeting_packets", pk)
    shelves = [shelf(found, edition, person) for edition in editions(found, person)]
    context = {
        "meeting": found,
        "shelves": shelves,
        "refusal": refusal,
        "crumbs": crumbs(found, "Handlingar"),
    }
    return render(request, "cases/meeting_packets.html", context, status=409 if refusal else 200)


def _posted(request: HttpRequest) -> Edition:
    edition = BY_SLUG.get(request.POST.get("exemplar", ""))
    if edition is None:
        raise Http404("Det exemplaret finns inte.")
    return edition


def editions(found: Meeting, person: Person) -> list[Edition]:
    """The members' once the agenda is out; the staff's for the staff."""
    known = [Edition.MEMBERS] if found.is_published else []
    return [
        each for each in (*known, Edition.STAFF) if policies.may_read_packet(person, found, each)
    ]


@require_safe
def meeting_packet(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    """The bytes of the last one made, if all in it is still the reader's to see."""
    person = person_of(request)
    found = readable_meeting(pk, person)
    edition = BY_SLUG.get(slug)
    packet = made_packet(found, edition) if edition in editions(found, person) else None
    if edition is None or packet is None:
        raise Http404("Handlingarna är inte gjorda.")
    if not may_have_all(person, found, packet):
        messages.error(request, REFUSED)
        return redirect("meeting_packets", pk)
    try:
        content = packet.file.open("rb")
    except FileNotFoundError as error:
        log.exception("Filen med möteshandlingar %s saknas.", packet.pk)
        raise Http404("Filen saknas. Gör handlingarna på nytt.") from error
    answer = FileResponse(
        content, as_attachment=True, filename=packet_name(found), content_type=PDF
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
