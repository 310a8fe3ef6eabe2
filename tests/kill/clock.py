"""How long the senders of a run wait for things; the product's own times, or shorter ones."""

import os
from dataclasses import astuple, dataclass
from datetime import timedelta
from typing import Self

NAME = "KILL_CLOCK"


@dataclass(frozen=True, slots=True)
class Clock:
    """All in seconds: the lease, the doubt, the two waits after a refusal, how long an answer
    of the mail server is waited for, and how often beat and sweep look."""

    lease_seconds: float
    doubt_seconds: float
    first_wait: float
    second_wait: float
    patience: float
    beat: float

    @classmethod
    def from_environ(cls) -> Self:
        return cls(*(float(part) for part in os.environ[NAME].split()))

    def environ(self) -> dict[str, str]:
        return {NAME: " ".join(str(part) for part in astuple(self))}

    @property
    def lease(self) -> timedelta:
        return timedelta(seconds=self.lease_seconds)

    @property
    def doubt(self) -> timedelta:
        return timedelta(seconds=self.doubt_seconds)

    @property
    def retry_after(self) -> tuple[timedelta, timedelta]:
        return timedelta(seconds=self.first_wait), timedelta(seconds=self.second_wait)


# The product's, but for the last wait (ten minutes there): the run is judged after five.
REAL = Clock(90, 60, 60, 120, 10, 30)
# For a run of seconds. A hang lasts longer than the patience, the lease longer than both.
QUICK = Clock(4, 1, 0.5, 1, 1.5, 1)
