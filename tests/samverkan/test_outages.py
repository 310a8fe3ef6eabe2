"""Redis stopped: the site goes on. PostgreSQL stopped and started: it recovers by itself."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from samverkan.embedded import Postgres, Redis
from samverkan.embedded.account import Account, throwaway_folder
from tests.samverkan.checkout import Checkout, wait_until

pytestmark = pytest.mark.xdist_group("run")


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    folder = throwaway_folder(Account.current(), "samverkan-test-0-")
    server = Postgres(folder, password="outage", log=folder / "log", durable=False)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    server = Redis(log=tmp_path / "redis.log")
    server.start()
    yield server
    server.stop()


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=20) as page:
            return int(page.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_site_outlives_its_services(
    checkout: Checkout, postgres: Postgres, redis: Redis
) -> None:
    run = checkout.run(DATABASE_URL=postgres.url, REDIS_URL=redis.url)
    checkout.wait_up(run)
    page = f"http://127.0.0.1:{checkout.port}/konto/logga-in/"
    member_page = f"http://127.0.0.1:{checkout.port}/arenden/"
    assert status(page) == 200

    redis.stop()
    assert checkout.health() == {"database": True, "redis": False, "oldest_waiting_notice": None}
    assert status(page) == 200
    redis.start()
    assert checkout.health()["redis"]

    postgres.stop()
    started = time.monotonic()
    assert status(member_page) in (200, 503)  # 200 is the login page, which needs no database
    assert status(f"http://127.0.0.1:{checkout.port}/halsa/") == 503
    assert time.monotonic() - started < 15
    postgres.start()
    wait_until(lambda: checkout.health().get("database"), seconds=10)
    assert [status(page) for _ in range(10)] == [200] * 10
    assert run.poll() is None, checkout.said()
