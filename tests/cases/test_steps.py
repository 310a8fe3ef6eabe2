"""The pages of the transitions: the checklist, and what the guards say."""

import pytest
from django.test import Client
from django.urls import reverse

from bodies.models import Notice
from cases import actions
from cases.models import Case
from cases.route import Step
from tests import factories
from tests.begun import at
from tests.cases.pages import events, press, step_url, text_of
from tests.factories import House, placed

pytestmark = pytest.mark.django_db


@at(Step.ASSESSED)
def test_the_page_says_what_happens_then(client: Client, home: House, case: Case) -> None:
    client.force_login(home.officer)
    text = text_of(client.get(step_url(case, "start_drafting")))
    assert "Börja bereda" in text
    assert "Nästa steg: Skriv förslag till yttrande och lämna det vidare." in text
    assert f'name="version" value="{case.version}"' in text


@at(Step.DRAFTING)
def test_a_press_moves_the_case_and_says_so(client: Client, home: House, case: Case) -> None:
    factories.document(home, case)
    response = press(client, home.officer, case, "submit")
    assert response["Location"] == case.get_absolute_url()
    case.refresh_from_db()
    assert case.step == Step.PREPARATION
    assert events(case, "submit") == 1
    page = text_of(client.get(case.get_absolute_url()))
    assert "lämnades till arbetsutskottet" in page
    assert "Ärendet ligger nu hos Run-au." in page
    assert "Nästa steg: Ta upp ärendet i arbetsutskottet." in page


@at(Step.DRAFTING)
def test_those_whose_turn_it_is_get_one_letter(client: Client, home: House, case: Case) -> None:
    factories.document(home, case)
    Notice.objects.all().delete()
    press(client, home.officer, case, "submit")
    [letter] = Notice.objects.filter(rule="turn")
    assert letter.recipient == home.secretary


@at(Step.REGISTERED)
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client: Client, home: House, method: str, case: Case) -> None:
    client.force_login(home.chief)
    assert getattr(client, method)(step_url(case, "assess")).status_code == 405


@at(Step.REGISTERED)
def test_a_stranger_sees_nothing(client: Client, home: House, case: Case) -> None:
    assert press(client, home.stranger, case, "assess").status_code == 404
    assert events(case, "assess") == 0


@at(Step.REGISTERED)
def test_signed_out_means_logging_in_first(client: Client, home: House, case: Case) -> None:
    assert "/konto/logga-in/" in client.get(step_url(case, "assess"))["Location"]


@at(Step.REGISTERED)
def test_without_the_role_it_is_403_with_a_sentence(
    client: Client, home: House, case: Case
) -> None:
    response = press(client, home.secretary, case, "assess")
    assert response.status_code == 403
    assert "Det här gör chef eller handläggare eller registrator" in text_of(response)
    assert events(case, "assess") == 0


@at(Step.REGISTERED)
def test_an_unknown_name_is_404(client: Client, home: House, case: Case) -> None:
    client.force_login(home.chief)
    for words in ("hitta-pa", "assess"):
        assert client.get(f"{case.get_absolute_url()}steg/{words}/").status_code == 404


def test_a_number_that_does_not_exist_is_404(client: Client, home: House) -> None:
    client.force_login(home.chief)
    for slug in ("RUN-99-2026", "RUN-0-0", "RUN-999999999-9999", "vad-som-helst"):
        assert client.get(f"/arenden/{slug}/steg/besluta-att-svara/").status_code == 404


@at(Step.REGISTERED)
def test_a_stale_form_is_409_and_keeps_the_text(client: Client, home: House, case: Case) -> None:
    stale = case.version
    actions.assign(case_id=case.pk, version=case.version, by=home.chief, officer=None)
    reason = "Remissen berör inte regionens uppdrag."
    response = press(client, home.chief, case, "decline", version=stale, reason=reason)
    case.refresh_from_db()
    assert response.status_code == 409
    assert reason in text_of(response)
    assert f'name="version" value="{case.version}"' in text_of(response)
    assert case.step == Step.REGISTERED
    again = press(client, home.chief, case, "decline", reason=reason)
    assert again.status_code == 302


