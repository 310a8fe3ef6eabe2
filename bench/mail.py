"""What the outbox costs: how soon what is due has left, and what a sweep costs among many sent.

`make bench-mail`. Prints tables in Markdown; docs/matt.md holds the latest. Real
PostgreSQL, Redis, Celery worker, beat and sweep, and an SMTP server that takes 5 ms.
"""

import contextlib
import statistics
import time
from collections.abc import Iterator
from typing import Any

import psycopg

from tests.kill.clock import REAL
from tests.kill.relay import Relay
from tests.kill.site import Site, running_site
from tests.kill.verdict import settle

STREAM, STREAM_SECONDS = 1200, 240
AT_ONCE = 10_000
SENT = (1_000, 1_000_000)
LATENCY = """
    SELECT EXTRACT(EPOCH FROM sent_at - planned_at)::float FROM bodies_notice WHERE state = 'sent'
"""
SPREAD = f"""
    UPDATE bodies_notice SET due_at = due_at + n * interval '1 second', planned_at = due_at
        + n * interval '1 second'
    FROM (SELECT id, {STREAM_SECONDS}.0 * row_number() OVER (ORDER BY id) / {STREAM} AS n
          FROM bodies_notice) AS spread
    WHERE spread.id = bodies_notice.id
"""
FILL = """
    INSERT INTO bodies_notice (rule, about, recipient_id, occasion, subject, text, path, state,
        daily, planned_at, due_at, attempts, refusals, message_id, created_at, sent_at, error,
        stopped_because)
    SELECT 'old', 'meeting:1', (SELECT min(id) FROM bodies_person), 'old ' || n, 'Ämne', 'Text',
        '/', 'sent', false, now() - n * interval '1 minute', now() - n * interval '1 minute', 1, 0,
        '<' || n || '@old.example.se>', now(), now(), '', ''
    FROM generate_series({first}, {last}) AS n
"""
# What a sweep asks (bodies.models.notice.NoticeQuerySet.due), with nothing due.
LOOK = """
    EXPLAIN (ANALYZE, FORMAT JSON) SELECT id FROM bodies_notice
    WHERE state IN ('waiting', 'sending', 'uncertain') AND NOT daily AND digest_id IS NULL
        AND due_at <= now() AND NOT (state = 'sending' AND lease_until >= now())
    ORDER BY due_at, id LIMIT 10 FOR UPDATE SKIP LOCKED
"""


def main() -> None:
    stream()
    at_once()
    sweep()


def stream() -> None:
    """Letters that fall due one after the other: how long after that they have left."""
    with quiet_site(STREAM) as (site, _):
        execute(site, SPREAD)
        site.start_all(workers=1, beats=1)
        settle(site, STREAM_SECONDS + 120)
        seconds = sorted(float(str(row[0])) for row in site.rows(LATENCY))
    at = [statistics.quantiles(seconds, n=100)[part - 1] for part in (50, 95, 99)]
    print(f"{STREAM} letters over {STREAM_SECONDS} s, one worker, one beat, the sweep:")
    print(
        f"median {at[0]:.1f} s, 95 % {at[1]:.1f} s, 99 % {at[2]:.1f} s, all {seconds[-1]:.1f} s\n"
    )


def at_once() -> None:
    with quiet_site(AT_ONCE) as (site, relay):
        began = time.monotonic()
        site.start_all(workers=2, beats=1)
        settle(site, 900)
        took = time.monotonic() - began
        doubles = len(relay.taken) - len(set(relay.taken))
    print(
        f"{AT_ONCE} due at once, two workers, one beat, the sweep: {took:.0f} s, {doubles} twice\n"
    )


def sweep() -> None:
    print("| sent before | index | ms a look, median of 20 |\n|---:|---|---:|")
    with quiet_site(1) as (site, _):
        execute(site, "UPDATE bodies_notice SET state = 'sent', sent_at = now()")
        first = 1
        for count in SENT:
            execute(site, FILL.format(first=first, last=count))
            execute(site, "ANALYZE bodies_notice")
            first = count + 1
            plans: list[Any] = [site.rows(LOOK)[0][0] for _ in range(20)]
            times = [plan[0]["Execution Time"] for plan in plans]
            used = "bodies_notice_unsent" in str(plans[-1])
            print(f"| {count:,} | {'yes' if used else 'NO'} | {statistics.median(times):.3f} |")


@contextlib.contextmanager
def quiet_site(letters: int) -> Iterator[tuple[Site, Relay]]:
    """A site without faults, with so many letters; no sender is started yet."""
    relay = Relay(share=0, patience=REAL.patience, takes=0.005)
    with running_site(relay, REAL) as site:
        site.python("-m", "tests.kill.seed", str(letters))
        yield site, relay


def execute(site: Site, statement: str) -> None:
    with psycopg.connect(site.postgres.url) as connection:
        connection.execute(statement.encode())


if __name__ == "__main__":
    main()
