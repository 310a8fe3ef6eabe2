"""A meeting's page: one for the committee, the samråd and the board alike."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bodies.models import Meeting, Person
from cases import policies
from cases.models import Case
from cases.outcomes import ItemOutcome
from cases.queries.agenda import is_consultation, seat_of
from cases.queries.meeting_page import AgendaRow, agenda_rows, placeable, reported
from cases.views.common import person_of
from cases.workflow import Transition
from samverkan.lib.dates import swedish_date

# Acts on a case that belong to its own page and not to a meeting's.
ELSEWHERE = frozenset({"recall", "strike_off", "decide_urgently"})


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
        .select_related("body", "follows__body", "agenda_published_by")
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
    context = {
        "meeting": found,
        "samrad": is_consultation(found),
        "followers": found.followed_by.select_related("body").order_by("starts_at"),
        "may_see": may_see,
        "runs": runs,
        "is_open": not (found.is_cancelled or found.is_over),
        "items": [shown(row, found, person, runs=runs) for row in rows],
        "placeable": placeable(found) if runs and can_place(found) else [],
        "reported": reported(found, person) if may_see else [],
        "crumbs": [("Möten", reverse("meeting_list")), (meeting_name(found), "")],
    }
    return render(request, "cases/meeting.html", context)


def meeting_name(found: Meeting) -> str:
    return f"{found.body.abbreviation} {swedish_date(found.day)}"


def can_place(found: Meeting) -> bool:
    return not (found.is_cancelled or found.is_over or is_consultation(found))


def shown(row: AgendaRow, found: Meeting, person: Person, *, runs: bool) -> Shown:
    waits = row.item.outcome == ItemOutcome.SCHEDULED
    own = runs and can_place(found)
    return Shown(
        row=row,
        buttons=buttons(row, found, person) if runs and found.has_begun else [],
        can_order=own,
        can_remove=own and waits and not found.is_published,
    )


def buttons(row: AgendaRow, found: Meeting, person: Person) -> list[Button]:
    """The ways on from this body, when the case is at its step in this round."""
    case = row.case
    if row.item.round != case.round or seat_of(case, found.body_id) is None:
        return []
    if case.route.stop(case.step).seat != seat_of(case, found.body_id):
        return []
    return [button(way, case, found) for way in ways(case, person, found)]


def ways(case: Case, person: Person, found: Meeting) -> list[Transition]:
    """A cancelled samråd's cases go on in writing or not at all; another's at the meeting."""
    leaving = [way for way in case.route.leaving(case.step) if way.name not in ELSEWHERE]
    if found.is_cancelled:
        leaving = [way for way in leaving if not way.main]
    return [way for way in leaving if policies.may_transition(person, case, way)]


def button(way: Transition, case: Case, found: Meeting) -> Button:
    back = urlencode({"tillbaka": reverse("meeting", args=[found.pk]), "mote": found.pk})
    url = f"{reverse('case_step', args=[case.slug, way.name])}?{back}"
    return Button(way.label, url, way.main)
