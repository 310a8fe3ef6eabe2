"""The notice of approved minutes: posted, and taken down when it may be (KL 8:12, 13:5)."""

from datetime import date

from django.db import transaction

from bodies.models import Event, Person
from cases import policies
from cases.actions.agenda import lock_meeting
from cases.minutes_dates import appeal_last
from cases.models import Minutes, PostedNotice
from samverkan.lib.dates import local_date, now, swedish_date, today
from samverkan.lib.errors import DomainError, WrongStep


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
