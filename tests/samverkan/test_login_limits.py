"""Failed logins are counted in one place for all processes, and Redis is not asked."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests import factories as make

pytestmark = pytest.mark.django_db
URL = "/konto/logga-in/"


def counted() -> int:
    """What another process would find."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM samverkan_cache")
        found: int = cursor.fetchone()[0]
    return found


def test_a_failed_login_is_counted_where_all_processes_see_it(client: Client) -> None:
    who = make.person()
    assert counted() == 0
    client.post(URL, {"login": who.email, "password": "fel"})
    assert counted() > 0


def test_after_many_failures_the_right_password_must_wait(client: Client) -> None:
    who = make.person()
    for _ in range(5):
        client.post(URL, {"login": who.email, "password": "fel"})
    client.post(URL, {"login": who.email, "password": make.PASSWORD})
    assert "_auth_user_id" not in client.session


def test_without_redis_people_are_let_in(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    who = make.person()
    client.post(URL, {"login": who.email, "password": make.PASSWORD})
    assert client.session["_auth_user_id"] == str(who.pk)
