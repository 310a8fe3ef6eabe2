"""From a case's rows to the facts that guards may know."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects

from bodies.models import Body, Meeting
from cases.guards import CaseFacts, CaseKind
from cases.models import AgendaItem, Case, Consultation, Document, WrittenRound
from cases.models.document import DocumentKind
from cases.outcomes import ItemOutcome
from cases.route import Seat, Step

DRAFTS = (DocumentKind.DRAFT_OPINION, DocumentKind.OPINION)


def body_at(case: Case, seat: Seat) -> Body | None:
    """The body that sits at `seat` in the case's cooperation area."""
    body: Body | None = getattr(case.area, seat.value)
    return body


def current_item(case: Case, seat: Seat) -> AgendaItem | None:
    """The item that waits to be treated at `seat` in this round."""
    body = body_at(case, seat)
    for item in case.items.all():
        if (
            body is not None
            and item.round == case.round
            and item.meeting.body_id == body.pk
            and item.outcome == ItemOutcome.SCHEDULED
        ):
            return item
    return None


def forwarded_item(case: Case) -> AgendaItem | None:
    """The preparing committee's item that sent this round's case to the samråd."""
    items = [
        item
        for item in case.items.all()
        if item.round == case.round and item.outcome == ItemOutcome.FORWARDED
    ]
    return items[-1] if items else None


def consultation_of(case: Case) -> Consultation | None:
    """This round's record of the samråd, if there is one."""
    return next((c for c in case.consultations.all() if c.round == case.round), None)


def consultation_meetings(case: Case) -> list[Meeting]:
    """The samråd's meetings that can have treated the case: begun, and on an agenda it was on."""
    return [meeting for meeting in _treating(case) if meeting.has_begun]


def _treating(case: Case) -> list[Meeting]:
    """The samråd's meetings, past and coming, on whose agenda the case can be. One query."""
    item = forwarded_item(case)
    if item is None or case.area.consultation_id is None:
        return []
    return list(
        Meeting.objects.not_cancelled()
        .filter(
            body_id=case.area.consultation_id,
            starts_at__gt=item.meeting.starts_at,
            # One that follows an older agenda was about other cases.
            follows__starts_at__gte=item.meeting.starts_at,
        )
        .select_related("body")
        .order_by("starts_at")
    )


def _is_called(case: Case, samrad: Meeting) -> bool:
    """Whether this samråd took over the very agenda that sent the case on, and is to come.

    What an earlier one left may be asked in writing rather than wait for the next.
    """
    item = forwarded_item(case)
    own = item is not None and samrad.follows_id == item.meeting_id
    return own and samrad.is_published and not samrad.has_begun


def _is_asked(case: Case) -> bool:
    """Whether the samråd's members are answering in writing now."""
    asked = WrittenRound.objects.open().filter(asked__case=case, asked__round=case.round)
    return bool(asked.exists())


def earliest_board(case: Case) -> datetime | None:
    """The board may not meet on the case before what came before it in the round."""
    consultation = consultation_of(case)
    if consultation and consultation.meeting:
        return consultation.meeting.starts_at
    item = forwarded_item(case)
    return item.meeting.starts_at if item else None


def is_answer(case: Case, document: Document) -> bool:
    """Whether the act can be sent as this round's answer: our opinion, not from an earlier one."""
    wanted = document.kind == DocumentKind.OPINION and document.is_ours
    if not wanted or document.is_internal:
        return False
    return document.created_at >= round_began(case) and not document.dispatches.all()


def round_began(case: Case) -> datetime:
    """When the case set out in its round."""
    stays = (stage.entered_at for stage in case.stages.all() if stage.round == case.round)
    return min(stays, default=case.registered_at)


def facts_of(case: Case) -> CaseFacts:
    """Everything the guards ask at the case's step. Uses prefetched rows where there are any."""
    seat = case.route.stop(case.step).seat
    facts = CaseFacts(kind=CaseKind(case.kind), has_officer=case.acting_officer is not None)
    if seat:
        return _at_a_body(case, seat, facts)
    ours = [doc for doc in case.documents.all() if doc.voided_at is None and doc.is_ours]
    return replace(
        facts,
        has_draft=any(doc.kind in DRAFTS for doc in ours),
        has_answer=any(is_answer(case, doc) for doc in ours),
    )


def _at_a_body(case: Case, seat: Seat, facts: CaseFacts) -> CaseFacts:
    """With what stands on agendas, and what the samråd has said."""
    prefetch_related_objects(
        [case],
        Prefetch("items", AgendaItem.objects.select_related("meeting__body")),
        Prefetch("consultations", Consultation.objects.select_related("meeting__body")),
    )
    item = current_item(case, seat)
    earliest = earliest_board(case)
    samrad = _treating(case) if case.step == Step.CONSULTATION else []
    return replace(
        facts,
        item_scheduled=item is not None,
        item_begun=item is not None and item.meeting.has_begun,
        consultation_recorded=consultation_of(case) is not None,
        consultation_begun=any(each.has_begun for each in samrad),
        consultation_announced=any(_is_called(case, each) for each in samrad),
        consultation_in_writing=case.step == Step.CONSULTATION and _is_asked(case),
        in_order=item is None or earliest is None or item.meeting.starts_at > earliest,
    )
