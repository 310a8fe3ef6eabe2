"""Every address × every role is decided, and the site does what was decided."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from pytest_django import Settings

from bodies.roles import Role
from cases import actions
from cases.models.document import Direction
from samverkan.lib.dates import today
from tests import factories as make
from tests.contracts.access_table import ADMIN, SITE, row
from tests.contracts.walk import every_address
from tests.contracts.world import ANONYMOUS, OUTSIDE, ROLES, STAFF, World, address

pytestmark = pytest.mark.django_db
# Some four thousand visits: a walk of the whole site, in every role.
walk = pytest.mark.journey
ADDRESSES = every_address()
# Thousands of visits: who asks is told by the cookie, not looked up each time.
IN_THE_COOKIE = "django.contrib.sessions.backends.signed_cookies"


@pytest.fixture(scope="module", autouse=True)
def known_by_the_cookie() -> Iterator[None]:
    """Before the world is built, in which everybody signs in."""
    with override_settings(SESSION_ENGINE=IN_THE_COOKIE):
        yield


@pytest.fixture(autouse=True)
def files_of_the_world(settings: Settings, files: Path) -> None:
    settings.MEDIA_ROOT = files


def test_every_address_is_decided_and_every_row_is_an_address() -> None:
    assert [name for name in ADDRESSES if row(name) is None] == []
    assert {*SITE, *ADMIN} - set(ADDRESSES) == set()


@walk
def test_every_role_is_tried(world: World) -> None:
    tried = {role for person in world.people.values() for role in person.roles}
    assert tried == {role.value for role in Role}
    assert {ANONYMOUS, *world.people} == set(ROLES)


@walk
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("name", ADDRESSES)
def test_who_gets_what(world: World, name: str) -> None:
    decided = row(name)
    assert decided is not None
    url = address(world, name)
    for method, statuses in zip(("GET", "POST"), decided, strict=True):
        got = {role: world.visit(role, method, url).status_code for role in ROLES}
        assert got == statuses, f"{method} {url}"


@walk
@pytest.mark.parametrize("name", [name for name in ADDRESSES if row(name) == SITE["case"]])
def test_the_anonymous_are_shown_to_the_login(world: World, name: str) -> None:
    answer = world.visit(ANONYMOUS, "GET", address(world, name))
    assert answer["Location"].startswith("/konto/logga-in/?next=")


@walk
@pytest.mark.parametrize("role", ROLES)
def test_a_working_paper_stays_with_the_staff(world: World, role: str) -> None:
    paper = actions.add_document(
        case_id=world.case.pk,
        by=world.home.registrar,
        file=make.new_file("arbetspapper.txt", title="Arbetspapper"),
        direction=Direction.DRAWN_UP,
        dated=today(),
        is_internal=True,
    )
    url = f"{world.case.get_absolute_url()}handlingar/{paper.act}/1/"
    expected = 200 if role in STAFF else 302 if role == ANONYMOUS else 404
    assert world.visit(role, "GET", url).status_code == expected
    if role in ("run_member", "pkd_member", "municipal"):
        shown = world.visit(role, "GET", world.case.get_absolute_url())
        assert b"Arbetspapper" not in getattr(shown, "content", b"")


@walk
@pytest.mark.parametrize("role", OUTSIDE)
@pytest.mark.parametrize("name", ["home", "next_consultation", "case_list", "meeting", "body"])
def test_nobody_outside_reads_of_the_case(world: World, role: str, name: str) -> None:
    shown = world.visit(role, "GET", address(world, name))
    assert world.case.registry_number.encode() not in getattr(shown, "content", b"")


@walk
@pytest.mark.parametrize("role", ["run_member", "pkd_member", "municipal"])
def test_an_agenda_that_is_not_out_is_not_read(world: World, role: str) -> None:
    hidden = world.fresh.items.get().case.registry_number.encode()
    for url in (world.fresh.get_absolute_url(), "/arenden/", "/infor-samradet/"):
        assert hidden not in getattr(world.visit(role, "GET", url), "content", b"")
