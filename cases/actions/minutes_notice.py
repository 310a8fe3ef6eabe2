"""The notice of approved minutes: posted, and taken down when it may be (KL 8:12, 13:5)."""

from datetime import date

from django.db import transaction

from bodies.models import Event, Person
from cases import policies
from cases.actions.agenda import lock_meeting
from cases.actions.core import needed
from cases.minutes_dates import appeal_last
from cases.models import Minutes, PostedNotice
from samverkan.lib.dates import local_date, now, swedish_date, today
from samverkan.lib.errors import DomainError, Stale, WrongStep


@transaction.atomic
def post_notice(*, minutes_id: int, by: Person, posted_on: date, kept_at: str) -> PostedNotice:
    """Note that the approval was announced on the notice board, and where the minutes are kept.

    The time to appeal runs from that day. Raises NotAllowed, WrongStep (not approved, posted
    already), DomainError (posted_on, kept_at).
    """
    policies.check_run_meetings(by)
    minutes = _held(minutes_id)
    if minutes.approved_at is None:
        raise WrongStep("Det som inte är justerat kan inte anslås.")
    if PostedNotice.objects.filter(minutes=minutes).exists():
        raise WrongStep("Anslaget är redan uppe.")
    _check(minutes, posted_on, kept_at)
    notice: PostedNotice = PostedNotice.objects.create(
        minutes=minutes,
        posted_on=posted_on,
        kept_at=kept_at.strip(),
        appeal_last=appeal_last(posted_on),
        posted_by=by,
        noted_at=now(),
    )
    last = swedish_date(notice.appeal_last)
    _tell(
        minutes, "post_notice", f"anslogs {swedish_date(posted_on)}. Överklagas senast {last}", by
    )
    return notice


@transaction.atomic
def correct_notice(
    *, minutes_id: int, version: int, by: Person, posted_on: date, kept_at: str, reason: str
) -> PostedNotice:
    """Mend what was noted wrongly of a notice that is up; the time to appeal is counted anew.

    Raises NotAllowed, Stale, WrongStep (not up), DomainError (posted_on, kept_at, reason).
    """
    policies.check_run_meetings(by)
    minutes = _held(minutes_id)
    notice = PostedNotice.objects.filter(minutes=minutes).first()
    if notice is None or notice.taken_down_on:
        raise WrongStep("Det finns inget anslag uppe att rätta.")
    if notice.version != version:
        raise Stale("Någon annan har rättat anslaget. Läs igenom och försök igen.")
    _check(minutes, posted_on, kept_at)
    why, before = needed(reason), notice.posted_on
    notice.posted_on, notice.kept_at = posted_on, kept_at.strip()
    notice.appeal_last = appeal_last(posted_on)
    notice.version += 1
    notice.save()
    what = (
        f"fick anslaget rättat: anslogs {swedish_date(posted_on)} (förut {swedish_date(before)}), "
        f"förvaras i {notice.kept_at}. Överklagas senast {swedish_date(notice.appeal_last)}. "
        f"Skäl: {why.rstrip('.')}"
    )
    _tell(minutes, "correct_notice", what, by)
    return notice


def _check(minutes: Minutes, posted_on: date, kept_at: str) -> None:
    assert minutes.approved_at is not None
    approved_on = local_date(minutes.approved_at)
    if posted_on < approved_on:
        raise DomainError(
            f"Anslaget kan inte vara äldre än justeringen, {swedish_date(approved_on)}.",
            field="posted_on",
        )
    if posted_on > today():
        raise DomainError("Anslagsdagen ligger i framtiden.", field="posted_on")
    if not kept_at.strip():
        raise DomainError("Skriv var protokollet förvaras (KL 8:12).", field="kept_at")


@transaction.atomic
def take_down_notice(*, minutes_id: int, by: Person, on: date) -> PostedNotice:
    """Note that the notice came down, when the time to appeal was over.

    Raises NotAllowed, WrongStep (not up), DomainError (on) for a day that is too early or to
    come.
    """
    policies.check_run_meetings(by)
    minutes = _held(minutes_id)
    notice = PostedNotice.objects.filter(minutes=minutes).first()
    if notice is None or notice.taken_down_on:
        raise WrongStep("Det finns inget anslag uppe att ta ner.")
    if on < notice.down_earliest:
        raise DomainError(
            f"Anslaget sitter uppe till och med {swedish_date(notice.appeal_last)}, så länge "
            f"beslutet kan överklagas. Ta ner det tidigast {swedish_date(notice.down_earliest)} "
            "(KL 8:12).",
            field="on",
        )
    if on > today():
        raise DomainError("Dagen ligger i framtiden.", field="on")
    notice.taken_down_on, notice.taken_down_by = on, by
    notice.save(update_fields=["taken_down_on", "taken_down_by"])
    _tell(
        minutes,
        "take_down_notice",
        f"har inte längre något anslag uppe, sedan {swedish_date(on)}",
        by,
    )
    return notice


def _held(minutes_id: int) -> Minutes:
    rows = Minutes.objects.select_related("meeting__body", "paragraph")
    minutes: Minutes = rows.get(pk=minutes_id)
    lock_meeting(minutes.meeting_id)
    minutes.refresh_from_db(fields=["approved_at"])
    return minutes


def _tell(minutes: Minutes, verb: str, what: str, by: Person) -> None:
    name = minutes.paragraph.citation if minutes.paragraph else "Protokollet"
    Event.objects.create(
        at=now(), by=by, verb=verb, text=f"{name} {what}.", meeting=minutes.meeting
    )
