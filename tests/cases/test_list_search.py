"""The list of cases narrowed, ordered and searched by its address; one world that is only read."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from cases.route import Step
from samverkan.lib.dates import today
from tests.cases.test_list import URL, in_days, titles
from tests.factories import House, case_in, house, registered
from tests.shared import kept_world

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("list_search")]
UTKAST = "Utkast om äganderätt i skogen"
NAMELESS = {"sender_reference": "", "inquiry": ""}


@pytest.fixture(scope="module")
def home(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[House]:
    """The first is number 1 of the year, and only the draft has words and numbers to find."""
    with kept_world(django_db_blocker, tmp_path_factory.mktemp("media")):
        home = house()
        registered(home, title="Ny", officer=None, reply_due=in_days(5), **NAMELESS)
        late = {"received_on": in_days(-30), "reply_due": in_days(-1), "officer": home.officer}
        registered(home, title="Sen", **late, **NAMELESS)
        draft = {"sender_reference": "M2020/02926/NV", "inquiry": "SOU 2020:73"}
        sender = {"sender_name": "Norrtåg AB", "reply_due": in_days(40)}
        case_in(Step.DRAFTING, home, title=UTKAST, **draft, **sender)
        case_in(Step.PREPARATION, home, title="I AU", reply_due=None, **NAMELESS)
        case_in(Step.CLOSED, home, title="Klar", **NAMELESS)
        yield home


@pytest.fixture
def staff(home: House, client: Client) -> Client:
    client.force_login(home.officer)
    return client


# Narrowing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Ny", "Sen", UTKAST, "I AU", "Klar"}),
        ("?slag=extern-remiss", {"Ny", "Sen", UTKAST, "I AU", "Klar"}),
        ("?slag=strategi", set()),
        ("?lage=utkast", {UTKAST}),
        ("?organ=run-au", {"I AU"}),
        ("?organ=run", set()),
        ("?avsandare=norrt", {UTKAST}),
        ("?handlaggare=ingen", {"Ny"}),
        ("?forsenade=on", {"Sen"}),
        ("?pagar=on", {"Ny", "Sen", UTKAST, "I AU"}),
        (f"?svar_till={in_days(10)}", {"Ny", "Sen"}),
        (f"?svar_fran={in_days(1)}&svar_till={in_days(50)}", {"Ny", UTKAST}),
        ("?lage=registrerat&handlaggare=ingen&avsandare=prov", {"Ny"}),
        ("?lage=registrerat&forsenade=on", {"Sen"}),
        ("?q=utkast&pagar=on", {UTKAST}),
    ],
)
def test_narrowing(staff: Client, query: str, found: set[str]) -> None:
    assert set(titles(staff, query)) == found


def test_mine_and_waiting_for_me(staff: Client, home: House) -> None:
    assert set(titles(staff, "?mina=on&pagar=on")) == {"Sen", UTKAST, "I AU"}
    assert set(titles(staff, "?vantar=on")) == {UTKAST}
    assert titles(staff, f"?handlaggare={home.officer.pk}&lage=utkast") == [UTKAST]


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
def test_order(staff: Client, order: str, first: str) -> None:
    assert titles(staff, f"?ordning={order}")[0] == first


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
def test_numbers_as_people_write_them(staff: Client, written: str) -> None:
    assert titles(staff, f"?q={written.format(year=today().year)}") == ["Ny"]


@pytest.mark.parametrize(
    "written",
    [
        "M2020/02926",
        "m2020/02926",
        "02926",
        "SOU 2020:73",
        "sou2020:73",
        "skogen äganderätt",
        "NORRTÅG",
    ],
)
def test_foreign_numbers_and_words(staff: Client, written: str) -> None:
    assert titles(staff, f"?q={written}") == ["Utkast om äganderätt i skogen"]


@pytest.mark.parametrize("written", ["RUN 99-2020", "XYZ 1-2020", "finns inte", "%", "1-99999"])
def test_nothing_found_says_what_to_do(staff: Client, written: str) -> None:
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
def test_odd_address_gives_the_nearest_page(staff: Client, query: str) -> None:
    response = staff.get(URL + query)
    assert response.status_code == 200
