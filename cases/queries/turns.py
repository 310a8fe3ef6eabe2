"""Whose turn a case is, whether it can be acted on now, and what is to be done in words.

The steps, turns and tasks are the workflow's; here they meet the calendar, since a
case that a coming meeting will take up asks nothing of anybody before that day.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from bodies.models import Meeting, Person
from bodies.roles import Role
from cases.models import AgendaItem, Case, WrittenCase, WrittenRound
from cases.models.case import CaseQuerySet
from cases.outcomes import ItemOutcome
from cases.queries.plan import Standing
from cases.route import Seat, Step
from cases.workflow import ROUTES
from samverkan.lib.dates import start_of_day, today

# Nobody, or somebody who no longer works as one.
WITHOUT_OFFICER = (
    Q(officer=None)
    | Q(officer__is_active=False)
    | ~Q(officer__roles__contains=[Role.CASE_OFFICER.value])
)
AT_A_MEETING = (Step.PREPARATION, Step.BOARD)


def turn_of(person: Person) -> Q:
    """Cases whose next act is this person's, by the workflow's own words on turns.

    A turn of the case officer's falls to the chiefs while there is no officer.
    """
    turn = Q(pk__in=[])
    for stop in (stop for route in ROUTES for stop in route.stops if stop.task):
        if stop.turn is None:
            turn |= Q(step=stop.step, officer=person)
            if person.has_role(Role.CHIEF):
                turn |= Q(step=stop.step) & WITHOUT_OFFICER
        elif person.has_role(stop.turn):
            turn |= Q(step=stop.step)
    return turn


def to_do(cases: CaseQuerySet, person: Person) -> CaseQuerySet:
    """Those of the person's turn where something can be done now."""
    return with_meetings(cases).filter(turn_of(person)).exclude(_waits())


def awaiting_meeting(cases: CaseQuerySet, person: Person) -> CaseQuerySet:
    """Those of the person's turn that a meeting after today is to take up."""
    return with_meetings(cases).filter(turn_of(person)).filter(_waits())


def with_meetings(cases: CaseQuerySet) -> CaseQuerySet:
    """The cases with what decides whether they wait: no query of its own."""
    tomorrow = start_of_day(today() + timedelta(days=1))
    samrad = Meeting.objects.not_cancelled().filter(
        body=OuterRef("area__consultation"), follows__isnull=False
    )
    return cases.annotate(
        is_placed_later=Exists(_items(ItemOutcome.SCHEDULED, tomorrow)),
        samrad_begun=Exists(
            samrad.filter(
                starts_at__lt=tomorrow,
                starts_at__gt=Subquery(_sent_on()),
                follows__starts_at__gte=Subquery(_sent_on()),
            )
        ),
        samrad_coming=Exists(samrad.filter(starts_at__gte=tomorrow)),
        asked_now=Exists(_asked(WrittenRound.objects.open())),
        asked_before=Exists(_asked(WrittenRound.objects.over())),
    )


def _asked(rounds: "QuerySet[WrittenRound]") -> "QuerySet[WrittenCase]":
    """The case's places in these samråd in writing, in its round."""
    found: QuerySet[WrittenCase] = WrittenCase.objects.filter(
        case=OuterRef("pk"), round=OuterRef("round"), written_round__in=rounds
    )
    return found


def _items(outcome: str, since: datetime) -> "QuerySet[AgendaItem]":
    """The case's items in this round at the body whose step it is at."""
    here = Q(case__step=Step.PREPARATION, meeting__body=F("case__area__preparing_committee")) | Q(
        case__step=Step.BOARD, meeting__body=F("case__area__board")
    )
    items: QuerySet[AgendaItem] = AgendaItem.objects.filter(
        here,
        case=OuterRef("pk"),
        round=F("case__round"),
        outcome=outcome,
        meeting__starts_at__gte=since,
    )
    return items


def _sent_on() -> "QuerySet[AgendaItem, Any]":
    """When the committee's meeting began that sent this round's case to the samråd."""
    items = AgendaItem.objects.filter(
        case=OuterRef(OuterRef("pk")),
        round=F("case__round"),
        outcome=ItemOutcome.FORWARDED,
    )
    return items.order_by("-meeting__starts_at").values("meeting__starts_at")[:1]


def _waits() -> Q:
    return (
        Q(step__in=AT_A_MEETING, is_placed_later=True)
        | Q(step=Step.CONSULTATION, asked_now=True)
        | Q(
            step=Step.CONSULTATION,
            samrad_begun=False,
            samrad_coming=True,
            asked_before=False,
        )
    )


def task_of(case: Case, where: Standing) -> str:
    """What is to be done now, as an instruction; the case came through `with_meetings`."""
    stop = case.route.stop(case.step)
    if stop.turn is None and case.acting_officer is None:
        return "Utse en handläggare"
    if stop.seat is None:
        return stop.task.rstrip(".")
    if stop.seat == Seat.CONSULTATION:
        return _samrad_task(case)
    body = getattr(case.area, stop.seat.value)
    if stop.seat not in where.placed:
        return f"Sätt upp på {body.abbreviation}:s ärendelista"
    return f"Anteckna vad {body.abbreviation} kom fram till"


def _samrad_task(case: Case) -> str:
    begun = case.samrad_begun  # type: ignore[attr-defined]  # annotated in with_meetings
    name = "record_consultation" if begun else "record_written_consultation"
    way = case.route.find(case.step, name)
    return way.label if way else ""
