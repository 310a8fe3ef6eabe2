"""Taking a position: the four stances, who may, until when, and nothing typed is lost."""

import pytest
from django.test import Client

from cases import actions
from cases.models import Case, CaseEvent, Position
from cases.outcomes import Stance
from cases.route import Step
from samverkan.lib.errors import WrongStep
from tests import factories
from tests.begun import at
from tests.cases.test_next_consultation import published
from tests.factories import House

pytestmark = pytest.mark.django_db


def url(case: Case) -> str:
    return f"{case.get_absolute_url()}stallningstagande/"


def said(case: Case, typed: dict[str, str]) -> dict[str, str]:
    """What was typed, under the names that the case's fields have on the page."""
    return {f"arende-{case.pk}-{name}": value for name, value in typed.items()}


def one(home: House, days: int = 2) -> Case:
    return published(home, "Sak", days=days)[1][0]


@pytest.mark.parametrize("stance", list(Stance))
@at(one)
def test_each_stance_is_saved(client: Client, stance: Stance, home: House, case: Case) -> None:
    client.force_login(home.pkd_member)
    response = client.post(url(case), said(case, {"stance": stance.value, "comment": "Så här."}))
    assert response.status_code == 302
    assert response.headers["Location"] == f"/infor-samradet/#arende-{case.pk}"
    position = Position.objects.get()
    assert (position.stance, position.comment) == (stance, "Så här.")
    assert CaseEvent.objects.filter(case=case, verb="take_position").count() == 1


@at(one)
def test_it_can_be_changed_and_there_is_still_one(client: Client, home: House, case: Case) -> None:
    client.force_login(home.pkd_member)
    client.post(url(case), said(case, {"stance": "supports"}))
    client.post(url(case), said(case, {"stance": "dissents", "comment": "Nej."}))
    assert Position.objects.get().stance == Stance.DISSENTS


@at(one)
def test_htmx_gets_the_item_alone(client: Client, home: House, case: Case) -> None:
    client.force_login(home.pkd_member)
    answer = client.post(
        url(case), said(case, {"stance": "supports"}), headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert "autofocus>Sparat" in page
    assert 'id="framsteg" hx-swap-oob="true"' in page
    assert "<strong>1 av 1</strong>" in page


@at(one)
def test_htmx_is_told_what_is_wrong_in_the_item(client: Client, home: House, case: Case) -> None:
    client.force_login(home.pkd_member)
    data = {"stance": "supports_with_note"}
    page = client.post(url(case), said(case, data), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "Skriv vad du vill skicka med." in page
    assert "hx-swap-oob" not in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"comment": "Bara text"}, "Välj ett av alternativen."),
        ({"stance": "maybe", "comment": "Bara text"}, "Bara text"),
        ({"stance": "supports", "comment": "x" * 2001}, "högst 2 000 tecken"),
        (
            {"stance": "supports", "comment": "nul\0 Bara text"},
            "Texten innehåller ett tecken som inte går att spara.",
        ),
        ({"stance": "supports_with_note", "comment": " "}, "Skriv vad du vill skicka med."),
    ],
)
@at(one)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client: Client, data: dict[str, str], sentence: str, home: House, case: Case
) -> None:
    client.force_login(home.pkd_member)
    response = client.post(url(case), said(case, data))
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert data["comment"].strip().replace("\0", "")[:20] in page.replace("\0", "")
    assert not Position.objects.exists()


def test_too_late_keeps_the_text(client: Client, home: House) -> None:
    case = one(home, days=0)
    factories.step(case, "forward", home.secretary)
    factories.step(case, "skip_consultation", home.secretary, reason="Hann inte.")
    client.force_login(home.pkd_member)
    response = client.post(url(case), said(case, {"stance": "supports", "comment": "Min tanke"}))
    assert response.status_code == 409
    assert "Min tanke" in response.content.decode()
    assert not Position.objects.exists()


