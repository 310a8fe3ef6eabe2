"""The chair's screen: item after item of a samråd, typed while people talk."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bodies.models import Meeting, Person
from cases import actions, policies
from cases.models import AgendaItem, DraftKey
from cases.outcomes import ConsultationOutcome
from cases.queries.agenda import is_consultation
from cases.queries.facts import consultation_of
from cases.queries.meeting_page import AgendaRow, agenda_rows
from cases.queries.samrad import drafts_of, voices
from cases.views.common import person_of, posted_version
from cases.views.meetings import meeting_name, meeting_or_404
from cases.views.samrad_fields import Typed, fields_of, sides_of, told
from samverkan.lib.errors import DomainError, NotAllowed

# What a page sends without a script: every field, each with the text that it started from.
BASE = "base-"


@dataclass(frozen=True, slots=True)
class Screen:
    """A samråd and the items on its agenda that this person may see."""

    meeting: Meeting
    person: Person
    rows: list[AgendaRow]

    @property
    def writes(self) -> bool:
        return policies.may_run_meetings(self.person) and not self.meeting.is_cancelled

    def row(self, item: int) -> AgendaRow:
        found = next((row for row in self.rows if row.item.pk == item), None)
        if found is None:
            raise Http404("Ärendet står inte på samrådets ärendelista.")
        return found

    def address(self, number: int) -> str:
        return f"{reverse('samrad', args=[self.meeting.pk])}?punkt={number}"


def screen_or_404(request: HttpRequest, pk: int) -> Screen:
    """404 for another body's meeting; NotAllowed for whoever may not look on."""
    found, person = meeting_or_404(pk), person_of(request)
    if not is_consultation(found):
        raise Http404("Det här mötet är inget samråd.")
    policies.check_follow_samrad(person, found)
    return Screen(found, person, agenda_rows(found, person))


@require_safe
def samrad(request: HttpRequest, pk: int) -> HttpResponse:
    """`?punkt=3` is the third item; the first that has no outcome when nothing is said."""
    screen = screen_or_404(request, pk)
    asked = request.GET.get("punkt", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    row = next((row for row in screen.rows if row.number == number), None)
    waiting = (each for each in screen.rows if each.said is None)
    row = row or next(waiting, None) or next(iter(screen.rows), None)
    return shown(request, screen, row)


def shown(
    request: HttpRequest,
    screen: Screen,
    row: AgendaRow | None,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "meeting": screen.meeting,
        "rows": screen.rows,
        "row": row,
        "crumbs": [
            ("Möten", reverse("meeting_list")),
            (meeting_name(screen.meeting), screen.meeting.get_absolute_url()),
            ("Samrådets arbetsbild", ""),
        ],
    }
    if row is not None:
        context |= of_item(screen, row, Typed(request.POST, errors or {}))
    return render(request, "cases/samrad.html", context, status=status)


def of_item(screen: Screen, row: AgendaRow, typed: Typed) -> dict[str, Any]:
    """What the screen shows of one item."""
    drafts = drafts_of(row.item, screen.meeting)
    numbers = {each.number for each in screen.rows}
    return {
        "writes": screen.writes and is_open(row),
        "open": is_open(row),
        "sides": sides_of(voices(row, screen.meeting, drafts), typed),
        "fields": fields_of(drafts, typed),
        "outcome": typed.field("outcome", "", drafts.get("outcome")),
        "outcomes": ConsultationOutcome.choices(),
        "unannounced": typed.field("unannounced", "", None),
        "wrong": typed.general,
        "previous": screen.address(row.number - 1) if row.number - 1 in numbers else "",
        "next": screen.address(row.number + 1) if row.number + 1 in numbers else "",
    }


def is_open(row: AgendaRow) -> bool:
    """Whether the samråd has still to say what it thinks in this round."""
    return row.said is None and row.item.round == row.case.round


@require_http_methods(["GET", "HEAD", "POST"])
def samrad_draft(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """What is typed of an item, as JSON; POST saves the fields that are sent."""
    screen = screen_or_404(request, pk)
    if request.method != "POST":
        return JsonResponse(state(screen, screen.row(item)))
    policies.check_run_meetings(screen.person)
    row = screen.row(item)
    beside, refused = save(request, screen, row)
    if "application/json" in request.headers.get("Accept", ""):
        answer = state(screen, row) | {"beside": beside, "errors": refused}
        return JsonResponse(answer, status=409 if refused else 200)
    if refused:
        return shown(request, screen, row, errors=refused, status=409)
    messages.success(request, " ".join(["Sparat.", *beside]))
    return redirect(screen.address(row.number))


def save(request: HttpRequest, screen: Screen, row: AgendaRow) -> tuple[list[str], dict[str, str]]:
    """Save every field sent. Who chose otherwise at once, and what was refused by field."""
    beside, refused = [], {}
    people = people_of(screen, row)
    for name, text in request.POST.items():
        base = request.POST.get(f"{BASE}{name}")
        key, _, person = name.partition("-")
        if base is None or base == text or key not in set(DraftKey):
            continue
        try:
            saved = actions.save_draft(
                item=row.item,
                meeting=screen.meeting,
                by=screen.person,
                key=key,
                person=people.get(person),
                base=base,
                text=str(text),
            )
            beside += [saved.beside] if saved.beside else []
        except NotAllowed:
            raise
        except DomainError as error:
            refused[name] = error.message
    return beside, refused


def people_of(screen: Screen, row: AgendaRow) -> dict[str, Person]:
    """Whose views may be typed, by their keys as the fields' names have them."""
    sides = voices(row, screen.meeting, drafts_of(row.item, screen.meeting))
    return {str(voice.row.person.pk): voice.row.person for _, side in sides for voice in side}


def state(screen: Screen, row: AgendaRow) -> dict[str, Any]:
    """Every field as it stands now, and whether the outcome is recorded."""
    drafts = drafts_of(row.item, screen.meeting)
    return {
        "open": is_open(row),
        "fields": {name: told(draft) for name, draft in drafts.items()},
    }


@require_POST
def samrad_record(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Save what came with the form, and record it as the samråd's advice."""
    screen = screen_or_404(request, pk)
    policies.check_run_meetings(screen.person)
    row = screen.row(item)
    _, refused = save(request, screen, row)
    if refused:
        return shown(request, screen, row, errors=refused, status=409)
    try:
        record(request, screen, row.item)
    except NotAllowed:
        raise
    except DomainError as error:
        return shown(request, screen, row, errors={error.field or "": error.message}, status=409)
    said = consultation_of(type(row.case).objects.get(pk=row.case.pk))
    messages.success(
        request,
        f"Samrådets utfall i {row.case.registry_number} är antecknat"
        f"{f' ({said.summary.lower()})' if said else ''}. Det står nu i nämndens ärende.",
    )
    return redirect(screen.address(row.number))


def record(request: HttpRequest, screen: Screen, item: AgendaItem) -> None:
    actions.record_samrad(
        item=item,
        meeting=screen.meeting,
        version=posted_version(request),
        by=screen.person,
        unannounced=request.POST.get("unannounced", ""),
    )
