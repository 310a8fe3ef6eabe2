"""Anmälningsärenden: what was decided for the board without it, and is reported to it (KL 6:40)."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q, QuerySet

from bodies.models import Meeting, Person
from cases.models import Case, Decision
from cases.outcomes import DecisionManner
from cases.queries.agenda import seats_of_body
from cases.route import Seat
from samverkan.lib.dates import start_of_day, swedish_date, today

TITLE = "Anmälningsärenden"
BodySeats = list[tuple[int, Seat]]


def reports_at(meeting: Meeting, seats: BodySeats | None = None) -> "QuerySet[Decision]":
    """Those reported at the meeting, or still to be. Empty for a body that is no board.

    What is not reported stands on the board's next meeting until it is, and on those that
    have been since it was decided: perhaps nobody wrote it down there. `seats` is what
    seats_of_body says, when the caller has asked.
    """
    rows: QuerySet[Decision] = Decision.objects.exclude(manner=DecisionManner.BOARD)
    if not any(seat == Seat.BOARD for _, seat in seats or seats_of_body(meeting.body_id)):
        return rows.none()
    shown = Q(report__meeting=meeting)
    if not meeting.is_cancelled and _is_next_or_begun(meeting):
        shown |= Q(report=None, decided_on__lte=meeting.day)
    found = rows.filter(shown, body=meeting.body_id).select_related("case", "report")
    return found.order_by("decided_on", "pk")


def reported(meeting: Meeting, person: Person, seats: BodySeats | None = None) -> list[Decision]:
    """Of those, what this person may see."""
    return list(reports_at(meeting, seats).filter(case__in=Case.objects.visible_to(person)))


def in_words(decisions: Sequence[Decision]) -> str:
    """A line each: number, title outside (OSL 5:4), in what way and when it was decided."""
    return "\n".join(
        f"{each.case.registry_number} {each.case.public_title}: "
        f"{each.title}, {swedish_date(each.decided_on)}."
        for each in decisions
    )


def _is_next_or_begun(meeting: Meeting) -> bool:
    """By the day, as `Meeting.has_begun`: today's meeting is one that has been."""
    earlier = Meeting.objects.upcoming().filter(
        body=meeting.body_id,
        starts_at__lt=meeting.starts_at,
        starts_at__gte=start_of_day(today() + timedelta(1)),
    )
    return meeting.has_begun or not earlier.exists()
