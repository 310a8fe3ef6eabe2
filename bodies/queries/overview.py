"""All bodies at a glance: whose they are, how many seats, when they meet next."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from bodies.models import Body, Meeting, Membership, SeatRule
from bodies.models.body import BodyKind
from bodies.models.organisation import OrganisationKind
from samverkan.lib.dates import now, today
from samverkan.lib.ordering import swedish_order

MUNICIPAL_KINDS = (BodyKind.MUNICIPAL_DELEGATION, BodyKind.SECTOR_DELEGATION)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with the number of its seats today and its next meeting, if any."""

    body: Body
    seats: int
    next_meeting: Meeting | None


@dataclass(frozen=True, slots=True)
class BodyGroup:
    """Bodies of the same side of the cooperation."""

    key: str
    name: str
    rows: list[BodyRow]


GROUPS = (
    ("region", "Regionens organ"),
    ("municipal", "Kommunernas organ"),
    ("joint", "Gemensamma organ"),
)


def body_groups() -> list[BodyGroup]:
    """The bodies by side, in Swedish order. Two queries whatever the number."""
    bodies: list[Any] = list(_bodies(today(), now()))  # with the two annotations
    meetings = Meeting.objects.select_related("body").in_bulk(
        [body.next_meeting for body in bodies if body.next_meeting]
    )
    parents = {body.pk: body for body in bodies}
    sides: dict[str, list[BodyRow]] = {key: [] for key, _ in GROUPS}
    for body in bodies:
        row = BodyRow(body, body.seat_count, meetings.get(body.next_meeting))
        sides[side_of(body, parents)].append(row)
    return [BodyGroup(key, name, sides[key]) for key, name in GROUPS if sides[key]]


def _bodies(day: date, moment: datetime) -> "QuerySet[Body]":
    members = Membership.objects.on(day).voting().filter(body=OuterRef("pk"))
    rules = SeatRule.objects.filter(body=OuterRef("pk"))
    coming = Meeting.objects.upcoming(moment).filter(body=OuterRef("pk")).order_by("starts_at")
    bodies: QuerySet[Body] = (
        Body.objects.select_related("organisation")
        .annotate(
            seat_count=Coalesce(
                _one_number(rules, Sum("seats")), _one_number(members, Count("pk")), 0
            ),
            next_meeting=Subquery(coming.values("pk")[:1]),
        )
        .order_by(swedish_order("name"))
    )
    return bodies


def _one_number(rows: "QuerySet[SeatRule] | QuerySet[Membership]", of: Count | Sum) -> Subquery:
    """An aggregate over the rows of one body; NULL if there are none."""
    counted = rows.order_by().values("body").annotate(number=of).values("number")
    return Subquery(counted, output_field=IntegerField())


def side_of(body: Body, parents: dict[int, Body]) -> str:
    """Whose body it is: by its organisation, else by what it belongs to."""
    if body.organisation is not None:
        kind = body.organisation.kind
        return "municipal" if kind == OrganisationKind.MUNICIPALITY else "region"
    if body.kind in MUNICIPAL_KINDS:
        return "municipal"
    parent = parents.get(body.parent_id) if body.parent_id else None
    if parent is None or parent.pk == body.pk:
        return "joint"
    return side_of(parent, {pk: other for pk, other in parents.items() if pk != body.pk})