def test_too_late_with_htmx_keeps_the_text_too(client: Client, home: House) -> None:
    samrad, (case, _) = published(home, "Sak", "Kvar", days=0)
    factories.step(case, "forward", home.secretary)
    factories.step(case, "record_consultation", home.secretary, meeting=samrad, outcome="consensus")
    client.force_login(home.pkd_member)
    data = {"stance": "dissents", "comment": "Min tanke"}
    answer = client.post(url(case), said(case, data), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<html" not in page
    assert "Det du skrev sparades inte" in page
    assert "Min tanke" in page
    assert "Samrådets råd" in page


def test_htmx_without_an_item_to_swap_gets_the_whole_page(client: Client, home: House) -> None:
    samrad, (case,) = published(home, "Sak")
    actions.cancel_meeting(meeting_id=samrad.pk, version=2, by=home.secretary, reason="Snö.")
    client.force_login(home.pkd_member)
    headers = {"HX-Request": "true"}
    wrong = client.post(url(case), said(case, {"comment": "Bara text"}), headers=headers)
    assert wrong.headers["HX-Retarget"] == "body"
    assert "Bara text" in wrong.content.decode()
    right = client.post(url(case), said(case, {"stance": "supports"}), headers=headers)
    assert right.headers["HX-Redirect"].startswith(case.get_absolute_url())


@at(one)
def test_board_member_without_a_seat_in_the_samrad_may_not(
    client: Client, home: House, case: Case
) -> None:
    other = home.board.memberships.exclude(person=home.run_member).first()
    assert other is not None
    client.force_login(other.person)
    assert client.post(url(case), said(case, {"stance": "supports"})).status_code == 404
    client.force_login(home.secretary)
    assert client.post(url(case), said(case, {"stance": "supports"})).status_code == 403


@pytest.mark.parametrize("who", ["municipal", "stranger"])
@at(one)
def test_invisible_is_not_there(client: Client, who: str, home: House, case: Case) -> None:
    client.force_login(getattr(home, who))
    assert client.get(url(case)).status_code == 404


@at(one)
def test_own_page_shows_what_was_said_before(client: Client, home: House, case: Case) -> None:
    actions.take_position(case_id=case.pk, by=home.pkd_member, stance="dissents", comment="Förr")
    client.force_login(home.pkd_member)
    assert "Förr" in client.get(url(case)).content.decode()


def test_new_round_asks_anew(home: House) -> None:
    case = factories.announced(home, factories.case_in(Step.CONSULTATION, home))
    actions.take_position(case_id=case.pk, by=home.pkd_member, stance=Stance.SUPPORTS)
    factories.step(case, "skip_consultation", home.secretary, reason="Hann inte.")
    factories.placed(home, case, home.board, 12)
    factories.step(case, "remit_back", home.secretary, reason="Skriv om.")
    with pytest.raises(WrongStep):
        actions.take_position(case_id=case.pk, by=home.pkd_member, stance=Stance.SUPPORTS)
    factories.step(case, "submit", home.officer)
    with pytest.raises(WrongStep):  # on nobody's agenda yet
        actions.take_position(case_id=case.pk, by=home.pkd_member, stance=Stance.SUPPORTS)
    factories.placed(home, case, home.au, 14)
    joint = factories.meeting(home.samrad, 0, 15, follows=home.au.meetings.latest("starts_at"))
    actions.publish_agenda(meeting_id=joint.pk, version=joint.version, by=home.secretary)
    actions.take_position(case_id=case.pk, by=home.pkd_member, stance=Stance.DISSENTS)
    assert list(Position.objects.order_by("round").values_list("round", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("seat", "status"),
    [("member", 302), ("chair", 302), ("substitute", 302), ("secretary", 403), ("observer", 403)],
)
@at(one)
def test_secretary_and_observers_only_listen(
    client: Client, seat: str, status: int, home: House, case: Case
) -> None:
    factories.member(home.stranger, home.samrad, seat)
    client.force_login(home.stranger)
    assert client.post(url(case), said(case, {"stance": "supports"})).status_code == status


# Without JavaScript the page is one form -------------------------------------------------


def two(home: House) -> list[Case]:
    return published(home, "Den ena", "Den andra", days=2)[1]


def test_every_button_saves_all_that_was_written(client: Client, home: House) -> None:
    first, second = two(home)
    client.force_login(home.pkd_member)
    typed = said(first, {"stance": "supports", "comment": "Ja."})
    typed |= said(second, {"stance": "dissents", "comment": "Nej."}) | {"arende": str(first.pk)}
    answer = client.post("/infor-samradet/", typed)
    assert answer.headers["Location"] == f"/infor-samradet/#arende-{first.pk}"
    assert set(Position.objects.values_list("comment", flat=True)) == {"Ja.", "Nej."}
    client.post("/infor-samradet/", typed | said(first, {"stance": "supports", "comment": "Jo."}))
    assert CaseEvent.objects.filter(case=second, verb="take_position").count() == 1
    assert Position.objects.get(case=first).comment == "Jo."


def test_what_is_wrong_in_one_keeps_what_is_written_in_all(client: Client, home: House) -> None:
    first, second = two(home)
    client.force_login(home.pkd_member)
    typed = said(first, {"stance": "supports"}) | said(second, {"comment": "Min tanke"})
    answer = client.post("/infor-samradet/", typed | {"arende": str(first.pk)})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert [each.case for each in Position.objects.all()] == [first]
    assert "Min tanke" in page
    assert page.count("Välj ett av alternativen.") == 2  # in the summary and by the field
    assert "<title>Fel: " in page


@at(one)
def test_a_button_beside_nothing_written_says_what_to_do(
    client: Client, home: House, case: Case
) -> None:
    client.force_login(home.pkd_member)
    nothing = said(case, {"comment": ""})
    answer = client.post("/infor-samradet/", nothing | {"arende": str(case.pk)})
    assert "Välj ett av alternativen." in answer.content.decode()
    assert client.post("/infor-samradet/", nothing).status_code == 302


def test_what_came_too_late_is_shown_and_the_rest_saved(client: Client, home: House) -> None:
    _, (first, second) = published(home, "Den ena", "Den andra", days=0)
    factories.step(second, "forward", home.secretary)
    factories.step(second, "skip_consultation", home.secretary, reason="Hann inte.")
    client.force_login(home.pkd_member)
    typed = said(first, {"stance": "supports", "comment": "Ja."})
    late = said(second, {"stance": "supports", "comment": "För sent"})
    page = client.post("/infor-samradet/", typed | late).content.decode()
    assert [each.case for each in Position.objects.all()] == [first]
    assert "Det du skrev sparades inte:" in page
    assert "För sent" in page


@at(one)
def test_a_stranger_saves_nothing(client: Client, home: House, case: Case) -> None:
    client.force_login(home.stranger)
    client.post("/infor-samradet/", said(case, {"stance": "supports"}))
    assert not Position.objects.exists()
