"""/aviseringar/utkorg/ and what staff are told above every page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bodies.models import Event, Outbox, Person
from bodies.notices import outbox
from bodies.roles import Role
from samverkan.lib.dates import now
from tests import factories as make

pytestmark = pytest.mark.django_db
URL = "/aviseringar/utkorg/"
STILL = "Mejl går inte ut just nu"


def text(client: Client, url: str = "/organ/") -> str:
    return client.get(url).content.decode()


def staff(client: Client, *roles: Role) -> Person:
    person = make.person(*(roles or (Role.CASE_OFFICER,)))
    client.force_login(person)
    return person


def test_pauses_and_opens_with_a_reason(office: Client) -> None:
    assert "Öppen" in text(office, URL)
    answer = office.post(URL, {"gor": "pausa", "reason": "Ser efter."}, follow=True)
    page = answer.content.decode()
    assert "Utkorgen är pausad. Inga mejl går ut" in page
    assert "Ser efter." in page
    assert Outbox.objects.get().held_since is not None
    office.post(URL, {"gor": "oppna", "reason": "Klart."})
    assert Outbox.objects.get().held_since is None
    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["hold_outbox", "release_outbox"]


def test_a_reason_is_needed(office: Client) -> None:
    assert "Skriv varför." in office.post(URL, {"gor": "pausa"}).content.decode()
    assert not Outbox.objects.exists()


def test_pausing_twice_is_told_and_keeps_what_was_typed(office: Client) -> None:
    outbox.hold("Prov.")
    page = office.post(URL, {"gor": "pausa", "reason": "En gång till."}).content.decode()
    assert "redan pausad" in page
    assert "En gång till." in page


@pytest.mark.parametrize("gor", ["", "annat"])
def test_nothing_else_can_be_done(office: Client, gor: str) -> None:
    assert office.post(URL, {"gor": gor, "reason": "Prov."}).status_code == 200
    assert not Event.objects.exists()


def test_says_what_waits(office: Client, administrator: Person) -> None:
    make.notice(administrator)
    make.notice(administrator, "uncertain")
    make.notice(administrator, "failed")
    page = text(office, URL)
    assert "2 mejl, det äldsta skulle ha gått" in page
    assert "1 mejl som kan ha skickats" in page


def test_a_new_install_says_nothing(client: Client) -> None:
    make.notice(staff(client))
    assert STILL not in text(client)


@pytest.mark.parametrize("roles", [(Role.CASE_OFFICER,), (Role.REGISTRAR,)])
def test_staff_are_told_when_it_is_held(client: Client, roles: tuple[Role, ...]) -> None:
    staff(client, *roles)
    outbox.hold("Databasen är återställd.")
    page = text(client)
    assert STILL in page
    assert "har öppnat den. Inget mejl har skickats än." in page
    assert "Databasen är återställd." not in page
    assert "Till utkorgen" not in page


def test_administrators_are_shown_the_way(office: Client) -> None:
    outbox.hold("Databasen är återställd.")
    page = text(office)
    assert "Till utkorgen" in page
    assert "Databasen är återställd." in page
    assert STILL not in text(office, URL)  # the page itself says it


def test_told_after_five_minutes_of_silence(client: Client) -> None:
    person = staff(client)
    late = make.notice(person, due_at=now() - timedelta(minutes=4))
    assert STILL not in text(client)
    late.due_at = now() - timedelta(minutes=6)
    late.save()
    assert STILL in text(client)


def test_told_when_nobody_has_looked(client: Client) -> None:
    staff(client)
    outbox.look()
    assert STILL not in text(client)
    Outbox.objects.update(looked_at=now() - timedelta(minutes=6), sent_at=now())
    assert "Avsändaren svarar inte" in text(client)


@pytest.mark.parametrize(
    ("role", "told"), [(Role.REGISTRAR, True), (Role.CHIEF, True), (Role.CASE_OFFICER, False)]
)
def test_what_failed_is_told_to_those_who_can_act(client: Client, role: Role, told: bool) -> None:
    make.notice(staff(client, role), "failed")
    assert ("Ett mejl kom inte fram." in text(client)) is told


def test_others_are_told_nothing_and_cost_nothing(client: Client) -> None:
    outbox.hold("Prov.")
    client.force_login(make.person())
    with CaptureQueriesContext(connection) as queries:
        assert STILL not in text(client)
    assert not [query for query in queries if "bodies_outbox" in query["sql"]]


def test_one_query_a_page(client: Client) -> None:
    make.notice(staff(client, Role.CHIEF), "failed")
    outbox.hold("Prov.")
    with CaptureQueriesContext(connection) as queries:
        text(client)
    assert len([query for query in queries if "bodies_outbox" in query["sql"]]) == 1
