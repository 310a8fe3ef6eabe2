"""Naming the case officer."""

import pytest
from django.test import Client

from bodies.models import Notice
from bodies.roles import Role
from cases.models import Case, CaseEvent
from cases.route import Step
from tests.factories import House, case_in, house, person, registered, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> House:
    return house()


@pytest.fixture
def case(home: House) -> Case:
    return registered(home, officer=None)


def url(case: Case) -> str:
    return f"{case.get_absolute_url()}handlaggare/"


def test_names_an_officer_who_is_told(client: Client, home: House, case: Case) -> None:
    client.force_login(home.chief)
    response = client.post(url(case), {"officer": home.officer.pk, "version": case.version})
    assert response["Location"] == case.get_absolute_url()
    assert Case.objects.get().officer == home.officer
    assert CaseEvent.objects.filter(verb="assign").count() == 1
    letter = Notice.objects.get(rule="officer", recipient=home.officer)
    assert "Öppna ärendet" in letter.text, "it is not the officer's turn yet"
    assert "Svaret ska vara framme senast" in letter.text


def test_takes_the_officer_away(client: Client, home: House) -> None:
    case = registered(home)
    client.force_login(home.registrar)
    client.post(url(case), {"officer": "", "version": case.version})
    assert Case.objects.get().officer is None


def test_form_shows_who_it_is(client: Client, home: House) -> None:
    case = registered(home)
    client.force_login(home.chief)
    text = client.get(url(case)).content.decode()
    assert f'value="{home.officer.pk}" selected' in text
    assert home.secretary.full_name not in text.split("<select")[1]


@pytest.mark.parametrize("who", ["secretary", "nobody"])
def test_only_case_officers(client: Client, home: House, case: Case, who: str) -> None:
    client.force_login(home.chief)
    pk = home.secretary.pk if who == "secretary" else 999_999
    response = client.post(url(case), {"officer": pk, "version": case.version})
    assert response.context["form"].errors["officer"] == ["Välj en handläggare i listan."]


def test_stale_form_keeps_the_choice(client: Client, home: House, case: Case) -> None:
    client.force_login(home.chief)
    other = person(Role.CASE_OFFICER)
    client.post(url(case), {"officer": home.officer.pk, "version": case.version})
    response = client.post(url(case), {"officer": other.pk, "version": case.version})
    text = response.content.decode()
    assert response.status_code == 409
    assert f'value="{other.pk}" selected' in text
    assert 'name="version" value="2"' in text
    assert Case.objects.get().officer == home.officer


def test_closed_case_is_left_alone(client: Client, home: House) -> None:
    case = case_in(Step.CLOSED, home)
    client.force_login(home.chief)
    assert client.get(url(case)).status_code == 409


def test_stranger_and_those_without_the_right(client: Client, home: House, case: Case) -> None:
    client.force_login(home.stranger)
    assert client.get(url(case)).status_code == 404
    client.force_login(home.officer)
    assert client.get(url(case)).status_code == 403
    posted = {"officer": home.officer.pk, "version": case.version}
    assert client.post(url(case), posted).status_code == 403
    assert Case.objects.get().officer is None


def test_wrong_method(client: Client, home: House, case: Case) -> None:
    client.force_login(home.chief)
    assert client.put(url(case)).status_code == 405


def test_officer_is_told_once_at_a_step_however_often_it_changes_hands(
    home: House, case: Case
) -> None:
    other = person(Role.CASE_OFFICER)
    for officer in (home.officer, other, home.officer):
        step(case, "assign", home.chief, officer=officer)
    told = Notice.objects.filter(rule="officer").values_list("recipient", flat=True)
    assert sorted(told) == sorted([home.officer.pk, other.pk])
