"""/organ/: all bodies by side, with seats and the next meeting."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bodies.models import Body, SeatRule
from tests import factories as make

pytestmark = pytest.mark.django_db
URL = "/organ/"


def test_lists_bodies_by_side(client: Client) -> None:
    client.force_login(make.person())
    region = make.organisation("region")
    make.body("run", name="Nämnden", organisation=region, decides=True)
    pkd = make.body("pkd", "municipal_delegation", name="Delegationen")
    make.body("pkd-au", "working_committee", name="Utskottet", parent=pkd)
    make.body("samrad", "consultation", name="Samrådet")
    groups = client.get(URL).context["groups"]
    assert [(g.key, [row.body.name for row in g.rows]) for g in groups] == [
        ("region", ["Nämnden"]),
        ("municipal", ["Delegationen", "Utskottet"]),
        ("joint", ["Samrådet"]),
    ]


def test_a_municipality_s_own_body_is_municipal_and_a_circle_ends(client: Client) -> None:
    client.force_login(make.person())
    make.body("ks", name="Styrelsen", organisation=make.organisation("municipality"))
    first = make.body("ett", name="Ett")
    second = make.body("tva", name="Två", parent=first)
    Body.objects.filter(pk=first.pk).update(parent=second)
    groups = {group.key: len(group.rows) for group in client.get(URL).context["groups"]}
    assert groups == {"municipal": 1, "joint": 2}


def test_counts_seats_from_members_or_from_rules(client: Client) -> None:
    client.force_login(make.person())
    board = make.body("run")
    joint = make.body("samrad", "consultation")
    SeatRule.objects.create(body=joint, source=board, seats=6)
    for seat in ("chair", "member", "substitute"):
        make.member(make.person(), board, seat)
    make.member(make.person(), board, valid_to=date(2020, 2, 1))
    rows = {row.body.key: row.seats for g in client.get(URL).context["groups"] for row in g.rows}
    assert rows == {"run": 2, "samrad": 6}


def test_shows_what_a_body_does_and_its_next_meeting(client: Client) -> None:
    client.force_login(make.person())
    board = make.body("run", decides=True)
    make.body("samrad", "consultation")
    make.meeting(board, 30)
    coming = make.meeting(board, 12)
    make.meeting(board, -1)
    make.meeting(board, 3, state="cancelled", state_reason="Få ärenden")
    page = client.get(URL).content.decode()
    assert "Beslutar" in page
    assert "Ger råd" in page
    assert "om 12 dagar" in page
    assert reverse("meeting", args=[coming.pk]) in page


def test_an_empty_place_says_what_comes(client: Client) -> None:
    client.force_login(make.person())
    assert "Inga organ än" in client.get(URL).content.decode()


def test_strangers_log_in_first(client: Client) -> None:
    assert client.get(URL).status_code == 302


def test_only_reads(client: Client) -> None:
    client.force_login(make.person())
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 30])
def test_costs_the_same_for_many(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(make.person())
    region = make.organisation("region")
    for n in range(rows):
        board = make.body(f"organ-{n}", organisation=region)
        make.meeting(board, 5)
        make.member(make.person(), board)
    with django_assert_num_queries(4):  # session, person, bodies, meetings
        client.get(URL)
