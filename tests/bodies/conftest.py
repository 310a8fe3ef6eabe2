"""What the tests of the administration share."""

import pytest
from django.test import Client

from bodies.models import Person
from bodies.notices import kinds
from bodies.roles import Role
from tests import factories as make


@pytest.fixture
def administrator(db: None) -> Person:
    return make.person(Role.ADMINISTRATOR, first_name="Ada", last_name="Administratör")


@pytest.fixture
def office(client: Client, administrator: Person) -> Client:
    """A browser in which an administrator is signed in."""
    client.force_login(administrator)
    return client


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of notice that the tests may post, about a thing that everybody may see."""
    monkeypatch.setitem(kinds._kinds, "prov", kinds.Kind("prov", "Prov", "Alla"))
    everybody = kinds.Subject("prov", visible=lambda person, key: True)
    monkeypatch.setitem(kinds._subjects, "prov", everybody)
