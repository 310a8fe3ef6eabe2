"""A copy of the project in an awkward place, and real runs in it."""

import json
import os
import shutil
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
FOLDERS = ("samverkan", "bodies", "cases", "templates", "static", "tests")
FILES = ("manage.py", "Procfile", "gunicorn.conf.py")
DECIDED_HERE = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "EMAIL_URL")


class Checkout:
    """A copy of the project, and the runs that a test starts in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = folder / "output"
        self.processes: list[subprocess.Popen[bytes]] = []
        for name in FOLDERS:
            shutil.copytree(ROOT / name, folder / name)  # with its byte code
        for name in FILES:
            shutil.copy(ROOT / name, folder / name)

    def environment(self, **extra: str) -> dict[str, str]:
        """Return a developer's environment: nothing of this test run's, no demonstration."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SAMVERKAN_", "PYTEST_")) and name not in DECIDED_HERE
        }
        return inherited | {"PORT": str(self.port), "SAMVERKAN_DEMO": "0"} | extra

    def run(self, **extra: str) -> "subprocess.Popen[bytes]":
        """Start the program as `make run` does."""
        with self.log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "samverkan.run"],
                cwd=self.folder, env=self.environment(**extra), stdout=output, stderr=output,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def wait_up(self, run: "subprocess.Popen[bytes]") -> None:
        """Return when the site answers; fail with what was printed if the run ended."""
        wait_until(lambda: self.health() or run.poll() is not None, seconds=180)
        assert run.poll() is None, self.said()

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
        """Return what the latest run printed."""
        return self.log.read_text()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """One copy for a whole module: its first start migrates, which is dear."""
    made = Checkout(tmp_path_factory.mktemp("en plats på väg"))
    yield made
    for process in made.processes:
        process.kill()
        process.wait()
    shared = made.folder / ".data" / "postgres"
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
