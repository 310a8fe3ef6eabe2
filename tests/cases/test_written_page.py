"""The pages of a samråd in writing: opened, followed, given more time, ended, answered."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bodies.models import Notice
from bodies.reminders import write_due
from cases import actions
from cases.models import Case, Position, WrittenRound
from cases.queries.meeting_notes import standing_of
from cases.queries.my_page import my_page
from cases.route import Step
from samverkan.lib.dates import now, swedish_date, today
from tests import factories as make
from tests.in_writing import DAYS, World, called_off

pytestmark = pytest.mark.django_db
ANSWER = reverse("next_consultation")


@pytest.fixture
def world() -> World:
    return called_off()


def url(world: World, name: str = "written_round") -> str:
    return reverse(name, args=[world.meeting.pk])


def days_later(days: int) -> time_machine.travel:
    return time_machine.travel(now() + timedelta(days), tick=False)


def typed(world: World, **changes: object) -> dict[str, object]:
    given = {
        "version": world.meeting.version,
        "cases": [world.case.pk],
        "last_day": today() + timedelta(DAYS),
        "question": "Vad tycker ni?",
    }
    return given | changes


def said(case: Case, **fields: str) -> dict[str, str]:
    return {f"arende-{case.pk}-{name}": value for name, value in fields.items()}


# ── Opened ───────────────────────────────────────────────────────────────────────────────


def test_the_cancelled_meeting_leads_to_it_and_it_opens(client: Client, world: World) -> None:
    client.force_login(world.home.secretary)
    assert url(world) in client.get(world.meeting.get_absolute_url()).content.decode()
    assert world.case.title in client.get(url(world)).content.decode()
    assert client.post(url(world), typed(world)).status_code == 302
    page = client.get(url(world)).content.decode()
    assert "Vad tycker ni?" in page
    assert "0 av 2" in page, "one of the board and one of PKD AU are to answer"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"last_day": "2020-01-01"}, "Dagen har redan varit."),
        ({"last_day": ""}, "Välj sista dagen att svara."),
        ({"cases": []}, "Välj minst ett ärende."),
        ({"cases": ["999999"]}, "väntar inte längre på samrådet"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Client, world: World, wrong: dict[str, object], sentence: str
) -> None:
    client.force_login(world.home.secretary)
    page = client.post(url(world), typed(world, **wrong)).content.decode()
    assert sentence in page
    assert "Vad tycker ni?" in page
    assert not WrittenRound.objects.exists()


def test_a_stale_form_is_409_and_keeps_what_was_typed(client: Client, world: World) -> None:
    client.force_login(world.home.secretary)
    answer = client.post(url(world), typed(world, version=1))
    assert answer.status_code == 409
    assert "Vad tycker ni?" in answer.content.decode()


def test_cancelling_offers_it_and_needs_the_day(client: Client) -> None:
    home = make.house()
    case = make.case_in(Step.CONSULTATION, home)
    samrad = make.meeting(home.samrad, 3, 13, follows=case.items.get().meeting)
    client.force_login(home.secretary)
    address = reverse("meeting_cancel", args=[samrad.pk])
    form = {"version": samrad.version, "reason": "Snö.", "in_writing": "on", "last_day": ""}
    assert "Välj sista dagen att svara." in client.post(address, form).content.decode()
    day = today() + timedelta(6)
    assert client.post(address, form | {"last_day": day}).status_code == 302
    assert WrittenRound.objects.get().last_day == day


def test_what_has_no_case_for_the_samrad_does_not_offer_it(client: Client) -> None:
    home = make.house()
    client.force_login(home.secretary)
    for meeting in (make.meeting(home.samrad, 3), make.meeting(home.board, 4)):
        page = client.get(reverse("meeting_cancel", args=[meeting.pk])).content.decode()
        assert "in_writing" not in page


# ── Answered ─────────────────────────────────────────────────────────────────────────────


def test_the_delegates_page_is_about_it_until_it_is_over(client: Client, world: World) -> None:
    world.open(question="Vad tycker ni?")
    client.force_login(world.home.pkd_member)
    page = client.get(ANSWER).content.decode()
    assert "hålls skriftligt" in page
    assert "Vad tycker ni?" in page
    assert swedish_date(world.written.last_day) in page
    answer = client.post(ANSWER, said(world.case, stance="supports") | {"arende": world.case.pk})
    assert answer.status_code == 302
    assert Position.objects.get().person == world.home.pkd_member
    assert "1 av 2" in client.get(url(world)).content.decode()
    with days_later(DAYS + 1):
        assert "hålls skriftligt" not in client.get(ANSWER).content.decode()


def test_too_late_an_answer_is_refused_and_shown_back(client: Client, world: World) -> None:
    world.open()
    client.force_login(world.home.pkd_member)
    address = f"{world.case.get_absolute_url()}stallningstagande/"
    late = said(world.case, stance="supports_with_note", comment="Min långa text.")
    with days_later(DAYS + 1):
        client.force_login(world.home.pkd_member)
        page = client.post(address, late).content.decode()
    assert "till och med" in page
    assert "Min långa text." in page
    assert not Position.objects.exists()


def test_the_next_samrad_and_the_one_in_writing_lead_to_each_other(world: World) -> None:
    world.open()
    home, client = world.home, Client()
    other = make.placed(home, make.case_in(Step.PREPARATION, home), home.au, 9, days=8)
    later = make.meeting(home.samrad, 9, follows=other)
    actions.publish_agenda(meeting_id=later.pk, version=later.version, by=home.secretary)
    client.force_login(home.pkd_member)
    page = client.get(ANSWER)
    assert page.context["page"].written
    assert f"?mote={later.pk}" in page.content.decode()
    there = client.get(f"{ANSWER}?mote={later.pk}")
    assert there.context["page"].meeting == later
    assert f"?mote={world.meeting.pk}" in there.content.decode()
    for strange in ("9999999", "x", "-1", ""):
        assert client.get(f"{ANSWER}?mote={strange}").status_code == 200


# ── More time, the end, and what came of it ──────────────────────────────────────────────


def test_more_time_and_the_end_from_the_page(client: Client, world: World) -> None:
    world.open()
    client.force_login(world.home.secretary)
    form = {"version": 1, "last_day": today() + timedelta(DAYS + 2), "reason": "Lov."}
    early = form | {"last_day": today()}
    refused = client.post(url(world, "written_round_extend"), early).content.decode()
    assert "Välj en senare dag" in refused
    assert "Lov." in refused
    assert client.post(url(world, "written_round_extend"), form).status_code == 302
    assert "Lov." in client.get(url(world)).content.decode()
    ended = {"version": 2, "reason": ""}
    assert "Skriv varför" in client.post(url(world, "written_round_end"), ended).content.decode()
    ended["reason"] = "Alla har svarat."
    assert client.post(url(world, "written_round_end"), ended).status_code == 302
    assert "Alla har svarat." in client.get(url(world)).content.decode()


def test_the_outcome_is_recorded_from_the_meeting_when_it_is_over(
    client: Client, world: World
) -> None:
    world.open()
    client.force_login(world.home.secretary)
    there = world.meeting.get_absolute_url()
    assert "anteckna-skriftligt-samrad" not in client.get(there).content.decode()
    world.end()
    page = client.get(there).content.decode()
    assert "anteckna-skriftligt-samrad" in page
    assert "Anteckna vid varje ärende" in page


def test_the_case_is_the_secretarys_to_do_only_when_it_is_over(world: World) -> None:
    make.meeting(world.home.samrad, 20, follows=make.meeting(world.home.au, 19))
    world.open()
    assert world.case not in [row.case for row in my_page(world.home.secretary).todo.rows]
    world.end()
    (row,) = [row for row in my_page(world.home.secretary).todo.rows if row.case == world.case]
    assert row.task == "Anteckna skriftligt samråd"


def test_the_notes_say_that_it_was_in_writing_and_who_answered(
    client: Client, world: World
) -> None:
    home, where = world.home, reverse("meeting_notes", args=[world.meeting.pk])
    chair = make.person()
    make.member(chair, home.pkd_au, "chair")
    make.member(chair, home.samrad)
    world.open()
    world.answer()
    client.force_login(home.secretary)
    assert "Skicka" not in client.get(where).content.decode(), "not while they answer"
    world.end()
    world.record()
    sent = client.post(where, {"version": 0, "other": ""})
    assert sent.status_code == 302, sent.content.decode()[-3000:]
    notes = standing_of(world.meeting).notes
    assert notes
    names = {side["label"]: side["names"] for side in notes.content["people"]}
    assert len(names[home.pkd_au.abbreviation]) == 1
    assert names[home.board.abbreviation] == []
    assert "Skriftligt samråd" in client.get(where).content.decode()


# ── Reminded ─────────────────────────────────────────────────────────────────────────────


def reminded(rule: str) -> set[object]:
    return {row.recipient for row in Notice.objects.filter(rule=rule)}


def test_those_who_have_not_answered_are_reminded_until_it_is_over(world: World) -> None:
    home = world.home
    world.open()
    world.answer()
    with days_later(DAYS):
        write_due()
    assert reminded("written_unanswered") >= {home.run_member}
    assert home.pkd_member not in reminded("written_unanswered")
    assert not reminded("written_over")


def test_the_secretary_is_reminded_to_record_it(world: World) -> None:
    world.open()
    with days_later(DAYS + 7):
        write_due()
        assert reminded("written_over") == {world.home.secretary}
        world.record()
        Notice.objects.filter(rule="written_over").delete()
        write_due()
        assert not reminded("written_over")


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_as_often_for_one_case_as_for_thirty(
    django_assert_max_num_queries: object, count: int
) -> None:
    world = called_off()
    for _ in range(count - 1):
        more = make.case_in(Step.PREPARATION, world.home)
        make.placed(world.home, more, world.home.au, 7)
        make.step(more, "forward", world.home.secretary)
    keys = list(Case.objects.filter(step="consultation").values_list("pk", flat=True))
    assert len(keys) == count
    world.open(case_ids=keys)
    client = Client()
    client.force_login(world.home.secretary)
    with django_assert_max_num_queries(25):  # type: ignore[operator]  # pytest-django's own
        assert client.get(url(world)).status_code == 200
    client.force_login(world.home.pkd_member)
    with django_assert_max_num_queries(27):  # type: ignore[operator]  # pytest-django's own
        assert client.get(ANSWER).status_code == 200
