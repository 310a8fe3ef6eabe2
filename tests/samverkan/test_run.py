"""`make run`'s own program, in a copy of the project in an awkward place, as a real process."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
TAKEN_ALONG = ("samverkan", "bodies", "cases", "templates", "static", "manage.py", "Procfile")
DECIDED_HERE = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "EMAIL_URL")

pytestmark = pytest.mark.xdist_group("run")


class Checkout:
    """A copy of the project, and the runs that a test starts in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = folder / "output"
        self.processes: list[subprocess.Popen[bytes]] = []
        for name in TAKEN_ALONG:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, folder / name)

    def run(self, **extra: str) -> "subprocess.Popen[bytes]":
        """Start the program as `make run` does, without the demonstration."""
        environ = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SAMVERKAN_", "PYTEST_")) and name not in DECIDED_HERE
        }
        environ |= {"PORT": str(self.port), "SAMVERKAN_DEMO": "0"} | extra
        with self.log.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "samverkan.run"],
                cwd=self.folder, env=environ, stdout=output, stderr=output,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def health(self) -> dict[str, Any]:
        """Return what /halsa/ says, {} while nothing answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/halsa/", timeout=5) as page:
                return dict(json.load(page))
        except (urllib.error.URLError, OSError):
            return {}

    def left(self) -> list[psutil.Process]:
        """List the processes that belong to this copy, ours and the servers'."""
        mark = str(self.folder)
        found = []
        for process in psutil.process_iter():
            try:
                data = process.environ().get("SAMVERKAN_DATA", "")
                if mark in data or mark in process.cwd() or mark in " ".join(process.cmdline()):
                    found.append(process)
            except psutil.Error:
                continue
        return found

    def said(self) -> str:
        return self.log.read_text()


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    folder = tmp_path / "en plats på väg"
    folder.mkdir()
    made = Checkout(folder)
    yield made
    for process in made.processes:
        process.kill()
        process.wait()
    shared = folder / ".data" / "postgres"
    if shared.is_symlink():
        shutil.rmtree(shared.resolve())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(holds: Callable[[], object], *, seconds: float = 60) -> None:
    give_up = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up, "it took too long"
        time.sleep(0.1)


def test_it_starts_answers_stops_and_keeps_its_data(checkout: Checkout) -> None:
    run = checkout.run()
    wait_until(lambda: checkout.health() or run.poll() is not None)
    assert checkout.health() == {"database": True, "redis": True, "oldest_waiting_notice": None}
    wait_until(lambda: f"http://127.0.0.1:{checkout.port}/" in checkout.said(), seconds=5)
    names = {process.name() for process in checkout.left()}
    assert {"postgres", "redis-server"} <= {p.name() for p in psutil.Process(run.pid).children()}
    assert names

    second = checkout.run(PORT=str(free_port()))
    assert second.wait(timeout=30) == 1
    assert "already running in this checkout" in checkout.said()

    servers = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(signal.SIGTERM)
    assert run.wait(timeout=30) == 0
    assert psutil.wait_procs(servers, timeout=1)[1] == []
    assert checkout.left() == []

    key = (checkout.folder / ".data" / "secret_key").read_text()
    again = checkout.run()
    wait_until(lambda: checkout.health() or again.poll() is not None)
    assert (checkout.folder / ".data" / "secret_key").read_text() == key
    servers = psutil.Process(again.pid).children(recursive=True)
    again.kill()  # nothing can be tidied up, and yet nothing stays
    again.wait()
    assert psutil.wait_procs(servers, timeout=20)[1] == []
    assert checkout.left() == []


def test_a_start_that_fails_halfway_leaves_nothing(checkout: Checkout) -> None:
    procfile = checkout.folder / "Procfile"
    procfile.write_text(procfile.read_text().replace("web: ", "web: exec false; "))
    run = checkout.run()
    assert run.wait(timeout=60) == 1
    assert "The process web ended by itself" in checkout.said()
    assert checkout.left() == []


def test_ctrl_c_while_it_starts_leaves_nothing(checkout: Checkout) -> None:
    run = checkout.run()
    wait_until(lambda: (checkout.folder / ".data" / "log" / "postgres.log").exists())
    run.send_signal(signal.SIGINT)
    assert run.wait(timeout=30) == 0
    assert checkout.left() == []


def test_a_taken_port_is_said_before_anything_starts(checkout: Checkout) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", checkout.port))
        other.listen()
        assert checkout.run().wait(timeout=30) == 1
    assert "make run PORT=8001" in checkout.said()
    assert not (checkout.folder / ".data" / "postgres").exists()


def test_a_database_that_is_not_there_is_said(checkout: Checkout) -> None:
    run = checkout.run(DATABASE_URL="postgresql://x@127.0.0.1:1/x", REDIS_URL="redis://127.0.0.1:1")
    assert run.wait(timeout=60) == 1
    assert "The database cannot be used" in checkout.said()
    assert "Traceback" not in checkout.said()
    assert not (checkout.folder / ".data" / "postgres").exists()
