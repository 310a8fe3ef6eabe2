"""Send the summons to a meeting: one letter each, through the outbox."""

from django.db import transaction

from bodies.models import Event, Meeting, Person
from cases import policies
from cases.actions.agenda import check_open, lock_meeting
from cases.announcements import announce_summons
from cases.queries.summons import sendings_of
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, WrongStep


@transaction.atomic
def send_summons(*, meeting_id: int, version: int, by: Person, note: str = "") -> Meeting:
    """Post the summons to everybody who sits in the body that day.

    It may be sent again, as "Ändrad kallelse" and then with a `note` on what has changed.
    Raises NotAllowed, Stale (sent or changed meanwhile), WrongStep (cancelled, over, agenda
    not published), DomainError by `note`, or when nobody has an address.
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id, version)
    check_open(meeting)
    if not meeting.is_published:
        raise WrongStep("Publicera ärendelistan först, så att de som kallas kan läsa den.")
    number = sendings_of(meeting).count() + 1
    if number > 1 and not note.strip():
        raise DomainError("Skriv vad som har ändrats.", field="note")
    count = announce_summons(meeting, number=number, note=note, by=by)
    if not count:
        raise DomainError("Ingen i organet har någon e-postadress. Lägg till dem först.")
    meeting.version += 1
    meeting.save(update_fields=["version"])
    what = "Kallelsen" if number == 1 else "En ändrad kallelse"
    whom = "1 person" if count == 1 else f"{count} personer"
    text = f"{what} skickades till {whom}. {note.strip()}".strip()
    Event.objects.create(
        at=now(), by=by, verb="send_summons", text=text, meeting=meeting, data={"number": number}
    )
    return meeting
