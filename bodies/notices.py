"""The outbox: posting a notice inside an action, and delivering what is due.

PostgreSQL is the truth. Posting only writes rows; a worker is nudged after the
commit, and the sweep finds what a lost nudge left behind. Delivery is
claim → send → stamp, each its own transaction, with a lease.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException
from uuid import uuid4

from celery import current_app
from django.conf import settings
from django.db import models, transaction

from bodies.models import Notice, Person
from bodies.models.notice import NoticeState
from samverkan.lib.dates import now
from samverkan.lib.mail import send_mail

log = logging.getLogger(__name__)

# Longer than any SMTP timeout, so that a slow sender is not doubled by another.
LEASE = timedelta(minutes=5)
RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Letter:
    """What a notice says: subject, plain text, and the page it leads to."""

    subject: str
    text: str
    path: str


def post(
    *, rule: str, about: str, occasion: str, recipients: Iterable[Person], letter: Letter
) -> None:
    """Write one notice per recipient with an address, in the caller's transaction.

    The same (rule, about, recipient, occasion) is written once; asking again
    changes nothing.
    """
    moment = now()
    Notice.objects.bulk_create(
        [
            Notice(
                rule=rule,
                about=about,
                recipient=person,
                occasion=occasion,
                subject=letter.subject[:200],
                text=letter.text,
                path=letter.path,
                due_at=moment,
                created_at=moment,
                message_id=f"<{uuid4()}@{settings.MAIL_DOMAIN}>",
            )
            for person in recipients
            if person.email and person.is_active
        ],
        ignore_conflicts=True,
    )
    transaction.on_commit(nudge)


def nudge() -> None:
    """Tell a worker to look now; if Redis is away the sweep will look later."""
    try:
        current_app.send_task("bodies.tasks.deliver_notices", retry=False)
    except Exception:
        log.warning("Kön svarar inte. Aviseringarna skickas av svepet.", exc_info=True)


def deliver_due(limit: int = 100) -> int:
    """Send what is due, one claim at a time. Returns how many were sent."""
    sent = 0
    for _ in range(limit):
        notice = claim()
        if notice is None:
            break
        sent += deliver(notice)
    return sent


def claim() -> Notice | None:
    """Take one due notice with a lease, or None; two senders never take the same."""
    with transaction.atomic():
        moment = now()
        notice: Notice | None = (
            Notice.objects.due(moment)
            .select_for_update(of=("self",), skip_locked=True)
            .select_related("recipient")
            .order_by("due_at", "pk")
            .first()
        )
        if notice is None:
            return None
        notice.state = NoticeState.SENDING
        notice.lease_until = moment + LEASE
        notice.attempts += 1
        notice.save(update_fields=["state", "lease_until", "attempts"])
        return notice


def deliver(notice: Notice) -> bool:
    """Hand one claimed notice to the mail server and stamp what came of it."""
    try:
        send_mail(
            to=notice.recipient.email or "",
            subject=notice.subject,
            text=notice.text,
            url=settings.SITE_URL + notice.path,
            message_id=notice.message_id,
        )
    except (OSError, SMTPException) as error:
        stamp_failure(notice, str(error))
        return False
    stamp_sent(notice)
    return True


def mine(notice: Notice) -> "models.QuerySet[Notice]":
    """The row only while this sender still holds the lease it claimed."""
    return Notice.objects.filter(pk=notice.pk, state=NoticeState.SENDING, attempts=notice.attempts)


def stamp_sent(notice: Notice) -> None:
    mine(notice).update(state=NoticeState.SENT, sent_at=now(), lease_until=None, error="")


def stamp_failure(notice: Notice, error: str) -> None:
    """Wait longer for each attempt; after the last a person must look."""
    tries = notice.attempts
    if tries > len(RETRY_AFTER):
        state, wait = NoticeState.FAILED, timedelta(0)
    else:
        state, wait = NoticeState.WAITING, RETRY_AFTER[tries - 1]
    mine(notice).update(state=state, due_at=now() + wait, lease_until=None, error=error[:2000])
