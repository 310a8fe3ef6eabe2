"""A meeting's page: its items with what has been said of them, and what may be placed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    prefetch_related_objects,
)

from bodies.models import Meeting, Membership, Person
from bodies.models.body import BodyKind
from bodies.queries import composition
from cases.flow import FlowTrack
from cases.models import AgendaItem, Case, Consultation, Decision, Document, Position
from cases.models.case import sees_all
from cases.outcomes import ItemOutcome
from cases.queries.agenda import items_of, seats_of_body, steps_for
from cases.queries.facts import consultation_of
from cases.queries.plan import plans_for
from cases.queries.rows import listed
from cases.queries.tracks import tiny_tracks_of
from cases.route import Seat
from samverkan.lib.dates import start_of_day


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One delegate in the samråd and what they have said of an item, if anything."""

    person: Person
    on_behalf_of: object | None
    position: Position | None
    party: str = ""


NONE = (0, 0)
BodySeats = list[tuple[int, Seat]]
Sides = list[tuple[str, list[SeatRow]]]


def seat_row(seat: Membership, position: Position | None) -> SeatRow:
    return SeatRow(seat.person, seat.on_behalf_of, position, seat.party)


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One item as it is shown. `number` is its place on the agenda, from 1.

    `is_left` marks what an earlier samråd left, `has_late` that a paper came after the last
    day for papers; `sides` are the delegates'
    positions, region and municipalities, on a samråd's page only.
    """

    number: int
    item: AgendaItem
    documents: int
    has_late: bool
    said: Consultation | None
    decision: Decision | None
    is_left: bool = False
    sides: Sides = field(default_factory=list)

    @property
    def case(self) -> Case:
        return self.item.case

    @property
    def tracks(self) -> list[FlowTrack]:
        """The tiny drawing of where the case is."""
        return tiny_tracks_of(self.case)

    @property
    def outcome(self) -> str:
        """What this meeting's body made of the item, in a word; empty while it waits."""
        return "" if self.item.outcome == ItemOutcome.SCHEDULED else self.item.get_outcome_display()

    @property
    def answered(self) -> Sides:
        """The two sides with those who have said what they think."""
        return [(label, [row for row in rows if row.position]) for label, rows in self.sides]

    @property
    def count(self) -> int:
        """How many have answered, of all the `seats`."""
        return self.seats - len(self.missing)

    @property
    def seats(self) -> int:
        return sum(len(rows) for _, rows in self.sides)

    @property
    def missing(self) -> list[SeatRow]:
        """Delegates who have not answered."""
        return [row for _, rows in self.sides for row in rows if row.position is None]


@dataclass(frozen=True, slots=True)
class Placeable:
    """A case that may be put on the agenda; `is_last_chance` for its reply date."""

    case: Case
    is_last_chance: bool


def agenda_rows(
    meeting: Meeting, person: Person, items: list[AgendaItem] | None = None
) -> list[AgendaRow]:
    """The items this person may see. At most ten queries however many they are."""
    items = items_of(meeting) if items is None else items
    cases = [item.case for item in items]
    if not sees_all(person):
        visible = set(_visible_keys(cases, person))
        items = [item for item in items if item.case_id in visible]
        cases = [item.case for item in items]
    prefetch_related_objects(
        cases,
        Prefetch("consultations", Consultation.objects.select_related("meeting")),
        "decisions",
    )
    counts = _document_counts(cases, person, meeting)
    sides = _sides(meeting, cases) if meeting.body.kind == BodyKind.CONSULTATION else {}
    return [
        AgendaRow(
            number=number,
            item=item,
            documents=counts.get(item.case_id, NONE)[0],
            has_late=counts.get(item.case_id, NONE)[1] > 0,
            said=_said(item),
            decision=next((d for d in item.case.decisions.all() if d.round == item.round), None),
            is_left=bool(sides) and item.meeting_id != meeting.follows_id,
            sides=sides.get(item.case_id, []),
        )
        for number, item in enumerate(items, start=1)
    ]


def _visible_keys(cases: Sequence[Case], person: Person) -> "QuerySet[Case, int]":
    keys = [case.pk for case in cases]
    found: QuerySet[Case, int] = (
        Case.objects.visible_to(person).filter(pk__in=keys).values_list("pk", flat=True)
    )
    return found


def _said(item: AgendaItem) -> Consultation | None:
    """The samråd's words in the item's own round, which may be an earlier one."""
    if item.round == item.case.round:
        return consultation_of(item.case)
    return next((c for c in item.case.consultations.all() if c.round == item.round), None)


def _document_counts(
    cases: Sequence[Case], person: Person, meeting: Meeting
) -> dict[int, tuple[int, int]]:
    """By case: how many papers, and how many of them that came after the last day for papers."""
    shown = Document.objects.visible_to(person).valid().filter(case__in=cases)
    late = Q(pk__in=[])
    if meeting.papers_due:
        late = Q(
            is_internal=False,
            created_at__gte=start_of_day(meeting.papers_due + timedelta(1)),
            created_at__lt=start_of_day(meeting.day + timedelta(1)),
        )
    rows = (
        shown.order_by().values("case").annotate(count=Count("pk"), after=Count("pk", filter=late))
    )
    return {row["case"]: (row["count"], row["after"]) for row in rows}


def _sides(meeting: Meeting, cases: Sequence[Case]) -> dict[int, Sides]:
    """Everyone with a seat in the samråd that day beside what they said, by case."""
    rounds = {case.pk: case.round for case in cases}
    taken = Position.objects.filter(case__in=cases).select_related("person")
    said = {(p.case_id, p.person_id): p for p in taken if p.round == rounds[p.case_id]}
    groups = composition(meeting.body, meeting.day)
    return {
        case.pk: [
            (
                group.rule.source.abbreviation,
                [seat_row(seat, said.get((case.pk, seat.person_id))) for seat in group.members],
            )
            for group in groups
        ]
        for case in cases
    }


def placeable(meeting: Meeting, seats: BodySeats | None = None) -> list[Placeable]:
    """Cases that may be put on this agenda now, those with the nearest reply date first.

    `seats` is what seats_of_body says of the meeting's body, when the caller has asked.
    """
    waiting = Q(pk__in=[])
    for area_id, seat in seats or seats_of_body(meeting.body_id):
        waiting |= Q(area=area_id, step__in=steps_for(seat))
    placed = AgendaItem.objects.filter(case=OuterRef("pk"))
    here = Exists(placed.filter(meeting=meeting))
    elsewhere = Exists(placed.scheduled().filter(meeting__body=meeting.body_id))
    found = list(
        listed(Case.objects.filter(waiting))
        .exclude(here | elsewhere)
        .order_by("reply_due", "year", "number")
    )
    plans = plans_for(found)
    return [Placeable(case, _is_last(plans.get(case.pk), meeting)) for case in found]


def _is_last(plan: object, meeting: Meeting) -> bool:
    """Whether the plan's last meeting that makes the reply date is this one."""
    stops = getattr(plan, "stops", ())
    has_date = getattr(plan, "reply_due", None) is not None
    return has_date and any(stop.slot and stop.slot.key == meeting.pk for stop in stops)


def next_meeting(meeting: Meeting) -> Meeting | None:
    """The body's next one that is not cancelled, where a cancelled one's cases come up."""
    later: QuerySet[Meeting] = (
        Meeting.objects.upcoming()
        .filter(body=meeting.body, starts_at__gt=meeting.starts_at)
        .select_related("body")
    )
    return later.order_by("starts_at").first()
