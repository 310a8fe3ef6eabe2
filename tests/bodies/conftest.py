"""What the tests of the administration share."""

import pytest
from django.test import Client

from bodies.models import Person
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
