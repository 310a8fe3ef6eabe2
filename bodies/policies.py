"""Who somebody is by their seats. Stored roles are in `bodies.roles`; no writes here."""

from django.db.models import Q

from bodies.models import Body, CooperationArea, Person
from bodies.roles import Role
from samverkan.lib.dates import today
from samverkan.lib.errors import NotAllowed


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


def check_sees_ledger(person: Person) -> None:
    """Who got which mail, and whether it came through, is the region's own staff's to see."""
    if not person.is_region_staff:
        raise NotAllowed("Bara regionens personal kan se vilka mejl som har skickats.")


def may_steer_notices(person: Person) -> bool:
    """Send now, stop, send again: those who keep the register and the meetings."""
    return person.is_active and person.has_role(
        Role.ADMINISTRATOR, Role.REGISTRAR, Role.BOARD_SECRETARY, Role.CHIEF
    )


def check_steers_notices(person: Person) -> None:
    if not may_steer_notices(person):
        raise NotAllowed("Bara registrator, sekreterare, chef och administratör kan styra mejlen.")


def check_keeps_outbox(person: Person) -> None:
    """Holding back all mail, and letting it go, is the administrators'."""
    if not person.is_staff:
        raise NotAllowed("Bara en administratör kan pausa och öppna utkorgen.")


def may_plan_meetings(person: Person) -> bool:
    return person.is_active and person.has_role(Role.ADMINISTRATOR, Role.BOARD_SECRETARY)


def check_plans_meetings(person: Person) -> None:
    """The year's meetings are planned by those who run them."""
    if not may_plan_meetings(person):
        raise NotAllowed("Bara sekreterare och administratör kan planera årets möten.")


def may_keep_agreements(person: Person) -> bool:
    return person.is_staff


def check_keeps_agreements(person: Person) -> None:
    """New terms, texts, adoptions and signatures are the administrators'."""
    if not may_keep_agreements(person):
        raise NotAllowed("Bara en administratör kan ändra samverkansavtalen.")


def may_keep_attendance(person: Person) -> bool:
    return person.is_active and person.has_role(Role.BOARD_SECRETARY)


def check_keeps_attendance(person: Person) -> None:
    """The roll call, and what somebody answered on the telephone, is the secretary's to note."""
    if not may_keep_attendance(person):
        raise NotAllowed("Bara nämndsekreteraren antecknar andras svar och närvaro.")
