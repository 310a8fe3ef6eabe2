"""Reading who sits where on a day: derived seats, what does not add up, and the page's roster."""

from dataclasses import dataclass, field
from datetime import date

from bodies.models import Body, Membership, Person, SeatRule
from bodies.models.membership import VOTING_SEATS, Seat
from samverkan.lib.ordering import swedish_order

NAME_ORDER = (swedish_order("person__last_name"), swedish_order("person__first_name"), "pk")
VOTING = frozenset(VOTING_SEATS)
RANK = {seat: number for number, seat in enumerate(VOTING_SEATS)}


@dataclass(frozen=True, slots=True)
class SeatGroup:
    """The seats that one rule gives, who holds them, and what is wrong.

    `vacant` and `overfull` count chairs; `strangers` hold a seat of the body
    without being members of any source, and stand in the first group only.
    """

    rule: SeatRule
    members: list[Membership]
    vacant: int
    overfull: int
    strangers: list[Membership] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return not (self.vacant or self.overfull or self.strangers)


@dataclass(frozen=True, slots=True)
class Roster:
    """Everyone in a body on a day, sorted as a reader looks for them.

    `groups` is empty for a body without seat rules, `members` for one with them.
    """

    day: date
    groups: list[SeatGroup]
    members: list[Membership]
    substitutes: list[Membership]
    others: list[Membership]

    @property
    def is_empty(self) -> bool:
        return not (self.groups or self.members or self.substitutes or self.others)

    @property
    def strangers(self) -> list[Membership]:
        return [m for group in self.groups for m in group.strangers]


@dataclass(frozen=True, slots=True)
class Side:
    """Those elected on one side of a body: all of it, or what one seat rule gives.

    `label` is blank for a body without seat rules; `seats` counts the chairs, vacant ones
    too where a rule says how many there are.
    """

    label: str
    seats: int
    members: list[Membership]
    substitutes: list[Membership]


def _seats_on(body_ids: list[int], day: date) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = {pk: [] for pk in body_ids}
    memberships = (
        Membership.objects.on(day)
        .filter(body__in=body_ids)
        .select_related("person", "on_behalf_of", "body")
        .order_by(*NAME_ORDER)
    )
    for membership in memberships:
        found[membership.body_id].append(membership)
    return {pk: sorted(seats, key=_rank) for pk, seats in found.items()}


def _rank(membership: Membership) -> int:
    """Chair, vice chair, then the rest by name."""
    return RANK.get(Seat(membership.seat), len(RANK))


def _rules(body: Body) -> list[SeatRule]:
    return list(SeatRule.objects.filter(body=body).select_related("source", "body").order_by("pk"))


def composition(body: Body, day: date) -> list[SeatGroup]:
    """The derived composition of a joint body on `day`, one group per seat rule.

    Two queries whatever the size. A body without seat rules gives an empty list.
    """
    rules = _rules(body)
    if not rules:
        return []
    return _groups(body, rules, _seats_on([body.pk, *(rule.source_id for rule in rules)], day))


def _groups(
    body: Body, rules: list[SeatRule], seats: dict[int, list[Membership]]
) -> list[SeatGroup]:
    own = _voting(seats[body.pk])
    explained = {m.person_id for rule in rules for m in seats[rule.source_id]}
    strangers = [m for m in own if m.person_id not in explained]
    return [
        _group(rule, own, seats[rule.source_id], strangers if rule is rules[0] else [])
        for rule in rules
    ]


def _voting(seats: list[Membership]) -> list[Membership]:
    return [m for m in seats if m.seat in VOTING]


def _group(
    rule: SeatRule,
    own: list[Membership],
    source: list[Membership],
    strangers: list[Membership],
) -> SeatGroup:
    in_source = {m.person_id for m in source}
    members = _voting(source) if rule.takes_all else [m for m in own if m.person_id in in_source]
    return SeatGroup(
        rule=rule,
        members=members,
        vacant=max(rule.seats - len(members), 0),
        overfull=max(len(members) - rule.seats, 0),
        strangers=strangers,
    )


def roster(body: Body, day: date) -> Roster:
    """Everyone in the body on `day`: two queries whatever the size."""
    rules = _rules(body)
    seats = _seats_on([body.pk, *(rule.source_id for rule in rules)], day)
    own = seats[body.pk]
    return Roster(
        day=day,
        groups=_groups(body, rules, seats),
        members=[] if rules else _voting(own),
        substitutes=sorted((m for m in own if m.seat == Seat.SUBSTITUTE), key=_entry),
        others=[m for m in own if m.seat not in VOTING and m.seat != Seat.SUBSTITUTE],
    )


def _entry(membership: Membership) -> int:
    """In the order they are called in; those without a number last."""
    return 9999 if membership.entry_order is None else membership.entry_order


def sides(body: Body, day: date) -> tuple[list[Side], list[Membership]]:
    """Members and substitutes on each side, and the others (observers, secretary). Two queries.

    Where all of another body sit (PKD AU in the samråd), its substitutes step in here too.
    """
    rules = _rules(body)
    seats = _seats_on([body.pk, *(rule.source_id for rule in rules)], day)
    own = seats[body.pk]
    substitutes = _substitutes(own)
    others = [m for m in own if m.seat not in VOTING and m.seat != Seat.SUBSTITUTE]
    if not rules:
        members = _voting(own)
        return [Side("", len(members), members, substitutes)], others
    return [
        _side(group, seats[group.rule.source_id], substitutes)
        for group in _groups(body, rules, seats)
    ], others


def _substitutes(seats: list[Membership]) -> list[Membership]:
    return sorted((m for m in seats if m.seat == Seat.SUBSTITUTE), key=_entry)


def _side(group: SeatGroup, source: list[Membership], own: list[Membership]) -> Side:
    """A substitute of the body's own stands on the side of the source where they sit."""
    in_source = {m.person_id for m in source}
    chosen = [m for m in own if m.person_id in in_source]
    known = {m.person_id for m in [*chosen, *group.members]}
    derived = _substitutes(source) if group.rule.takes_all else []
    members = [*group.members, *(group.strangers)]
    spare = [*chosen, *(m for m in derived if m.person_id not in known)]
    return Side(group.rule.source.abbreviation, group.rule.seats, members, spare)


def seated(body: Body, day: date) -> list[Membership]:
    """Everyone with a voice in the body on `day`, derived seats included."""
    now_seated = roster(body, day)
    derived = [membership for group in now_seated.groups for membership in group.members]
    return derived or now_seated.members


def people_in(body: Body, day: date) -> list[Person]:
    """Those who are told about the body's meetings: members and substitutes."""
    people = {m.person_id: m.person for m in seated(body, day)}
    own = Membership.objects.on(day).filter(body=body).select_related("person")
    people.update({m.person_id: m.person for m in own})
    return list(people.values())
