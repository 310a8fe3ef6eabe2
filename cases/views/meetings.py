"""A meeting's page: one for the committee, the samråd and the board alike."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bodies.forms.attendance import ANSWERS
from bodies.models import Meeting, Person
from bodies.queries.attendance import forecast, own_line
from cases import actions, policies
from cases.models import Case
from cases.outcomes import ItemOutcome
from cases.queries.agenda import is_consultation, seat_of, seats_of_body
from cases.queries.lacking import lacking_agreement
from cases.queries.meeting_notes import standing_of
from cases.queries.meeting_page import (
    AgendaRow,
    agenda_rows,
    next_meeting,
    placeable,
    reported,
)
from cases.queries.minutes import MinuteRow
from cases.queries.supplements import Supplements, supplements
from cases.route import Seat, Transition
from cases.views.common import looks_ahead, person_of
from samverkan.lib.dates import now, swedish_date

# Acts on a case that belong to its own page and not to a meeting's.
ELSEWHERE = frozenset({"recall", "strike_off", "decide_urgently", "correct_consultation"})
# What may become of a case when the samråd is cancelled, and what else there is at a meeting.
INSTEAD = frozenset({"record_written_consultation", "skip_consultation"})
AT_SAMRAD = INSTEAD | {"record_consultation"}


@dataclass(frozen=True, slots=True)
class Button:
    """One way to record what the meeting made of an item."""

    label: str
    url: str
    main: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """An item with what the secretary may do with it from here."""

    row: AgendaRow
    buttons: list[Button]
    can_order: bool
    can_remove: bool


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
    rows = agenda_rows(found, person) if may_see else []
    is_open = not (found.is_cancelled or found.is_over)
    samrad, seats = is_consultation(found), seats_of_body(found.body_id)
    context = {
        "meeting": found,
        "samrad": samrad,
        "samrad_day": found.day,
        "notes_standing": standing_of(found) if samrad and may_see else None,
        "follows_samrad": samrad and policies.may_follow_samrad(person, found),
        "lacking": lacking_agreement(found) if runs and samrad and is_open else [],
        "instead": next_meeting(found) if found.is_cancelled else None,
        "followers": found.followed_by.select_related("body").order_by("starts_at"),
        "may_see": may_see,
        "runs": runs,
        "is_open": is_open,
        "items": [shown(row, found, person, runs=runs) for row in rows],
        "placeable": placeable(found, seats) if runs and can_place(found) else [],
        "reported": reported(found, person, seats) if may_see else [],
        "crumbs": [("Möten", reverse("meeting_list")), (meeting_name(found), "")],
    }
    context |= {"supplements": read_supplements(request, found) if may_see else None}
    return render(request, "cases/meeting.html", context | attendance_of(found, person))


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


def can_place(found: Meeting) -> bool:
    return not (found.is_cancelled or found.is_over or is_consultation(found))


def shown(row: AgendaRow, found: Meeting, person: Person, *, runs: bool) -> Shown:
    waits = row.item.outcome == ItemOutcome.SCHEDULED
    own = runs and can_place(found)
    may_record = runs and (found.has_begun or found.is_cancelled)
    return Shown(
        row=row,
        buttons=buttons(row, found, person) if may_record else [],
        can_order=own,
        can_remove=own and waits and not found.is_published,
    )


def buttons(row: AgendaRow, found: Meeting, person: Person) -> list[Button]:
    """The ways on from this body, when the case is at its step in this round."""
    seat = seat_of(row.case, found.body_id)
    if seat is None or row.item.round != row.case.round:
        return []
    ways = consultation_ways(row, found) if seat == Seat.CONSULTATION else own_ways(row, seat)
    return [
        button(w, row.case, found) for w in ways if policies.may_transition(person, row.case, w)
    ]


def own_ways(row: AgendaRow | MinuteRow, seat: Seat) -> list[Transition]:
    """What RUN AU and RUN can do with an item that still waits for them."""
    case = row.case
    if case is None or row.item is None:
        return []
    if row.item.outcome != ItemOutcome.SCHEDULED or case.route.stop(case.step).seat != seat:
        return []
    return [way for way in case.route.leaving(case.step) if way.name not in ELSEWHERE]


def consultation_ways(row: AgendaRow, found: Meeting) -> list[Transition]:
    """At the meeting; of a cancelled one in writing or not at all; afterwards to be corrected."""
    case, said = row.case, row.said
    leaving = case.route.leaving(case.step)
    if said is None:
        at_samrad = case.route.stop(case.step).seat == Seat.CONSULTATION
        names = INSTEAD if found.is_cancelled else AT_SAMRAD
        return [way for way in leaving if at_samrad and way.name in names]
    is_here = said.meeting_id == found.pk or (found.is_cancelled and said.outcome)
    return [way for way in leaving if is_here and way.name == "correct_consultation"]


def button(way: Transition, case: Case, found: Meeting, back: str = "") -> Button:
    """The way's own form, which leads back to the meeting or to the § of its minutes."""
    query = urlencode({"tillbaka": back or found.get_absolute_url(), "mote": found.pk})
    url = f"{reverse('case_step', args=[case.slug, way.name])}?{query}"
    return Button(way.label, url, way.main)
