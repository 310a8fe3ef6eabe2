"""Whether mail may leave: the hold, and the sign of life that monitoring reads.

A database that was restored from a backup does not know what was sent after it was
made. It is told by its fingerprint, and starts on hold.
"""

import logging

from django.db import connection, transaction
from django.db.models import QuerySet

from bodies.models import Outbox
from samverkan.lib.dates import now

log = logging.getLogger(__name__)

RESTORED = (
    "Databasen är en annan än den som mejl skickades från senast: återställd från en "
    "säkerhetskopia eller flyttad. Se efter vad som redan är skickat innan du öppnar utkorgen."
)
# The cluster, its history (a recovery to a point in time begins a new one), the database, and
# the table itself: pg_restore --clean makes a new one in the same database.
FINGERPRINT = """
    SELECT concat_ws('/', system_identifier, timeline_id, oid, to_regclass('bodies_outbox')::oid)
    FROM pg_control_system(), pg_control_checkpoint(), pg_database
    WHERE datname = current_database()
"""


def fingerprint() -> str:
    """What tells this database from a copy of it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(FINGERPRINT)
        return str(cursor.fetchone()[0])


def the_outbox() -> "QuerySet[Outbox]":
    rows: QuerySet[Outbox] = Outbox.objects.filter(pk=1)
    return rows


def look() -> bool:
    """A sender's sign of life; False while the outbox is held."""
    here = fingerprint()
    found = the_outbox().values_list("database", "held_since").first()
    if found is None:
        Outbox.objects.bulk_create([Outbox(database=here)], ignore_conflicts=True)
        found = (here, None)
    if found[0] == here.rpartition("/")[0]:  # as it was written before the table counted
        the_outbox().update(database=here)
    elif found[0] != here:
        hold(RESTORED)
        return False
    the_outbox().update(looked_at=now())
    return found[1] is None


@transaction.atomic
def hold(reason: str) -> bool:
    """Let nothing leave until somebody opens it again; False if it is held already."""
    Outbox.objects.get_or_create(pk=1, defaults={"database": fingerprint()})
    held = the_outbox().filter(held_since=None).update(held_since=now(), held_because=reason)
    if held:
        log.error("Utkorgen är pausad. %s", reason)
    return bool(held)


def release() -> bool:
    """Mail may leave, from this database; False if it was not held."""
    held = the_outbox().filter(held_since__isnull=False)
    return bool(held.update(held_since=None, held_because="", database=fingerprint()))


def note_sent() -> None:
    the_outbox().update(sent_at=now())
