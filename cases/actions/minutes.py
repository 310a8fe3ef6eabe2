"""Minutes are approved: who approves, sent, approved, handed back. What follows is of itself.

Every act holds the meeting's row, so that of two who approve at once the later is the last.
"""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from bodies.models import Event, Meeting, Person
from cases import policies
from cases.actions.agenda import lock_meeting
from cases.actions.core import needed
from cases.actions.minute_items import check_minuted
from cases.actions.minutes_extracts import leave_extracts
from cases.minutes_dates import minutes_due
from cases.minutes_letters import announce_approved, announce_handed_back, announce_minutes
from cases.models import (
    Approval,
    Approver,
    ApproverRole,
    Minutes,
    MinutesReturn,
)
from cases.queries.approval import Edition, Way, edition_of, may_be_chosen, way_of
from cases.queries.minutes import MinuteRow, minute_items_of, named_in_minutes, to_number
from cases.queries.minutes_content import content_of
from samverkan.lib.dates import now, swedish_date
from samverkan.lib.errors import DomainError, Stale, WrongStep
from samverkan.lib.filing import filing

STALE = "Protokollet har ändrats sedan du öppnade sidan. Läs igenom och försök igen."


@transaction.atomic
def choose_approvers(
    *, meeting_id: int, by: Person, chair_id: int, approver_ids: Sequence[int], signs_on: date
) -> Meeting:
    """Note who chaired the meeting, who was chosen to approve beside the chair, and which day.

    All at once; can be changed until the minutes are sent, and again when they are handed
    back. Raises NotAllowed, WrongStep, and DomainError for somebody who took no part, nobody
    beside the chair, or a day outside the fourteen of KL 5:69.
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id)
    check_minuted(meeting)
    way = way_of(meeting)
    if way.is_approved or way.waiting:
        raise WrongStep("Protokollet är redan skickat. Ta tillbaka det först, om någon ska bytas.")
    chosen = _chosen(meeting, chair_id, approver_ids)
    if not meeting.day <= signs_on <= minutes_due(meeting.day):
        last = swedish_date(minutes_due(meeting.day))
        raise DomainError(
            f"Välj en dag från mötesdagen till och med {last} (KL 5:69).", field="signs_on"
        )
    meeting.approvers.all().delete()
    for person, role in chosen:
        Approver.objects.create(
            meeting=meeting,
            person=person,
            role=role,
            signs_on=signs_on,
            chosen_at=now(),
            chosen_by=by,
        )
    names = ", ".join(f"{person} ({role.label.lower()})" for person, role in chosen)
    _tell(meeting, "choose_approvers", f"Justerar protokollet: {names}.", by)
    return meeting


def _chosen(
    meeting: Meeting, chair_id: int, approver_ids: Sequence[int]
) -> list[tuple[Person, ApproverRole]]:
    there = {each.person.pk: each.person for each in may_be_chosen(meeting)}
    if not there:
        raise WrongStep("Anteckna först vilka som tjänstgjorde på mötet.")
    if chair_id not in there:
        raise DomainError("Välj vem som var ordförande vid mötet.", field="chair")
    others = [pk for pk in dict.fromkeys(approver_ids) if pk != chair_id]
    if not others:
        raise DomainError("Välj minst en justerare utöver ordföranden.", field="approvers")
    if any(pk not in there for pk in others):
        raise DomainError("Bara den som tjänstgjorde på mötet kan justera.", field="approvers")
    own = [(there[chair_id], ApproverRole.CHAIR)]
    return own + [(there[pk], ApproverRole.APPROVER) for pk in others]


@transaction.atomic
def send_minutes(
    *, meeting_id: int, by: Person, seen: int, paragraph_id: int | None = None, reason: str = ""
) -> Minutes:
    """Freeze an edition of the minutes, or of one §, and ask its chair and approvers to approve.

    `seen` is the number of the latest edition when the page was rendered (0 for none). What
    it was made of is locked until it is handed back. Raises NotAllowed, Stale, WrongStep (no
    approvers, already sent or approved), DomainError (something undecided; reason).
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id)
    check_minuted(meeting)
    way = way_of(meeting)
    before = way.of(paragraph_id)
    if seen != (before.minutes.number if before else 0):
        raise Stale(STALE)
    _check_may_be_sent(way, before, paragraph_id)
    rows = _rows(meeting, paragraph_id)
    minutes: Minutes = Minutes.objects.create(
        meeting=meeting,
        paragraph_id=paragraph_id,
        number=seen + 1,
        content=content_of(meeting, rows, way.approvers, by, way.approved_alone),
        reason=needed(reason) if before else "",
        made_at=now(),
        made_by=by,
    )
    more = f" Rättat: {minutes.reason}" if minutes.reason else ""
    _tell(meeting, "send_minutes", f"{named(minutes)} skickades för justering.{more}", by)
    announce_minutes(minutes, [each.person for each in way.approvers], by=by)
    return minutes


