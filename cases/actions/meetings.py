"""A meeting that will not be, or will be another day: its cases, its members, its samråd."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from bodies.actions.meetings import move_meeting as move_row
from bodies.models import Body, Event, Meeting, Person
from bodies.models.meeting import MeetingState
from cases import policies
from cases.actions.agenda import check_open, lock_meeting, place, share_by_publishing
from cases.actions.core import lock_case, needed, record, touch
from cases.actions.written import begin_round
from cases.announcements import announce_cancelled, announce_moved
from cases.models import AgendaItem, Case
from cases.outcomes import ItemOutcome
from cases.queries.agenda import is_consultation, items_of
from cases.written_letters import announce_written
from samverkan.lib.dates import now, swedish_date, swedish_time
from samverkan.lib.errors import WrongStep


@dataclass(frozen=True, slots=True)
class InWriting:
    """That the members answer in writing instead: the last day to, and what they are asked."""

    last_day: date
    question: str = ""


@transaction.atomic
def cancel_meeting(
    *,
    meeting_id: int,
    version: int,
    by: Person,
    reason: str,
    onto: int | None = None,
    in_writing: InWriting | None = None,
) -> Meeting:
    """Cancel a coming meeting; its waiting items go to the meeting `onto`, or are free.

    A cancelled samråd leaves its cases where they are: to be treated in writing, at once if
    `in_writing`, at the next samråd, or skipped with a reason. Raises NotAllowed, Stale,
    WrongStep (over, treated cases, followed), DomainError (no reason, `onto` cannot take them,
    what open_written_round raises).
    """
    policies.check_run_meetings(by)
    meeting, target = _lock_both(meeting_id, version, onto)
    check_open(meeting)
    # Whoever is recording what it said of a case is waited for, and then found.
    for item in sorted(items_of(meeting), key=lambda each: each.case_id):
        lock_case(item.case_id)
    _check_cancellable(meeting)
    meeting.state, meeting.state_reason = MeetingState.CANCELLED, needed(reason)
    meeting.version += 1
    meeting.save()
    for item in meeting.items.scheduled().order_by("case_id"):
        _free(item, meeting, target, by=by)
    text = f"Mötet ställdes in. Skäl: {reason.strip()}"
    if in_writing:
        text += f" {_hold_in_writing(meeting, in_writing, by=by)}"
    elif meeting.is_published:
        announce_cancelled(meeting, by=by)
    Event.objects.create(at=now(), by=by, verb="cancel_meeting", text=text, meeting=meeting)
    if is_consultation(meeting):
        share_left_over(meeting.body, by=by)
    return meeting


def _hold_in_writing(meeting: Meeting, asked: InWriting, *, by: Person) -> str:
    """One letter says both that the meeting is off and what the members are asked instead."""
    if not is_consultation(meeting):
        raise WrongStep("Bara ett samråd kan hållas skriftligt.")
    written = begin_round(meeting, by=by, last_day=asked.last_day, question=asked.question)
    announce_written(written, by=by)
    return f"Det hålls skriftligt, med sista dag att svara {swedish_date(asked.last_day)}."


def _lock_both(meeting_id: int, version: int, onto: int | None) -> tuple[Meeting, Meeting | None]:
    """In the order of their keys, so that two who cancel do not wait for each other."""
    locked = {
        pk: lock_meeting(pk, version if pk == meeting_id else None)
        for pk in sorted({meeting_id, onto or meeting_id})
    }
    target = locked[onto] if onto else None
    if target:
        check_open(target)
    return locked[meeting_id], target


def _check_cancellable(meeting: Meeting) -> None:
    """What has treated cases has been; and a samråd does not follow a cancelled meeting."""
    treated = meeting.items.exclude(outcome__in=(ItemOutcome.SCHEDULED, ItemOutcome.WITHDRAWN))
    said = (meeting.consultations, meeting.decisions, meeting.reports)
    if treated.exists() or any(rows.exists() for rows in said):
        raise WrongStep("Mötet har redan behandlat ärenden, så det kan inte ställas in.")
    if meeting.minute_items.exists():
        raise WrongStep("Mötets protokoll har fått paragrafer, så det kan inte ställas in.")
    follower = meeting.followed_by.not_cancelled().select_related("body").first()
    if follower:
        raise WrongStep(
            f"{follower.body.abbreviation} {swedish_date(follower.day)} följer på det här mötet. "
            "Ställ in det först."
        )


def share_left_over(samrad: Body, *, by: Person, only: Case | None = None) -> None:
    """What one samråd leaves may fall to the next, whose agenda may be out already."""
    coming = Meeting.objects.upcoming().filter(body=samrad, agenda_published_at__isnull=False)
    for later in coming.select_related("body", "follows"):
        for item in sorted(items_of(later), key=lambda each: each.case_id):
            if only in (None, item.case):
                share_by_publishing(item.case, later.body, by=by)


def _free(item: AgendaItem, meeting: Meeting, target: Meeting | None, *, by: Person) -> None:
    case = lock_case(item.case_id)
    item.refresh_from_db()
    if item.outcome != ItemOutcome.SCHEDULED:  # treated by somebody in the meantime
        return
    item.outcome, item.note = ItemOutcome.WITHDRAWN, "Mötet ställdes in."
    item.recorded_at, item.recorded_by = now(), by
    item.save()
    text = f"Mötet {meeting.body.abbreviation} {swedish_date(meeting.day)} ställdes in."
    if target:
        place(target, case, by=by, verb="cancel_meeting", because=text)
        return
    touch(case)
    record(case, "cancel_meeting", text, by=by, more="Ärendet behöver en ny mötesdag.")


@transaction.atomic
def move_meeting(
    *, meeting_id: int, version: int, by: Person, starts_at: datetime, reason: str
) -> Meeting:
    """Another start for a coming meeting; its items go with it, its paper days too if proposed.

    Those who have got its agenda, answered or been asked to step in are told. Raises
    NotAllowed, Stale, WrongStep (over, cancelled), DomainError by the field (`starts_at`: out
    of order in the chain, in the past, the meeting has treated cases, two at once; `reason`).
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id, version)
    check_open(meeting)
    why, before = needed(reason), meeting.starts_at
    meeting = move_row(meeting_id=meeting_id, starts_at=starts_at, reason=why, by=by)
    words = f"Mötet {meeting.body.abbreviation} flyttades från {swedish_time(before)} till "
    words += f"{swedish_time(meeting.starts_at)}. Skäl: {why}"
    for item in sorted(items_of(meeting), key=lambda each: each.case_id):
        case = lock_case(item.case_id)
        touch(case)
        record(case, "move_meeting", words, by=by, meeting=meeting.pk)
    announce_moved(meeting, before, why, by=by)
    return meeting
