"""How people want their mail, who stands in for whom, and who could."""

from django.db.models import Q

from bodies.models import (
    Body,
    Membership,
    NoticeChoice,
    Person,
    ReminderDays,
    SeatRule,
    StandIn,
)
from bodies.models.person import PersonQuerySet
from bodies.roles import Role
from samverkan.lib.dates import today
from samverkan.lib.ordering import swedish_order


def manners_of(person: Person) -> dict[str, str]:
    """Kind → manner, only for what the person has chosen. One query."""
    return dict(NoticeChoice.objects.filter(person=person).values_list("kind", "manner"))


def own_days(person: Person) -> dict[str, list[int]]:
    """Rule → the person's own days. One query."""
    return dict(ReminderDays.objects.filter(person=person).values_list("rule", "days"))


def common_days() -> dict[str, list[int]]:
    """Rule → days for everybody, where an administrator has changed them. One query."""
    rows = ReminderDays.objects.filter(person=None, body=None)
    return dict(rows.values_list("rule", "days"))


def stand_ins_of(person: Person) -> list[StandIn]:
    """Who gets the person's mail, now and later, the nearest first."""
    rows = person.stand_ins.filter(last_day__gte=today()).select_related("stand_in")
    return list(rows.order_by("first_day"))


def standing_in(person: Person) -> list[StandIn]:
    """Whose mail the person gets, now and later, the nearest first."""
    rows = person.stands_in_for.filter(last_day__gte=today()).select_related("person")
    return list(rows.order_by("first_day"))


def colleagues_of(person: Person) -> PersonQuerySet:
    """Who could stand in: staff for staff, those of the same bodies for those who sit there,
    and a municipality's registrars for each other.
    """
    if person.is_region_staff:
        near = Person.objects.staff()
    else:
        held = Body.objects.seating(person.pk, today())
        derived = SeatRule.objects.filter(body__in=held, takes_all=True).values("source")
        seats = Membership.objects.current().filter(Q(body__in=held) | Q(body__in=derived))
        beside = Q(pk__in=seats.values("person"))
        if person.has_role(Role.MUNICIPAL_REGISTRAR) and person.organisation_id:
            fellows = Person.objects.with_role(Role.MUNICIPAL_REGISTRAR)
            beside |= Q(pk__in=fellows.filter(organisation=person.organisation_id).values("pk"))
        near = Person.objects.get_queryset().filter(beside, is_active=True)
    known = near.exclude(pk=person.pk).exclude(email=None)
    return known.order_by(swedish_order("last_name"), swedish_order("first_name"), "pk")
