"""The servers and senders of a run, each of which can be killed and comes back."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from samverkan.embedded import Postgres, Redis, ServiceError
from samverkan.embedded.account import Account, throwaway_folder
from samverkan.testing.template import DATABASE, copy_cluster
from tests.kill.clock import Clock
from tests.kill.relay import Relay

BASE_DIR = Path(__file__).resolve().parent.parent.parent
CELERY = ["-W", "ignore", "-m", "celery", "--quiet", "--app", "tests.kill.app"]
WORKER = [*CELERY, "worker", "--concurrency", "1", "--without-gossip", "--without-mingle",
          "--loglevel", "ERROR"]  # fmt: skip
BEAT = [*CELERY, "beat", "--scheduler", "celery.beat:Scheduler", "--pidfile=",
        "--loglevel", "ERROR"]  # fmt: skip
SWEEP = ["-m", "tests.kill.sweep"]


@dataclass
class Site:
    """PostgreSQL and Redis of its own, the relay, and senders by name ("worker 1")."""

    folder: Path
    postgres: Postgres
    redis: Redis
    environ: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def python(self, *arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], env=self.environ, cwd=BASE_DIR, check=True)

    def start(self, name: str, command: list[str]) -> None:
        with (self.folder / "senders.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, *command],
                env=self.environ,
                cwd=BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start_all(self, workers: int, beats: int) -> None:
        for number in range(workers):
            self.start(f"worker {number}", [*WORKER, "--hostname", f"{number}@prov"])
        for number in range(beats):
            self.start(f"beat {number}", BEAT)
        self.start("sweep", SWEEP)

    def kill(self, name: str) -> None:
        """Kill it and all its children without a word, and start another."""
        process = self.processes[name]
        command = [str(part) for part in process.args[1:]]  # type: ignore[index]
        _kill_group(process)
        self.start(name, command)

    def kill_child(self, name: str, dice: random.Random) -> bool:
        """Kill only the process that sends; the worker makes another. False if it had none."""
        found = _children(self.processes[name].pid)
        if found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(dice.choice(found), signal.SIGKILL)
        return bool(found)

    def kill_postgres(self) -> None:
        assert self.postgres._server
        _kill_group(self.postgres._server.process)
        for _ in range(20):
            # Its children let go of the shared memory a moment after it has gone.
            with contextlib.suppress(ServiceError):
                return self.postgres.start()
        raise ServiceError("PostgreSQL did not come back.")

    def kill_redis(self) -> None:
        assert self.redis._server
        _kill_group(self.redis._server.process)
        self.redis.start()

    def flush_redis(self) -> None:
        from celery import Celery

        with Celery(broker=self.redis.url).connection_for_write() as connection:
            connection.default_channel.client.flushall()

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.postgres.url) as connection:
            return connection.execute(query.encode()).fetchall()

    def stop(self) -> None:
        for process in self.processes.values():
            _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


@contextlib.contextmanager
def running_site(relay: Relay, clock: Clock, without: str = "") -> Iterator[Site]:
    """Servers whose data outlives a kill -9, as in production; nothing is left afterwards."""
    folder = throwaway_folder(Account.current(), "samverkan-kill-")
    postgres = Postgres(
        folder,
        password=copy_cluster(folder),
        log=folder / "postgres.log",
        sockets=folder / "sockets",
        database=DATABASE,
    )
    redis = Redis(log=folder / "redis.log", folder=folder / "redis")
    try:
        postgres.start()
        redis.start()
        relay.start()
        environ = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "samverkan.settings",
            "SAMVERKAN_ENV": "test",
            "SAMVERKAN_DATA": str(folder / "files"),
            "SECRET_KEY": "only for this run",
            "DATABASE_URL": postgres.url,
            "DATABASE_POOL": "1",
            "REDIS_URL": redis.url,
            "EMAIL_URL": relay.url,
            "KILL_WITHOUT": without,
            **clock.environ(),
        }
        site = Site(folder, postgres, redis, environ)
        try:
            yield site
        finally:
            site.stop()
    finally:
        relay.stop()
        redis.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)
