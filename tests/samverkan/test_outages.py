"""Redis stopped: the site goes on. PostgreSQL stopped and started: it recovers by itself."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from samverkan.embedded import Postgres, Redis
from samverkan.embedded.account import Account, throwaway_folder
from samverkan.testing.template import DATABASE, copy_cluster
from tests.samverkan.checkout import Checkout, wait_until
from tests.samverkan.visitor import Visitor, make_account

PAGE = "/konto/losenord/"  # one that only somebody who is logged in sees

pytestmark = pytest.mark.xdist_group("run")


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    folder = throwaway_folder(Account.current())
    password = copy_cluster(folder)
    server = Postgres(
        folder, password=password, log=folder / "log", durable=False, database=DATABASE
    )
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    server = Redis(log=tmp_path / "redis.log")
    server.start()
    yield server
    server.stop()


def test_the_site_outlives_its_services(
    checkout: Checkout, postgres: Postgres, redis: Redis
) -> None:
    run = checkout.run(DATABASE_URL=postgres.url, REDIS_URL=redis.url)
    checkout.wait_up(run)
    make_account(checkout, postgres.url, "rut@example.org", "registrar")
    visitor = Visitor(f"http://127.0.0.1:{checkout.port}")
    visitor.log_in("rut@example.org")
    assert visitor.get(PAGE).url.endswith(PAGE), "not logged in"

    redis.stop()
    assert checkout.health() == {"database": True, "redis": False, "oldest_waiting_notice": None}
    assert visitor.get(PAGE).status == 200
    redis.start()
    assert checkout.health()["redis"]

    postgres.stop()
    started = time.monotonic()
    assert visitor.get(PAGE).status == 503
    assert visitor.get("/halsa/").status == 503
    assert time.monotonic() - started < 15
    postgres.start()
    wait_until(lambda: checkout.health().get("database"), seconds=10)
    assert [visitor.get(PAGE).status for _ in range(10)] == [200] * 10
    assert run.poll() is None, checkout.said()
