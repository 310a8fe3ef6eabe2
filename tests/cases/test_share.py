"""Sharing a case with municipalities: a logged act that says what it means."""

import pytest
from django.test import Client

from bodies.roles import Role
from cases.models import Case, CaseEvent, Share
from tests.factories import House, house, organisation, person, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> House:
    return house()


@pytest.fixture
def case(home: House) -> Case:
    return registered(home)


def url(case: Case) -> str:
    return f"{case.get_absolute_url()}dela/"


def test_button_says_what_it_means(client: Client, home: House, case: Case) -> None:
    client.force_login(home.registrar)
    text = client.get(url(case)).content.decode()
    assert '<button type="submit" aria-describedby="innebar">Dela med kommunerna</button>' in text
    meaning = text.split('id="innebar"')[1].split("</p>")[0]
    assert "Handlingarna blir allmänna handlingar hos kommunerna" in meaning
    assert "Provköping" in text
    assert "Ingen utanför regionen än." in text


def test_shares_with_the_chosen(client: Client, home: House, case: Case) -> None:
    other = organisation(name="Exempelfors")
    client.force_login(home.registrar)
    response = client.post(url(case), {"organisations": [home.municipality.pk]})
    assert response["Location"] == case.get_absolute_url()
    assert [share.organisation for share in case.shares.all()] == [home.municipality]
    event = CaseEvent.objects.filter(verb="share").get()
    assert event.text == "Ärendet delades med Provköping."
    text = client.get(url(case)).content.decode()
    assert "Redan delat med" in text
    assert other.name in text.split("Redan delat med")[0]
    client.force_login(home.municipal)
    assert client.get(case.get_absolute_url()).status_code == 200


def test_shares_with_all_in_one_tick(client: Client, home: House, case: Case) -> None:
    organisation(name="Exempelfors")
    organisation("company", name="Bolaget")
    client.force_login(home.officer)
    client.post(url(case), {"everyone": "on"})
    assert {str(share.organisation) for share in case.shares.all()} == {"Provköping", "Exempelfors"}
    assert "Alla kommuner har ärendet" in client.get(url(case)).content.decode()


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ([], "Välj minst en kommun."),
        (["999999"], "Kommunen finns inte eller har redan ärendet. Välj i listan."),
        (["x"], "Kommunen finns inte. Välj i listan."),
    ],
)
def test_bad_choice_is_a_sentence(
    client: Client, home: House, case: Case, chosen: list[str], sentence: str
) -> None:
    client.force_login(home.registrar)
    response = client.post(url(case), {"organisations": chosen})
    assert response.context["form"].errors["organisations"] == [sentence]
    assert not Share.objects.exists()


def test_company_is_not_a_municipality(client: Client, home: House, case: Case) -> None:
    company = organisation("company", name="Bolaget")
    client.force_login(home.registrar)
    client.post(url(case), {"organisations": [company.pk]})
    assert not Share.objects.exists()


def test_twice_has_one_effect(client: Client, home: House, case: Case) -> None:
    client.force_login(home.registrar)
    for _ in range(2):
        response = client.post(url(case), {"organisations": [home.municipality.pk]})
    assert response.context["form"].errors["organisations"]
    assert Share.objects.count() == 1
    assert CaseEvent.objects.filter(verb="share").count() == 1


def test_stranger_and_those_without_the_right(client: Client, home: House, case: Case) -> None:
    posted = {"organisations": [home.municipality.pk]}
    client.force_login(home.stranger)
    assert client.post(url(case), posted).status_code == 404
    client.force_login(home.chief)
    assert client.get(url(case)).status_code == 403
    assert client.post(url(case), posted).status_code == 403
    assert not Share.objects.exists()


def test_one_who_has_it_does_not_pass_it_on(client: Client, home: House, case: Case) -> None:
    client.force_login(home.registrar)
    client.post(url(case), {"organisations": [home.municipality.pk]})
    client.force_login(home.municipal)
    assert client.get(url(case)).status_code == 403


def test_registrar_of_another_municipality_sees_nothing(
    client: Client, home: House, case: Case
) -> None:
    client.force_login(home.registrar)
    client.post(url(case), {"organisations": [home.municipality.pk]})
    client.force_login(person(Role.MUNICIPAL_REGISTRAR, organisation=organisation()))
    assert client.get(case.get_absolute_url()).status_code == 404


def test_wrong_method(client: Client, home: House, case: Case) -> None:
    client.force_login(home.registrar)
    assert client.put(url(case)).status_code == 405
