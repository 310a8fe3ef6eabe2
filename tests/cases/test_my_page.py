"""Where one arrives, and what a member of staff meets there."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bodies.models import Person
from cases.queries.my_page import MyPage, my_page, next_meetings
from cases.route import Step
from samverkan.lib.dates import today
from tests import factories

pytestmark = pytest.mark.django_db


def shown(page: MyPage) -> list[str]:
    return [row.case.title for row in page.waiting.rows]


def open_as(client: Client, person: Person, path: str = "/min-sida/") -> str:
    client.force_login(person)
    return client.get(path).content.decode()


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("registrar", "/min-sida/"),
        ("administrator", "/min-sida/"),
        ("run_member", "/infor-samradet/"),
        ("pkd_member", "/infor-samradet/"),
        ("municipal", "/arenden/"),
        ("stranger", "/arenden/"),
    ],
)
def test_everyone_arrives_where_their_work_is(client: Client, who: str, where: str) -> None:
    client.force_login(getattr(factories.house(), who))
    assert client.get("/").headers["Location"] == where


@pytest.mark.parametrize("who", ["run_member", "municipal", "stranger"])
def test_only_staff_have_a_page(client: Client, who: str) -> None:
    client.force_login(getattr(factories.house(), who))
    assert client.get("/min-sida/").status_code == 403


def test_page_is_only_read(client: Client) -> None:
    client.force_login(factories.house().registrar)
    assert client.post("/min-sida/").status_code == 405


@pytest.mark.parametrize(
    ("step", "who"),
    [
        (Step.REGISTERED, "chief"),
        (Step.ASSESSED, "officer"),
        (Step.DRAFTING, "officer"),
        (Step.PREPARATION, "secretary"),
        (Step.CONSULTATION, "secretary"),
        (Step.BOARD, "secretary"),
        (Step.DECIDED, "registrar"),
        (Step.DISPATCHED, "registrar"),
        (Step.DECLINED, "registrar"),
    ],
)
def test_case_waits_for_the_one_whose_turn_it_is(step: Step, who: str) -> None:
    home = factories.house()
    factories.case_in(step, home, title="Väntar")
    for name in ("chief", "officer", "secretary", "registrar", "administrator"):
        expected = ["Väntar"] if name == who else []
        assert shown(my_page(getattr(home, name))) == expected, name


def test_closed_case_waits_for_nobody() -> None:
    home = factories.house()
    factories.case_in(Step.CLOSED, home)
    assert shown(my_page(home.registrar)) == []


def test_officers_turn_falls_to_the_chief_while_there_is_none() -> None:
    home = factories.house()
    case = factories.registered(home, officer=None)
    factories.step(case, "assess", home.chief)
    assert len(shown(my_page(home.chief))) == 1
    unassigned = my_page(home.chief).unassigned
    assert unassigned is not None
    assert unassigned.count == 1
    assert my_page(home.officer).unassigned is None


def test_near_and_passed_reply_dates_are_shown_soonest_first() -> None:
    home = factories.house()
    for days in (40, 30, 3):
        factories.registered(
            home, title=f"om {days}", reply_due=today() + timedelta(days), officer=None
        )
    titles = [row.case.title for row in my_page(home.registrar).due.rows]
    assert titles == ["om 3", "om 30"]
    assert my_page(home.officer).due.rows == []


def test_meetings_say_what_is_ready() -> None:
    home = factories.house()
    case = factories.case_in(Step.PREPARATION, home)
    committee = factories.placed(home, case, home.au, hour=23, days=1)
    factories.meeting(home.samrad, 2, follows=committee)
    factories.meeting(home.board, 3)
    told = [(each.meeting.body.key, each.note, each.word) for each in next_meetings()]
    assert told == [
        ("run-au", "1 ärende", "Inte publicerad än"),
        ("samrad", "1 ärende", "Inte publicerad än"),
        ("run", "inga ärenden än", "Tom ärendelista"),
    ]


def test_same_queries_at_one_and_thirty(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    home = factories.house()
    home.registrar.roles = ["registrar", "chief", "case_officer", "board_secretary"]
    home.registrar.save()
    factories.registered(home, officer=home.registrar, reply_due=today())
    open_as(client, home.registrar)
    with django_assert_max_num_queries(25) as few:
        open_as(client, home.registrar)
    for _ in range(29):
        factories.registered(home, officer=home.registrar, reply_due=today())
    with django_assert_num_queries(len(few.captured_queries)):
        open_as(client, home.registrar)


def test_nothing_waiting_is_said_in_words(client: Client) -> None:
    page = open_as(client, factories.house().registrar)
    assert "Inget väntar på dig just nu." in page
    assert "Registrera en remiss" in page
