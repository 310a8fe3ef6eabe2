"""A meeting's agenda, as rows: its own items, or the preparing committee's by reference."""

from django.db.models import Q

from bodies.models import CooperationArea, Meeting
from cases.models import AgendaItem, Case
from cases.outcomes import ItemOutcome
from cases.workflow import Seat, Step


def seat_of(case: Case, body_id: int) -> Seat | None:
    """Where in the case's chain a body sits, if it does."""
    for seat in Seat:
        if getattr(case.area, f"{seat.value}_id") == body_id:
            return seat
    return None


def steps_for(seat: Seat) -> frozenset[Step]:
    """At which steps a case may be put on a coming agenda of the seat's body.

    The board's summons goes out before the samråd has met, so its agenda takes
    cases that are still on their way there.
    """
    if seat == Seat.PREPARING_COMMITTEE:
        return frozenset({Step.PREPARATION})
    if seat == Seat.BOARD:
        return frozenset({Step.CONSULTATION, Step.BOARD})
    return frozenset()


def is_consultation(meeting: Meeting) -> bool:
    return meeting.body.kind == "consultation"


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The meeting's items in order, each with its case.

    A samråd has no items of its own: they are those of the meeting it follows
    which did not stop there, and those that earlier samråd left untreated.
    """
    items = AgendaItem.objects.select_related("case__referral", "case__officer", "meeting__body")
    if not is_consultation(meeting):
        return list(items.filter(meeting=meeting).in_order())
    if meeting.follows is None:
        return []
    areas = CooperationArea.objects.filter(consultation=meeting.body)
    left = Q(
        outcome=ItemOutcome.FORWARDED,
        case__area__in=areas,
        case__step=Step.CONSULTATION,
        meeting__starts_at__lt=meeting.follows.starts_at,
    )
    reached = items.reaching_consultation().filter(Q(meeting=meeting.follows) | left)
    return [
        item
        for item in reached.order_by("-meeting__starts_at", "position", "pk")
        if item.meeting_id == meeting.follows_id or item.round == item.case.round
    ]
