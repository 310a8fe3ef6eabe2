"""What RUN decided, or somebody in its place, and how that stands to the advice."""

from datetime import date

from django.db import transaction

from bodies.models import Meeting, Person
from bodies.queries import roll_call
from cases.actions.committee import clear_items, leave_agenda
from cases.actions.consultation import write_consultation
from cases.actions.core import begin, move, needed
from cases.actions.minute_items import paragraph_for
from cases.models import AgendaItem, Case, Consultation, Decision
from cases.outcomes import (
    ConsultationManner,
    DecisionManner,
    DecisionOutcome,
    ItemOutcome,
    Relation,
    check_quorum,
    check_relation,
)
from cases.queries.attendance import serving_at
from cases.queries.facts import consultation_of, earliest_board
from cases.queries.steps import board_seats
from cases.workflow import check_manner
from samverkan.lib.dates import local_date, now, today
from samverkan.lib.errors import DomainError


@transaction.atomic
def decide(
    *,
    case_id: int,
    version: int,
    by: Person,
    outcome: str,
    wording: str,
    relation: str,
    present: int,
    relation_reason: str = "",
    paragraph: int | None = None,
) -> Case:
    """The board's decision under its §; locked from now on.

    The § is the item's own in the meeting's minutes. Where it has none it gets `paragraph`,
    for minutes that began in another system, or the next of the year. Raises DomainError
    (paragraph, outcome, wording, relation, relation_reason, present), NotAllowed, WrongStep,
    Stale.
    """
    case, way = begin(case_id=case_id, version=version, name="decide", by=by)
    item = leave_agenda(case, ItemOutcome.DECIDED, by=by)
    seats = board_seats(case, item.meeting.day)
    check_quorum(present=present, seats=seats)
    _check_attendance(item, present)
    decision = _write_decision(
        case,
        by=by,
        manner=DecisionManner.BOARD,
        meeting=item.meeting,
        decided_on=item.meeting.day,
        paragraph=paragraph_for(item, by=by, number=paragraph).number,
        outcome=outcome,
        wording=wording,
        relation=relation,
        relation_reason=relation_reason,
        present=present,
        seats=seats,
    )
    move(case, way, by=by, more=_decision_in_words(decision))
    return case


def _check_attendance(item: AgendaItem, present: int) -> None:
    """No more than took part in the item, once it is noted who was there (KL 6:27–30)."""
    call = roll_call(item.meeting)
    taking = len(serving_at(item, call=call))
    if call.is_recorded and present > taking:
        raise DomainError(
            f"Enligt närvaron deltog {taking} i ärendet. Fler än så kan inte ha tjänstgjort. "
            "Rätta antalet, eller närvaron.",
            field="present",
        )


@transaction.atomic
def decide_urgently(
    *,
    case_id: int,
    version: int,
    by: Person,
    manner: str,
    decided_on: date,
    outcome: str,
    wording: str,
    relation: str,
    relation_reason: str = "",
    skip_reason: str = "",
) -> Case:
    """The chair's urgent (KL 6:39) or a delegated (KL 6:37) decision.

    It may come without a samråd, but then says why. Raises DomainError (manner,
    decided_on, skip_reason …), NotAllowed, WrongStep, Stale.
    """
    case, way = begin(case_id=case_id, version=version, name="decide_urgently", by=by)
    _check_urgent(case, manner, decided_on)
    if consultation_of(case) is None:
        write_consultation(
            case,
            by=by,
            manner=ConsultationManner.SKIPPED,
            reason=needed(skip_reason, field="skip_reason"),
        )
    clear_items(case, "Ärendet beslutades utan sammanträde.", by=by)
    decision = _write_decision(
        case,
        by=by,
        manner=DecisionManner(manner),
        decided_on=decided_on,
        outcome=outcome,
        wording=wording,
        relation=relation,
        relation_reason=relation_reason,
    )
    move(case, way, by=by, more=_decision_in_words(decision))
    return case


def _check_urgent(case: Case, manner: str, decided_on: date) -> None:
    if manner not in (DecisionManner.CHAIR_URGENT, DecisionManner.DELEGATED):
        raise DomainError("Välj ordförandebeslut eller delegationsbeslut.", field="manner")
    check_manner(case.kind, manner)
    if decided_on > today():
        raise DomainError("Beslutsdagen ligger i framtiden.", field="decided_on")
    earliest = earliest_board(case)
    if decided_on < case.received_on or (earliest and decided_on < local_date(earliest)):
        raise DomainError("Beslutsdagen ligger före det som måste komma först.", field="decided_on")


def _write_decision(
    case: Case,
    *,
    by: Person,
    manner: DecisionManner,
    decided_on: date,
    outcome: str,
    wording: str,
    relation: str,
    relation_reason: str,
    meeting: Meeting | None = None,
    paragraph: int | None = None,
    present: int | None = None,
    seats: int | None = None,
) -> Decision:
    said = Consultation.objects.get(case=case, round=case.round)
    if not wording.strip():
        raise DomainError("Skriv vad som beslutades.", field="wording")
    if outcome not in set(DecisionOutcome):
        raise DomainError("Välj utfall.", field="outcome")
    check_relation(advised=said.is_advice, relation=relation, reason=relation_reason)
    made: Decision = Decision.objects.create(
        case=case,
        round=case.round,
        body=case.final_body,
        manner=manner,
        meeting=meeting,
        decided_on=decided_on,
        year=decided_on.year,
        paragraph=paragraph,
        outcome=outcome,
        wording=wording.strip(),
        relation=relation,
        relation_reason=relation_reason.strip(),
        skipped_reason="" if said.is_advice else said.reason,
        present=present,
        seats=seats,
        recorded_at=now(),
        recorded_by=by,
    )
    return made


def _decision_in_words(decision: Decision) -> str:
    """The history's sentence: how it is cited, what came of it, and how it relates."""
    relation = Relation(decision.relation).label.lower()
    why = f" Skäl: {decision.relation_reason}" if decision.relation_reason else ""
    outcome = DecisionOutcome(decision.outcome).label
    return f"{decision.title}: {outcome.lower()}, {relation}.{why}"
