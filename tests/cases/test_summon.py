"""/moten/<pk>/kallelse/: the summons is shown, sent once, and sent again only with a reason."""

import pytest
from django.test import Client

from bodies.models import Event, Meeting, Notice
from cases import actions
from cases.route import Step
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> make.House:
    return make.house()


@pytest.fixture
def meeting(home: make.House) -> Meeting:
    found = make.placed(home, make.case_in(Step.PREPARATION, home), home.au, 9, days=5)
    actions.publish_agenda(meeting_id=found.pk, version=1, by=home.secretary)
    Notice.objects.all().delete()
    found.refresh_from_db()
    return found


def test_it_is_shown_sent_and_listed(client: Client, home: make.House, meeting: Meeting) -> None:
    make.member(make.person(email=None, last_name="Adresslös"), home.au, "substitute")
    client.force_login(home.secretary)
    url = f"/moten/{meeting.pk}/kallelse/"
    shown = client.get(url)
    page = shown.content.decode()
    assert "Adresslös" in page
    assert shown.context["letter"].subject.startswith("Kallelse: RUN AU ")
    answer = client.post(url, {"version": meeting.version, "note": "Ta med mötesboken."})
    assert answer["Location"] == url
    letter = Notice.objects.get(rule="summons")
    assert letter.recipient == home.run_member
    assert "Du kallas till Run-au." in letter.text
    assert "Ta med mötesboken." in letter.text
    assert "Då frågas din ersättare" in letter.text
    event = Event.objects.get(verb="send_summons")
    assert event.text == "Kallelsen skickades till 1 person. Ta med mötesboken."
    page = client.get(url).content.decode()
    assert home.run_member.full_name in page
    assert "Kallelsen är redan skickad" in page


def test_sent_twice_by_mistake_is_sent_once(
    client: Client, home: make.House, meeting: Meeting
) -> None:
    client.force_login(home.secretary)
    url = f"/moten/{meeting.pk}/kallelse/"
    typed = {"version": meeting.version, "note": "Hej."}
    client.post(url, typed)
    answer = client.post(url, typed)
    assert answer.status_code == 409
    assert "Hej." in answer.content.decode()
    assert Notice.objects.filter(rule="summons").count() == 1


def test_again_is_a_changed_summons_and_says_what_changed(
    client: Client, home: make.House, meeting: Meeting
) -> None:
    client.force_login(home.secretary)
    url = f"/moten/{meeting.pk}/kallelse/"
    client.post(url, {"version": meeting.version, "note": ""})
    meeting.refresh_from_db()
    empty = client.post(url, {"version": meeting.version, "note": " "})
    assert "Skriv vad som har ändrats." in empty.content.decode()
    client.post(url, {"version": meeting.version, "note": "Ny lokal."})
    letters = Notice.objects.filter(rule="summons").order_by("pk")
    assert [each.subject.partition(":")[0] for each in letters] == ["Kallelse", "Ändrad kallelse"]


def test_not_before_the_agenda_is_out(client: Client, home: make.House) -> None:
    client.force_login(home.secretary)
    draft = make.meeting(home.au, days=8)
    url = f"/moten/{draft.pk}/kallelse/"
    assert "Publicera den först" in client.get(url).content.decode()
    assert client.post(url, {"version": 1}).status_code == 409
    assert not Notice.objects.exists()
