"""/halsa/: what monitoring asks. Counts and yes/no only: the answer is open to anybody."""

import socket
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from psycopg_pool import PoolTimeout

from samverkan.lib import dates


@require_safe
@never_cache
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the site can serve, 503 when the database is away.

    `redis` false is no failure: mail is late until it is back, everything else works.
    `oldest_waiting_notice` is in seconds, null when nothing is due.
    """
    database, age = database_state()
    found = {"database": database, "redis": redis_answers(), "oldest_waiting_notice": age}
    return JsonResponse(found, status=200 if database else 503)


def database_state() -> tuple[bool, int | None]:
    """Return whether the database answers, and the age in seconds of the oldest due notice."""
    # Here, not above: the health of a start that fails must be importable without the apps.
    from bodies.models import Notice

    now = dates.now()
    try:
        unsent = Notice.objects.due(now).order_by("due_at")
        due: datetime | None = unsent.values_list("due_at", flat=True).first()
    except (DatabaseError, PoolTimeout):
        connection.close()
        return False, None
    return True, None if due is None else int((now - due).total_seconds())


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