@at(Step.REGISTERED)
@pytest.mark.parametrize("version", ["", "0", "-1", "abc", "99999999999999999999"])
def test_a_form_without_a_right_version_is_stale(
    client: Client, home: House, version: str, case: Case
) -> None:
    assert press(client, home.chief, case, "assess", version=version).status_code == 409
    assert events(case, "assess") == 0


@at(Step.REGISTERED)
def test_the_second_press_has_no_effect_and_shows_what_was_written(
    client: Client, home: House, case: Case
) -> None:
    version = case.version
    note = "Berör länets skogar."
    first = press(client, home.chief, case, "assess", version=version, note=note)
    second = press(client, home.chief, case, "assess", version=version, note=note)
    assert (first.status_code, second.status_code) == (302, 409)
    assert events(case, "assess") == 1
    assert "Ärendet har gått vidare" in text_of(second)
    assert "Ärendet är nu här: Bedömt." in text_of(second)
    assert note in text_of(second)


@at(Step.ASSESSED)
def test_the_way_back_is_where_one_came_from(client: Client, home: House, case: Case) -> None:
    response = press(client, home.officer, case, "start_drafting", query="?tillbaka=/moten/12/")
    assert response["Location"] == "/moten/12/"


@at(Step.ASSESSED)
@pytest.mark.parametrize(
    "elsewhere", ["https://ond.example/", "//ond.example/", "/\\ond.example", "javascript:x", "x"]
)
def test_the_way_back_never_leaves_the_site(
    client: Client, home: House, elsewhere: str, case: Case
) -> None:
    response = press(client, home.officer, case, "start_drafting", query=f"?tillbaka={elsewhere}")
    assert response["Location"] == case.get_absolute_url()


@at(Step.REGISTERED)
def test_a_character_that_cannot_be_kept_is_a_sentence(
    client: Client, home: House, case: Case
) -> None:
    response = press(client, home.chief, case, "decline", reason="Hej\0då")
    assert response.status_code == 200
    assert "tecken som inte går att spara" in text_of(response)
    assert events(case, "decline") == 0


# ── Guards ────────────────────────────────────────────────────────────────────────────────


@at(Step.DRAFTING)
def test_a_guards_no_is_shown_with_where_to_go(client: Client, home: House, case: Case) -> None:
    client.force_login(home.officer)
    text = text_of(client.get(step_url(case, "submit")))
    assert "Lägg till ett förslag till yttrande först." in text
    assert "handlingar/ny/?slag=forslag-till-yttrande" in text
    assert "<textarea" not in text
    assert "Lämna till arbetsutskottet</button>" not in text


@at(Step.DRAFTING)
def test_a_guards_no_stops_a_press_too(client: Client, home: House, case: Case) -> None:
    response = press(client, home.officer, case, "submit")
    assert response.status_code == 200
    assert "Lägg till ett förslag till yttrande först." in text_of(response)
    assert events(case, "submit") == 0


@at(Step.PREPARATION)
def test_nothing_is_forwarded_before_the_meeting(client: Client, home: House, case: Case) -> None:
    client.force_login(home.secretary)
    page = client.get(step_url(case, "forward"))
    assert "Sätt först upp ärendet på ett möte." in page.content.decode()
    assert reverse("meeting_list") in page.content.decode()
    placed(home, case, home.au, 8, days=3)
    assert "Mötet har inte varit än." in client.get(step_url(case, "forward")).content.decode()
    assert press(client, home.secretary, case, "forward").status_code == 200
    assert events(case, "forward") == 0


@at(Step.PREPARATION)
def test_a_case_on_an_agenda_is_not_recalled(client: Client, home: House, case: Case) -> None:
    placed(home, case, home.au, 8)
    press(client, home.officer, case, "recall", reason="Fel fil.")
    assert events(case, "recall") == 0
    factories.step(case, "withdraw", home.secretary, reason="Utgår.")
    assert press(client, home.officer, case, "recall", reason="Fel fil.").status_code == 302
