"""Steering the outbox: send now, stop, send again, hold and open. Each with a reason."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import QuerySet

from bodies.actions.core import check_administrator, record
from bodies.models import Event, Notice, Person
from bodies.models.notice import NoticeState
from bodies.notices import digest, nudge, outbox
from bodies.policies import check_steers_notices
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError

Change = Callable[["QuerySet[Notice]"], int]


def send_notices_now(*, notices: Iterable[Notice], by: Person, reason: str) -> int:
    """Let what waits leave at once, by itself. Returns how many."""
    return _steer(
        "send_notices_now",
        notices,
        (NoticeState.WAITING, NoticeState.UNCERTAIN),
        lambda rows: rows.filter(digest=None).update(due_at=now(), daily=False),
        "skickas nu",
        by=by,
        reason=reason,
    )


def stop_notices(*, notices: Iterable[Notice], by: Person, reason: str) -> int:
    """Let what waits never leave. Returns how many."""
    return _steer(
        "stop_notices",
        notices,
        (NoticeState.WAITING, NoticeState.UNCERTAIN, NoticeState.FAILED),
        lambda rows: _stop(rows, f"{by.full_name}: {reason.strip()}"),
        "stoppades",
        by=by,
        reason=reason,
    )


def _stop(rows: "QuerySet[Notice]", reason: str) -> int:
    keys = list(rows.values_list("pk", flat=True))
    digest.stop_with(Notice.objects.filter(pk__in=keys), reason)
    return rows.update(state=NoticeState.STOPPED, stopped_because=reason)


def send_notices_again(*, notices: Iterable[Notice], by: Person, reason: str) -> int:
    """Try anew what failed, was stopped, came back or was sent already. Returns how many.

    It keeps its Message-ID, so that a mailbox which has it already can tell. A letter of
    the day takes along what it gathered.
    """
    return _steer(
        "send_notices_again",
        notices,
        (NoticeState.FAILED, NoticeState.STOPPED, NoticeState.SENT),
        _send_again,
        "skickas igen",
        by=by,
        reason=reason,
    )


def _send_again(rows: "QuerySet[Notice]") -> int:
    digest.open_again(rows)
    return rows.update(
        state=NoticeState.WAITING,
        stopped_because="",
        sent_at=None,
        delivered_at=None,
        bounced_at=None,
        seen_at=None,
        daily=False,
        digest=None,
        refusals=0,
        due_at=now(),
    )


@transaction.atomic
def acknowledge_bounce(*, notices: Iterable[Notice], by: Person, reason: str) -> int:
    """Somebody has seen to what came back: told the reader in another way, mended the address.

    Returns how many. Raises NotAllowed, DomainError (reason).
    """
    check_steers_notices(by)
    rows = Notice.objects.filter(
        pk__in=[notice.pk for notice in notices], bounced_at__isnull=False, seen_at=None
    )
    told = [f"{notice.about}: {notice.subject}" for notice in rows]
    _needed(reason)
    count: int = rows.update(seen_at=now())
    if not count:
        raise DomainError("Studsen är redan omhändertagen.")
    what = "1 mejl" if count == 1 else f"{count} mejl"
    text = f"{what} som studsade togs om hand. Skäl: {reason.strip()}"
    record("acknowledge_bounce", text, by=by, notices=told)
    return count


@transaction.atomic
def _steer(
    verb: str,
    notices: Iterable[Notice],
    states: tuple[NoticeState, ...],
    change: Change,
    done: str,
    *,
    by: Person,
    reason: str,
) -> int:
    """Raises NotAllowed, or DomainError (reason) when none of them can be changed so."""
    check_steers_notices(by)
    _needed(reason)
    rows: QuerySet[Notice] = Notice.objects.filter(
        pk__in=[notice.pk for notice in notices], state__in=states
    )
    told = [f"{notice.about}: {notice.subject}" for notice in rows]
    count = change(rows)
    if not count:
        raise DomainError("Aviseringen har redan gått vidare, så det här går inte längre.")
    what = "1 avisering" if count == 1 else f"{count} aviseringar"
    record(verb, f"{what} {done}. Skäl: {reason.strip()}", by=by, notices=told)
    transaction.on_commit(nudge)
    return count


@transaction.atomic
def hold_outbox(*, by: Person, reason: str) -> Event:
    """Let no mail leave until somebody opens the outbox again."""
    check_administrator(by)
    if not outbox.hold(_needed(reason)):
        raise DomainError("Utkorgen är redan pausad.")
    return record("hold_outbox", f"Utkorgen pausades. Skäl: {reason.strip()}", by=by)


@transaction.atomic
def release_outbox(*, by: Person, reason: str) -> Event:
    """Let mail leave again, from this database."""
    check_administrator(by)
    _needed(reason)
    if not outbox.release():
        raise DomainError("Utkorgen är inte pausad.")
    transaction.on_commit(nudge)
    return record("release_outbox", f"Utkorgen öppnades. Skäl: {reason.strip()}", by=by)


def _needed(reason: str) -> str:
    if not reason.strip():
        raise DomainError("Skriv varför.", field="reason")
    return reason.strip()
