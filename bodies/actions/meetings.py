"""When bodies meet. Cancelling a meeting belongs to its agenda, and so to `cases`."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from bodies.actions.core import check_administrator, locked, write
from bodies.actions.points import copy_standing_points
from bodies.models import CooperationArea, Meeting, Person
from bodies.models.body import BodyKind
from samverkan.lib.dates import swedish_date
from samverkan.lib.errors import DomainError, Stale

# Published and cancelled on the meeting's own page.
KEPT = ("state", "state_reason", "agenda_published_at", "agenda_published_by_id")


@transaction.atomic
def save_meeting(
    *, meeting: Meeting, by: Person, version: int | None = None, in_the_past: bool = False
) -> Meeting:
    """Add or change a meeting; days for papers and summons are proposed when blank.

    `version` is the one the form was rendered with (Stale if it has changed since);
    `in_the_past` allows adding a meeting that has already been. Raises DomainError
    by the field: a start in the past, papers after the meeting, a samråd that does
    not follow its committee's meeting, two meetings at once.
    """
    check_administrator(by)
    return _save(meeting, by, version, in_the_past=in_the_past)


def add_meeting(*, meeting: Meeting, by: Person) -> Meeting:
    """Add one of a planned year's meetings. The caller has seen to who `by` is and to the
    transaction, and the same is refused as for any meeting."""
    return _save(meeting, by, None, in_the_past=False)


def move_meeting(*, meeting_id: int, starts_at: datetime, reason: str, by: Person) -> Meeting:
    """Another start for a meeting, with the same length and, if proposed, its days moved too.

    The caller holds the meeting's row locked in a transaction and has seen to who `by` is.
    Refuses what save_meeting refuses, and a meeting that has treated cases.
    """
    meeting = Meeting.objects.select_related("body", "follows").get(pk=meeting_id)
    old = meeting.starts_at
    if starts_at == old:
        raise DomainError("Mötet börjar redan då. Välj en annan tid.", field="starts_at")
    meeting.starts_at = starts_at
    meeting.ends_at = meeting.ends_at and meeting.ends_at + (starts_at - old)
    return _save(meeting, by, None, in_the_past=False, reason=reason)


def _save(
    meeting: Meeting, by: Person, version: int | None, *, in_the_past: bool, reason: str = ""
) -> Meeting:
    _lock_chain(meeting)
    before = locked(meeting)
    _check_version(before, version)
    _keep(meeting, before)
    _check_start(meeting, before, in_the_past=in_the_past)
    _check_body(meeting, before)
    _check_follows(meeting, before)
    _check_followers(meeting)
    _propose_days(meeting, before)
    _check_days(meeting)
    meeting.version = before.version + 1 if before else 1
    what = f"Mötet i {meeting.body.abbreviation} {swedish_date(meeting.day)}"
    write(meeting, before, what=what, by=by, body=meeting.body, meeting=meeting, reason=reason)
    if before is None:
        copy_standing_points(meeting)
    return meeting


def _lock_chain(meeting: Meeting) -> None:
    """The meeting, the one it follows and those that follow it: their order is one fact."""
    chain = Q(pk__in=[pk for pk in (meeting.pk, meeting.follows_id) if pk])
    if meeting.pk:
        chain |= Q(follows=meeting.pk)
    list(Meeting.objects.select_for_update(of=("self",)).filter(chain).order_by("pk"))
    if meeting.follows_id:
        meeting.follows = Meeting.objects.select_related("body").get(pk=meeting.follows_id)


def _keep(meeting: Meeting, before: Meeting | None) -> None:
    """What acts of its own write is as the database has it, however old this row is."""
    for name in KEPT if before else ():
        setattr(meeting, name, getattr(before, name))


def _check_version(before: Meeting | None, version: int | None) -> None:
    if before and version is not None and before.version != version:
        raise Stale(
            "Någon annan har ändrat mötet sedan du öppnade sidan. Det du skrev står kvar. "
            "Läs igenom och spara igen."
        )


def _check_start(meeting: Meeting, before: Meeting | None, *, in_the_past: bool) -> None:
    if before and before.starts_at == meeting.starts_at:
        return
    if before and before.is_over:
        raise DomainError("Mötet har redan varit, så tiden ligger fast.", field="starts_at")
    if meeting.is_over and not in_the_past:
        raise DomainError(
            "Mötet ligger i det förflutna. Välj en kommande dag, eller kryssa för att mötet "
            "redan har varit.",
            field="starts_at",
        )


def _check_body(meeting: Meeting, before: Meeting | None) -> None:
    if before and before.body_id != meeting.body_id:
        raise DomainError(
            "Ett möte kan inte byta organ. Ställ in det och lägg upp ett nytt.", field="body"
        )


def _check_follows(meeting: Meeting, before: Meeting | None) -> None:
    """A samråd takes its agenda from a meeting of its area's preparing committee."""
    if before and (before.follows_id, before.starts_at) == (meeting.follows_id, meeting.starts_at):
        return
    committees = _committees(meeting)
    followed = meeting.follows
    if followed is None:
        if committees:
            raise DomainError("Välj vilket möte som samrådet följer på.", field="follows")
        return
    if followed.body_id not in committees:
        raise DomainError(
            "Bara ett samråd följer på ett annat möte, och då på ett med det utskott som "
            "bereder dess ärenden.",
            field="follows",
        )
    if before and before.is_published and before.follows_id != followed.pk:
        raise DomainError(
            "Samrådets ärendelista är publicerad, så den kan inte bytas.", field="follows"
        )
    _check_order(meeting, followed)


