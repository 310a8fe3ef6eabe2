"""The background table names real tasks, and a Redis that is away never holds up a page."""

import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings
from django.core.management import load_command_class
from kombu.exceptions import OperationalError

from samverkan.celery import HARD_LIMIT, SOFT_LIMIT, VISIBILITY, app

BASE_DIR: Path = settings.BASE_DIR
WAITS = re.compile(r"\b(eta|countdown)\s*=")
TASK = "bodies.tasks.deliver_notices"


@pytest.fixture
def hung() -> Iterator[str]:
    """A Redis that takes the connection and never answers."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def seconds_to_fail(url: str) -> float:
    """Publish as a page does to a broker at `url` and time how long until it gives up."""
    publisher = Celery("publisher", broker=url, set_as_current=False)
    publisher.conf.update(
        broker_transport_options=app.conf.broker_transport_options,
        broker_connection_timeout=app.conf.broker_connection_timeout,
        task_publish_retry=app.conf.task_publish_retry,
    )
    started = time.monotonic()
    with pytest.raises(OperationalError):
        publisher.send_task(TASK)
    return time.monotonic() - started


def test_a_refused_publish_gives_up_at_once() -> None:
    assert seconds_to_fail("redis://127.0.0.1:1/0") < 1


def test_a_hung_publish_gives_up_in_about_a_second(hung: str) -> None:
    assert seconds_to_fail(hung) < 2.5


def test_the_table_names_tasks_that_exist() -> None:
    app.loader.import_default_modules()
    named = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert named <= set(app.tasks)


def test_senders_look_every_half_minute_in_the_queue_and_beside_it() -> None:
    assert app.conf.beat_schedule["deliver notices"]["schedule"] == 30
    assert "sweep: exec python manage.py deliver_notices\n" in (BASE_DIR / "Procfile").read_text()
    parser = load_command_class("bodies", "deliver_notices").create_parser("manage.py", "")
    assert parser.get_default("every") == 30


def test_no_business_time_lives_in_the_queue() -> None:
    """What is due stands in the database: a task is never told to wait."""
    sources = [
        each for app in ("bodies", "cases", "samverkan") for each in BASE_DIR.glob(f"{app}/**/*.py")
    ]
    waits = [each for each in sources if WAITS.search(each.read_text())]
    assert len(sources) > 100
    assert waits == []


def test_a_task_has_ended_before_it_would_be_given_to_another() -> None:
    assert SOFT_LIMIT < HARD_LIMIT < VISIBILITY
    assert app.conf.task_time_limit == HARD_LIMIT
    assert app.conf.broker_transport_options["visibility_timeout"] == VISIBILITY
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.task_ignore_result
