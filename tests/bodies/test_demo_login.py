"""/konto/demo/: one click, in the demonstration only, for its listed people only."""

import pytest
from django.test import Client
from pytest_django import Settings

from bodies.models import Person
from bodies.queries import demo_accounts
from bodies.roles import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
URL = "/konto/demo/"


@pytest.fixture
def rut() -> Person:
    return make.person(
        Role.REGISTRAR, first_name="Rut", last_name="Registrator", email="rut@demo.example"
    )


def test_one_click_logs_in(client: Client, settings: Settings, rut: Person) -> None:
    settings.DEMO = True
    answer = client.post(URL, {"person": rut.pk})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(rut.pk)


def test_nothing_of_it_outside_the_demonstration(client: Client, rut: Person) -> None:
    assert client.post(URL, {"person": rut.pk}).status_code == 404
    assert "_auth_user_id" not in client.session
    assert "Rut Registrator" not in client.get("/konto/logga-in/").content.decode()


def test_only_listed_accounts(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    real = make.person(Role.ADMINISTRATOR, email="anna@regionen.example")
    gone = make.person(Role.REGISTRAR, email="gone@demo.example", is_active=False)
    without = make.person(Role.REGISTRAR, email="without@demo.example")
    without.set_unusable_password()
    without.save()
    for person in (real, gone, without):
        assert client.post(URL, {"person": person.pk}).status_code == 404


@pytest.mark.parametrize("person", ["", "x", "-1", "0", "1;--", "\x00", "9" * 30, "²"])
def test_a_person_that_is_none_is_404(client: Client, settings: Settings, person: str) -> None:
    settings.DEMO = True
    assert client.post(URL, {"person": person}).status_code == 404


def test_wrong_method(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    assert client.get(URL).status_code == 405


def test_becoming_somebody_else_leaves_the_first(
    client: Client, settings: Settings, rut: Person
) -> None:
    settings.DEMO = True
    client.force_login(make.person(Role.ADMINISTRATOR))
    client.session["secret"] = "of the first"
    client.post(URL, {"person": rut.pk})
    assert client.session["_auth_user_id"] == str(rut.pk)
    assert "secret" not in client.session


def test_the_login_page_lists_them(client: Client, settings: Settings, rut: Person) -> None:
    settings.DEMO = True
    page = client.get("/konto/logga-in/").content.decode()
    assert "Rut Registrator" in page
    assert "Registrerar remisser" in page


def test_the_accounts_come_in_the_order_of_the_roles() -> None:
    home = make.house()
    for number, person in enumerate(
        (
            home.administrator,
            home.municipal,
            home.pkd_member,
            home.run_member,
            home.chief,
            home.secretary,
            home.officer,
            home.registrar,
            home.stranger,
        )
    ):
        person.email = f"nummer{number}@demo.example"
        person.save()
    assert [account.role for account in demo_accounts()] == [
        "Registrator",
        "Handläggare",
        "Nämndsekreterare",
        "Chef",
        "RUN-ledamot",
        "PKD AU-ledamot",
        "Kommunens registrator",
        "Administratör",
    ]
