"""/aviseringar/: what failed, what goes next, and the acts on one mail."""

from datetime import timedelta

import pytest
from django.test import Client

from bodies import actions
from bodies.models import Event, Notice
from bodies.roles import Role
from cases.route import Step
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError
from tests import factories as make

pytestmark = pytest.mark.django_db
DEEDS = {
    "skicka-nu": ("waiting", "send_notices_now"),
    "stoppa": ("waiting", "stop_notices"),
    "skicka-igen": ("failed", "send_notices_again"),
    "tagen-om-hand": ("sent", "acknowledge_bounce"),
}


@pytest.fixture
def home() -> make.House:
    return make.house()


def written(home: make.House, state: str, **fields: object) -> Notice:
    """A mail about a case, due tomorrow; what is sent has come back."""
    case = make.case_in(Step.DRAFTING, home)
    bounced = now() if state == "sent" else None
    given = {"about": f"case:{case.pk}", "path": case.get_absolute_url(), "bounced_at": bounced}
    return make.notice(home.officer, state, due_at=now() + timedelta(1), **(given | fields))


@pytest.mark.parametrize("deed", DEEDS)
def test_asked_why_done_once_and_told(client: Client, home: make.House, deed: str) -> None:
    state, verb = DEEDS[deed]
    row = written(home, state)
    client.force_login(home.secretary)
    url = f"/aviseringar/{row.pk}/{deed}/?tillbaka=/aviseringar/"
    assert "Varför?" in client.get(url).content.decode()
    answer = client.post(url, {"reason": "Mottagaren har bett om det."})
    assert answer["Location"] == "/aviseringar/"
    assert Event.objects.get(verb=verb).by == home.secretary
    again = client.post(url, {"reason": "En gång till."}, follow=True)
    if deed != "skicka-nu":  # which only moves the time
        assert "redan gått vidare" in again.content.decode()
        assert Event.objects.filter(verb=verb).count() == 1


@pytest.mark.parametrize("deed", DEEDS)
def test_a_reason_is_needed(client: Client, home: make.House, deed: str) -> None:
    row = written(home, DEEDS[deed][0])
    client.force_login(home.secretary)
    answer = client.post(f"/aviseringar/{row.pk}/{deed}/", {"reason": " "})
    assert "Skriv varför." in answer.content.decode()
    assert not Event.objects.filter(verb=DEEDS[deed][1]).exists()


def test_no_act_without_a_reason_whoever_asks(home: make.House) -> None:
    notices = [make.notice(home.officer, "failed")]
    for act in (actions.send_notices_now, actions.stop_notices, actions.send_notices_again):
        with pytest.raises(DomainError, match="Skriv varför"):
            act(notices=notices, by=home.secretary, reason=" ")


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize(
    ("who", "status"), [("officer", 403), ("stranger", 404), ("municipal", 404)]
)
def test_strangers_and_those_without_the_right(
    client: Client, home: make.House, deed: str, who: str, status: int
) -> None:
    row = written(home, DEEDS[deed][0])
    client.force_login(getattr(home, who))
    url = f"/aviseringar/{row.pk}/{deed}/"
    assert client.get(url).status_code == status
    assert client.post(url, {"reason": "Prov."}).status_code == status


def test_a_mail_that_is_not_there(client: Client, home: make.House) -> None:
    client.force_login(home.secretary)
    assert client.get("/aviseringar/999999/stoppa/").status_code == 404


def test_an_invitation_can_be_sent_again(client: Client, home: make.House) -> None:
    row = make.notice(home.stranger, "failed", about=f"person:{home.stranger.pk}")
    client.force_login(home.administrator)
    client.post(f"/aviseringar/{row.pk}/skicka-igen/", {"reason": "Adressen är rättad."})
    row.refresh_from_db()
    assert row.state == "waiting"
    client.force_login(home.stranger)
    assert client.get(f"/aviseringar/{row.pk}/stoppa/").status_code == 403


@pytest.mark.parametrize("away", ["//annan.example/", "https://annan.example/", ""])
def test_back_to_a_page_here_only(client: Client, home: make.House, away: str) -> None:
    row = written(home, "waiting")
    client.force_login(home.secretary)
    url = f"/aviseringar/{row.pk}/stoppa/?tillbaka={away}"
    assert client.post(url, {"reason": "Prov."})["Location"] == row.path


def test_the_list_shows_what_needs_a_person(client: Client, home: make.House) -> None:
    failed = written(home, "failed", error="550 Finns inte")
    sent = make.notice(home.officer, "sent")
    client.force_login(home.chief)
    page = client.get("/aviseringar/").content.decode()
    assert failed.subject in page
    assert "E-postservern säger nej: 550 Finns inte" in page
    assert sent.subject not in page


def test_the_list_shows_what_goes_next_by_rule(client: Client, home: make.House) -> None:
    case = make.registered(home)
    client.force_login(home.chief)
    page = client.get("/aviseringar/?regel=svarsdagen-narmar-sig").content.decode()
    assert f"{case.registry_number}: svaret ska vara framme" in page
    other = client.get("/aviseringar/?regel=beslutat-men-inte-skickat").content.decode()
    assert case.registry_number not in other
    assert client.get("/aviseringar/?regel=finns-inte").status_code == 200


def test_the_rules_are_told_in_words(client: Client) -> None:
    client.force_login(make.person(Role.CASE_OFFICER))
    page = client.get("/aviseringar/regler/").content.decode()
    assert "14, 7 och 2 dagar före" in page
    assert "5 och 1 arbetsdagar före och samma dag" in page
    assert "KL 6:40" in page
