"""The list of cases: what one may see, narrowed by the address, whatever the address says."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases import actions
from cases.route import Step
from samverkan.lib.dates import today
from tests.factories import House, case_in, house, meeting, placed, registered, step

pytestmark = pytest.mark.django_db
URL = "/arenden/"


@pytest.fixture
def home() -> House:
    return house()


@pytest.fixture
def staff(home: House, client: Client) -> Client:
    client.force_login(home.officer)
    return client


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(URL + query)
    assert response.status_code == 200
    return [row.case.title for row in response.context["rows"]]


def text(client: Client, query: str = "") -> str:
    return str(client.get(URL + query).content.decode())


def in_days(days: int) -> Any:
    return today() + timedelta(days)


# A row ---------------------------------------------------------------------------------


def test_row_shows_number_title_sender_officer_and_step(staff: Client, home: House) -> None:
    case = registered(home)
    page = text(staff)
    for shown in (case.registry_number, case.title, "Provdepartementet", home.officer.full_name):
        assert shown in page
    assert f'href="{case.get_absolute_url()}"' in page
    assert "steg 1 av" in page


def test_row_shows_the_next_meeting(staff: Client, home: House) -> None:
    case = case_in(Step.PREPARATION, home)
    placed(home, case, home.au, 9, days=9)
    (row,) = staff.get(URL).context["rows"]
    assert (row.next_label, row.next_date) == ("RUN AU", in_days(9))


def test_row_of_a_struck_off_case_says_so(staff: Client, home: House) -> None:
    case = case_in(Step.DRAFTING, home)
    step(case, "strike_off", home.chief, reason="Remissen drogs tillbaka.")
    page = text(staff)
    assert "Avskrivet" in page
    assert "steg 4 av 4" in page
    assert page.count("tiny-done") == 3


def test_newest_stands_first(staff: Client, home: House) -> None:
    registered(home, title="Äldre")
    registered(home, title="Nyare")
    assert titles(staff) == ["Nyare", "Äldre"]


# Telling ------------------------------------------------------------------------------


def test_chips_take_one_choice_away_and_keep_the_rest(staff: Client, home: House) -> None:
    registered(home)
    response = staff.get(f"{URL}?lage=registrerat&mina=on&ordning=svar&sida=1")
    assert response.context["chips"] == [
        ("Läge: Registrerat", f"{URL}?mina=on&ordning=svar"),
        ("Bara mina", f"{URL}?lage=registrerat&ordning=svar"),
    ]


def test_chips_say_names_and_days_in_words(staff: Client, home: House) -> None:
    asked = f"?handlaggare={home.officer.pk}&svar_fran=2027-02-03&organ=run-au&q=skog"
    words = [word for word, _ in staff.get(URL + asked).context["chips"]]
    assert words == [
        "Nummer, rubrik eller avsändarens nummer: skog",
        "Ligger hos: Run-au",
        f"Handläggare: {home.officer.full_name}",
        "Svar från och med 3 februari 2027",
    ]


# Odd addresses -------------------------------------------------------------------------


def test_wrong_value_is_told_by_its_field(staff: Client, home: House) -> None:
    registered(home)
    response = staff.get(f"{URL}?svar_fran=i+går")
    assert response.context["form"].errors["svar_fran"] == [
        "Skriv dagen som 2027-02-03 eller 3 februari 2027."
    ]
    assert len(response.context["rows"]) == 1


def test_nul_in_the_address_is_answered(staff: Client) -> None:
    assert staff.get(f"{URL}?q=%00").status_code == 400


def test_pages_hold_twenty_five_and_keep_the_rest_of_the_address(
    staff: Client, home: House
) -> None:
    for _ in range(27):
        registered(home)
    assert len(titles(staff)) == 25
    assert len(titles(staff, "?sida=2")) == 2
    assert len(titles(staff, "?sida=99999")) == 2
    assert "?lage=registrerat&amp;sida=2" in text(staff, "?lage=registrerat")


# Who sees what -------------------------------------------------------------------------


def test_municipality_sees_what_is_shared_and_no_draft_agenda(client: Client, home: House) -> None:
    client.force_login(home.municipal)
    shared, _ = case_in(Step.PREPARATION, home, title="Delat"), registered(home)
    meeting(home.au, 9)
    placed(home, shared, home.au, 9, days=9)
    assert titles(client) == []
    assert "Inget är delat med dig än" in text(client)
    actions.share(case_id=shared.pk, by=home.registrar, organisations=[home.municipality])
    (row,) = client.get(URL).context["rows"]
    assert (row.case.title, row.next_date) == ("Delat", None)
    assert set(titles(client, "?mina=on&vantar=on")) == {"Delat"}


def test_only_the_registrar_is_offered_to_register(client: Client, home: House) -> None:
    client.force_login(home.registrar)
    assert 'href="/arenden/ny/remiss/"' in text(client)
    client.force_login(home.secretary)
    assert 'href="/arenden/ny/remiss/"' not in text(client)


def test_list_is_only_read(staff: Client) -> None:
    assert staff.post(URL).status_code == 405


def test_reply_date_presses_only_until_the_answer_has_gone(staff: Client, home: House) -> None:
    case_in(Step.DISPATCHED, home)
    assert "svar senast" not in text(staff)
    registered(home)
    assert text(staff).count("svar senast") == 1
