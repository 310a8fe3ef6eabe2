"""/moten/: coming first, earlier below, for all bodies or one."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samverkan.lib.dates import MONTHS, now, swedish_date
from tests import factories as make

pytestmark = pytest.mark.django_db
URL = "/moten/"


def test_coming_stand_first_and_nearest_first(client: Client) -> None:
    client.force_login(make.person())
    board = make.body("run")
    far, near = make.meeting(board, 40), make.meeting(board, 4)
    old, older = make.meeting(board, -4), make.meeting(board, -40)
    context = client.get(URL).context
    assert [line.meeting for line in context["coming"]] == [near, far]
    assert [line.meeting for line in context["past"]] == [old, older]


def test_a_meeting_earlier_today_is_not_past(client: Client) -> None:
    client.force_login(make.person())
    meeting = make.meeting(make.body("run"), 0, 0)
    assert [line.meeting for line in client.get(URL).context["coming"]] == [meeting]


def test_a_samrad_names_the_meeting_it_follows(client: Client) -> None:
    client.force_login(make.person())
    home = make.house()
    committee = make.meeting(home.au, 5, 8)
    make.meeting(home.samrad, 5, 10, follows=committee)
    page = client.get(URL).content.decode()
    assert f"Ärenden från RUN AU {swedish_date(committee.day)}" in page


def test_says_what_is_published_and_what_is_cancelled(client: Client) -> None:
    who = make.person()
    client.force_login(who)
    board = make.body("run")
    make.meeting(board, 5, agenda_published_at=now(), agenda_published_by=who)
    assert "Ärendelistan är publicerad" in client.get(URL).content.decode()
    make.meeting(board, 6, state="cancelled", state_reason="För få ärenden")
    page = client.get(URL).content.decode()
    assert "Inställt" in page
    assert "För få ärenden" in page


def test_filters_by_body_and_keeps_it_in_the_address(client: Client) -> None:
    client.force_login(make.person())
    board, other = make.body("run"), make.body("hsn")
    mine = make.meeting(board, 5)
    make.meeting(other, 5)
    for n in range(21):
        make.meeting(board, -n - 1)
    answer = client.get(URL, {"organ": "run"})
    assert [line.meeting for line in answer.context["coming"]] == [mine]
    assert "?organ=run&amp;sida=2" in answer.content.decode()


def test_meetings_stand_under_their_months(client: Client) -> None:
    client.force_login(make.person())
    board = make.body("run")
    near, next_month = make.meeting(board, 1), make.meeting(board, 45)
    page = client.get(URL).content.decode()
    months = [f"{MONTHS[m.day.month - 1].capitalize()} {m.day.year}" for m in (near, next_month)]
    assert [f"<h3>{month}</h3>" in page for month in months] == [True, True]
    assert page.index(months[0]) < page.index(months[1])


def test_mine_are_the_meetings_of_my_own_bodies(client: Client) -> None:
    """A delegate's door; a seat that a rule derives counts as one's own."""
    home = make.house()
    client.force_login(home.pkd_member)
    committee = make.meeting(home.au, 5, 8)
    samrad = make.meeting(home.samrad, 5, 10, follows=committee)
    old = make.meeting(home.pkd_au, -5)
    answer = client.get(URL, {"mina": "on"})
    assert [line.meeting for line in answer.context["coming"]] == [samrad]
    assert [line.meeting for line in answer.context["past"]] == [old]
    assert "<h1>Mina möten</h1>" in answer.content.decode()
    assert f'href="{URL}?mina=on"' in client.get("/infor-samradet/").content.decode()


@pytest.mark.parametrize("key", ["finns-inte", "x" * 300, " "])
def test_a_body_that_does_not_exist_gets_a_sentence(client: Client, key: str) -> None:
    client.force_login(make.person())
    make.meeting(make.body("run"), 5)
    answer = client.get(URL, {"organ": key})
    assert answer.status_code == 200
    assert "Organet finns inte." in answer.content.decode()
    assert len(answer.context["coming"]) == 1


def test_earlier_meetings_come_in_pages(client: Client) -> None:
    client.force_login(make.person())
    board = make.body("run")
    for n in range(25):
        make.meeting(board, -n - 1)
    second = client.get(URL, {"sida": "2"})
    assert len(second.context["past"]) == 5
    assert second.context["coming"] is None
    assert client.get(URL, {"sida": "hej"}).status_code == 200


def test_empty_places_say_what_comes(client: Client) -> None:
    client.force_login(make.person())
    assert "Inga kommande möten" in client.get(URL).content.decode()


def test_strangers_log_in_first_and_nobody_writes(client: Client) -> None:
    assert client.get(URL).status_code == 302
    client.force_login(make.person())
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 30])
def test_costs_the_same_for_many(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(make.person())
    home = make.house()
    for n in range(rows):
        for sign in (1, -1):
            committee = make.meeting(home.au, sign * (n + 1), 8)
            make.meeting(home.samrad, sign * (n + 1), 10, follows=committee)
    with django_assert_num_queries(6):  # session, person, number, coming, past, bodies to choose
        client.get(URL)
