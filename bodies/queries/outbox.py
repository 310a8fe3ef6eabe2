"""How the sender of mail feels: for monitoring, and for the banner that staff see."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from samverkan.lib.dates import now

# Staff are told when nothing has left, or nobody has looked, for so long.
SILENCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class OutboxState:
    """`oldest_due` is when the row that has waited longest fell due, None if none has.

    `waiting` counts what is not sent yet, due or not; `need_a_person` what the mail
    server refused three times or sent back.
    """

    oldest_due: datetime | None
    waiting: int
    uncertain: int
    need_a_person: int
    held_since: datetime | None
    held_because: str
    looked_at: datetime | None
    sent_at: datetime | None

    @property
    def due_for(self) -> timedelta:
        return now() - self.oldest_due if self.oldest_due else timedelta(0)

    @property
    def is_silent(self) -> bool:
        """Something has been due for five minutes, or nobody has looked for as long."""
        unseen = self.looked_at is not None and now() - self.looked_at > SILENCE
        return self.held_since is not None or unseen or self.due_for > SILENCE


# One row in any case, also before the first sweep. The conditions are those of the partial
# indexes, so that what was sent before costs nothing.
STATE = """
    SELECT unsent.oldest, unsent.waiting, unsent.uncertain, asking.count,
        outbox.held_since, coalesce(outbox.held_because, ''), outbox.looked_at, outbox.sent_at
    FROM (
        SELECT min(due_at) FILTER (WHERE due_at <= %(now)s AND digest_id IS NULL) AS oldest,
            count(*) AS waiting, count(*) FILTER (WHERE state = 'uncertain') AS uncertain
        FROM bodies_notice WHERE state IN ('waiting', 'sending', 'uncertain')
    ) AS unsent
    CROSS JOIN (
        SELECT count(*) FROM bodies_notice
        WHERE state = 'failed' OR (bounced_at IS NOT NULL AND seen_at IS NULL)
    ) AS asking
    LEFT JOIN bodies_outbox AS outbox ON outbox.id = 1
"""


def outbox_state() -> OutboxState:
    """One query, of the same cost whatever was sent before. Raises DatabaseError."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, {"now": now()})
        return OutboxState(*cursor.fetchone())
