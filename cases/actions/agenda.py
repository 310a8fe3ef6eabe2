"""A meeting's agenda: place, order, publish."""

from django.db import transaction
from django.db.models import Max

from bodies.models import Body, Event, Meeting, Person
from cases import policies
from cases.actions.core import lock_case, record, touch
from cases.actions.sharing import share_with_body
from cases.actions.supplements import freeze, supplement, withdrawing
from cases.announcements import announce_agenda
from cases.models import AgendaItem, Case, MinuteItem
from cases.models.agenda_change import ChangeVerb
from cases.models.agenda_item import STOPPED
from cases.outcomes import ItemOutcome
from cases.queries.agenda import items_of, seat_of, steps_for
from cases.queries.facts import earliest_board
from cases.route import Step
from samverkan.lib.dates import now, start_of_day, swedish_date, today
from samverkan.lib.errors import DomainError, Stale, WrongStep


def lock_meeting(meeting_id: int, version: int | None = None) -> Meeting:
    """The meeting's row, locked; raises Stale when the form was rendered before a change.

    The lock lets rows that point at the meeting be written: whoever holds a case and writes
    its outcome would else wait for the one who holds the meeting and waits for that case.
    """
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True)
    meeting: Meeting = rows.select_related("body").get(pk=meeting_id)
    if version is not None and meeting.version != version:
        raise Stale(
            "Någon annan har ändrat mötet sedan du öppnade sidan. Läs igenom och försök igen."
        )
    return meeting


def check_open(meeting: Meeting) -> None:
    if meeting.is_cancelled:
        raise WrongStep("Mötet är inställt.")
    if meeting.is_over:
        raise WrongStep("Mötet har redan varit. Välj ett kommande möte.")


@transaction.atomic
def place_on_agenda(*, meeting_id: int, case_id: int, by: Person) -> AgendaItem:
    """Put a case on a coming meeting of RUN AU or RUN, last in the order.

    Raises NotAllowed, WrongStep (meeting over, case at another step), DomainError
    (already on an agenda, out of order). On a published agenda the case is shared
    with the body at once, and with a samråd that has published the same agenda.
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id)
    check_open(meeting)
    return place(meeting, lock_case(case_id), by=by)


def place(
    meeting: Meeting, case: Case, *, by: Person, verb: str = "place_on_agenda", because: str = ""
) -> AgendaItem:
    """The same for a meeting and a case that the caller has locked; `because` is told first."""
    _leave_missed(meeting.body, case, by=by)
    _check_place(meeting, case)
    top = max(
        lines.aggregate(top=Max("position"))["top"] or 0
        for lines in (meeting.items, meeting.points.filter(at_end=False))
    )
    item = AgendaItem.objects.create(
        meeting=meeting, case=case, round=case.round, position=top + 1, placed_at=now()
    )
    touch(case)
    shared = _share_published(meeting, case, by=by)
    added = f"{case.registry_number} {case.title} sattes upp."
    supplement(case, ChangeVerb.ITEM_ADDED, added, by=by)
    day = swedish_date(meeting.day)
    text = f"{because} Ärendet sattes upp på {meeting.body.abbreviation} {day}.".strip()
    record(case, verb, text, by=by, more=shared, meeting=meeting.pk)
    return item


def _leave_missed(body: Body, case: Case, *, by: Person) -> None:
    """A board that met before the samråd did has not treated the case: it may be placed anew."""
    if case.step != Step.CONSULTATION:
        return
    missed = case.items.scheduled().filter(
        meeting__body=body, meeting__starts_at__lt=start_of_day(today())
    )
    missed.update(
        outcome=ItemOutcome.WITHDRAWN,
        note="Samrådet hade inte behandlat ärendet.",
        recorded_at=now(),
        recorded_by=by,
    )


def _check_place(meeting: Meeting, case: Case) -> None:
    seat = seat_of(case, meeting.body_id)
    if seat is None or case.step not in steps_for(seat):
        raise WrongStep(f"Ärendet kan inte tas upp i {meeting.body.abbreviation} nu.")
    if case.items.scheduled().filter(meeting__body=meeting.body, round=case.round).exists():
        raise DomainError("Ärendet står redan på en ärendelista för organet.", field="case")
    if meeting.items.filter(case=case).exists():
        raise DomainError("Ärendet har redan behandlats på det här mötet.", field="case")
    earliest = earliest_board(case)
    if earliest and meeting.starts_at <= earliest:
        raise DomainError("Mötet ligger före det som måste komma först.", field="case")


def _share_published(meeting: Meeting, case: Case, *, by: Person) -> str:
    """Share with those whose published agenda the case has just joined."""
    bodies = [meeting.body] if meeting.is_published else []
    followers = meeting.followed_by.not_cancelled().filter(agenda_published_at__isnull=False)
    bodies += [follower.body for follower in followers.select_related("body")]
    names = [body.abbreviation for body in bodies if share_with_body(case, body, by=by)]
    return f"Det delades därmed med {' och '.join(names)}." if names else ""


def _item(item_id: int) -> AgendaItem:
    """The item as it is now; raises WrongStep when somebody has just taken it off."""
    found: AgendaItem | None = (
        AgendaItem.objects.filter(pk=item_id).select_related("meeting__body").first()
    )
    if found is None:
        raise WrongStep("Punkten är redan borttagen från ärendelistan.")
    return found


@transaction.atomic
def remove_from_agenda(*, item_id: int, by: Person) -> Case:
    """Take back a placement that was not yet published.

    Raises NotAllowed, WrongStep when the item is treated or the agenda is out;
    then the meeting itself must withdraw it ("utgår").
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(_item(item_id).meeting_id)
    item = _item(item_id)
    case = lock_case(item.case_id)
    item = _item(item_id)
    if item.outcome != ItemOutcome.SCHEDULED:
        raise WrongStep("Punkten är redan behandlad.")
    if meeting.is_published:
        raise WrongStep("Ärendelistan är publicerad. Låt punkten utgå i stället.")
    if MinuteItem.objects.filter(item=item).exists():
        raise WrongStep("Punkten har en paragraf i protokollet. Låt den utgå i stället.")
    # A samråd of the same agenda may be out before the committee's own is.
    with withdrawing(case, "", by=by):
        item.delete()
    touch(case)
    day = swedish_date(meeting.day)
    text = f"Ärendet togs bort från {meeting.body.abbreviation} {day}."
    record(case, "remove_from_agenda", text, by=by)
    return case


