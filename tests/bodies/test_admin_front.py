"""The first page of the administration: whom it greets, and what it leaves out."""

import pytest
from django.test import Client

from bodies.models import Person
from bodies.roles import ROLES, Role
from cases.demo.people import ACCOUNTS
from tests import factories as make
from tests.bodies.filled import submit

pytestmark = pytest.mark.django_db


def test_greets_by_name(office: Client, administrator: Person) -> None:
    page = office.get("/admin/").content.decode()
    assert f"<strong>{administrator.full_name}</strong>" in page
    assert str(administrator.email) not in page


def test_what_has_been_done_is_shown_when_something_has(office: Client) -> None:
    assert "recent-actions-module" not in office.get("/admin/").content.decode()
    person = make.person()
    submit(office, "person", f"{person.pk}/change", title="Ny titel")
    page = office.get("/admin/").content.decode()
    assert "recent-actions-module" in page
    assert person.full_name in page


def test_the_role_has_one_name() -> None:
    name = next(info.name for info in ROLES if info.role == Role.ADMINISTRATOR)
    assert name == "Administratör"
    assert [title for *_, title, role, _ in ACCOUNTS.values() if role == Role.ADMINISTRATOR] == [
        name
    ]
