"""No letter is lost or doubled in silence, whoever is killed; and a run that lies is seen to."""

import pytest

from tests.kill.clock import QUICK
from tests.kill.run import Outcome, run
from tests.kill.storm import Storm

# One at a time, and never beside the other tests that start whole sites.
pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("run")]


def few(without: str) -> Outcome:
    """A control: enough faults and senders to go wrong, and no more."""
    storm = Storm(workers=4)
    return run(150, storm, clock=QUICK, takes=0.02, patience=5, without=without)


def test_thirty_kills_lose_nothing_and_double_nothing_in_silence() -> None:
    storm = Storm(workers=30, sweeps=1, postgres=1, redis=1, flushes=1)
    outcome = run(500, storm, clock=QUICK, takes=0.02, patience=60)
    assert storm.done.total() == 34
    assert outcome.verdict.is_clean, outcome.verdict
    assert outcome.verdict.letters == 500
    assert outcome.verdict.uncertain, "no fault met a letter in flight: the storm proves nothing"


def test_stamp_then_send_is_seen_to_lose() -> None:
    assert few("stamp").verdict.lost


def test_without_the_lease_doubles_are_seen() -> None:
    assert few("lease").verdict.unmarked
