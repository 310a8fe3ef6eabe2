"""Who is killed when: spread over the work, so that kills meet senders with their hands full."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.kill.relay import Relay
from tests.kill.site import Site

# How long the work may stand still before the next kill comes anyway.
STILL = 10.0


@dataclass
class Storm:
    """So many kills of workers, of the sweep, and of the servers they lean on."""

    workers: int
    sweeps: int = 0
    postgres: int = 0
    redis: int = 0
    flushes: int = 0
    done: Counter[str] = field(default_factory=Counter)
    dice: random.Random = field(default_factory=lambda: random.Random(2))

    def blow(self, site: Site, relay: Relay, letters: int) -> None:
        """Kill; each kill waits until its share of the letters has been met by the relay."""
        order = self._order()
        for number, kill in enumerate(order):
            self._wait(relay, letters * 0.9 * number / len(order))
            kill(site)

    def _order(self) -> list[Callable[[Site], None]]:
        """The others' kills evenly among the workers'."""
        kills: list[Callable[[Site], None]] = [self._kill_worker] * self.workers
        rare: list[Callable[[Site], None]] = [
            *[self._kill_sweep] * self.sweeps,
            *[self._kill_postgres] * self.postgres,
            *[self._kill_redis] * self.redis,
            *[self._flush] * self.flushes,
        ]
        self.dice.shuffle(rare)
        for number, kill in enumerate(rare, start=1):
            kills.insert(len(kills) * number // (len(rare) + 1), kill)
        return kills

    def _wait(self, relay: Relay, met: float) -> None:
        """Until the relay has met so many, or nothing moves."""
        last, since = -1, time.monotonic()
        while (now := relay.met.total()) < met and time.monotonic() - since < STILL:
            if now != last:
                last, since = now, time.monotonic()
            time.sleep(0.005)

    def _kill_worker(self, site: Site) -> None:
        """Three times in four only the process of it that sends, else the whole of it."""
        workers = [name for name in site.processes if name.startswith("worker")]
        name = self.dice.choice(workers)
        if self.dice.random() < 0.75 and site.kill_child(name, self.dice):
            self.done["a worker's sending process"] += 1
        else:
            site.kill(name)
            self.done["a whole worker"] += 1

    def _kill_sweep(self, site: Site) -> None:
        site.kill("sweep")
        self.done["the sweep"] += 1

    def _kill_postgres(self, site: Site) -> None:
        site.kill_postgres()
        self.done["PostgreSQL"] += 1

    def _kill_redis(self, site: Site) -> None:
        site.kill_redis()
        self.done["Redis"] += 1

    def _flush(self, site: Site) -> None:
        site.flush_redis()
        self.done["FLUSHALL"] += 1
