"""The Celery app of a run: the product's own, with another clock or without a safeguard.

The controls take one safeguard away each: a run that cannot tell the difference proves nothing.
"""

import os

import django
from django.conf import settings

from samverkan.celery import app

django.setup()

from bodies.models import Notice  # noqa: E402
from bodies.models.notice import NoticeState  # noqa: E402
from bodies.notices import sending  # noqa: E402
from bodies.notices.letters import letter_to  # noqa: E402
from samverkan.lib.dates import now  # noqa: E402
from samverkan.lib.mail import Carrier  # noqa: E402
from tests.kill.clock import Clock  # noqa: E402

__all__ = ["app"]


def stamp_then_send(notice: Notice, carrier: Carrier) -> bool:
    """What many systems do: say that it was sent, and then send it."""
    letter = letter_to(notice)
    carrier.ready()
    sending.stamp_sent(notice)
    carrier.send(letter.message)
    return True


def claim_without_lease(count: int = sending.BATCH) -> list[Notice]:
    """Look at what waits, and tell nobody that one has it."""
    waiting = Notice.objects.filter(state=NoticeState.WAITING, due_at__lte=now())
    return list(waiting.select_related("recipient").order_by("due_at", "pk")[:count])


clock = Clock.from_environ()
sending.LEASE, sending.DOUBT, sending.RETRY_AFTER = clock.lease, clock.doubt, clock.retry_after
settings.EMAIL_TIMEOUT = clock.patience
app.conf.beat_schedule["deliver notices"]["schedule"] = clock.beat

match os.environ.get("KILL_WITHOUT"):
    case "stamp":
        sending._deliver = stamp_then_send
    case "lease":
        sending.claim = claim_without_lease
        sending.hand_over = lambda notice: True
        sending.mine = lambda notice: Notice.objects.filter(pk=notice.pk)