def named(minutes: Minutes) -> str:
    """Protokollet, or the § that is approved at once."""
    return minutes.paragraph.citation if minutes.paragraph else "Protokollet"


def _check_may_be_sent(way: Way, before: Edition | None, paragraph_id: int | None) -> None:
    if not way.is_chosen:
        raise WrongStep("Välj ordförande och justerare innan något skickas för justering.")
    if way.is_approved or (before and before.is_approved):
        raise WrongStep("Det är redan justerat och ligger fast.")
    whole = way.whole is not None and way.whole.waits
    if whole or (before and before.waits) or (paragraph_id is None and way.waiting):
        raise WrongStep("Något väntar redan på att justeras. Vänta, eller ta tillbaka det.")


def _rows(meeting: Meeting, paragraph_id: int | None) -> list[MinuteRow]:
    """The §§ of the edition, all done with. Raises DomainError naming the first that is not."""
    rows = minute_items_of(meeting)
    if paragraph_id is not None:
        rows = [row for row in rows if row.minute.pk == paragraph_id]
    elif missing := to_number(meeting):
        raise DomainError(f"{named_in_minutes(missing[0])} har ingen § i protokollet än.")
    if not rows:
        raise DomainError("Det finns inga paragrafer att justera än. Skriv protokollet först.")
    for row in rows:
        if not row.is_decided:
            raise DomainError(
                f"§ {row.minute.number} {row.title} har inget beslut än. Skriv det först."
            )
        if row.lacking:
            raise DomainError(f"§ {row.minute.number} {row.title}: {row.lacking[0].lower()}.")
    return rows


@filing()
def approve_minutes(*, minutes_id: int, by: Person) -> Minutes:
    """The chair or one of the approvers approves the edition: as themselves, and once.

    With the last of them it is approved and locked, and each § leaves its extract on its case
    (KL 5:69, 6:35). Raises NotAllowed, Stale (handed back), WrongStep (already done).
    """
    edition = _held(minutes_id)
    minutes, meeting = edition.minutes, edition.minutes.meeting
    policies.check_approve_minutes(by, meeting)
    if edition.handed_back:
        raise Stale("Protokollet är tillbaka hos sekreteraren för rättning. Vänta på nästa utgåva.")
    if not edition.waits_for(by):
        raise WrongStep("Du har redan justerat.")
    try:
        with transaction.atomic():
            Approval.objects.create(minutes=minutes, person=by, approved_at=now())
    except IntegrityError as error:
        raise WrongStep("Du har redan justerat.") from error
    last = len(edition.missing) == 1
    if last:
        minutes.approved_at = now()
        minutes.save(update_fields=["approved_at"])
        leave_extracts(minutes, by=by)
        announce_approved(minutes, by=by)
    then = f" {named(minutes)} är därmed justerat." if last else ""
    _tell(meeting, "approve_minutes", f"{by} har justerat {_small(minutes)}.{then}", by)
    return minutes


def _small(minutes: Minutes) -> str:
    return minutes.paragraph.citation if minutes.paragraph else "protokollet"


def _held(minutes_id: int) -> Edition:
    """The edition as it is now, with its meeting's row held."""
    meeting_id = Minutes.objects.values_list("meeting_id", flat=True).get(pk=minutes_id)
    lock_meeting(meeting_id)
    found = edition_of(minutes_id)
    assert found is not None
    return found


@transaction.atomic
def hand_back_minutes(*, minutes_id: int, by: Person, reason: str) -> Minutes:
    """Hand the edition back to be mended: an approver who cannot approve it, or the secretary.

    What it was made of is open again; a new edition says what was corrected. Raises
    NotAllowed, WrongStep (approved, or back already), DomainError (reason).
    """
    edition = _held(minutes_id)
    minutes, meeting = edition.minutes, edition.minutes.meeting
    policies.check_hand_back_minutes(by, meeting)
    if edition.is_approved:
        raise WrongStep("Det är redan justerat av alla och ligger fast.")
    if edition.handed_back:
        raise WrongStep("Det är redan lämnat tillbaka för rättning.")
    MinutesReturn.objects.create(
        minutes=minutes, person=by, reason=needed(reason), returned_at=now()
    )
    text = f"{named(minutes)} lämnades tillbaka för rättning. Skäl: {reason.strip()}"
    _tell(meeting, "hand_back_minutes", text, by)
    people = {minutes.made_by_id: minutes.made_by}
    people |= {each.person_id: each.person for each in edition.approvals}
    announce_handed_back(minutes, people.values(), reason=reason.strip(), by=by)
    return minutes


def _tell(meeting: Meeting, verb: str, text: str, by: Person) -> None:
    Event.objects.create(at=now(), by=by, verb=verb, text=text, meeting=meeting)
