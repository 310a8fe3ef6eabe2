"""The list of cases: what one may see, narrowed by the address, whatever the address says."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import actions
from cases.models import Case
from cases.route import Step
from samverkan.lib.dates import today
from tests.factories import House, case_in, house, meeting, placed, registered, step

pytestmark = pytest.mark.django_db
URL = "/arenden/"
YEAR = today().year


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


# Narrowing -----------------------------------------------------------------------------


@pytest.fixture
def various(home: House) -> dict[str, Case]:
    return {
        "ny": registered(home, title="Ny", officer=None, reply_due=in_days(5)),
        "sen": registered(
            home, title="Sen", received_on=in_days(-30), reply_due=in_days(-1), officer=home.officer
        ),
        "utkast": case_in(
            Step.DRAFTING, home, title="Utkast", sender_name="Norrtåg AB", reply_due=in_days(40)
        ),
        "au": case_in(Step.PREPARATION, home, title="I AU", reply_due=None),
        "klar": case_in(Step.CLOSED, home, title="Klar"),
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Ny", "Sen", "Utkast", "I AU", "Klar"}),
        ("?slag=extern-remiss", {"Ny", "Sen", "Utkast", "I AU", "Klar"}),
        ("?slag=strategi", set()),
        ("?lage=utkast", {"Utkast"}),
        ("?organ=run-au", {"I AU"}),
        ("?organ=run", set()),
        ("?avsandare=norrt", {"Utkast"}),
        ("?handlaggare=ingen", {"Ny"}),
        ("?forsenade=on", {"Sen"}),
        ("?pagar=on", {"Ny", "Sen", "Utkast", "I AU"}),
        (f"?svar_till={in_days(10)}", {"Ny", "Sen"}),
        (f"?svar_fran={in_days(1)}&svar_till={in_days(50)}", {"Ny", "Utkast"}),
        ("?lage=registrerat&handlaggare=ingen&avsandare=prov", {"Ny"}),
        ("?lage=registrerat&forsenade=on", {"Sen"}),
        ("?q=utkast&pagar=on", {"Utkast"}),
    ],
)
def test_narrowing(staff: Client, various: dict[str, Case], query: str, found: set[str]) -> None:
    assert set(titles(staff, query)) == found


def test_mine_and_waiting_for_me(staff: Client, home: House, various: dict[str, Case]) -> None:
    assert set(titles(staff, "?mina=on&pagar=on")) == {"Sen", "Utkast", "I AU"}
    assert set(titles(staff, "?vantar=on")) == {"Utkast"}
    assert titles(staff, f"?handlaggare={home.officer.pk}&lage=utkast") == ["Utkast"]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("svar", "Sen"),
        ("-svar", "Klar"),
        ("nummer", "Ny"),
        ("-nummer", "Klar"),
        ("registrerat", "Ny"),
        ("lage", "Sen"),
    ],
)
def test_order(staff: Client, various: dict[str, Case], order: str, first: str) -> None:
    assert titles(staff, f"?ordning={order}")[0] == first


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


# Searching -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "RUN 1-{year}",
        "run 1-{year}",
        "RUN-1-{year}",
        "RUN1-{year}",
        "1-{year}",
        "1/{year}",
        "RUN 1:7-{year}",
        "RUN 1",
        " 1 ",
    ],
)
def test_numbers_as_people_write_them(staff: Client, home: House, written: str) -> None:
    registered(home, title="Rätt", sender_reference="", inquiry="")
    registered(home, title="Fel", sender_reference="", inquiry="")
    assert titles(staff, f"?q={written.format(year=YEAR)}") == ["Rätt"]


@pytest.mark.parametrize(
    "written",
    [
        "M2020/01926",
        "m2020/01926",
        "01926",
        "SOU 2020:73",
        "sou2020:73",
        "skogen äganderätt",
        "PROVDEP",
    ],
)
def test_foreign_numbers_and_words(staff: Client, home: House, written: str) -> None:
    registered(
        home,
        title="Stärkt äganderätt i skogen",
        sender_reference="M2020/01926/NV",
        inquiry="SOU 2020:73",
    )
    registered(home, title="Något annat", sender_name="Norrtåg AB")
    assert titles(staff, f"?q={written}") == ["Stärkt äganderätt i skogen"]


@pytest.mark.parametrize("written", ["RUN 99-2020", "XYZ 1-2020", "finns inte", "%", "1-99999"])
def test_nothing_found_says_what_to_do(staff: Client, home: House, written: str) -> None:
    registered(home, sender_reference="", inquiry="")
    response = staff.get(URL, {"q": written})
    assert response.context["rows"] == []
    assert "Inga ärenden stämmer med det du har valt" in response.content.decode()


# Odd addresses -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "?svar_fran=igår",
        "?svar_till=2027-13-45",
        "?svar_fran=0001-01-01",
        "?handlaggare=999999",
        "?handlaggare=99999999999999999999",
        "?handlaggare=x",
        "?lage=okänt",
        "?organ=finns-inte",
        "?slag=1",
        "?ordning=baklänges",
        "?mina=kanske",
        "?q=" + "9" * 50,
        "?okänd=1",
        "?sida=abc",
        "?sida=99999",
        "?sida=-1",
    ],
)
def test_odd_address_gives_the_nearest_page(staff: Client, home: House, query: str) -> None:
    registered(home)
    response = staff.get(URL + query)
    assert response.status_code == 200


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


def test_same_number_of_queries_for_one_and_thirty(
    staff: Client, home: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case_in(Step.PREPARATION, home)
    counts = []
    for more in (0, 24):
        for n in range(more):
            registered(home, officer=None if n % 2 else home.officer)
        with django_assert_max_num_queries(25) as context:
            staff.get(URL)
        counts.append(len(context))
    assert counts[0] == counts[1]


def test_reply_date_presses_only_until_the_answer_has_gone(staff: Client, home: House) -> None:
    case_in(Step.DISPATCHED, home)
    assert "svar senast" not in text(staff)
    registered(home)
    assert text(staff).count("svar senast") == 1
