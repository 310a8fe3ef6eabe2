"""A new document's form: what it proposes, and the same file sent twice."""

import pytest
from django.test import Client

from cases import actions
from cases.models import Case
from tests.cases.pages import text_of
from tests.cases.test_documents import new_url, post, typed
from tests.factories import House, house, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> House:
    return house()


@pytest.fixture
def case(home: House) -> Case:
    return registered(home)


@pytest.mark.parametrize(
    ("who", "kind", "direction"),
    [
        ("registrar", "", "incoming"),
        ("registrar", "yttrande", "drawn_up"),
        ("officer", "inspel", "incoming"),
        ("secretary", "protokollsutdrag", "drawn_up"),
    ],
)
def test_registrars_receive_and_others_draw_up(
    client: Client, home: House, case: Case, who: str, kind: str, direction: str
) -> None:
    client.force_login(getattr(home, who))
    form = client.get(f"{new_url(case)}?slag={kind}").context["form"]
    assert form["direction"].value() == direction
    assert "Lägg till den ändå" not in text_of(client.get(new_url(case)))


def test_the_same_form_twice_is_one_act(client: Client, home: House, case: Case) -> None:
    post(client, home.officer, new_url(case), typed())
    response = post(client, home.officer, new_url(case), typed(title="Ett annat namn"))
    act = case.documents.get()
    assert f"Samma fil finns redan som {act.act_number}." in text_of(response)
    assert f"{case.get_absolute_url()}#handlingar" in text_of(response)
    kept = response.context["form"]["file"].field.widget.kept[0].key
    again = typed(anyway="on") | {"file-kept": kept}
    del again["file"]
    assert post(client, home.officer, new_url(case), again).status_code == 302
    assert case.documents.count() == 2


def test_a_voided_act_is_no_hindrance(client: Client, home: House, case: Case) -> None:
    post(client, home.registrar, new_url(case), typed())
    actions.void_document(
        document_id=case.documents.get().pk, by=home.registrar, reason="Fel ärende."
    )
    assert post(client, home.registrar, new_url(case), typed()).status_code == 302
