"""One run from beginning to end."""

import time
from collections import Counter
from dataclasses import dataclass

from tests.kill.clock import Clock
from tests.kill.relay import Relay
from tests.kill.site import running_site
from tests.kill.storm import Storm
from tests.kill.verdict import Verdict, judge, settle

WORKERS, BEATS, SWEEPS = 4, 2, 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """Seconds that the storm lasted, and from its last fault until every letter was settled.

    `met` is what the letters met at the mail server, by kind.
    """

    verdict: Verdict
    met: Counter[str]
    stormed: float
    settled: float


def run(
    letters: int,
    storm: Storm,
    *,
    clock: Clock,
    takes: float,
    patience: float,
    workers: int = WORKERS,
    without: str = "",
) -> Outcome:
    """Send so many letters through the storm; wait at most `patience` seconds after it."""
    relay = Relay(share=0.05, patience=clock.patience, takes=takes)
    with running_site(relay, clock, without) as site:
        site.python("-m", "tests.kill.seed", str(letters))
        site.start_all(workers, BEATS)
        began = time.monotonic()
        storm.blow(site, relay, letters)
        stormed = time.monotonic() - began
        relay.share = 0
        settled = settle(site, patience)
        verdict = judge(site, relay, storm.done, workers + SWEEPS)
        return Outcome(verdict, relay.met, stormed, settled)
