"""/organ/<key>/: who sits in the body, today and on another day, and when it meets."""

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bodies.models import SeatRule
from bodies.roles import Role
from samverkan.lib.dates import today
from tests import factories as make

pytestmark = pytest.mark.django_db


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_shows_members_with_seat_party_and_whom_they_speak_for(client: Client) -> None:
    client.force_login(make.person())
    board = make.body("run", note="Beslutar om regional utveckling.")
    town = make.organisation(name="Provköping")
    chair = make.person(first_name="Olga", last_name="Ordförande")
    make.member(chair, board, "chair", party="DEM", on_behalf_of=town)
    page = page_of(client, "/organ/run/")
    for words in ("Olga Ordförande", "Ordförande", "DEM", "Provköping", "Beslutar om regional"):
        assert words in page


def test_the_chair_stands_first_and_names_in_swedish_order(client: Client) -> None:
    client.force_login(make.person())
    board = make.body("run")
    for name in ("Ö", "Z", "Å"):
        make.member(make.person(last_name=name), board)
    make.member(make.person(last_name="Ä"), board, "chair")
    roster = client.get("/organ/run/").context["roster"]
    assert [m.person.last_name for m in roster.members] == ["Ä", "Z", "Å", "Ö"]


def test_substitutes_stand_in_the_order_they_are_called(client: Client) -> None:
    client.force_login(make.person())
    board = make.body("run")
    for name, order in (("Sist", None), ("Andra", 2), ("Första", 1)):
        make.member(make.person(last_name=name), board, "substitute", entry_order=order)
    make.member(make.person(last_name="Sekreterare"), board, "secretary")
    roster = client.get("/organ/run/").context["roster"]
    assert [m.person.last_name for m in roster.substitutes] == ["Första", "Andra", "Sist"]
    assert [m.person.last_name for m in roster.others] == ["Sekreterare"]


def test_another_day_shows_who_sat_then(client: Client) -> None:
    client.force_login(make.person())
    board = make.body("run")
    make.member(make.person(last_name="Avgången"), board, valid_to=date(2021, 6, 30))
    make.member(make.person(last_name="Tillträdd"), board, valid_from=date(2021, 7, 1))
    assert "Avgången" not in page_of(client, "/organ/run/")
    then = page_of(client, "/organ/run/?dag=2021-06-30")
    assert "Avgången" in then
    assert "Tillträdd" not in then
    assert "30 juni 2021" in then


@pytest.mark.parametrize("day", ["2021-02-30", "i går", "9" * 400, "0000-01-01"])
def test_a_day_that_is_none_gets_a_sentence(client: Client, day: str) -> None:
    client.force_login(make.person())
    make.member(make.person(last_name="Nuvarande"), make.body("run"))
    answer = client.get("/organ/run/", {"dag": day})
    assert answer.status_code == 200
    assert "Skriv dagen så här: 2026-11-01." in answer.content.decode()
    assert "Nuvarande" in answer.content.decode()


def test_a_joint_body_says_what_does_not_add_up(client: Client) -> None:
    client.force_login(make.person())
    board, committee = make.body("run"), make.body("pkd-au")
    joint = make.body("samrad", "consultation")
    SeatRule.objects.create(body=joint, source=board, seats=3)
    SeatRule.objects.create(body=joint, source=committee, seats=1, takes_all=True)
    sitting = make.person()
    make.member(sitting, board)
    make.member(sitting, joint)
    make.member(make.person(first_name="Frida", last_name="Främling"), joint)
    for _ in range(3):
        make.member(make.person(), committee)
    page = page_of(client, "/organ/samrad/")
    assert "2 platser är vakanta." in page
    assert "2 för många: platserna är 1." in page
    assert "Frida Främling sitter inte i något av de organ" in page


def test_an_empty_body_says_so(client: Client) -> None:
    client.force_login(make.person())
    make.body("run")
    page = page_of(client, "/organ/run/")
    assert "Ingen har någon plats den dagen" in page
    assert "Inga möten är inlagda" in page


def test_shows_the_coming_meetings_only(client: Client) -> None:
    client.force_login(make.person())
    board = make.body("run")
    make.meeting(board, -3, place="Gamla salen")
    make.meeting(board, 3, place="Nya salen")
    page = page_of(client, "/organ/run/")
    assert "Nya salen" in page
    assert "Gamla salen" not in page


def test_only_an_administrator_is_shown_the_way_to_change(client: Client) -> None:
    make.body("run")
    client.force_login(make.person(Role.REGISTRAR))
    assert "Ändra organet" not in page_of(client, "/organ/run/")
    client.force_login(make.person(Role.ADMINISTRATOR))
    assert "Ändra organet" in page_of(client, "/organ/run/")


def test_a_body_that_does_not_exist_is_404(client: Client) -> None:
    client.force_login(make.person())
    assert client.get("/organ/finns-inte/").status_code == 404


def test_strangers_log_in_first_and_nobody_writes(client: Client) -> None:
    make.body("run")
    assert client.get("/organ/run/").status_code == 302
    client.force_login(make.person())
    assert client.post("/organ/run/").status_code == 405


@pytest.mark.parametrize("rows", [1, 30])
def test_costs_the_same_for_many(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(make.person())
    town = make.organisation()
    board, joint = make.body("run"), make.body("samrad", "consultation", parent=None)
    SeatRule.objects.create(body=joint, source=board, seats=30, takes_all=True)
    for n in range(rows):
        make.member(make.person(), board, on_behalf_of=town)
        make.member(make.person(), joint, "substitute", entry_order=n + 1)
        au = make.meeting(board, n + 1, 8)
        make.meeting(joint, n + 1, 10, follows=au)
    with django_assert_num_queries(6):  # session, person, body, rules, seats, meetings
        client.get(f"/organ/samrad/?dag={today() + timedelta(1)}")
