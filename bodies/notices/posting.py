"""Writing notices, in the transaction of what caused them."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from celery import current_app
from django.conf import settings
from django.db import transaction

from bodies.models import Notice, NoticeChoice, Person
from bodies.models.notice import NoticeState
from bodies.models.notice_choice import Manner
from bodies.notices.kinds import is_required
from samverkan.lib.dates import STOCKHOLM, local_date, now

log = logging.getLogger(__name__)

# When reminders and the daily letter go out, in Sweden: before the day's work.
MORNING = time(7)
DECLINED = "Mottagaren har valt att inte få sådana mejl."


@dataclass(frozen=True, slots=True)
class Letter:
    """What a notice says: subject, plain text, and the page it leads to.

    The dates in it are written out, never "om tre dagar": it may be read late.
    """

    subject: str
    text: str
    path: str


def post(
    *,
    rule: str,
    about: str,
    occasion: str,
    recipients: Iterable[Person],
    letter: Letter,
    at: datetime | None = None,
) -> int:
    """Write one notice per recipient with an address, in the caller's transaction.

    The same (rule, about, recipient, occasion) is written once; asking again
    changes nothing. `at` is when it should leave, now if not given. Returns how many
    were asked for that have an address.
    """
    people = [person for person in recipients if person.email and person.is_active]
    manners = _manners(rule, people)
    moment = now()
    rows = [
        Notice(
            rule=rule,
            about=about,
            recipient=person,
            occasion=occasion,
            subject=letter.subject[:200],
            text=letter.text,
            path=letter.path,
            created_at=moment,
            message_id=f"<{uuid4()}@{settings.MAIL_DOMAIN}>",
            **_when(manners.get(person.pk, Manner.AT_ONCE), at or moment),
        )
        for person in people
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    transaction.on_commit(nudge)
    return len(rows)


def _manners(rule: str, people: list[Person]) -> dict[int, str]:
    """How each wants this kind; what the law needs is never put off."""
    if is_required(rule):
        return {}
    chosen = NoticeChoice.objects.filter(kind=rule, person__in=people)
    return dict(chosen.values_list("person_id", "manner"))


def _when(manner: str, at: datetime) -> dict[str, object]:
    if manner == Manner.DAILY:
        at = next_morning(at)
    found: dict[str, object] = {"planned_at": at, "due_at": at, "daily": manner == Manner.DAILY}
    if manner == Manner.NEVER:
        found |= {"state": NoticeState.STOPPED, "stopped_because": DECLINED}
    return found


def morning_of(day: date) -> datetime:
    """Seven o'clock in Sweden that day, also when the clocks change."""
    return datetime.combine(day, MORNING, tzinfo=STOCKHOLM)


def next_morning(after: datetime) -> datetime:
    """The first morning at or after the instant."""
    today = morning_of(local_date(after))
    return today if after <= today else morning_of(local_date(after) + timedelta(days=1))


def nudge() -> None:
    """Tell a worker to look now; if Redis is away the sweep will look later."""
    try:
        current_app.send_task("bodies.tasks.deliver_notices", retry=False)
    except Exception:
        log.warning("Kön svarar inte. Aviseringarna skickas av svepet.", exc_info=True)
