"""Refusals and spoilt addresses become pages that say what to do."""

import pytest
from django.apps import apps
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from psycopg_pool import PoolTimeout
from pytest_django import Settings

from bodies.models import Person
from bodies.roles import Role
from samverkan.lib.errors import DomainError, NotAllowed, Stale, WrongStep
from samverkan.urls import urlpatterns as own_urls
from tests import factories

pytestmark = pytest.mark.django_db

ERRORS = {
    "not-allowed": NotAllowed("Bara registratorn får göra det."),
    "wrong-step": WrongStep("Ärendet är redan beslutat."),
    "stale": Stale("Någon annan har ändrat ärendet."),
    "rule": DomainError("Svara senast ligger före Inkom."),
    "database": OperationalError("the connection is closed"),
    "pool": PoolTimeout("no connection within 5 s"),
    "defect": KeyError("a mistake of ours"),
}


def refuse(request: HttpRequest, key: str) -> HttpResponse:
    raise ERRORS[key]


def rename(request: HttpRequest) -> HttpResponse:
    """A write that no form or action made: a bulk update, as raw SQL would be."""
    Person.objects.update(title="Ändrad")
    return HttpResponse()


urlpatterns = [*own_urls, path("fel/<key>/", refuse), path("andra/", rename)]


@pytest.fixture
def visitor(client: Client, settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    client.force_login(factories.person(Role.ADMINISTRATOR))
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("key", "status"), [("not-allowed", 403), ("wrong-step", 409), ("stale", 409), ("rule", 409)]
)
def test_refusal_is_a_page_with_its_sentence(
    visitor: Client, method: str, key: str, status: int
) -> None:
    answer = getattr(visitor, method)(f"/fel/{key}/")
    assert answer.status_code == status
    assert str(ERRORS[key]) in answer.content.decode()


@pytest.mark.parametrize("key", ["database", "pool"])
def test_lost_database_asks_to_come_back(visitor: Client, key: str) -> None:
    answer = visitor.get(f"/fel/{key}/")
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0


def test_a_mistake_of_ours_is_not_hidden(visitor: Client) -> None:
    assert visitor.get("/fel/defect/").status_code == 500


@pytest.mark.parametrize(
    "address",
    [
        "/organ/?q=%00",
        "/organ/?a%00=b",
        "/admin/bodies/person/?last_name=%00",
        "/konto/logga-in/?next=/x%00",
    ],
)
def test_nul_in_an_address_is_refused_in_words(visitor: Client, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 400
    assert "Adressen går inte att läsa" in answer.content.decode()


def test_nul_in_a_form_is_told_by_its_field(client: Client) -> None:
    answer = client.post("/konto/logga-in/", {"login": "rut\0@example.org", "password": "x"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["login"]


def test_row_history_knows_who_wrote(visitor: Client) -> None:
    someone = factories.person()
    visitor.post("/andra/")
    history = apps.get_model("bodies", "PersonHistory")
    latest = history.objects.filter(pgh_obj=someone).latest("pgh_id")
    assert latest.title == "Ändrad"
    assert str(latest.pgh_context.metadata["person"]) == visitor.session["_auth_user_id"]
    assert latest.pgh_context.metadata["path"] == "/andra/"
