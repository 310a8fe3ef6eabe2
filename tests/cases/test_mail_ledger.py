"""/arenden/<nummer>/mejl/ and /moten/<pk>/mejl/: who was mailed, and what became of it."""

from datetime import timedelta

import pytest
from django.test import Client

from bodies.models import NoticeChoice, ReminderDays
from bodies.notices.ledger import standing
from cases.models import Case
from cases.route import Step
from samverkan.lib.dates import now, swedish_date, today
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> make.House:
    return make.house()


@pytest.fixture
def case(home: make.House) -> Case:
    return make.case_in(Step.DRAFTING, home)


def page(client: Client, case: Case, **query: int) -> str:
    return client.get(f"{case.get_absolute_url()}mejl/", query).content.decode()


def test_linked_from_the_case_and_the_meeting(client: Client, home: make.House, case: Case) -> None:
    meeting = make.meeting(home.au, 5)
    client.force_login(home.officer)
    for thing in (case, meeting):
        url = thing.get_absolute_url()
        assert f'href="{url}mejl/"' in client.get(url).content.decode()
        assert client.get(f"{url}mejl/").status_code == 200


def test_says_who_got_what_and_why(client: Client, home: make.House, case: Case) -> None:
    make.notice(home.officer, "sent", about=f"case:{case.pk}", sent_to=home.chief)
    make.notice(home.secretary, about="case:0")
    client.force_login(home.officer)
    text = page(client, case)
    assert "Ett ärende väntar på dig" in text
    assert f"gick till {home.chief.full_name}, som ersätter" in text
    assert home.secretary.full_name not in text


MOMENT = now()


@pytest.mark.parametrize(
    ("state", "fields", "word", "detail"),
    [
        ("waiting", {"due_at": MOMENT + timedelta(9)}, "Väntar", "Skickas "),
        ("waiting", {"daily": True}, "Väntar", "i dagens brev"),
        ("waiting", {"refusals": 1, "error": "451 Sen."}, "Väntar", "sa nej: 451 Sen. Nytt försök"),
        ("sending", {"lease_until": MOMENT}, "Skickas", ""),
        ("uncertain", {}, "Osäkert – kan ha skickats två gånger", "Nytt försök"),
        ("sent", {}, "Skickat", ""),
        ("sent", {"doubted_at": MOMENT}, "Osäkert – kan ha skickats två gånger", ""),
        ("sent", {"planned_at": MOMENT - timedelta(2)}, "Skickat", "Försenat: skulle ha skickats"),
        ("sent", {"delivered_at": MOMENT}, "Framme", ""),
        ("sent", {"bounced_at": MOMENT, "error": "550 Nej."}, "Studsade", "550 Nej."),
        (
            "sent",
            {"bounced_at": MOMENT, "seen_at": MOMENT, "delivered_at": MOMENT},
            "Studsade",
            "Togs om hand",
        ),
        ("failed", {"error": "550 Nej."}, "Misslyckat", "550 Nej."),
        ("stopped", {"stopped_because": "Det gällde inte längre."}, "Stoppat", "inte längre"),
    ],
)
def test_how_it_stands_in_words(
    home: make.House, state: str, fields: dict[str, object], word: str, detail: str
) -> None:
    found = standing(make.notice(home.officer, state, **fields))
    assert found.word == word
    assert detail in found.detail


def test_only_those_who_may_act_see_the_acts(client: Client, home: make.House, case: Case) -> None:
    row = make.notice(home.officer, about=f"case:{case.pk}")
    for who, sees in ((home.officer, False), (home.secretary, True)):
        client.force_login(who)
        assert (f"/aviseringar/{row.pk}/stoppa/?tillbaka=" in page(client, case)) is sees


def test_thirty_a_page(client: Client, home: make.House, case: Case) -> None:
    for _ in range(32):
        make.notice(home.officer, about=f"case:{case.pk}")
    client.force_login(home.officer)
    assert "Sida 1 av 2" in page(client, case)
    assert "Sida 2 av 2" in page(client, case, sida=2)


def test_what_goes_next_follows_what_people_chose(
    client: Client, home: make.House, case: Case
) -> None:
    Case.objects.update(reply_due=today() + timedelta(60), officer=home.officer)
    client.force_login(home.officer)
    assert "Svarsdagen närmar sig" in page(client, case)
    ReminderDays.objects.create(rule="reply_near", person=home.officer, days=[-50])
    NoticeChoice.objects.create(person=home.officer, kind="reply_near", manner="daily")
    text = page(client, case)
    assert "i dagens brev" in text
    near = [today() + timedelta(10 - back) for back in range(4)]  # not on a free day
    assert any(swedish_date(day) in text for day in near)
    NoticeChoice.objects.update(manner="never")
    assert "Svarsdagen närmar sig" not in page(client, case)


def test_nothing_yet(client: Client, home: make.House) -> None:
    meeting = make.meeting(home.board, 40)
    client.force_login(home.officer)
    text = client.get(f"{meeting.get_absolute_url()}mejl/").content.decode()
    assert "Inga mejl än" in text
    assert "Inga påminnelser väntar" in text


@pytest.mark.parametrize(("who", "status"), [("run_member", 404), ("stranger", 404)])
def test_outside_the_case_it_is_not_there(
    client: Client, home: make.House, case: Case, who: str, status: int
) -> None:
    client.force_login(getattr(home, who))
    assert client.get(f"{case.get_absolute_url()}mejl/").status_code == status
    assert client.get(f"{make.meeting(home.au, 5).get_absolute_url()}mejl/").status_code == 403
