"""Sending again what the mail server would not take, once somebody has looked."""

from collections.abc import Iterable

from django.db import transaction

from bodies.actions.core import check_administrator, record
from bodies.models import Notice, Person
from bodies.models.notice import NoticeState
from bodies.notices import nudge
from samverkan.lib.dates import now


@transaction.atomic
def retry_notices(*, notices: Iterable[Notice], by: Person) -> int:
    """Put failed notices back in the queue, all attempts anew. Returns how many."""
    check_administrator(by)
    failed = Notice.objects.filter(
        pk__in=[notice.pk for notice in notices], state=NoticeState.FAILED
    )
    count: int = failed.update(state=NoticeState.WAITING, due_at=now(), attempts=0)
    if count:
        record("retry_notices", f"{count} misslyckade aviseringar skickas igen.", by=by)
        transaction.on_commit(nudge)
    return count
