"""That a Ctrl-C stops `make run` wherever in Python it happens to land."""

import gc
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from samverkan import run


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Give the test process its own signal handlers back."""
    before = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    run.Stopped.asked = False
    for number, handler in before.items():
        signal.signal(number, handler)


class Interrupted:
    """Thrown away at the very moment that somebody presses Ctrl-C."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_ctrl_c_that_python_drops_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    went_on = []

    def start(stack: ExitStack) -> None:
        Interrupted()
        gc.collect()
        went_on.append(True)  # the control: nothing was raised here
        run.watch({})

    monkeypatch.setattr(run, "_run", start)
    assert run.main() == 0
    assert went_on


def test_a_second_ctrl_c_does_not_break_off_the_stopping(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = []

    def stop() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        stopped.append(True)

    def start(stack: ExitStack) -> None:
        stack.callback(stop)
        os.kill(os.getpid(), signal.SIGINT)
        run.watch({})

    monkeypatch.setattr(run, "_run", start)
    assert run.main() == 0
    assert stopped
