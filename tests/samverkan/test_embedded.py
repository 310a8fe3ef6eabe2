"""The servers that come along: they start, keep data, stop, and open no folder of anybody's."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from samverkan.embedded import Postgres, Redis, ServiceError, account
from samverkan.embedded.account import Account, data_folder, throwaway_folder
from samverkan.embedded.processes import Server
from samverkan.testing import services

pytestmark = pytest.mark.journey
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs servers as another user")


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    folder = throwaway_folder(Account.current())
    server = Postgres(folder, password="å b/@:", log=folder / "log", durable=False)
    try:
        yield server
    finally:
        server.stop()
        subprocess.run(["rm", "-r", str(folder)], check=True)


def test_postgres_keeps_its_data_over_a_stop(postgres: Postgres) -> None:
    postgres.start()
    url = postgres.url
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'räksmörgås' AS word")
    postgres.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    postgres.start()
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT upper(word), version() FROM kept").fetchone()
    assert found is not None
    assert found[0] == "RÄKSMÖRGÅS"
    assert found[1].startswith("PostgreSQL 18")


def test_postgres_wants_its_password(postgres: Postgres) -> None:
    postgres.start()
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(postgres.url.replace("samverkan:", "samverkan:x", 1))


def test_another_password_than_the_data_has_is_explained(postgres: Postgres) -> None:
    postgres.start()
    postgres.stop()
    postgres.password = "another"
    with pytest.raises(ServiceError, match="postgres_password"):
        postgres.start()


def test_a_server_whose_starter_was_killed_is_stopped_first(postgres: Postgres) -> None:
    postgres.start()
    assert postgres._server is not None
    first = postgres._server.process
    postgres._server = None  # as if forgotten
    postgres.start()
    assert first.wait(timeout=5) is not None


def test_postgres_listens_on_its_socket_only(postgres: Postgres) -> None:
    postgres.start()
    assert postgres._server is not None
    process = psutil.Process(postgres._server.process.pid)
    assert process.net_connections(kind="inet") == []


def test_redis_starts_and_stops(tmp_path: Path) -> None:
    redis = Redis(log=tmp_path / "log")
    redis.start()
    path = Path(redis.url.removeprefix("redis+socket://"))
    assert path.is_socket()
    redis.stop()
    assert not path.parent.exists()


def test_a_server_that_ends_at_once_shows_its_log(tmp_path: Path) -> None:
    server = Server(
        ["/bin/sh", "-c", "echo what was wrong; exit 1"],
        log=tmp_path / "log", account=Account(), stop_by=(signal.SIGTERM,),
    )  # fmt: skip
    with pytest.raises(ServiceError, match="what was wrong"):
        server.wait_until(lambda: False)


def test_a_server_that_ignores_signals_is_killed_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samverkan.embedded.processes.PATIENCE", 0.3)
    server = Server(
        ["/bin/sh", "-c", "trap '' TERM; sleep 60 & echo $!; wait; sleep 60"],
        log=tmp_path / "log", account=Account(), stop_by=(signal.SIGTERM,),
    )  # fmt: skip
    while not (tmp_path / "log").read_text().strip():
        time.sleep(0.01)
    child = int((tmp_path / "log").read_text())
    server.stop()
    assert server.process.returncode == -signal.SIGKILL
    assert gone(child)


def test_the_servers_die_with_a_starter_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys, time\n"
        "from samverkan.testing.services import throwaway_services\n"
        "with throwaway_services() as found:\n"
        "    print(found['SAMVERKAN_DATA'], flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as starter:
        assert starter.stdout is not None
        folder = Path(starter.stdout.readline().strip()).parent
        children = psutil.Process(starter.pid).children()
        assert {child.name() for child in children} == {"postgres", "redis-server"}
        starter.kill()
    assert psutil.wait_procs(children, timeout=10)[1] == []
    services.remove_leftovers()
    assert not folder.exists()


@as_root
def test_as_root_the_servers_run_unprivileged(postgres: Postgres, tmp_path: Path) -> None:
    redis = Redis(log=tmp_path / "log")
    postgres.start()
    redis.start()
    try:
        for server in (postgres._server, redis._server):
            assert server is not None
            assert psutil.Process(server.process.pid).uids().real == Account.current().uid
    finally:
        redis.stop()


@as_root
def test_as_root_no_folder_of_anybody_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "SHARED", Path("/var/lib/samverkan-test-shared"))
    home = tmp_path / "closed home"
    home.mkdir(mode=0o700)
    parents = [home, *home.parents, Path(sys.prefix), *Path(sys.prefix).parents]
    before = [path.stat().st_mode for path in parents]
    try:
        folder = data_folder(Account.current(), home / "å" / "postgres")
        server = Postgres(folder, password="x", log=home / "log", durable=False)
        server.start()
        server.stop()
    finally:
        subprocess.run(["rm", "-rf", str(account.SHARED)], check=True)
    assert [path.stat().st_mode for path in parents] == before
    assert stat.S_IMODE(before[0]) == 0o700


@as_root
def test_as_root_a_copied_checkout_gets_data_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "SHARED", tmp_path / "shared")
    nobody = Account.current()
    first = data_folder(nobody, tmp_path / "one" / "postgres")
    assert data_folder(nobody, tmp_path / "one" / "postgres") == first
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "postgres").symlink_to(first)
    assert data_folder(nobody, tmp_path / "two" / "postgres") != first
    (tmp_path / "one").rename(tmp_path / "moved")
    assert data_folder(nobody, tmp_path / "moved" / "postgres") == first


def gone(pid: int) -> bool:
    """Wait up to five seconds for a process to be no more."""
    try:
        psutil.Process(pid).wait(timeout=5)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return False
    return True
