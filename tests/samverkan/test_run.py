"""`make run`'s own program, in a copy of the project in an awkward place, as a real process.

The tests share one copy and run in order: the first start is the dear one.
"""

import signal
import socket

import psutil
import pytest

from tests.samverkan.checkout import Checkout, free_port, wait_until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("run")]
ACCOUNTS = (
    "Rut Registrator",
    "Hanna Handläggare",
    "Sara Sekreterare",
    "Cecilia Chef",
    "Disa Demokvist",
    "Pim Platshållare",
    "Kim Kommunregistrator",
    "Ada Administratör",
)


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
    assert "refused" in checkout.said()
    assert "Traceback" not in checkout.said()
    assert not (checkout.folder / ".data" / "postgres").exists()


def test_ctrl_c_while_it_starts_leaves_nothing(checkout: Checkout) -> None:
    run = checkout.run()
    wait_until(lambda: (checkout.folder / ".data" / "log" / "postgres.log").exists())
    run.send_signal(signal.SIGINT)
    assert run.wait(timeout=30) == 0
    assert checkout.left() == []


def test_it_starts_answers_and_stops(checkout: Checkout) -> None:
    run = checkout.run(SAMVERKAN_DEMO="1")
    checkout.wait_up(run)
    found = checkout.health()
    assert (found["database"], found["redis"]) == (True, True)
    wait_until(lambda: f"http://127.0.0.1:{checkout.port}/" in checkout.said(), seconds=5)
    assert "Loading the demonstration" in checkout.said()
    assert all(name in checkout.said() for name in ACCOUNTS)
    assert {"postgres", "redis-server"} <= {p.name() for p in psutil.Process(run.pid).children()}
    assert checkout.left()

    servers = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(signal.SIGTERM)
    assert run.wait(timeout=30) == 0
    assert "The data is kept" in checkout.said()
    assert psutil.wait_procs(servers, timeout=1)[1] == []
    assert checkout.left() == []


def test_a_second_one_is_refused_and_a_killed_one_leaves_nothing(checkout: Checkout) -> None:
    key = (checkout.folder / ".data" / "secret_key").read_text()
    run = checkout.run(SAMVERKAN_DEMO="1")
    checkout.wait_up(run)
    assert (checkout.folder / ".data" / "secret_key").read_text() == key
    wait_until(lambda: "Log in with one click" in checkout.said(), seconds=5)
    assert "Loading the demonstration" not in checkout.said()
    # Each once: the demonstration of the first start is still there, and no second one.
    assert [checkout.said().count(name) for name in ACCOUNTS] == [1] * len(ACCOUNTS)

    second = checkout.run(PORT=str(free_port()))
    assert second.wait(timeout=30) == 1
    assert "already running in this checkout" in checkout.said()
    assert checkout.health()

    servers = psutil.Process(run.pid).children(recursive=True)
    run.kill()  # it can tidy nothing up, and yet nothing stays
    run.wait()
    assert psutil.wait_procs(servers, timeout=20)[1] == []
    assert checkout.left() == []


def test_a_start_that_fails_halfway_leaves_nothing(checkout: Checkout) -> None:
    procfile = checkout.folder / "Procfile"
    procfile.write_text(procfile.read_text().replace("web: ", "web: exec false; "))
    run = checkout.run()
    assert run.wait(timeout=60) == 1
    assert "The process web ended by itself" in checkout.said()
    assert checkout.left() == []
