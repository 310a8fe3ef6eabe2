"""The agreements' pages: the matrix of a term, its Excel, and one agreement's story."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from bodies import actions
from bodies.agreement_states import Party, Signer
from bodies.roles import Role
from samverkan.lib.dates import today
from tests import factories as make
from tests.agreements import Place, a_copy

pytestmark = pytest.mark.django_db
URL = "/avtal/"


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_matrix_says_where_each_stands(client: Client) -> None:
    place = Place()
    place.sent()
    place.adopted(paragraph=12)
    client.force_login(place.by)
    page = text_of(client, URL)
    assert place.municipality.name in page
    assert "Antaget av kommunen" in page
    assert "§ 12" in page
    assert f'href="{place.agreement.get_absolute_url()}"' in page
    assert "1 av 1" in page


def test_a_phone_reads_what_is_late_or_comes_next(client: Client) -> None:
    place = Place()
    place.sent()
    client.force_login(place.by)
    (row,) = client.get(URL).context["rows"]
    dues = {cell.due: cell for cell in row.row.cells if cell.tone in ("late", "waiting")}
    late = [cell for cell in row.row.cells if cell.is_late]
    first = late[0] if late else dues[min(dues)]
    assert row.next.startswith(f"{first.label}: ")
    assert row.next in text_of(client, URL)


def test_two_signatures_that_stand_alike_are_said_once(client: Client) -> None:
    place = Place()
    place.sent()
    place.adopted()
    client.force_login(place.by)

    def said() -> list[str]:
        (row,) = client.get(URL).context["rows"]
        return [line.word for line in row.columns[2].lines]

    assert said() == ["båda"]
    place.signed(party=Party.MUNICIPALITY, kind=Signer.ELECTED)
    assert said() == ["förtroendevald", "tjänsteperson"]


def test_a_changed_text_is_asked_about(client: Client) -> None:
    place = Place()
    place.sent()
    place.adopted()
    place.changed()
    client.force_login(place.by)
    assert "Texten har ändrats sedan den antogs." in text_of(client, URL)
    assert "ska antas på nytt" in text_of(client, place.agreement.get_absolute_url())


def test_excel_holds_what_the_page_shows(client: Client) -> None:
    place = Place(municipality=make.organisation(name="=Kommunby"))
    place.sent()
    client.force_login(place.by)
    answer = client.get("/avtal/excel/")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    head, row = list(book.active.iter_rows())[:2]  # type: ignore[union-attr]
    assert [cell.value for cell in head][:3] == ["Kommun", "Läge", "Skickat"]
    assert (row[0].value, row[0].data_type) == ("=Kommunby", "s"), "no formula"
    assert row[1].value == "Skickat"


def test_a_term_without_agreements_is_not_there(client: Client) -> None:
    client.force_login(make.person(Role.CHIEF))
    assert "Inga avtal än" in text_of(client, URL)
    assert client.get(f"{URL}?period=1999").status_code == 404
    assert client.get("/avtal/excel/").status_code == 404
    assert client.post(URL).status_code == 405


def test_the_story_of_one(client: Client) -> None:
    place = Place()
    place.complete()
    client.force_login(place.by)
    page = text_of(client, place.agreement.get_absolute_url())
    assert page.count("Pim Påhittsson") >= 4
    assert "Samverka." in page
    assert "lades upp med utkast till" in page


def test_an_agreement_is_its_own_municipalitys(client: Client) -> None:
    place = Place()
    url = place.agreement.get_absolute_url()
    registrar = make.person(Role.MUNICIPAL_REGISTRAR, organisation=place.municipality)
    stranger = make.person(Role.MUNICIPAL_REGISTRAR, organisation=make.organisation())
    client.force_login(registrar)
    assert client.get(url).status_code == 404, "a draft stays within the region"
    place.sent()
    assert client.get(url).status_code == 200
    client.force_login(stranger)
    assert client.get(url).status_code == 404
    assert place.municipality.name not in text_of(client, URL)


def test_an_extract_is_fetched_by_those_who_see_it(client: Client) -> None:
    place = Place()
    place.sent()
    adoption = place.adopted(extract=a_copy(), extract_received_on=today())
    url = f"/avtal/{place.agreement.pk}/utdrag/{adoption.pk}/"
    client.force_login(place.by)
    answer = client.get(url)
    assert b"".join(answer.streaming_content) == b"Utdrag"  # type: ignore[attr-defined]
    assert client.get(f"/avtal/{place.agreement.pk}/annat/{adoption.pk}/").status_code == 404
    bare = place.adopted(Party.REGION)
    assert client.get(f"/avtal/{place.agreement.pk}/utdrag/{bare.pk}/").status_code == 404
    client.force_login(make.person())
    assert client.get(url).status_code == 404
    actions.void_adoption(adoption_id=adoption.pk, version=None, by=place.by, reason="Fel fil.")
    for role, status in ((Role.MUNICIPAL_REGISTRAR, 404), (Role.REGISTRAR, 200)):
        client.force_login(make.person(role, organisation=place.municipality))
        assert client.get(url).status_code == status, "what is voided stays within the region"


def test_a_revoked_link_is_told_so_and_no_more(client: Client) -> None:
    place = Place()
    place.sent()
    link = actions.ask_for_extract(
        agreement_id=place.agreement.pk, version=None, by=place.by, expires_on=today()
    )
    actions.revoke_link(link_id=link.pk, by=place.by)
    answer = client.get(f"/avtal/utdrag/{link.key}/")
    assert answer.status_code == 410
    assert place.municipality.name not in answer.content.decode()
