"""Reading who comes to a meeting, who was there, and who serves for whom; nothing writes here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.db.models import QuerySet

from bodies.attendance import Chair, Spare, is_quorate, quorum
from bodies.models import Body, Call, EntryOrder, Meeting, Membership, Person, Presence, Reply, Term
from bodies.models.body import BodyKind
from bodies.models.membership import Seat
from bodies.queries.seats import people_in, sides
from samverkan.lib.seen import seen_as

COUNCIL_KINDS = (BodyKind.COUNCIL, BodyKind.COUNCIL_COMMITTEE)


@dataclass(frozen=True, slots=True)
class Line:
    """One person in the roll call: what they answered, and whether they were there.

    `calls` are of a member the substitutes asked in their place, first first; of a
    substitute the members that they have been asked to step in for.
    """

    membership: Membership
    reply: Reply | None
    calls: list[Call]
    presence: Presence | None

    @property
    def person(self) -> Person:
        return self.membership.person

    @property
    def live_call(self) -> Call | None:
        """The substitute who is asked now, or has said yes."""
        return next((call for call in self.calls if call.answer in ("", "yes", "distance")), None)

    @property
    def declines(self) -> bool:
        return self.reply is not None and not self.reply.comes

    @property
    def lacks_substitute(self) -> bool:
        """Does not come, and nobody is left to ask."""
        return self.declines and self.live_call is None

    @property
    def is_filled(self) -> bool:
        """Whether the place is spoken for: by the member, or a substitute who has said yes."""
        if self.reply and self.reply.comes:
            return True
        return self.live_call is not None and self.live_call.is_accepted


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many places are spoken for, of how many. `needed` is None where no quorum applies.

    Once it is noted who was there (`is_recorded`) it tells how many places were served.
    """

    label: str
    seats: int
    coming: int
    at_distance: int
    unanswered: int
    needed: int | None
    is_recorded: bool = False

    @property
    def is_quorate(self) -> bool:
        """As it looks now; true where no quorum applies (the samråd only advises)."""
        return self.needed is None or is_quorate(self.coming, self.seats)


@dataclass(frozen=True, slots=True)
class CallSide:
    """One side of the body in the roll call. `label` is blank where there is but one."""

    label: str
    seats: int
    lines: list[Line]
    substitutes: list[Line]


@dataclass(frozen=True, slots=True)
class RollCall:
    """Everybody with a seat that day, side by side, and those who only listen or write."""

    meeting: Meeting
    sides: list[CallSide]
    others: list[Line]
    has_order: bool = False

    @property
    def members(self) -> list[Line]:
        return [line for side in self.sides for line in side.lines]

    @property
    def substitutes(self) -> list[Line]:
        return [line for side in self.sides for line in side.substitutes]

    @property
    def everybody(self) -> list[Line]:
        return [*self.members, *self.substitutes, *self.others]

    def line_of(self, person_id: int) -> Line | None:
        return next((one for one in self.everybody if one.membership.person_id == person_id), None)

    @property
    def is_recorded(self) -> bool:
        """Whether it has been noted who was there."""
        return any(line.presence for line in self.everybody)


@dataclass(frozen=True, slots=True)
class Serving:
    """Somebody who takes part in decisions, in whose place, and on which side of the samråd."""

    person: Person
    seat: str
    party: str
    serves_for: Person | None = None
    side: str = ""
    mode: str = ""

    @property
    def place(self) -> int:
        """The person whose place it is: nobody else serves in it at the same time."""
        return self.serves_for.pk if self.serves_for else self.person.pk


@dataclass(frozen=True, slots=True)
class Rules:
    """What the pure rules need: members and substitutes as chairs, and the adopted orders."""

    chairs: dict[int, Chair]
    spares: list[Spare]
    orders: dict[str, list[str]] = field(default_factory=dict)


def roll_call(meeting: Meeting) -> RollCall:
    """The whole roll call in five queries, however many there are. Reads `meeting.body`."""
    found, others = sides(meeting.body, meeting.day)
    replies = {r.person_id: r for r in Reply.objects.to(meeting).select_related("by")}
    presences = {
        p.person_id: p
        for p in Presence.objects.filter(meeting=meeting).select_related("person", "serves_for")
    }
    asked: dict[int, list[Call]] = {}
    for call in Call.objects.to(meeting).select_related("absent", "substitute"):
        asked.setdefault(call.absent_id, []).append(call)
        asked.setdefault(call.substitute_id, []).append(call)

    def lines(seats: Iterable[Membership]) -> list[Line]:
        return [
            Line(
                m, replies.get(m.person_id), asked.get(m.person_id, []), presences.get(m.person_id)
            )
            for m in seats
        ]

    return RollCall(
        meeting=meeting,
        sides=[CallSide(s.label, s.seats, lines(s.members), lines(s.substitutes)) for s in found],
        others=lines(others),
        has_order=EntryOrder.objects.filter(
            body=meeting.body, term__in=terms_on(meeting.body, meeting.day)
        ).exists(),
    )


