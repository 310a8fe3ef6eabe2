"""What became of the letters: the relay's journal beside the database's ledger."""

import time
from collections import Counter
from dataclasses import dataclass

import psycopg

from tests.kill.relay import Relay
from tests.kill.site import Site

LEDGER = """
    SELECT notice.message_id, notice.state, notice.doubted_at IS NOT NULL, person.email
    FROM bodies_notice AS notice JOIN bodies_person AS person ON person.id = notice.recipient_id
"""
SERVERS = ("PostgreSQL", "Redis", "FLUSHALL")
UNSETTLED = "SELECT 1 FROM bodies_notice WHERE state IN ('waiting', 'sending', 'uncertain') LIMIT 1"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Counts of letters. `unmarked` came twice and nobody knows; `uncertain` is the ledger's word.

    `failed` were refused three times: a person is asked, and nothing was lost in silence.
    `doubles` are the times too many: `of_drops` after the line of that letter was dropped,
    the others (`of_deaths`) no more than what was `in_flight` when something was killed.
    """

    letters: int
    sent: int
    failed: int
    unsettled: int
    lost: int
    doubles: int
    of_drops: int
    of_deaths: int
    unmarked: int
    uncertain: int
    strangers: int
    in_flight: int

    @property
    def is_clean(self) -> bool:
        """What is promised: none lost, each double marked and in flight, no wrong recipient."""
        nothing = self.lost + self.unsettled + self.unmarked + self.strangers
        return not nothing and self.of_deaths <= self.in_flight


def settle(site: Site, seconds: float) -> float:
    """Wait until every letter is sent or failed, at most so long. Returns how long it took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            if not site.rows(UNSETTLED):
                break
        except psycopg.OperationalError:
            pass  # it was killed a moment ago
        time.sleep(0.2)
    return time.monotonic() - began


def judge(site: Site, relay: Relay, kills: Counter[str], senders: int) -> Verdict:
    """`in_flight` is how many letters the kills can have caught between hand-over and stamp.

    A killed sender has at most one, a killed PostgreSQL catches one of every sender.
    """
    ledger = site.rows(LEDGER)
    taken = Counter(message for message, _ in relay.taken)
    rightful = {str(message): str(email) for message, _, _, email in ledger}
    marked = {str(message) for message, _, doubted, _ in ledger if doubted}
    states = Counter(str(state) for _, state, _, _ in ledger)
    twice = {message for message, times in taken.items() if times > 1}
    extra = {message: times - 1 for message, times in taken.items()}
    of_drops = sum(min(extra[message], times) for message, times in relay.dropped.items())
    deaths = kills.total() - sum(kills[server] for server in SERVERS)
    return Verdict(
        letters=len(ledger),
        sent=states["sent"],
        failed=states["failed"],
        unsettled=len(ledger) - states["sent"] - states["failed"],
        lost=sum(state == "sent" and message not in taken for message, state, _, _ in ledger),
        doubles=sum(extra.values()),
        of_drops=of_drops,
        of_deaths=sum(extra.values()) - of_drops,
        unmarked=len(twice - marked),
        uncertain=len(marked),
        strangers=sum(rightful.get(message) != email for message, email in relay.taken),
        in_flight=deaths + senders * kills["PostgreSQL"],
    )
