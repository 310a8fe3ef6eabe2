"""/halsa/: open to anybody, honest about each part, and silent about everything else."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as project_settings
from django.db import OperationalError
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from bodies.models import Notice
from bodies.notices import outbox
from samverkan import health
from samverkan.lib.dates import clock_at, now
from tests.factories import person

pytestmark = pytest.mark.django_db


def test_all_is_well(client: Client) -> None:
    answer = client.get("/halsa/")
    assert answer.status_code == 200
    found = answer.json()
    assert (found["database"], found["redis"]) == (True, True)
    assert found["mail"] == {
        "oldest_due": None,
        "waiting": 0,
        "uncertain": 0,
        "needs_person": 0,
        "held": False,
        "silent": False,
        "last_look": None,
        "last_sent": None,
    }
    assert "no-store" in answer["Cache-Control"]


def letter(hours: int, **fields: object) -> None:
    moment = now()
    due = moment - timedelta(hours=hours)
    given = {"rule": "r", "about": "case:1", "occasion": str(hours), "subject": "s", "text": "t"}
    Notice.objects.create(
        **given | {"path": "/", "planned_at": due, "due_at": due, "created_at": moment} | fields,
        recipient=person(),
        message_id=f"<{uuid4()}@example.org>",
    )


@pytest.mark.parametrize(("hours", "age"), [(2, 7200), (-2, None)])
def test_it_tells_how_long_the_oldest_notice_has_waited(
    client: Client, hours: int, age: int | None
) -> None:
    letter(hours)
    found = client.get("/halsa/").json()["mail"]
    assert found["oldest_due"] == pytest.approx(age, abs=5) if age else not found["oldest_due"]
    assert (found["waiting"], found["silent"]) == (1, age is not None)


def test_it_tells_of_what_a_person_must_see_to(client: Client) -> None:
    letter(1, state="failed")
    letter(2, state="sent", sent_at=now(), bounced_at=now())
    letter(3, state="sent", sent_at=now(), bounced_at=now(), seen_at=now())
    letter(4, state="uncertain", doubted_at=now())
    found = client.get("/halsa/").json()["mail"]
    assert (found["needs_person"], found["uncertain"], found["waiting"]) == (2, 1, 1)


def test_a_sender_that_has_gone_is_noticed(client: Client) -> None:
    assert outbox.look()
    assert not client.get("/halsa/").json()["mail"]["silent"]
    with clock_at(now() + timedelta(minutes=6)):
        assert client.get("/halsa/").json()["mail"]["silent"]


def test_a_held_outbox_is_told_at_once(client: Client) -> None:
    outbox.hold("Prov.")
    found = client.get("/halsa/").json()["mail"]
    assert (found["held"], found["silent"]) == (True, True)


def test_prometheus_can_read_it(client: Client) -> None:
    letter(2)
    answer = client.get("/halsa/metrics/")
    assert answer["Content-Type"].startswith("text/plain")
    values = {
        sample.name: sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }
    assert values["samverkan_mail_waiting"] == 1
    assert values["samverkan_mail_oldest_due_seconds"] == pytest.approx(7200, abs=5)
    assert values["samverkan_database_up"] == 1
    assert all(name.startswith("samverkan_") for name in values)


@pytest.mark.parametrize("scheme", ["redis://127.0.0.1:1/0", "redis+socket://{}/no.sock"])
def test_a_redis_that_is_away_is_no_failure(
    client: Client, settings: Settings, tmp_path: Path, scheme: str
) -> None:
    settings.REDIS_URL = scheme.format(tmp_path)
    answer = client.get("/halsa/")
    assert (answer.status_code, answer.json()["redis"]) == (200, False)


def test_a_database_that_is_away_is_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "outbox", lambda: None)
    answer = client.get("/halsa/")
    assert (answer.status_code, answer.json()["database"]) == (503, False)
    assert "samverkan_database_up 0.0" in client.get("/halsa/metrics/").content.decode()


def test_it_can_only_be_read(client: Client) -> None:
    assert client.post("/halsa/").status_code == 405


def test_a_database_lost_behind_a_page_is_503_and_other_failures_500(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False
    for error, status in ((OperationalError("gone"), 503), (ValueError("bug"), 500)):

        def fail(_: object, raised: Exception = error) -> None:
            raise raised

        monkeypatch.setattr("django.contrib.auth.middleware.get_user", fail)
        assert client.get("/arenden/").status_code == status


def test_no_address_serves_uploaded_files() -> None:
    assert not project_settings.MEDIA_URL.strip("/")
