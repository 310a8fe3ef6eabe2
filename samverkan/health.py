"""/halsa/: what monitoring asks. Counts, times and yes/no only: the answer is open to anybody."""

import socket
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from psycopg_pool import PoolTimeout


@require_safe
@never_cache
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the site can serve, 503 when the database is away.

    `redis` false is no failure: mail is late until it is back, everything else works.
    `mail` tells the sender's own health, null when the database is away:
    `oldest_due` is in seconds, null when nothing is due.
    """
    state = outbox()
    found = {
        "database": state is not None,
        "redis": redis_answers(),
        "mail": None if state is None else _told(state),
    }
    return JsonResponse(found, status=503 if state is None else 200)


@require_safe
@never_cache
@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """The same for Prometheus, made anew at each question: no process keeps a count."""
    registry = CollectorRegistry()
    state = outbox()
    values = {"database_up": float(state is not None), "redis_up": float(redis_answers())}
    if state is not None:
        values |= _measured(state)
    for name, value in values.items():
        Gauge(f"samverkan_{name}", HELP[name], registry=registry).set(value)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


HELP = {
    "database_up": "1 if PostgreSQL answers",
    "redis_up": "1 if Redis answers",
    "mail_oldest_due_seconds": "how long the oldest due notice has waited",
    "mail_waiting": "notices that are not sent yet, due or not",
    "mail_uncertain": "notices that may have been sent",
    "mail_needs_person": "notices refused three times or bounced",
    "mail_held": "1 if the outbox is held",
    "mail_last_look_timestamp_seconds": "when a sender last looked; 0 if never",
    "mail_last_sent_timestamp_seconds": "when mail last left; 0 if never",
}


def outbox() -> Any:
    """The outbox's state (bodies.queries.outbox.OutboxState), None when the database is away."""
    # Here, not above: the health of a start that fails must be importable without the apps.
    from bodies.queries.outbox import outbox_state

    try:
        return outbox_state()
    except (DatabaseError, PoolTimeout):
        connection.close()
        return None


def _told(state: Any) -> dict[str, Any]:
    return {
        "oldest_due": int(state.due_for.total_seconds()) if state.oldest_due else None,
        "waiting": state.waiting,
        "uncertain": state.uncertain,
        "needs_person": state.need_a_person,
        "held": state.held_since is not None,
        "silent": state.is_silent,
        "last_look": state.looked_at,
        "last_sent": state.sent_at,
    }


def _measured(state: Any) -> dict[str, float]:
    return {
        "mail_oldest_due_seconds": state.due_for.total_seconds(),
        "mail_waiting": state.waiting,
        "mail_uncertain": state.uncertain,
        "mail_needs_person": state.need_a_person,
        "mail_held": float(state.held_since is not None),
        "mail_last_look_timestamp_seconds": _stamp(state.looked_at),
        "mail_last_sent_timestamp_seconds": _stamp(state.sent_at),
    }


def _stamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def redis_answers(timeout: float = 0.5) -> bool:
    """Return whether something accepts a connection where REDIS_URL points."""
    parts = urlsplit(settings.REDIS_URL)
    try:
        if parts.scheme in ("redis+socket", "unix"):
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(timeout)
                client.connect(unquote(parts.path))
        else:
            address = (parts.hostname or "127.0.0.1", parts.port or 6379)
            socket.create_connection(address, timeout).close()
    except OSError:
        return False
    return True
