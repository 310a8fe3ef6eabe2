"""A whole year of meetings in one go, or none of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db import transaction
from django.db.models import Exists, OuterRef

from bodies.actions.meetings import add_meeting
from bodies.models import Body, CooperationArea, Meeting, Person
from bodies.policies import check_plans_meetings
from samverkan.lib.errors import DomainError

SEATS = ("committee", "consultation", "board")


@dataclass(frozen=True, slots=True)
class Starts:
    """When the meetings of one chain begin (UTC or aware); None for one that is not to be."""

    committee: datetime | None = None
    consultation: datetime | None = None
    board: datetime | None = None


@transaction.atomic
def plan_year(*, area: CooperationArea, chains: Sequence[Starts], by: Person) -> list[Meeting]:
    """Add the meetings of every chain; each samråd follows its chain's committee.

    A samråd alone in its row follows the committee's nearest meeting before it.

    All or nothing. Raises DomainError with `field` "3-consultation" for the samråd of
    the fourth chain: in the past, out of order, two meetings at once, no committee to follow.
    """
    check_plans_meetings(by)
    made = [each for number, starts in enumerate(chains) for each in _add(area, number, starts, by)]
    if not made:
        raise DomainError("Skriv in minst ett möte.")
    return made


def _add(area: CooperationArea, number: int, starts: Starts, by: Person) -> list[Meeting]:
    _check_order(number, starts)
    made: dict[str, Meeting] = {}
    for seat in SEATS:
        body, start = body_at(area, seat), getattr(starts, seat)
        if body is None or start is None:
            continue
        follows = made.get("committee") or _before(area, start) if seat == "consultation" else None
        meeting = Meeting(body=body, starts_at=start, follows=follows)
        try:
            made[seat] = add_meeting(meeting=meeting, by=by)
        except DomainError as error:
            raise DomainError(error.message, field=f"{number}-{seat}") from error
    return list(made.values())


def _before(area: CooperationArea, start: datetime) -> Meeting | None:
    """The committee's nearest meeting before, when the row has none and no samråd follows it."""
    rows = Meeting.objects.not_cancelled().filter(
        body=area.preparing_committee, starts_at__lt=start
    )
    followed = Meeting.objects.not_cancelled().filter(follows=OuterRef("pk"))
    found: Meeting | None = rows.order_by("-starts_at").exclude(Exists(followed)).first()
    return found


def _check_order(number: int, starts: Starts) -> None:
    """Within a chain: the committee before the samråd before the board, by the clock."""
    given = [(seat, getattr(starts, seat)) for seat in SEATS if getattr(starts, seat)]
    for (_, earlier), (seat, later) in pairwise(given):
        if later <= earlier:
            raise DomainError(
                "Mötet måste börja efter det som står före på raden. Samma dag går bra.",
                field=f"{number}-{seat}",
            )


def body_at(area: CooperationArea, seat: str) -> Body | None:
    """The body that sits there; the board's own name for its committee is `committee`."""
    name = "preparing_committee" if seat == "committee" else seat
    found: Body | None = getattr(area, name)
    return found