def told_of_changes(meeting: Meeting, day: date) -> list[Person]:
    """Who is told when the meeting changes: those who have its agenda, and those who have
    answered for that day or been asked to step in. Each person once; at most five queries.
    """
    people = people_in(meeting.body, meeting.day) if meeting.is_published else []
    about = {"meeting": meeting, "day": day}
    people += [each.person for each in Reply.objects.filter(**about).select_related("person")]
    calls = Call.objects.filter(**about).live().select_related("substitute")
    people += [each.substitute for each in calls]
    return list({each.pk: each for each in people}.values())


def own_line(meeting: Meeting, person: Person) -> Line | None:
    """The person's own line in the roll call; None for those who are not called to it."""
    line = None if person.is_region_staff else roll_call(meeting).line_of(person.pk)
    return None if line and line.membership.seat == Seat.SECRETARY else line


def terms_on(body: Body, day: date) -> "QuerySet[Term]":
    """The body's term that day: the council's own days differ from the boards'."""
    found: QuerySet[Term] = (
        Term.objects.council_on(day) if body.kind in COUNCIL_KINDS else Term.objects.boards_on(day)
    )
    return found.order_by()


def forecast(meeting: Meeting, call: RollCall | None = None) -> list[Forecast]:
    """One for the body, or one for each side of the samråd, which has no quorum in law.

    For a board "5 av 13, beslutsför med 7" (KL 6:27). Empty when the day is past and nobody
    has noted who was there.
    """
    call = call or roll_call(meeting)
    if meeting.is_over and not call.is_recorded:
        return []
    served = serving(meeting, call) if call.is_recorded else None
    quorate = meeting.body.kind != BodyKind.CONSULTATION
    return [_forecast(side, served, quorate=quorate) for side in call.sides]


def _forecast(side: CallSide, served: list[Serving] | None, *, quorate: bool) -> Forecast:
    needed = quorum(side.seats) if quorate else None
    if served is not None:
        here = [each for each in served if each.side == side.label]
        distant = sum(each.mode == "distance" for each in here)
        return Forecast(side.label, side.seats, len(here), distant, 0, needed, is_recorded=True)
    return Forecast(
        label=side.label,
        seats=side.seats,
        coming=sum(line.is_filled for line in side.lines),
        at_distance=sum(_at_distance(line) for line in side.lines),
        unanswered=sum(line.reply is None for line in side.lines),
        needed=needed,
    )


def _at_distance(line: Line) -> bool:
    if line.reply and line.reply.comes:
        return line.reply.answer == "distance"
    return line.live_call is not None and line.live_call.answer == "distance"


def serving(meeting: Meeting, call: RollCall | None = None) -> list[Serving]:
    """Who took part in the meeting's decisions, one for each place, before items that differ.

    The member goes before a substitute who served a part of the time. Empty until it is
    noted who was there.
    """
    served: dict[int, Serving] = {}
    for each in everybody_serving(meeting, call):
        served.setdefault(each.place, each)
    return list(served.values())


def everybody_serving(meeting: Meeting, call: RollCall | None = None) -> list[Serving]:
    """All who served at any time: members first, then those who served in their place."""
    call = call or roll_call(meeting)
    labels = {line.membership.person_id: side.label for side in call.sides for line in side.lines}
    members = [
        Serving(
            line.person, line.membership.seat, line.membership.party, side=side.label, mode=p.mode
        )
        for side in call.sides
        for line in side.lines
        if (p := line.presence)
    ]
    substitutes = [
        Serving(
            line.person,
            Seat.SUBSTITUTE,
            line.membership.party,
            p.serves_for,
            labels.get(p.serves_for_id or 0, ""),
            p.mode,
        )
        for line in call.substitutes
        if (p := line.presence) and p.serves_for
    ]
    return [*members, *substitutes]


def rules_for(call: RollCall) -> Rules:
    """The roll call as the pure rules want it. One query, for the adopted orders."""
    body, day = call.meeting.body, call.meeting.day
    chairs = {
        line.membership.person_id: Chair(line.membership.person_id, line.membership.party, s.label)
        for s in call.sides
        for line in s.lines
    }
    spares = [
        Spare(m.person_id, m.party, m.entry_order, side.label)
        for side in call.sides
        for m in (line.membership for line in side.substitutes)
    ]
    return Rules(chairs, spares, orders_of(body, day))


def orders_of(body: Body, day: date) -> dict[str, list[str]]:
    """The adopted orders of the body's term that day, by party; empty if there are none."""
    rows = EntryOrder.objects.filter(body=body, term__in=terms_on(body, day))
    return {row.party: row.steps_in for row in rows}


def presences_as_seen(call: RollCall) -> str:
    """What has been noted of who was there, in brief: other characters once it is changed."""
    told = [seen_as(line.presence) for line in call.everybody if line.presence]
    return sha256(" ".join(told).encode()).hexdigest()[:16]
