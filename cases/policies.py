"""WHO: may this person do this? Each rule is a pair: check_x raises, may_x asks.

Whether the case is ready for it is the workflow's question, not asked here. Who sees a
case is `Case.objects.visible_to`: that gate has been passed before.
"""

from bodies.models import Body, Meeting, Person
from bodies.roles import ROLE_NAMES, Role
from cases.models import Case, Edition
from cases.queries.papers import chairs_of
from cases.route import Transition
from samverkan.lib.dates import today
from samverkan.lib.errors import NotAllowed


def _may(check: bool, sentence: str) -> None:
    if not check:
        raise NotAllowed(sentence)


def _is_officer_of(person: Person, case: Case) -> bool:
    return person.has_role(Role.CASE_OFFICER) and case.officer_id == person.pk


def may_transition(person: Person, case: Case, transition: Transition) -> bool:
    """A case officer acts only on cases of their own; other roles on all."""
    roles = transition.role - {Role.CASE_OFFICER}
    if person.is_active and person.has_role(*roles):
        return True
    return Role.CASE_OFFICER in transition.role and _is_officer_of(person, case)


def check_transition(person: Person, case: Case, transition: Transition) -> None:
    names = " eller ".join(sorted(ROLE_NAMES[role].lower() for role in transition.role))
    _may(
        may_transition(person, case, transition),
        f"Det här gör {names} i ärendet. Du har inte den rollen här.",
    )


def may_register(person: Person) -> bool:
    return person.is_active and person.has_role(Role.REGISTRAR)


def check_register(person: Person) -> None:
    _may(may_register(person), "Bara registratorer registrerar ärenden.")


def may_edit(person: Person, case: Case) -> bool:
    return person.is_active and (person.has_role(Role.REGISTRAR) or _is_officer_of(person, case))


def check_edit(person: Person, case: Case) -> None:
    _may(may_edit(person, case), "Bara registratorn och ärendets handläggare ändrar uppgifterna.")


def may_assign(person: Person) -> bool:
    return person.is_active and person.has_role(Role.CHIEF, Role.REGISTRAR)


def check_assign(person: Person) -> None:
    _may(may_assign(person), "Bara chefen och registratorn utser handläggare.")


def may_add_document(person: Person, case: Case) -> bool:
    return person.is_active and (
        person.has_role(Role.REGISTRAR, Role.BOARD_SECRETARY, Role.CHIEF)
        or _is_officer_of(person, case)
    )


def check_add_document(person: Person, case: Case) -> None:
    _may(
        may_add_document(person, case),
        "Bara registratorn, sekreteraren, chefen och ärendets handläggare lägger till handlingar.",
    )


def may_void_document(person: Person) -> bool:
    return person.is_active and person.has_role(Role.REGISTRAR)


def check_void_document(person: Person) -> None:
    _may(may_void_document(person), "Bara registratorn makulerar handlingar.")


def may_share(person: Person, case: Case) -> bool:
    return person.is_active and (
        person.has_role(Role.REGISTRAR, Role.BOARD_SECRETARY) or _is_officer_of(person, case)
    )


def check_share(person: Person, case: Case) -> None:
    _may(
        may_share(person, case),
        "Bara registratorn, sekreteraren och ärendets handläggare delar ärendet.",
    )


def may_mark_secret(person: Person) -> bool:
    return person.is_active and person.has_role(Role.REGISTRAR)


def check_mark_secret(person: Person) -> None:
    _may(may_mark_secret(person), "Bara registratorn sekretessmarkerar ärenden.")


def may_run_meetings(person: Person) -> bool:
    return person.is_active and person.has_role(Role.BOARD_SECRETARY)


def check_run_meetings(person: Person) -> None:
    _may(may_run_meetings(person), "Bara nämndsekreteraren gör ärendelistor.")


def sits_in(person: Person, body_id: int | None) -> bool:
    """A seat of one's own in the body today, or one that a seat rule derives."""
    if body_id is None or not person.is_active:
        return False
    return bool(Body.objects.seating(person.pk, today()).filter(pk=body_id).exists())


