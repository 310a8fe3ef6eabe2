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
UNSETTLED = "SELECT 1 FROM bodies_notice WHERE state IN ('waiting', 'sending', 'uncertain') LIMIT 1"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Counts of letters. `unmarked` came twice and nobody knows; `uncertain` is the ledger's word.

    `failed` were refused three times: a person is asked, and nothing was lost in silence.
    """

    letters: int
    sent: int
    failed: int
    unsettled: int
    lost: int
    doubles: int
    unmarked: int
    uncertain: int
    strangers: int
    in_flight: int

    @property
    def is_clean(self) -> bool:
        """What is promised: none lost, each double marked and in flight, no wrong recipient."""
        nothing = self.lost + self.unsettled + self.unmarked + self.strangers
        return not nothing and self.doubles <= self.in_flight


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
    """`in_flight` is how many letters a fault can have caught between hand-over and stamp.

    A dropped line and a hang catch one each, a killed sender at most its one, and a
    killed PostgreSQL one of every sender.
    """
    ledger = site.rows(LEDGER)
    taken = Counter(message for message, _ in relay.taken)
    rightful = {str(message): str(email) for message, _, _, email in ledger}
    marked = {str(message) for message, _, doubted, _ in ledger if doubted}
    states = Counter(str(state) for _, state, _, _ in ledger)
    twice = {message for message, times in taken.items() if times > 1}
    deaths = sum(kills[each] for each in ("sending process", "worker", "sweep"))
    return Verdict(
        letters=len(ledger),
        sent=states["sent"],
        failed=states["failed"],
        unsettled=len(ledger) - states["sent"] - states["failed"],
        lost=sum(state == "sent" and message not in taken for message, state, _, _ in ledger),
        doubles=sum(times - 1 for times in taken.values()),
        unmarked=len(twice - marked),
        uncertain=len(marked),
        strangers=sum(rightful.get(message) != email for message, email in relay.taken),
        in_flight=relay.met["drops"] + relay.met["hangs"] + deaths + senders * kills["PostgreSQL"],
    )
