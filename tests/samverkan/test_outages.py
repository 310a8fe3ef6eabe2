"""Redis stopped: the site goes on. PostgreSQL stopped and started: it recovers by itself."""

import shutil
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import psutil
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from samverkan.embedded import Postgres, Redis
from samverkan.embedded.account import Account, throwaway_folder
from samverkan.testing.template import DATABASE, copy_cluster
from tests.samverkan.checkout import Checkout, free_port, wait_until
from tests.samverkan.visitor import Visitor, make_house

PAGE = "/arenden/ny/remiss/"

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("run")]


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


class Letterbox:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        letter = message_from_bytes(envelope.content or b"", policy=policy.default)  # type: ignore[arg-type]
        self.letters.append(str(letter["Subject"]))
        return "250 OK"


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, str]]:
    box, port = Letterbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, f"smtp://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def visitor(
    checkout: Checkout, postgres: Postgres, redis: Redis, letterbox: tuple[Letterbox, str]
) -> Visitor:
    """The registrar of a small region, logged in at a site on services that can be stopped."""
    run = checkout.run(DATABASE_URL=postgres.url, REDIS_URL=redis.url, EMAIL_URL=letterbox[1])
    checkout.wait_up(run)
    started = {each.name() for each in psutil.Process(run.pid).children(recursive=True)}
    assert started
    assert not {"postgres", "redis-server"} & started, "it was given both"
    assert not (checkout.folder / ".data" / "postgres").exists()
    made = Visitor(f"http://127.0.0.1:{checkout.port}")
    made.log_in(make_house(checkout, postgres.url))
    assert made.get(PAGE).url.endswith(PAGE), "not logged in"
    return made


def test_the_site_outlives_its_services(
    checkout: Checkout,
    postgres: Postgres,
    redis: Redis,
    visitor: Visitor,
    letterbox: tuple[Letterbox, str],
) -> None:
    redis.stop()
    assert checkout.health()["redis"] is False
    case = visitor.post(
        PAGE, title="Provremissen", sender_name="Provköping", received_on="2021-02-01"
    )
    assert case.status == 200
    assert "RUN 1-" in case.text
    box, _ = letterbox
    wait_until(lambda: box.letters, seconds=40)  # the sweep needs no Redis
    assert any("RUN 1-" in subject for subject in box.letters)
    assert not (checkout.folder / ".data" / "mail").exists(), "EMAIL_URL says where"
    redis.start()
    wait_until(lambda: checkout.health().get("redis"))

    postgres.stop()
    # The visitor waits 30 s at most, so a page that hangs fails here.
    assert visitor.get(PAGE).status == 503
    assert visitor.get("/halsa/").status == 503
    postgres.start()
    wait_until(lambda: checkout.health().get("database"), seconds=10)
    assert [visitor.get(PAGE).status for _ in range(10)] == [200] * 10
