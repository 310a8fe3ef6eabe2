"""What stands under a §: its texts, the motions, and the reservations."""

from datetime import datetime, timedelta

from django.db import transaction

from bodies.models import Event, Meeting, Person
from cases import policies
from cases.actions.agenda import lock_meeting
from cases.actions.core import lock_case
from cases.models import Dissent, MinuteItem, Motion
from cases.queries.attendance import check_takes_part
from cases.queries.minutes import PARTS, check_minutes_open, takes_part_in
from samverkan.lib.dates import STOCKHOLM, now
from samverkan.lib.errors import DomainError, Stale, WrongStep


def lock_minute(minute_id: int, version: int, by: Person) -> MinuteItem:
    """The § of minutes that are open, with its meeting and case, locked in that order.

    Who voted is held against who took part, which is changed under the case's lock. Raises
    NotAllowed, WrongStep (approved), Stale.
    """
    policies.check_run_meetings(by)
    found = MinuteItem.objects.select_related(*PARTS).get(pk=minute_id)
    check_minutes_open(lock_meeting(found.meeting_id), found)
    if found.item:
        lock_case(found.item.case_id)
    minute: MinuteItem = (
        MinuteItem.objects.select_for_update(of=("self",)).select_related(*PARTS).get(pk=minute_id)
    )
    if minute.version != version:
        raise Stale(
            "Någon annan har ändrat paragrafen sedan du öppnade sidan. "
            "Din text står kvar. Läs igenom och spara igen."
        )
    return minute


def tell(minute: MinuteItem, verb: str, text: str, by: Person) -> None:
    """One line of history on the meeting, and a new version, so that older forms are stale."""
    minute.version += 1
    minute.save()
    Event.objects.create(
        at=now(),
        by=by,
        verb=verb,
        text=f"§ {minute.number}: {text}",
        meeting=minute.meeting,
        data={"number": minute.number},
    )


def taking_person(minute: MinuteItem, person_id: int, field: str) -> tuple[Person, str]:
    """Somebody who takes part in the §, and their party that day.

    Raises DomainError by the field for anybody else, with why (KL 4:24, 4:27, 6:28–30).
    """
    for each in takes_part_in(minute):
        if each.person.pk == person_id:
            return each.person, each.party
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise DomainError("Välj någon som deltar i ärendet.", field=field)
    try:
        if minute.item:
            check_takes_part(person, minute.item)
    except DomainError as error:
        raise DomainError(error.message, field=field) from error
    raise DomainError(f"{person} tjänstgjorde inte på mötet.", field=field)


@transaction.atomic
def write_minute_item(
    *,
    minute_id: int,
    version: int,
    by: Person,
    summary: str = "",
    putting_order: str = "",
    decision_text: str = "",
    statement: str = "",
    title: str = "",
) -> MinuteItem:
    """The texts of a §. The wording of a case's decision is the decision's own and not here.

    Raises NotAllowed, Stale, WrongStep, DomainError (title) for a formal point without one.
    """
    minute = lock_minute(minute_id, version, by)
    if minute.item is None:
        if not title.strip():
            raise DomainError("Skriv en rubrik.", field="title")
        minute.title = title.strip()
    minute.summary = summary.strip()
    minute.putting_order = putting_order.strip()
    minute.decision_text = decision_text.strip()
    minute.statement = statement.strip()
    tell(minute, "write_minute_item", "texten i protokollet ändrades.", by)
    return minute


@transaction.atomic
def add_motion(*, minute_id: int, version: int, by: Person, person: int, text: str) -> Motion:
    """A yrkande by somebody who takes part.

    Raises NotAllowed, Stale, WrongStep, DomainError (person, text).
    """
    minute = lock_minute(minute_id, version, by)
    who, party = taking_person(minute, person, "person")
    if not text.strip():
        raise DomainError("Skriv vad som yrkas.", field="text")
    made: Motion = Motion.objects.create(
        minute_item=minute, person=who, party=party, text=text.strip(), made_at=now()
    )
    tell(minute, "add_motion", f"ett yrkande av {who.full_name} antecknades.", by)
    return made


@transaction.atomic
def withdraw_motion(*, motion_id: int, version: int, by: Person) -> Motion:
    """Taken back: it stays in the history and is not in the minutes (KL 5:66).

    Raises NotAllowed, Stale, WrongStep when it is taken back already.
    """
    found = Motion.objects.get(pk=motion_id)
    minute = lock_minute(found.minute_item_id, version, by)
    motion: Motion = Motion.objects.select_related("person").get(pk=motion_id)
    if motion.withdrawn_at:
        raise WrongStep("Yrkandet är redan återtaget.")
    motion.withdrawn_at = now()
    motion.save()
    tell(minute, "withdraw_motion", f"{motion.person.full_name} tog tillbaka sitt yrkande.", by)
    return motion


@transaction.atomic
def add_dissent(
    *, minute_id: int, version: int, by: Person, person: int, announced_at: datetime, text: str = ""
) -> Dissent:
    """A reservation by one who took part, announced before the meeting ended (KL 4:27).

    Raises NotAllowed, Stale, WrongStep, DomainError (person, announced).
    """
    minute = lock_minute(minute_id, version, by)
    who, party = taking_person(minute, person, "person")
    if minute.dissents.filter(person=who).exists():
        raise DomainError(f"{who} har redan reserverat sig i ärendet.", field="person")
    check_announced(minute.meeting, announced_at)
    made: Dissent = Dissent.objects.create(
        minute_item=minute, person=who, party=party, announced_at=announced_at, text=text.strip()
    )
    tell(minute, "add_dissent", f"en reservation av {who.full_name} antecknades.", by)
    return made


def check_announced(meeting: Meeting, moment: datetime) -> None:
    """Raises DomainError (announced) for a reservation outside the meeting (KL 4:27)."""
    end = meeting.ends_at or meeting.starts_at + timedelta(days=1)
    if moment > end:
        at = end.astimezone(STOCKHOLM)
        raise DomainError(
            f"Mötet slutade kl. {at:%H.%M}. En reservation måste anmälas innan mötet avslutas "
            "(KL 4:27). Slutade mötet senare? Rätta klockslaget på protokollets sida.",
            field="announced",
        )
    if moment < meeting.starts_at:
        raise DomainError("Reservationen kan inte anmälas före mötet.", field="announced")
    if moment > now():
        raise DomainError("Klockslaget är inte inne än.", field="announced")


@transaction.atomic
def remove_dissent(*, dissent_id: int, version: int, by: Person) -> MinuteItem:
    """One that was noted by mistake, or taken back before the minutes were approved.

    Raises NotAllowed, Stale, WrongStep.
    """
    found = Dissent.objects.select_related("person").get(pk=dissent_id)
    minute = lock_minute(found.minute_item_id, version, by)
    found.delete()
    tell(minute, "remove_dissent", f"reservationen av {found.person.full_name} togs bort.", by)
    return minute