def _committees(meeting: Meeting) -> set[int]:
    if meeting.body.kind != BodyKind.CONSULTATION:
        return set()
    areas = CooperationArea.objects.filter(
        consultation=meeting.body, preparing_committee__isnull=False
    )
    return set(areas.values_list("preparing_committee", flat=True))


def _check_order(meeting: Meeting, followed: Meeting) -> None:
    if followed.is_cancelled and not meeting.is_cancelled:
        raise DomainError("Mötet som samrådet följer på är inställt.", field="follows")
    if followed.starts_at >= meeting.starts_at:
        raise DomainError(
            f"Samrådet måste börja efter mötet i {followed.body.abbreviation} "
            f"{swedish_date(followed.day)}. Samma dag går bra.",
            field="starts_at",
        )
    others = followed.followed_by.not_cancelled().exclude(pk=meeting.pk)
    if not meeting.is_cancelled and others.filter(body=meeting.body).exists():
        raise DomainError("Ett annat samråd följer redan på det mötet.", field="follows")


def _check_followers(meeting: Meeting) -> None:
    """Moving a committee's meeting past the samråd that follows it breaks the chain."""
    if meeting._state.adding:
        return
    passed = meeting.followed_by.not_cancelled().filter(starts_at__lte=meeting.starts_at)
    if follower := passed.select_related("body").first():
        raise DomainError(
            f"{follower.body.abbreviation} {swedish_date(follower.day)} följer på det här mötet. "
            "Flytta det först.",
            field="starts_at",
        )


def _propose_days(meeting: Meeting, before: Meeting | None) -> None:
    """By the body's own rules, and again when a meeting with proposed days is moved."""
    papers, summons = proposed_days(meeting)
    old_papers, old_summons = proposed_days(before) if before else (None, None)
    if meeting.papers_due in (None, old_papers):
        meeting.papers_due = papers
    if meeting.summons_due in (None, old_summons):
        meeting.summons_due = summons


def proposed_days(meeting: Meeting) -> tuple[date, date]:
    """The last days for papers and for the summons, calendar days before the meeting."""
    body = meeting.body
    return (
        meeting.day - timedelta(days=body.papers_days),
        meeting.day - timedelta(days=body.summons_days),
    )


def _check_days(meeting: Meeting) -> None:
    for field, words in (("papers_due", "Handlingarna"), ("summons_due", "Kallelsen")):
        due = getattr(meeting, field)
        if due and due > meeting.day:
            raise DomainError(f"{words} efter mötet? Välj en dag före det.", field=field)
