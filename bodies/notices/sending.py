"""Delivering what is due: claim → hand over → stamp, each its own transaction.

A claim is a lease. A sender that dies before the hand-over leaves a row that the next
one takes; one that dies after it leaves a row that may have been sent: uncertain. Such a
row is looked up in the mail server's journal if there is one, and else sent again with
the same Message-ID.
"""

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import takewhile
from time import monotonic

from django.db import DatabaseError, transaction
from django.db.models import F, Q, QuerySet

from bodies.models import Notice
from bodies.models.notice import NoticeState
from bodies.notices import digest, outbox
from bodies.notices.journal import is_taken
from bodies.notices.letters import letter_to, reason_not_to
from bodies.notices.posting import nudge
from samverkan.lib.dates import now
from samverkan.lib.mail import AwayError, Carrier, NotTakenError, UnsureError

log = logging.getLogger(__name__)

BATCH = 10
# Longer than it takes to hand a message over, so that a slow sender is not doubled.
LEASE = timedelta(seconds=90)
# Before what may have been sent is sent again: time for the server's journal to tell.
DOUBT = timedelta(seconds=60)
# After the third refusal a person is asked.
RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=10))
# Seconds. No letter is begun later than this in a round: with a server that hangs twice on
# the last one it still ends before Celery's time limit, which would kill it in mid-sending.
ROUND = 30.0


def deliver_due(limit: int = 100) -> int:
    """Send what is due, some at a time. Returns how many were sent.

    Nothing leaves while the outbox is held. When more is left another worker is nudged,
    so that no task is long; what this one had claimed by then waits until its lease is out.
    """
    if not outbox.look():
        return 0
    digest.gather()
    sent = done = 0
    until = monotonic() + ROUND
    # With no server there is no round: the next sweep looks again, and staff are told.
    with Carrier() as carrier, suppress(AwayError):
        while done < limit and monotonic() < until and (batch := claim(min(BATCH, limit - done))):
            in_time = takewhile(lambda _: monotonic() < until, batch)
            sent += sum(deliver(notice, carrier) for notice in in_time)
            done += len(batch)
    if sent:
        outbox.note_sent()
    if done >= limit or monotonic() >= until:
        nudge()
    return sent


def claim(count: int = BATCH) -> list[Notice]:
    """Take some due notices with a lease; two senders never take the same."""
    with transaction.atomic():
        moment = now()
        rows = list(
            Notice.objects.due(moment)
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("due_at", "pk")[:count]
        )
        doubted = [row.pk for row in rows if row.handed_at]
        if doubted:
            _doubt(Notice.objects.filter(pk__in=doubted), "Avsändaren avbröts.", moment)
        taken = [row.pk for row in rows if not row.handed_at]
        Notice.objects.filter(pk__in=taken).update(
            state=NoticeState.SENDING, lease_until=moment + LEASE, attempts=F("attempts") + 1
        )
        found = Notice.objects.filter(pk__in=taken).select_related("recipient")
        return list(found.order_by("due_at", "pk"))


def deliver(notice: Notice, carrier: Carrier) -> bool:
    """Hand one claimed notice to the mail server and stamp what came of it.

    Raises AwayError when no server answers, and DatabaseError.
    """
    try:
        return _deliver(notice, carrier)
    except AwayError as error:
        release(notice, str(error))
        raise
    except NotTakenError as error:
        stamp_refused(notice, str(error))
    except UnsureError as error:
        stamp_uncertain(notice, str(error))
    except DatabaseError:
        raise  # no fault of the letter's: the lease runs out, and another takes it
    except Exception as error:
        # A letter that cannot even be written must not be tried for ever, nor stop the rest.
        log.exception("Aviseringen %s gick inte att skicka.", notice.pk)
        stamp_refused(notice, f"{type(error).__name__}: {error}")
    return False


def _deliver(notice: Notice, carrier: Carrier) -> bool:
    if reason := reason_not_to(notice):
        stamp_stopped(notice, reason)
        return False
    if notice.doubted_at and is_taken(notice.message_id):
        return stamp_sent(notice, doubted_at=None)  # once, and the ledger says so
    letter = letter_to(notice)
    carrier.ready()
    if not hand_over(notice):
        return False
    carrier.send(letter.message)
    notice.sent_to = letter.stand_in
    try:
        return stamp_sent(notice)
    except Exception as error:
        # It has left: whatever stopped the stamp, it may not wait as if it had not.
        raise UnsureError(f"Det gick inte att anteckna: {type(error).__name__}") from error


def mine(notice: Notice) -> "QuerySet[Notice]":
    """The row only while this sender still holds the lease it claimed."""
    rows: QuerySet[Notice] = Notice.objects.filter(
        pk=notice.pk, state=NoticeState.SENDING, attempts=notice.attempts
    )
    return rows


def hand_over(notice: Notice) -> bool:
    """Mark that the mail server may have it from now on; False if the lease has run out."""
    moment = now()
    held = mine(notice).filter(lease_until__gt=moment)
    return held.update(handed_at=moment, lease_until=moment + LEASE) == 1


def stamp_sent(notice: Notice, **more: object) -> bool:
    moment = now()
    return _stamp(
        notice, {"state": NoticeState.SENT, "sent_at": moment, "sent_to": notice.sent_to, **more}
    )


def stamp_stopped(notice: Notice, reason: str) -> bool:
    return _stamp(notice, {"state": NoticeState.STOPPED, "stopped_because": reason})


def stamp_refused(notice: Notice, error: str) -> bool:
    """Wait longer for each refusal; after the last a person must look."""
    refusals = notice.refusals + 1
    if refusals > len(RETRY_AFTER):
        return _stamp(notice, {"state": NoticeState.FAILED, "refusals": refusals}, error)
    state = NoticeState.UNCERTAIN if notice.doubted_at else NoticeState.WAITING
    due = now() + RETRY_AFTER[refusals - 1]
    return _stamp(notice, {"state": state, "due_at": due, "refusals": refusals}, error)


def release(notice: Notice, error: str) -> bool:
    """As it was before the claim, due as before: that the server is away counts as no attempt."""
    state = NoticeState.UNCERTAIN if notice.doubted_at else NoticeState.WAITING
    return _stamp(notice, {"state": state, "attempts": F("attempts") - 1}, error)


def stamp_uncertain(notice: Notice, error: str) -> bool:
    return _doubt(mine(notice), error, now()) == 1


def _doubt(rows: "QuerySet[Notice]", error: str, moment: datetime) -> int:
    return rows.update(
        state=NoticeState.UNCERTAIN,
        doubted_at=moment,
        due_at=moment + DOUBT,
        lease_until=None,
        handed_at=None,
        error=error[:2000],
    )


def _stamp(notice: Notice, fields: dict[str, object], error: str = "") -> bool:
    """Write what came of it, also on what a digest gathered; False if the lease was lost."""
    given = {"error": error[:2000], "lease_until": None, "handed_at": None, **fields}
    with transaction.atomic():
        if not mine(notice).update(**given):
            return False
        if fields["state"] in (NoticeState.SENT, NoticeState.STOPPED):
            still = Q(state=NoticeState.WAITING)
            Notice.objects.filter(still, digest=notice).update(**fields)
    return True
