"""/halsa/: open to anybody, honest about each part, and silent about everything else."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from bodies.models import Notice
from samverkan import health
from tests.factories import person

pytestmark = pytest.mark.django_db


def test_all_is_well(client: Client) -> None:
    answer = client.get("/halsa/")
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "redis": True, "oldest_waiting_notice": None}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("hours", "age"), [(2, 7200), (-2, None)])
def test_it_tells_how_long_the_oldest_notice_has_waited(
    client: Client, hours: int, age: int | None
) -> None:
    moment = timezone.now()
    Notice.objects.create(
        rule="r", about="case:1", recipient=person(), occasion="o", subject="s", text="t",
        path="/", planned_at=moment, due_at=moment - timedelta(hours=hours), created_at=moment, message_id="<m@x>",
    )  # fmt: skip
    found = client.get("/halsa/").json()["oldest_waiting_notice"]
    assert found == pytest.approx(age, abs=5) if age else found is None


@pytest.mark.parametrize("scheme", ["redis://127.0.0.1:1/0", "redis+socket://{}/no.sock"])
def test_a_redis_that_is_away_is_no_failure(
    client: Client, settings: Settings, tmp_path: Path, scheme: str
) -> None:
    settings.REDIS_URL = scheme.format(tmp_path)
    answer = client.get("/halsa/")
    assert (answer.status_code, answer.json()["redis"]) == (200, False)


def test_a_database_that_is_away_is_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "database_state", lambda: (False, None))
    answer = client.get("/halsa/")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


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
