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
from tests.samverkan.visitor import Visitor, make_house

PAGE = "/arenden/ny/remiss/"

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


@pytest.fixture
def visitor(checkout: Checkout, postgres: Postgres, redis: Redis) -> Visitor:
    """The registrar of a small region, logged in at a site on services that can be stopped."""
    run = checkout.run(DATABASE_URL=postgres.url, REDIS_URL=redis.url)
    checkout.wait_up(run)
    made = Visitor(f"http://127.0.0.1:{checkout.port}")
    made.log_in(make_house(checkout, postgres.url))
    assert made.get(PAGE).url.endswith(PAGE), "not logged in"
    return made


def test_the_site_outlives_its_services(
    checkout: Checkout, postgres: Postgres, redis: Redis, visitor: Visitor
) -> None:
    redis.stop()
    assert checkout.health()["redis"] is False
    started = time.monotonic()
    case = visitor.post(
        PAGE, title="Provremissen", sender_name="Provköping", received_on="2021-02-01"
    )
    assert case.status == 200
    assert "RUN 1-" in case.text
    assert time.monotonic() - started < 10
    mail = checkout.folder / ".data" / "mail"
    wait_until(lambda: any(mail.glob("*.log")), seconds=40)  # the sweep needs no Redis
    assert "RUN 1-" in next(mail.iterdir()).read_text()
    redis.start()
    wait_until(lambda: checkout.health().get("redis"))

    postgres.stop()
    started = time.monotonic()
    assert visitor.get(PAGE).status == 503
    assert visitor.get("/halsa/").status == 503
    assert time.monotonic() - started < 15
    postgres.start()
    wait_until(lambda: checkout.health().get("database"), seconds=10)
    assert [visitor.get(PAGE).status for _ in range(10)] == [200] * 10
