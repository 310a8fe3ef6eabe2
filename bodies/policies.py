"""Who somebody is by their seats. Stored roles are in `bodies.roles`; no writes here."""

from django.db.models import Q

from bodies.models import Body, CooperationArea, Person
from samverkan.lib.dates import today


def is_delegate(person: Person) -> bool:
    """Holds a seat today in a board, preparing committee or samråd of some cooperation area.

    Derived seats count (all of PKD AU sit in the samråd). The region's own staff
    are never delegates: they start at their own page. One query.
    """
    if person.is_region_staff or person.pk is None:
        return False
    held = Body.objects.seating(person.pk, today()).values("pk")
    chain = Q(board__in=held) | Q(preparing_committee__in=held) | Q(consultation__in=held)
    return CooperationArea.objects.filter(chain).exists()
