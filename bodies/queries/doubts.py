"""What does not add up about a seat: told to whoever saved it, never a hindrance.

The council elects whom it elects, and the register must be able to say so.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q

from bodies.models import Body, Membership
from bodies.models.body import BodyKind
from bodies.models.membership import VOTING_SEATS, Seat
from bodies.queries.seats import SeatGroup, composition
from samverkan.lib.dates import today

CHOSEN = (*VOTING_SEATS, Seat.SUBSTITUTE)
BOARDS = (BodyKind.BOARD, BodyKind.EXECUTIVE)


def doubts(memberships: Iterable[Membership], since: date | None = None) -> list[str]:
    """Sentences about these seats and the bodies that they fill, each said once.

    Each is looked at on its first day, or on `since` (today) if it had begun by then.
    """
    found: list[str] = []
    counted: set[tuple[int, date]] = set()
    for membership in memberships:
        day = max(membership.valid_from, since or today())
        if membership.valid_to is None or membership.valid_to >= day:
            found += _outside(membership, day)
            if (membership.body_id, day) not in counted:
                found += _too_many(membership.body, day)
                counted.add((membership.body_id, day))
    return list(dict.fromkeys(found))


def doubts_after(memberships: Sequence[Membership], last_day: date) -> list[str]:
    """What no longer adds up once these seats have ended: committees keep whom boards do not."""
    first = max(last_day + timedelta(days=1), today())
    kept = Membership.objects.on(first).filter(
        person__in=[each.person_id for each in memberships],
        body__parent__in={each.body_id for each in memberships},
    )
    return doubts(kept.select_related("person", "body__parent"), since=first)


def _outside(membership: Membership, day: date) -> list[str]:
    """A board's committee is chosen from its members and substitutes (KL 6:42)."""
    body, board = membership.body, membership.body.parent
    if body.kind != BodyKind.WORKING_COMMITTEE or board is None or board.kind not in BOARDS:
        return []
    seats = Membership.objects.on(day).filter(body=board, seat__in=CHOSEN)
    if membership.seat not in CHOSEN or seats.filter(person=membership.person_id).exists():
        return []
    return [
        f"{membership.person} sitter inte i {board.abbreviation}. Ett utskott väljs bland nämndens "
        "ledamöter och ersättare (6 kap. 42 § kommunallagen)."
    ]


def _too_many(body: Body, day: date) -> list[str]:
    """More than a seat rule says, in the body or in one that takes its members."""
    joint = Body.objects.filter(
        Q(pk=body.pk, seat_rules__isnull=False) | Q(seat_rules__source=body)
    ).distinct()
    groups = [group for each in joint for group in composition(each, day)]
    return [_words(group) for group in groups if group.overfull]


def _words(group: SeatGroup) -> str:
    rule = group.rule
    return (
        f"{rule.body.name}: {len(group.members)} ledamöter från {rule.source.abbreviation}, "
        f"men platsregeln säger {rule.seats}."
    )