def may_take_position(person: Person, case: Case) -> bool:
    """Members and substitutes of the samråd; its secretary and observers only listen."""
    samrad = case.area.consultation_id
    if samrad is None or not person.is_active:
        return False
    return bool(Body.objects.heard_in(person.pk, today()).filter(pk=samrad).exists())


def check_take_position(person: Person, case: Case) -> None:
    _may(
        may_take_position(person, case),
        "Bara de som sitter i samrådet markerar ställningstagande.",
    )


def may_see_positions(person: Person, case: Case) -> bool:
    """Positions are for the samråd and those who prepare it, not for others."""
    return person.is_region_staff or sits_in(person, case.area.consultation_id)


def may_see_agenda(person: Person, meeting: Meeting) -> bool:
    """A published agenda is for the body's members; a draft one for staff only."""
    if person.is_region_staff:
        return True
    return meeting.is_published and sits_in(person, meeting.body_id)


def may_read_packet(person: Person, meeting: Meeting, edition: Edition) -> bool:
    """Those who see the agenda may have its members' papers; the other edition is the staff's."""
    if edition == Edition.STAFF:
        return person.is_region_staff
    return may_see_agenda(person, meeting)


def may_ask_for_packet(person: Person, meeting: Meeting, edition: Edition) -> bool:
    """Whoever may read it may have it made; it is made once for all of them."""
    return person.is_active and may_read_packet(person, meeting, edition)


def check_ask_for_packet(person: Person, meeting: Meeting, edition: Edition) -> None:
    _may(
        may_ask_for_packet(person, meeting, edition),
        "Bara de som får se ärendelistan kan hämta handlingarna.",
    )


def may_review_notes(person: Person, meeting: Meeting) -> bool:
    """The samråd's own chairs, of both sides, each as themselves."""
    return person.is_active and any(seat.person_id == person.pk for seat in chairs_of(meeting))


def check_review_notes(person: Person, meeting: Meeting) -> None:
    _may(
        may_review_notes(person, meeting),
        "Bara samrådets ordförande går igenom anteckningarna, var och en för sig.",
    )


def may_follow_samrad(person: Person, meeting: Meeting) -> bool:
    """The secretaries, who write, and those who will go through the notes, who look on."""
    return may_run_meetings(person) or may_review_notes(person, meeting)


def check_follow_samrad(person: Person, meeting: Meeting) -> None:
    _may(
        may_follow_samrad(person, meeting),
        "Samrådets arbetsbild är för sekreteraren och samrådets ordförande.",
    )


def is_approver(person: Person, meeting: Meeting) -> bool:
    """Who chaired the meeting, or was chosen there to approve its minutes."""
    return bool(meeting.approvers.filter(person=person).exists())


def may_approve_minutes(person: Person, meeting: Meeting) -> bool:
    """Each as themselves (KL 5:69, 6:35)."""
    return person.is_active and is_approver(person, meeting)


def check_approve_minutes(person: Person, meeting: Meeting) -> None:
    _may(
        may_approve_minutes(person, meeting),
        "Bara mötets ordförande och de som valdes till justerare justerar protokollet.",
    )


def may_hand_back_minutes(person: Person, meeting: Meeting) -> bool:
    """Those who are to approve, and the secretary who sent it."""
    return may_approve_minutes(person, meeting) or may_run_meetings(person)


def check_hand_back_minutes(person: Person, meeting: Meeting) -> None:
    _may(
        may_hand_back_minutes(person, meeting),
        "Bara de som ska justera protokollet och sekreteraren lämnar tillbaka det.",
    )


def may_read_minutes(person: Person, meeting: Meeting, *, approved: bool) -> bool:
    """Staff and those who approve at every stage; the body's members what is approved."""
    if person.is_region_staff or is_approver(person, meeting):
        return True
    return approved and sits_in(person, meeting.body_id)