@transaction.atomic
def publish_agenda(*, meeting_id: int, version: int, by: Person) -> Meeting:
    """Publish the agenda: its cases are from now on shared with the body's members.

    For a samråd they are the preparing committee's items, by reference. Raises
    NotAllowed, Stale, WrongStep (published, cancelled, over), DomainError (empty).
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id, version)
    check_open(meeting)
    if meeting.is_published:
        raise WrongStep("Ärendelistan är redan publicerad.")
    if meeting.follows_id:
        # Whoever places a case there now waits, and then finds this agenda published.
        lock_meeting(meeting.follows_id)
    items = [item for item in items_of(meeting) if item.outcome not in STOPPED]
    if not items:
        raise DomainError("Ärendelistan är tom. Sätt upp minst ett ärende först.")
    make_readable(meeting, items, by=by)
    what = "1 ärende" if len(items) == 1 else f"{len(items)} ärenden"
    text = f"Ärendelistan publicerades. {what} delades med {meeting.body.name}."
    Event.objects.create(at=now(), by=by, verb="publish_agenda", text=text, meeting=meeting)
    announce_agenda(meeting, by=by)
    return meeting


def make_readable(meeting: Meeting, items: list[AgendaItem], *, by: Person) -> None:
    """The body's members read these items from now on; the caller has locked the meeting."""
    meeting.agenda_published_at, meeting.agenda_published_by = now(), by
    meeting.version += 1
    meeting.save()
    for item in sorted(items, key=lambda each: each.case_id):
        share_by_publishing(item.case, meeting.body, by=by)
    freeze(meeting, items, by=by)


def share_by_publishing(case: Case, body: Body, *, by: Person) -> None:
    locked = lock_case(case.pk)
    if share_with_body(locked, body, by=by):
        text = f"Ärendet delades med {body.abbreviation} när ärendelistan publicerades."
        record(locked, "publish_agenda", text, by=by)
