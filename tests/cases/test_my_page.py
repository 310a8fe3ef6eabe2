"""Where one arrives, and what a member of staff meets there."""

from datetime import timedelta

import pytest
from django.test import Client

from bodies.models import Person
from bodies.roles import Role
from cases.models import Case
from cases.queries.my_page import MyPage, my_page, next_meetings
from cases.route import Step
from samverkan.lib.dates import today
from tests import factories
from tests.begun import at
from tests.factories import House

pytestmark = pytest.mark.django_db


def shown(page: MyPage) -> list[str]:
    return [row.case.title for row in page.todo.rows]


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
def test_everyone_arrives_where_their_work_is(
    client: Client, home: House, who: str, where: str
) -> None:
    client.force_login(getattr(home, who))
    assert client.get("/").headers["Location"] == where


@pytest.mark.parametrize("who", ["run_member", "municipal", "stranger"])
def test_only_staff_have_a_page(client: Client, home: House, who: str) -> None:
    client.force_login(getattr(home, who))
    assert client.get("/min-sida/").status_code == 403


def test_page_is_only_read(client: Client, home: House) -> None:
    client.force_login(home.registrar)
    assert client.post("/min-sida/").status_code == 405


@pytest.mark.parametrize(
    ("begun", "who"),
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
    indirect=["begun"],
)
def test_case_waits_for_the_one_whose_turn_it_is(home: House, case: Case, who: str) -> None:
    for name in ("chief", "officer", "secretary", "registrar", "administrator"):
        expected = [case.title] if name == who else []
        assert shown(my_page(getattr(home, name))) == expected, name


@at(Step.CLOSED)
def test_closed_case_waits_for_nobody(home: House) -> None:
    assert shown(my_page(home.registrar)) == []


def test_officers_turn_falls_to_the_chief_while_there_is_none(home: House) -> None:
    case = factories.registered(home, officer=None)
    factories.step(case, "assess", home.chief)
    (row,) = my_page(home.chief).todo.rows
    assert row.task == "Utse en handläggare"
    unassigned = my_page(home.registrar).unassigned
    assert unassigned is not None
    assert unassigned.count == 1
    assert my_page(home.officer).unassigned is None


@pytest.mark.parametrize(
    ("begun", "who", "task"),
    [
        (Step.REGISTERED, "chief", "Bedöm om regionen ska svara"),
        (Step.ASSESSED, "officer", "Börja bereda svaret"),
        (Step.PREPARATION, "secretary", "Sätt upp på RUN AU:s ärendelista"),
        (Step.CONSULTATION, "secretary", "Anteckna skriftligt samråd"),
        (Step.BOARD, "secretary", "Sätt upp på RUN:s ärendelista"),
        (Step.DECIDED, "registrar", "Skicka svaret"),
        (Step.DISPATCHED, "registrar", "Avsluta ärendet"),
    ],
    indirect=["begun"],
)
def test_row_says_what_to_do(client: Client, home: House, who: str, task: str) -> None:
    (row,) = my_page(getattr(home, who)).todo.rows
    assert row.task == task
    assert f'<p class="item-task">{task}</p>' in open_as(client, getattr(home, who))


def test_case_before_its_meeting_is_not_to_be_done(client: Client, home: House) -> None:
    committee, board = (factories.case_in(s, home) for s in (Step.PREPARATION, Step.BOARD))
    factories.placed(home, committee, home.au, hour=9, days=3)
    factories.placed(home, board, home.board, hour=9, days=4)
    page = my_page(home.secretary)
    assert (page.todo.count, page.meeting.count) == (0, 2)
    listed = open_as(client, home.secretary, "/arenden/?vantar_mote=on&ordning=svar")
    assert committee.registry_number in listed
    assert committee.registry_number not in open_as(client, home.secretary, "/arenden/?vantar=on")


@at(Step.PREPARATION)
def test_case_whose_meeting_has_begun_is_to_be_done(home: House, case: Case) -> None:
    factories.placed(home, case, home.au, hour=9)
    (row,) = my_page(home.secretary).todo.rows
    assert row.task == "Anteckna vad RUN AU kom fram till"


@at(Step.CONSULTATION)
def test_case_at_the_samrad_waits_until_it_has_met(home: House, case: Case) -> None:
    committee = case.items.get().meeting
    factories.meeting(home.samrad, 5, follows=committee)
    assert my_page(home.secretary).meeting.count == 1
    factories.consultation_meeting(home, committee).delete()
    factories.meeting(home.samrad, 0, 11, follows=committee)
    (row,) = my_page(home.secretary).todo.rows
    assert row.task == "Anteckna samrådets utfall"


def test_what_can_be_done_is_not_hidden_behind_eight(home: House) -> None:
    for _ in range(10):
        factories.registered(home)
    assert len(my_page(home.chief).todo.rows) == 10


def test_no_case_stands_twice(client: Client, home: House) -> None:
    home.officer.roles = ["case_officer", "chief", "registrar"]
    home.officer.save()
    for officer in (None, home.officer, home.secretary):
        for step in (Step.REGISTERED, Step.ASSESSED, Step.DRAFTING, Step.PREPARATION):
            case = factories.case_in(step, home, reply_due=today() + timedelta(9))
            type(case).objects.filter(pk=case.pk).update(officer=officer)
    page = my_page(home.officer)
    parts = [page.todo, page.meeting, page.unassigned, page.due, page.mine]
    keys = [row.case.pk for part in parts if part for row in part.rows]
    assert len(keys) == len(set(keys)) == 12


def test_near_and_passed_reply_dates_are_shown_soonest_first(home: House) -> None:
    for days in (40, 30, 3):
        factories.registered(
            home, title=f"om {days}", reply_due=today() + timedelta(days), officer=home.officer
        )
    titles = [row.case.title for row in my_page(home.registrar).due.rows]
    assert titles == ["om 3", "om 30"]
    assert [row.case.title for row in my_page(home.secretary).due.rows] == titles
    assert my_page(factories.person(Role.CASE_OFFICER)).due.rows == []


@at(Step.PREPARATION)
def test_meetings_say_what_is_ready(home: House, case: Case) -> None:
    committee = factories.placed(home, case, home.au, hour=23, days=1)
    factories.meeting(home.samrad, 2, follows=committee)
    factories.meeting(home.board, 3)
    told = [(each.meeting.body.key, each.note, each.word) for each in next_meetings()]
    assert told == [
        ("run-au", "1 ärende", "Inte publicerad än"),
        ("samrad", "1 ärende", "Inte publicerad än"),
        ("run", "inga ärenden än", "Tom ärendelista"),
    ]


def test_nothing_waiting_is_said_in_words(client: Client, home: House) -> None:
    page = open_as(client, home.registrar)
    assert "Inget väntar på dig just nu." in page
    assert "Registrera remiss" in page
