"""A meeting's page: one for the committee, the samråd and the board alike."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bodies.forms.attendance import ANSWERS
from bodies.models import Meeting, Person
from bodies.queries.attendance import forecast, own_line
from cases import actions, policies
from cases.models import Minutes
from cases.queries.agenda import is_consultation, seats_of_body
from cases.queries.lacking import lacking_agreement
from cases.queries.meeting_notes import standing_of
from cases.queries.meeting_page import next_meeting, placeable
from cases.queries.reports import reported
from cases.queries.supplements import Supplements, supplements
from cases.views.common import looks_ahead, person_of
from cases.views.item_acts import can_place
from cases.views.meeting_agenda import agenda_context
from samverkan.lib.dates import now, swedish_date


def meeting_or_404(pk: int) -> Meeting:
    """The meeting; when bodies meet is known to everybody who is signed in."""
    found: Meeting | None = (
        Meeting.objects.filter(pk=pk)
        .select_related("body", "follows__body", "agenda_published_by", "frozen_agenda")
        .first()
    )
    if found is None:
        raise Http404("Mötet finns inte.")
    return found


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """When and where, and the agenda as far as this person may see it."""
    found, person = meeting_or_404(pk), person_of(request)
    may_see = policies.may_see_agenda(person, found)
    runs = policies.may_run_meetings(person)
    is_open = not (found.is_cancelled or found.is_over)
    samrad, seats = is_consultation(found), seats_of_body(found.body_id)
    told = reported(found, person, seats) if may_see else []
    context = {
        "meeting": found,
        "samrad": samrad,
        "samrad_day": found.day,
        "notes_standing": standing_of(found) if samrad and may_see else None,
        "follows_samrad": samrad and policies.may_follow_samrad(person, found),
        "lacking": lacking_agreement(found) if runs and samrad and is_open else [],
        "instead": next_meeting(found) if found.is_cancelled else None,
        "followers": []
        if samrad
        else found.followed_by.select_related("body").order_by("starts_at"),
        "may_see": may_see,
        "follows_minutes": not (samrad or runs) and follows_minutes(found, person),
        "runs": runs,
        "is_open": is_open,
        "placeable": placeable(found, seats) if runs and can_place(found) else [],
        "reported": told,
        "crumbs": [("Möten", reverse("meeting_list")), (meeting_name(found), "")],
    }
    context |= {"supplements": read_supplements(request, found) if may_see else None}
    context |= agenda_context(found, person, told) | attendance_of(found, person)
    return render(request, "cases/meeting.html", context)


def follows_minutes(found: Meeting, person: Person) -> bool:
    """Whether there are minutes on their way that this person may follow."""
    sent = list(Minutes.objects.filter(meeting=found).values_list("approved_at", flat=True))
    approved = any(sent)
    return bool(sent) and policies.may_read_minutes(person, found, approved=approved)


def read_supplements(request: HttpRequest, found: Meeting) -> Supplements:
    """What has changed since the agenda was published; that it is read is remembered."""
    person = person_of(request)
    shown = supplements(found, person)
    if found.is_published and not looks_ahead(request):
        actions.read_agenda(meeting=found, by=person)
    return shown


def attendance_of(found: Meeting, person: Person) -> dict[str, object]:
    """What the page says of who comes: of the reader, and to the secretary of everybody."""
    runs = policies.may_run_meetings(person)
    return {
        "own_line": own_line(found, person),
        "may_answer": not found.is_cancelled and found.starts_at > now(),
        "answers": ANSWERS,
        "forecasts": forecast(found) if runs and not found.is_cancelled else [],
    }


def meeting_name(found: Meeting) -> str:
    return f"{found.body.abbreviation} {swedish_date(found.day)}"
