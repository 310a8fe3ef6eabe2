"""Starting and stopping a server process so that it never outlives whoever started it."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from samverkan.embedded.account import Account

PR_SET_PDEATHSIG = 1  # linux/prctl.h
PATIENCE = 10.0  # seconds that a server gets to obey a signal before a harder one


class ServiceError(RuntimeError):
    """An embedded server could not be had or did not start; the text says why and what to do."""


class Server:
    """A running server process, its log, and the signals that stop it, gentlest first."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path | None,
        account: Account,
        stop_by: Sequence[int],
        name: str = "",
        cwd: Path = Path("/"),  # where any account may stand, whoever's home this is
    ) -> None:
        self.name = name or Path(command[0]).name
        self.log = log
        self.stop_by = stop_by
        self.asked = False
        with contextlib.ExitStack() as stack:
            output = stack.enter_context(_append(log)) if log else None
            self.process = subprocess.Popen(
                command,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C reaches us alone; we stop things in order
                preexec_fn=_die_with_parent(stop_by[0]),
                **account.popen(),
            )

    def wait_until(self, ready: Callable[[], bool], *, seconds: float = 30) -> None:
        """Return when `ready()` holds; raise ServiceError if the server ends or never is."""
        give_up = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None or time.monotonic() > give_up:
                self.stop()
                raise ServiceError(
                    f"{self.name} did not start. Its log, {self.log}, ends:\n{_end(self.log)}"
                )
            time.sleep(0.03)

    def ask_to_stop(self) -> None:
        """Send the gentlest signal, once, and return at once."""
        if not self.asked and self.process.poll() is None:
            self.process.send_signal(self.stop_by[0])
        self.asked = True

    def stop(self) -> None:
        """Stop the process and wait until it and its group are gone; safe to call twice."""
        self.ask_to_stop()
        for harder in (*self.stop_by[1:], signal.SIGKILL):
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=PATIENCE)
                break
            self.process.send_signal(harder)
        # Children that it left behind.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _append(log: Path) -> BinaryIO:
    log.parent.mkdir(parents=True, exist_ok=True)
    return log.open("ab")


def _end(log: Path | None, lines: int = 12) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log else ""


def _die_with_parent(number: int) -> Callable[[], None] | None:
    """Have the kernel signal the child when its parent dies, even by SIGKILL (Linux only)."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:  # it died before we had asked
            os._exit(1)

    return ask
