"""`make run`: everything that the site needs, in one terminal, started and stopped in order.

For trying out and developing. It keeps no process alive that it started, however it ends:
each is told by the kernel when this one dies. Production is systemd's (docs/drift.md).
"""

import contextlib
import fcntl
import json
import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from samverkan import environment
from samverkan.embedded import Postgres, Redis, ServiceError
from samverkan.embedded.account import Account, data_folder
from samverkan.embedded.processes import Server

BASE_DIR = Path(__file__).resolve().parent.parent


class Stopped(BaseException):
    """Somebody asked us to stop (Ctrl-C or SIGTERM); everything unwinds in order."""

    asked = False  # remembered: Python drops what is raised within a `__del__`


def main() -> int:
    """Start, wait, stop; return the exit code. Every refusal is one clear sentence."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        with contextlib.ExitStack() as stack:
            try:
                _run(stack)
            finally:
                Stopped.asked = True  # from here on a Ctrl-C breaks nothing off
    except Stopped:
        print("\nStopped. The data is kept for the next start.", flush=True)
        return 0
    except (ServiceError, Refused) as error:
        print(f"\n{error}", file=sys.stderr, flush=True)
        return 1
    return 0


class Refused(RuntimeError):
    """The start cannot be made as things are; the text says what to do."""


def _run(stack: contextlib.ExitStack) -> None:
    data = Path(os.environ.get("SAMVERKAN_DATA", BASE_DIR / ".data")).resolve()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    stack.enter_context(only_one(data, f"http://{host}:{port}"))
    refuse_taken_port(host, port)
    _prepare_environment(data)
    stack.enter_context(services(data))
    obey()
    accounts = prepare_database()
    obey()
    processes = start_processes(stack, data)
    site = f"http://{host}:{port}"
    announcer = threading.Thread(target=announce, args=(site, accounts, data), daemon=True)
    announcer.start()
    watch(processes)


@contextlib.contextmanager
def only_one(data: Path, site: str) -> Iterator[None]:
    """Hold this checkout's lock, or refuse with where the other one is."""
    with (data / "run.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Refused(
                f"make run is already running in this checkout ({file.read().strip()}). "
                "Stop that one first with Ctrl-C."
            ) from None
        file.truncate(0)
        file.write(f"process {os.getpid()}, {site}")
        file.flush()
        yield


def refuse_taken_port(host: str, port: int) -> None:
    """Say so before anything is started if another program has the port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"Port {port} on {host} cannot be used ({error.strerror}). "
                "Choose another: make run PORT=8001"
            ) from None


def _prepare_environment(data: Path) -> None:
    os.chdir(BASE_DIR)
    os.environ["SAMVERKAN_DATA"] = str(data)
    os.environ.setdefault("SAMVERKAN_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.settings")
    # The Procfile says "python": this one.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"


@contextlib.contextmanager
def services(data: Path) -> Iterator[None]:
    """Run PostgreSQL and Redis unless their URLs are given; leave a note for manage.py."""
    note = data / "services.json"
    note.unlink(missing_ok=True)  # a killed run's
    found: dict[str, str] = {}
    with contextlib.ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            found["DATABASE_URL"] = stack.enter_context(embedded_postgres(data)).url
        if not os.environ.get("REDIS_URL"):
            redis = Redis(log=data / "log" / "redis.log")
            stack.callback(redis.stop)
            redis.start()
            found["REDIS_URL"] = redis.url
        os.environ.update(found)
        note.touch(mode=0o600)
        note.write_text(json.dumps(found))
        stack.callback(note.unlink, missing_ok=True)
        yield


@contextlib.contextmanager
def embedded_postgres(data: Path) -> Iterator[Postgres]:
    """Run this checkout's own PostgreSQL."""
    postgres = Postgres(
        data_folder(Account.current(), data / "postgres"),
        password=environment.local_secret(data, "postgres_password"),
        log=data / "log" / "postgres.log",
    )
    try:
        postgres.start()
        yield postgres
    finally:
        postgres.stop()


def prepare_database() -> list[str]:
    """Migrate, fill an empty database with the demonstration, and list its accounts."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import OperationalError, connection

    # A pool would hide why there is no connection, and serves nobody here.
    with for_a_moment("DATABASE_POOL", "0"):
        django.setup()
    try:
        call_command("migrate", verbosity=0)
    except OperationalError as error:
        raise Refused(f"The database cannot be used: {error}") from error
    from bodies.models import Person
    from bodies.queries.demo import demo_accounts

    if settings.DEMO and not Person.objects.exists():
        print("Loading the demonstration …", flush=True)
        call_command("demo")
    accounts = demo_accounts() if settings.DEMO else []
    connection.close()
    return [f"{account.name:<28} {account.role}" for account in accounts]


@contextlib.contextmanager
def for_a_moment(name: str, value: str) -> Iterator[None]:
    """Set an environment variable for a moment, so that what we start does not inherit it."""
    before = os.environ.get(name)
    os.environ[name] = value
    yield
    if before is None:
        del os.environ[name]
    else:
        os.environ[name] = before


def start_processes(stack: contextlib.ExitStack, data: Path) -> dict[str, Server]:
    """Start what the Procfile lists; all are stopped when the stack unwinds."""
    processes: dict[str, Server] = {}
    stack.callback(stop_processes, processes)
    for line in (BASE_DIR / "Procfile").read_text().splitlines():
        name, _, command = line.partition(": ")
        processes[name] = Server(
            ["/bin/sh", "-c", command],
            name=name,
            log=None,
            cwd=BASE_DIR,
            account=Account(),
            stop_by=(signal.SIGTERM, signal.SIGQUIT),
        )
    return processes


def stop_processes(processes: dict[str, Server]) -> None:
    """Ask all of them first, so that they end side by side, then wait for each."""
    for server in processes.values():
        server.ask_to_stop()
    for server in processes.values():
        server.stop()


def announce(site: str, accounts: list[str], data: Path) -> None:
    """Print where the site is once it answers, and who may log in."""
    while not answers(f"{site}/halsa/"):
        time.sleep(0.1)
    lines = [f"Samverkan is at {site}/", ""]
    if accounts:
        lines += ["Log in with one click on its first page, as one of:", *accounts, ""]
    lines += [f"Mail lies in {data / 'mail'}, the servers' logs in {data / 'log'}.",
              "Ctrl-C stops everything."]  # fmt: skip
    print("\n" + "\n".join(f"  {line}".rstrip() for line in lines) + "\n", flush=True)


def answers(url: str) -> bool:
    """Return whether our own address gives any answer but a failure."""
    try:
        urllib.request.urlopen(url, timeout=5).close()  # nosec B310  # our own address
    except (urllib.error.URLError, OSError):
        return False
    return True


def watch(processes: dict[str, Server]) -> None:
    """Return never; raise when a process ends that should not."""
    while True:
        obey()
        for name, server in processes.items():
            code = server.process.poll()
            if code is not None:
                raise Refused(f"The process {name} ended by itself (code {code}); see above.")
        time.sleep(0.2)


def obey() -> None:
    """Raise Stopped if it was asked for and got lost on its way."""
    if Stopped.asked:
        raise Stopped


def _stop(number: int, frame: FrameType | None) -> None:
    if Stopped.asked:
        return  # a second Ctrl-C must not break off the stopping
    Stopped.asked = True
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
