"""A meeting's agenda, as rows: its own items, or the preparing committee's by reference."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bodies.models import CooperationArea, Meeting
from cases.models import AgendaItem, Case, Consultation, WrittenCase, WrittenRound
from cases.outcomes import ItemOutcome
from cases.route import Seat, Step
from samverkan.lib.dates import start_of_day, today

# What is shown of an item's case, so that no item asks for more.
CASE_PARTS = (
    "case__referral",
    "case__officer",
    "case__area__preparing_committee",
    "case__area__consultation",
    "case__area__board",
)


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


def next_meeting_for(case: Case) -> Meeting | None:
    """The next meeting that can take the case at the step where it waits. One query."""
    seat = case.route.stop(case.step).seat
    if seat is None:
        return None
    coming = Meeting.objects.not_cancelled().filter(
        body_id=getattr(case.area, f"{seat.value}_id"), starts_at__gte=start_of_day(today())
    )
    return coming.select_related("body").order_by("starts_at").first()


def is_consultation(meeting: Meeting) -> bool:
    return meeting.body.kind == "consultation"


def seats_of_body(body_id: int) -> list[tuple[int, Seat]]:
    """The places the body holds in chains: (key of the cooperation area, seat). One query."""
    keys = [f"{seat.value}_id" for seat in Seat]
    areas = CooperationArea.objects.values_list("pk", *keys)
    return [
        (area[0], seat)
        for area in areas
        for seat, holder in zip(Seat, area[1:], strict=True)
        if holder == body_id
    ]


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The meeting's items in order, each with its case.

    A samråd has no items of its own: they are those of the meeting it follows
    which did not stop there, those that earlier samråd left untreated and nobody is
    asked about in writing now, and all that it has itself treated.
    """
    items = AgendaItem.objects.select_related("meeting__body", "minute_item", *CASE_PARTS)
    if not is_consultation(meeting):
        return list(items.filter(meeting=meeting).in_order())
    if meeting.follows is None:
        return []
    here = Q(meeting=meeting.follows) | _treated_at(meeting) | _asked_instead_of(meeting)
    if not _another_comes_first(meeting):
        here |= _left_for(meeting, meeting.follows)
    return list(
        items.reaching_consultation().filter(here).order_by("-meeting__starts_at", "position", "pk")
    )


def is_before_samrad(case: Case) -> bool:
    """Whether a samråd whose agenda is out takes the case in this round.

    A cancelled one counts: its members may be asked in writing instead.
    """
    item = (
        case.items.filter(
            round=case.round,
            meeting__body=case.area.preparing_committee,
            outcome__in=(ItemOutcome.SCHEDULED, ItemOutcome.FORWARDED),
        )
        .order_by("-meeting__starts_at")
        .select_related("meeting")
        .first()
    )
    if item is None:
        return False
    samrad = Meeting.objects.filter(
        body=case.area.consultation,
        agenda_published_at__isnull=False,
        follows__starts_at__gte=item.meeting.starts_at,
    )
    return bool(samrad.exists())


def _another_comes_first(meeting: Meeting) -> bool:
    """Whether what was left is for an earlier samråd that is still to come."""
    earlier = Meeting.objects.not_cancelled().filter(
        body=meeting.body,
        follows__isnull=False,
        starts_at__gte=start_of_day(today()),
        starts_at__lt=meeting.starts_at,
    )
    return bool(earlier.exists())


def _left_for(meeting: Meeting, followed: Meeting) -> Q:
    """Passed on by an earlier committee meeting whose own samråd is over or cancelled."""
    still_to_come = Meeting.objects.not_cancelled().filter(
        follows=OuterRef("meeting"), starts_at__gte=start_of_day(today())
    )
    return Q(
        ~Exists(still_to_come),
        ~Exists(_asked(WrittenRound.objects.open())),
        outcome=ItemOutcome.FORWARDED,
        round=F("case__round"),
        case__area__in=CooperationArea.objects.filter(consultation=meeting.body),
        case__step=Step.CONSULTATION,
        meeting__starts_at__lt=followed.starts_at,
    )


def _asked(rounds: "QuerySet[WrittenRound]") -> "QuerySet[WrittenCase]":
    """The item's case in these samråd in writing, in the item's round."""
    found: QuerySet[WrittenCase] = WrittenCase.objects.filter(
        case=OuterRef("case"), round=OuterRef("round"), written_round__in=rounds
    )
    return found


def _asked_instead_of(meeting: Meeting) -> Q:
    """What the members were asked about in writing when the meeting was cancelled."""
    if not meeting.is_cancelled:
        return Q(pk__in=[])
    asked = _asked(WrittenRound.objects.filter(meeting=meeting))
    return Q(Exists(asked), outcome=ItemOutcome.FORWARDED)


def _treated_at(meeting: Meeting) -> Q:
    said = Consultation.objects.filter(
        meeting=meeting, case=OuterRef("case"), round=OuterRef("round")
    )
    return Q(Exists(said), outcome=ItemOutcome.FORWARDED)
