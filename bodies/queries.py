"""Reading about bodies: who sits where on a day, and does it add up?"""

from dataclasses import dataclass, field
from datetime import date

from bodies.models import Body, Membership, Person, SeatRule


@dataclass(frozen=True, slots=True)
class SeatGroup:
    """The seats that one rule gives, who holds them, and what is wrong.

    `vacant` and `overfull` count chairs; `strangers` hold a seat without being
    members of the source.
    """

    rule: SeatRule
    members: list[Membership]
    vacant: int
    overfull: int
    strangers: list[Membership] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return not (self.vacant or self.overfull or self.strangers)


def _seats_on(body_ids: list[int], day: date) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = {pk: [] for pk in body_ids}
    memberships = (
        Membership.objects.on(day)
        .filter(body__in=body_ids)
        .select_related("person", "on_behalf_of", "body")
        .order_by("person__last_name", "person__first_name")
    )
    for membership in memberships:
        found[membership.body_id].append(membership)
    return found


def composition(body: Body, day: date) -> list[SeatGroup]:
    """The derived composition of a joint body on `day`, one group per seat rule.

    Two queries whatever the size. A body without seat rules gives an empty list.
    """
    rules = list(SeatRule.objects.filter(body=body).select_related("source", "body"))
    if not rules:
        return []
    seats = _seats_on([body.pk, *(rule.source_id for rule in rules)], day)
    own = [m for m in seats[body.pk] if m.seat in ("chair", "vice_chair", "member")]
    return [_group(rule, own, seats[rule.source_id], _explained(rules, seats)) for rule in rules]


def _explained(rules: list[SeatRule], seats: dict[int, list[Membership]]) -> set[int]:
    """People whose seat some rule's source accounts for."""
    return {m.person_id for rule in rules for m in seats[rule.source_id]}


def _group(
    rule: SeatRule, own: list[Membership], source: list[Membership], explained: set[int]
) -> SeatGroup:
    in_source = {m.person_id for m in source}
    if rule.takes_all:
        members = [m for m in source if m.seat in ("chair", "vice_chair", "member")]
        strangers: list[Membership] = []
    else:
        members = [m for m in own if m.person_id in in_source]
        strangers = [m for m in own if m.person_id not in explained]
    return SeatGroup(
        rule=rule,
        members=members,
        vacant=max(rule.seats - len(members), 0),
        overfull=max(len(members) - rule.seats, 0),
        strangers=strangers,
    )


def seated(body: Body, day: date) -> list[Membership]:
    """Everyone with a voice in the body on `day`, derived seats included."""
    groups = composition(body, day)
    if groups:
        return [membership for group in groups for membership in group.members]
    return list(
        Membership.objects.on(day)
        .voting()
        .filter(body=body)
        .select_related("person", "on_behalf_of", "body")
        .order_by("person__last_name", "person__first_name")
    )


def people_in(body: Body, day: date) -> list[Person]:
    """Those who are told about the body's meetings: members and substitutes."""
    people = {m.person_id: m.person for m in seated(body, day)}
    own = Membership.objects.on(day).filter(body=body).select_related("person")
    people.update({m.person_id: m.person for m in own})
    return list(people.values())
