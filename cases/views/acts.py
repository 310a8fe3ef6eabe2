"""What one person can do in a case now, as the buttons say it.

The rules are the workflow's and the policies'; here they only become words and links.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from bodies.models import Person
from bodies.roles import ROLE_NAMES
from cases import guards, policies
from cases.announcements import turn_of
from cases.guards import CaseFacts, Guard
from cases.models import Case
from cases.models.document import DocumentKind
from cases.outcomes import ConsultationManner
from cases.queries.agenda import next_meeting_for
from cases.queries.facts import consultation_of, facts_of
from cases.route import Transition, in_address
from samverkan.lib.dates import swedish_date

AT_MEETING = (guards.at_meeting, guards.ready_to_decide)
# The document that a guard asks for, and the words for adding it.
MISSING: dict[Guard, tuple[DocumentKind, str]] = {
    guards.has_draft: (DocumentKind.DRAFT_OPINION, "Lägg till förslag till yttrande"),
    guards.has_answer: (DocumentKind.OPINION, "Lägg till det beslutade yttrandet"),
}
NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Remedy:
    """Where to go to make the case ready."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Act:
    """A transition that the person may take. `refusal` says why the case is not ready."""

    name: str
    label: str
    url: str
    refusal: str = ""
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """What happens next: the task, who it waits for, and what this person can do about it.

    `mine` is true when it waits for this very person.
    """

    task: str
    who: str
    mine: bool
    main: Act | None
    others: list[Act]


def next_of(case: Case, person: Person) -> Next:
    """Everything about what comes next. Two queries; the case's rows are prefetched."""
    people = turn_of(case)
    facts = facts_of(case)
    ways = [way for way in _sensible(case) if policies.may_transition(person, case, way)]
    acts = {way: _act(case, person, way, facts) for way in ways}
    main = next((acts[way] for way in ways if way.main), None)
    return Next(
        task=case.route.stop(case.step).task,
        who=_who(case, people),
        mine=person.pk in {each.pk for each in people},
        main=main,
        others=[act for act in acts.values() if act is not main],
    )


def _sensible(case: Case) -> Iterator[Transition]:
    """The ways out of the step; there is nothing to correct in a samråd that was skipped."""
    said = consultation_of(case)
    skipped = said is not None and said.manner == ConsultationManner.SKIPPED
    for way in case.route.leaving(case.step):
        if not (way.name == "correct_consultation" and skipped):
            yield way


def _act(case: Case, person: Person, way: Transition, facts: CaseFacts) -> Act:
    refusal = way.guard(facts) or ""
    return Act(
        name=way.name,
        label=way.label,
        url=reverse("case_step", args=[case.slug, way.name]),
        refusal=refusal,
        remedy=remedy_for(case, person, way, facts) if refusal else None,
    )


def remedy_for(case: Case, person: Person, way: Transition, facts: CaseFacts) -> Remedy | None:
    """The page where the person can do what the guard asks for, if there is one."""
    if way.guard in (guards.has_officer, guards.has_draft) and not facts.has_officer:
        if policies.may_assign(person):
            return Remedy("Utse handläggare", reverse("case_assign", args=[case.slug]))
        return None
    missing = MISSING.get(way.guard)
    if missing and policies.may_add_document(person, case):
        kind, label = missing
        return Remedy(
            label, f"{reverse('document_new', args=[case.slug])}?slag={in_address(kind.label)}"
        )
    if way.guard in AT_MEETING and not facts.item_scheduled and policies.may_run_meetings(person):
        return place_it(case) if way.main else Remedy("Välj ett möte", reverse("meeting_list"))
    return None


def place_it(case: Case) -> Remedy:
    """The next meeting of the body whose step the case is at, where it can be placed."""
    meeting = next_meeting_for(case)
    if meeting is None:
        return Remedy("Välj ett möte", reverse("meeting_list"))
    name = f"{meeting.body.abbreviation} {swedish_date(meeting.day)}"
    return Remedy(f"Sätt upp på {name}", f"{meeting.get_absolute_url()}#satt-upp")


def waits_for(case: Case) -> str:
    """Whose turn it is, in words. One query."""
    return _who(case, turn_of(case))


def _who(case: Case, people: list[Person]) -> str:
    """Nämndsekreterare: Sara Sekreterare; or who names an officer when there is none."""
    stop = case.route.stop(case.step)
    if not stop.task:
        return ""
    if stop.turn is None and case.officer is None:
        return "Handläggare saknas. Chefen utser en."
    title = ROLE_NAMES[stop.turn] if stop.turn else "Handläggare"
    names = ", ".join(person.full_name for person in people[:NAMES_SHOWN])
    more = len(people) - NAMES_SHOWN
    rest = f" och {more} till" if more > 0 else ""
    return f"{title}: {names}{rest}" if names else f"{title}: ingen har rollen"
