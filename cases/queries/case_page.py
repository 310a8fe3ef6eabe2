"""What the case page shows, in the same number of queries whatever the case holds.

Only rows and plain facts; who may do what is asked by the view. What somebody outside
the region's staff may not know is left out here: working papers, unpublished agendas
and the history of both.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from bodies.models import Meeting, Person
from cases.flow import FlowTrack
from cases.models import (
    AgendaItem,
    Case,
    CaseEvent,
    Consultation,
    Decision,
    Dispatch,
    Document,
    DocumentVersion,
    Share,
)
from cases.models.agenda_item import STOPPED
from cases.outcomes import DecisionOutcome, ItemOutcome, Relation
from cases.planning import Plan
from cases.queries.facts import consultation_of, forwarded_item
from cases.queries.tracks import full_tracks_of
from samverkan.lib.dates import local_date

DECISION_PARTS = ("meeting__body", "body", "report__meeting")
EVENTS_AT_FIRST = 10
EVENTS_AT_MOST = 500
# What people outside the staff may read in the history, beside that the case has moved.
OPEN_VERBS = {"register": "Remissen registrerades.", "publish_agenda": "Ärendelistan publicerades."}


@dataclass(frozen=True, slots=True)
class Said:
    """What one body said of the case; `advice` when it was the samråd, which never decides."""

    round: int
    body: str
    day: date
    order: datetime
    words: str
    text: str = ""
    reason: str = ""
    advice: Consultation | None = None
    url: str = ""
    decision: Decision | None = None
    relation: str = ""


@dataclass(frozen=True, slots=True)
class CasePage:
    """The page's rows. `meetings` are those where the case is to be taken up, soonest first."""

    case: Case
    tracks: list[FlowTrack]
    meetings: list[Meeting]
    said: list[Said]
    decision: Decision | None
    sending: Dispatch | None
    documents: list[Document]
    events: list[CaseEvent]
    more_events: bool
    shares: list[Share]


def case_page(
    case: Case, person: Person, *, plan: Plan | None = None, all_events: bool = False
) -> CasePage:
    """Gather the page for somebody who may see the case."""
    load(case, person)
    items = [item for item in case.items.all() if item.round == case.round]
    samrad = samrad_of(case)
    hidden = [] if person.is_region_staff else _unpublished(list(case.items.all()), samrad)
    events = _events(case, person, EVENTS_AT_MOST if all_events else EVENTS_AT_FIRST + 1)
    shown = EVENTS_AT_MOST if all_events else EVENTS_AT_FIRST
    coming = [m for m in _meetings(items, samrad) if m.pk not in hidden]
    return CasePage(
        case=case,
        tracks=full_tracks_of(case, plan=plan, samrad=samrad, hidden=hidden),
        meetings=coming,
        said=sorted(_said(case, hidden), key=lambda each: each.order),
        decision=next((d for d in case.decisions.all() if d.round == case.round), None),
        sending=next((s for s in case.dispatches.all() if s.round == case.round), None),
        documents=list(case.documents.all()),
        events=events[:shown],
        more_events=len(events) > shown,
        shares=_shares(case) if person.is_region_staff else [],
    )


def load(case: Case, person: Person) -> None:
    """Fetch the rows that guards, drawing and page share, each kind in one query."""
    versions = DocumentVersion.objects.select_related("created_by")
    documents = Document.objects.visible_to(person).order_by("act")
    prefetch_related_objects(
        [case],
        "stages",
        Prefetch("items", AgendaItem.objects.select_related("meeting__body")),
        Prefetch("consultations", Consultation.objects.select_related("meeting__body")),
        Prefetch(
            "decisions", Decision.objects.select_related("meeting__body", "body", "report__meeting")
        ),
        "dispatches",
        Prefetch(
            "documents",
            documents.prefetch_related(Prefetch("versions", versions), "dispatches"),
        ),
    )


def _shares(case: Case) -> list[Share]:
    return list(case.shares.select_related("body", "organisation"))


def samrad_of(case: Case) -> Meeting | None:
    """The samråd's meeting where the case is, or is about to be, on the agenda.

    The one that takes over the agenda the case stands on. One that has been stays
    until somebody has recorded what it said; then comes the next.
    """
    item = forwarded_item(case) or _waiting_at_committee(case)
    if item is None or consultation_of(case) is not None:
        return None
    meetings = list(
        Meeting.objects.not_cancelled()
        .filter(body=case.area.consultation, follows__starts_at__gte=item.meeting.starts_at)
        .select_related("body")
        .order_by("starts_at")
    )
    begun = [meeting for meeting in meetings if meeting.has_begun]
    return next(reversed(begun), None) or next(iter(meetings), None)


def _waiting_at_committee(case: Case) -> AgendaItem | None:
    for item in case.items.all():
        if (
            item.round == case.round
            and item.outcome == ItemOutcome.SCHEDULED
            and item.meeting.body_id == case.area.preparing_committee_id
        ):
            return item
    return None


def _unpublished(items: list[AgendaItem], samrad: Meeting | None) -> list[int]:
    """Meetings whose agenda is still a draft; a published samråd shows the agenda it follows."""
    meetings = {item.meeting_id: item.meeting for item in items}
    if samrad is not None:
        meetings[samrad.pk] = samrad
        if samrad.is_published:
            meetings.pop(samrad.follows_id or 0, None)
    return [pk for pk, meeting in meetings.items() if not meeting.is_published]


def _meetings(items: list[AgendaItem], samrad: Meeting | None) -> list[Meeting]:
    waiting = [item.meeting for item in items if item.outcome == ItemOutcome.SCHEDULED]
    if samrad is not None:
        waiting.append(samrad)
    return sorted(waiting, key=lambda meeting: meeting.starts_at)


def _events(case: Case, person: Person, limit: int) -> list[CaseEvent]:
    events: QuerySet[CaseEvent] = case.events.select_related("by").order_by("-at", "-pk")
    if person.is_region_staff:
        return list(events[:limit])
    words = _open_words(case)
    found = list(events.filter(verb__in=words)[:limit])
    for event in found:
        event.text = words[event.verb]  # shown only, never saved
    return found


def _open_words(case: Case) -> dict[str, str]:
    """That something happened, without what staff wrote about it to each other."""
    ways = {way.name: f"Ärendet {way.past}." for way in case.route.transitions}
    return ways | OPEN_VERBS


def _said(case: Case, hidden: Collection[int]) -> Iterator[Said]:
    for item in case.items.all():
        if item.meeting_id in hidden and item.outcome in STOPPED:
            continue
        if item.outcome not in (ItemOutcome.SCHEDULED, ItemOutcome.DECIDED) and item.recorded_at:
            yield Said(
                round=item.round,
                body=item.meeting.body.name,
                day=item.meeting.day,
                order=item.meeting.starts_at,
                words=ItemOutcome(item.outcome).label,
                text=item.note,
                url=item.meeting.get_absolute_url(),
            )
    yield from (_advice(case, said) for said in case.consultations.all())
    yield from (_decision(decision) for decision in case.decisions.all())


def _advice(case: Case, said: Consultation) -> Said:
    body = case.area.consultation
    meeting = said.meeting
    return Said(
        round=said.round,
        body=body.name if body else "Samrådet",
        day=meeting.day if meeting else local_date(said.recorded_at),
        order=meeting.starts_at if meeting else said.recorded_at,
        words=said.summary,
        advice=said,
        url=meeting.get_absolute_url() if meeting else "",
    )


def _decision(decision: Decision) -> Said:
    return Said(
        round=decision.round,
        body=decision.body.name,
        day=decision.decided_on,
        order=decision.meeting.starts_at if decision.meeting else decision.recorded_at,
        words=DecisionOutcome(decision.outcome).label,
        text=decision.wording,
        reason=decision.relation_reason or decision.skipped_reason,
        url=decision.meeting.get_absolute_url() if decision.meeting else "",
        decision=decision,
        relation=Relation(decision.relation).label,
    )
