"""The forms of the transitions: what each proposes, records and refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases import actions
from cases.models import Case, CaseEvent
from cases.outcomes import ConsultationManner, DecisionManner, Relation
from cases.route import Step
from samverkan.lib.dates import today
from tests import factories
from tests.begun import at
from tests.cases.pages import events, press, step_url, text_of
from tests.factories import House, case_in, consultation_meeting, placed

pytestmark = pytest.mark.django_db


def test_assessing_may_name_an_officer(client: Client, home: House) -> None:
    case = case_in(Step.REGISTERED, home, officer=None)
    chosen: dict[str, Any] = {"officer": home.officer.pk, "note": "Gäller hela länet."}
    assert press(client, home.chief, case, "assess", **chosen).status_code == 302
    case.refresh_from_db()
    assert (case.step, case.officer) == (Step.ASSESSED, home.officer)


def test_only_officers_can_be_chosen(client: Client, home: House) -> None:
    case = case_in(Step.REGISTERED, home, officer=None)
    response = press(client, home.chief, case, "assess", officer=home.registrar.pk)
    assert response.status_code == 200
    assert events(case, "assess") == 0


@at(Step.REGISTERED)
def test_a_reason_is_asked_for(client: Client, home: House, case: Case) -> None:
    for empty in ("", "   "):
        response = press(client, home.chief, case, "decline", reason=empty)
        assert "Skriv varför." in text_of(response)
    assert events(case, "decline") == 0
    press(client, home.chief, case, "decline", reason="Berör oss inte.")
    assert "Berör oss inte." in CaseEvent.objects.get(case=case, verb="decline").text


@at(Step.CONSULTATION)
def test_label_says_when_a_text_is_needed(client: Client, home: House, case: Case) -> None:
    """Not "valfritt" beside what some of the answers need."""
    client.force_login(home.secretary)
    page = text_of(client.get(step_url(case, "record_written_consultation")))
    for label, when in (
        ("Medskick eller meningar", "behövs vid medskick och olika meningar"),
        ("Varför ärendet inte behandlades", "behövs om ärendet inte behandlades"),
    ):
        assert f'{label} <span class="optional">({when})</span>' in page
    assert "(valfritt)" not in page


@at(Step.PREPARATION)
@pytest.mark.parametrize("name", ["table", "withdraw"])
def test_a_committee_can_hold_a_case(client: Client, home: House, name: str, case: Case) -> None:
    placed(home, case, home.au, 8)
    assert press(client, home.secretary, case, name, reason="Mer tid.").status_code == 302
    case.refresh_from_db()
    assert (case.step, case.round) == (Step.PREPARATION, 1)
    assert events(case, name) == 1


@at(Step.BOARD)
def test_remitting_back_starts_a_round(client: Client, home: House, case: Case) -> None:
    placed(home, case, home.board, 12)
    press(client, home.secretary, case, "remit_back", reason="Utred mer.")
    case.refresh_from_db()
    assert (case.step, case.round) == (Step.DRAFTING, 2)


@at(Step.PREPARATION)
def test_the_committee_forwards_with_a_note(client: Client, home: House, case: Case) -> None:
    placed(home, case, home.au, 8)
    press(client, home.secretary, case, "forward", note="AU är enigt.")
    item = case.items.get()
    assert (item.outcome, item.note) == ("forwarded", "AU är enigt.")


@at(Step.CONSULTATION)
def test_the_samrads_form_proposes_its_meeting_and_shows_positions(
    client: Client, home: House, case: Case
) -> None:
    samrad = consultation_meeting(home, case.items.get().meeting)
    factories.announced(home, case)
    actions.take_position(
        case_id=case.pk, by=home.pkd_member, stance="dissents", comment="Ersättningen är låg."
    )
    client.force_login(home.secretary)
    page = client.get(step_url(case, "record_consultation"))
    assert page.context["form"]["meeting"].value() == samrad.pk
    assert "Ersättningen är låg." in page.content.decode()
    assert home.pkd_member.full_name in page.content.decode()


def test_the_samrads_outcome_is_recorded_as_advice(client: Client, home: House) -> None:
    case = factories.announced(home, case_in(Step.CONSULTATION, home))
    samrad = consultation_meeting(home, case.items.get().meeting)
    said: dict[str, Any] = {
        "meeting": samrad.pk,
        "outcome": "consensus_with_note",
        "note": "Tänk på Sorsele.",
    }
    press(client, home.secretary, case, "record_consultation", **said)
    recorded = case.consultations.get()
    assert (recorded.manner, recorded.meeting) == (ConsultationManner.MEETING, samrad)
    assert recorded.note == "Tänk på Sorsele."
    page = text_of(client.get(case.get_absolute_url()))
    assert "(samsyn med medskick)" in page
    assert "Samrådets råd – inte ett beslut" in page


@at(Step.CONSULTATION)
def test_advice_on_what_was_never_given_says_how_it_was(
    client: Client, home: House, case: Case
) -> None:
    samrad = consultation_meeting(home, case.items.get().meeting)
    said: dict[str, Any] = {"meeting": samrad.pk, "outcome": "consensus"}
    answer = press(client, home.secretary, case, "record_consultation", **said)
    sentence = "är inte publicerad. Publicera den först, eller skriv hur ledamöterna fick ärendet."
    assert sentence in text_of(answer)
    assert not case.consultations.exists()
    said["unannounced"] = "På mötet."
    press(client, home.secretary, case, "record_consultation", **said)
    told = case.events.get(verb="record_consultation").text
    assert told.endswith("Ledamöterna fick ärendet så här: På mötet.")


def test_nobody_is_asked_how_when_the_agenda_is_published(client: Client, home: House) -> None:
    case = factories.announced(home, case_in(Step.CONSULTATION, home))
    client.force_login(home.secretary)
    assert (
        "unannounced"
        not in client.get(step_url(case, "record_consultation")).context["form"].fields
    )


@at(Step.CONSULTATION)
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Välj vad samrådet kom fram till."),
        ({"outcome": "consensus_with_note"}, "Skriv vilket medskick samrådet gör."),
        ({"outcome": "differing_views"}, "Skriv vilka meningar som fanns"),
        ({"outcome": "not_treated"}, "Skriv varför ärendet inte behandlades."),
        ({"outcome": "approved"}, "Välj ett giltigt alternativ"),
    ],
)
def test_the_samrads_form_says_what_is_missing(
    client: Client, home: House, typed: dict[str, str], sentence: str, case: Case
) -> None:
    samrad = consultation_meeting(home, case.items.get().meeting)
    response = press(
        client, home.secretary, case, "record_consultation", meeting=samrad.pk, **typed
    )
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert not case.consultations.exists()


@at(Step.CONSULTATION)
def test_a_samrad_that_has_not_been_cannot_be_chosen(
    client: Client, home: House, case: Case
) -> None:
    consultation_meeting(home, case.items.get().meeting)
    later = factories.meeting(home.samrad, 5, follows=factories.meeting(home.au, 4))
    typed: dict[str, Any] = {"meeting": later.pk, "outcome": "consensus"}
    response = press(client, home.secretary, case, "record_consultation", **typed)
    assert response.status_code == 200
    assert not case.consultations.exists()


@at(Step.CONSULTATION)
def test_a_samrad_in_writing_needs_no_meeting(client: Client, home: House, case: Case) -> None:
    press(client, home.secretary, case, "record_written_consultation", outcome="consensus")
    assert case.consultations.get().manner == ConsultationManner.WRITTEN


@at(Step.CONSULTATION)
def test_a_skipped_samrads_reason_stands_in_the_decision(
    client: Client, home: House, case: Case
) -> None:
    press(client, home.chief, case, "skip_consultation", reason="Svaret brådskar.")
    placed(home, case, home.board, 12)
    client.force_login(home.secretary)
    page = client.get(step_url(case, "decide"))
    assert "relation" not in page.context["form"].fields
    assert "Svaret brådskar." in page.content.decode()
    typed: dict[str, Any] = {
        "paragraph": 4,
        "outcome": "approved",
        "wording": "Antas.",
        "present": 5,
    }
    press(client, home.secretary, case, "decide", **typed)
    decision = case.decisions.get()
    assert (decision.relation, decision.skipped_reason) == (
        Relation.NO_ADVICE,
        "Svaret brådskar.",
    )


@at(Step.BOARD)
def test_the_record_of_the_samrad_can_be_put_right(client: Client, home: House, case: Case) -> None:
    client.force_login(home.secretary)
    page = client.get(step_url(case, "correct_consultation"))
    assert page.context["form"]["outcome"].value() == "consensus"
    typed: dict[str, Any] = {"outcome": "differing_views", "note": "PKD AU ville avslå."}
    press(client, home.secretary, case, "correct_consultation", **typed)
    case.refresh_from_db()
    assert case.step == Step.BOARD
    assert case.consultations.get().outcome == "differing_views"
    assert "Förut: Samsyn." in CaseEvent.objects.get(verb="correct_consultation").text


def at_the_board(home: House) -> Case:
    case = case_in(Step.BOARD, home)
    placed(home, case, home.board, 12)
    return case


DECIDED: dict[str, Any] = {
    "paragraph": 7,
    "outcome": "approved",
    "wording": "Nämnden antar yttrandet.",
    "relation": "follows",
    "present": 4,
}


@at(Step.DECIDED)
def test_the_decisions_form_proposes_and_shows_the_advice(client: Client, home: House) -> None:
    case = at_the_board(home)
    client.force_login(home.secretary)
    page = client.get(step_url(case, "decide"))
    form = page.context["form"]
    assert (form["paragraph"].value(), form["present"].value()) == (2, 5)
    assert "antar förslaget till yttrande som sitt eget" in form["wording"].value()
    assert "Samrådets råd – inte ett beslut" in page.content.decode()
    assert "Nämnden har 5 ledamöter." in page.content.decode()


def test_the_decision_is_recorded_with_its_relation(client: Client, home: House) -> None:
    case = at_the_board(home)
    typed: dict[str, Any] = DECIDED | {
        "relation": "in_part",
        "relation_reason": "Kostnaden delas inte.",
    }
    assert press(client, home.secretary, case, "decide", **typed).status_code == 302
    decision = case.decisions.get()
    assert (decision.paragraph, decision.present, decision.seats) == (7, 4, 5)
    page = text_of(client.get(case.get_absolute_url()))
    assert "§ 7" in page
    assert "Följer delvis." in page
    assert "Kostnaden delas inte." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"paragraph": ""}, "Skriv beslutets paragraf."),
        ({"paragraph": "sju"}, "Skriv paragrafen med siffror."),
        ({"wording": " "}, "Skriv vad som beslutades."),
        ({"relation": ""}, "Välj hur beslutet förhåller sig till samrådets råd."),
        ({"relation": "departs"}, "Skriv varför beslutet inte helt följer samrådets råd."),
        ({"relation": "no_advice"}, "Välj ett giltigt alternativ"),
        ({"present": 2}, "Nämnden är inte beslutsför"),
        ({"present": 6}, "Nämnden har 5 ledamöter. Fler än så"),
    ],
)
def test_the_decisions_form_says_what_is_wrong(
    client: Client, home: House, typed: dict[str, Any], sentence: str
) -> None:
    case = at_the_board(home)
    response = press(client, home.secretary, case, "decide", **(DECIDED | typed))
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert not case.decisions.exists()
    assert case.items.get(meeting__body=home.board).outcome == "scheduled"


@at(Step.DECIDED)
def test_a_paragraph_is_used_once_a_year(client: Client, home: House) -> None:
    case = at_the_board(home)
    response = press(client, home.secretary, case, "decide", **(DECIDED | {"paragraph": 1}))
    assert "§ 1 är redan använd" in text_of(response)
    assert "Nämnden antar yttrandet." in text_of(response)
    assert not case.decisions.exists()


@pytest.mark.parametrize("paragraph", [5, 9])
def test_a_paragraph_out_of_order_is_asked_about(
    client: Client, home: House, paragraph: int
) -> None:
    """It may be right: the minutes have §§ that are not here. So it is a question, no stop."""
    first = at_the_board(home)
    press(client, home.secretary, first, "decide", **(DECIDED | {"paragraph": 7}))
    assert first.decisions.get().paragraph == 7
    case = at_the_board(home)
    odd = DECIDED | {"paragraph": paragraph}
    page = text_of(press(client, home.secretary, case, "decide", **odd))
    assert f"är § 7, och du har skrivit § {paragraph}." in page
    assert f'value="{paragraph}"' in page
    assert "Paragrafen stämmer med protokollet" in page
    assert not case.decisions.exists()
    press(client, home.secretary, case, "decide", **odd, sure="on")
    assert case.decisions.get().paragraph == paragraph


def test_the_next_paragraph_is_not_asked_about(client: Client, home: House) -> None:
    press(client, home.secretary, at_the_board(home), "decide", **DECIDED)
    case = at_the_board(home)
    client.force_login(home.secretary)
    assert "Paragrafen stämmer" not in text_of(client.get(step_url(case, "decide")))
    press(client, home.secretary, case, "decide", **(DECIDED | {"paragraph": 8}))
    assert case.decisions.exists()


def test_a_second_decision_is_refused(client: Client, home: House) -> None:
    case = at_the_board(home)
    version = case.version
    press(client, home.secretary, case, "decide", **DECIDED)
    again: dict[str, Any] = DECIDED | {
        "paragraph": 8,
        "version": version,
        "wording": "Ett annat beslut.",
    }
    response = press(client, home.secretary, case, "decide", **again)
    assert response.status_code == 409
    assert "Ett annat beslut." in text_of(response)
    assert case.decisions.count() == 1


@at(Step.DRAFTING)
def test_the_chair_decides_in_haste_and_says_why_without_samrad(
    client: Client, home: House, case: Case
) -> None:
    typed: dict[str, Any] = {
        "manner": "chair_urgent",
        "decided_on": today().isoformat(),
        "outcome": "approved",
        "wording": "Yttrandet antas.",
        "skip_reason": "",
    }
    response = press(client, home.secretary, case, "decide_urgently", **typed)
    assert "Skriv varför." in text_of(response)
    assert "KL 6:39" in text_of(response)
    typed["skip_reason"] = "Svarsdagen är i morgon."
    press(client, home.secretary, case, "decide_urgently", **typed)
    decision = case.decisions.get()
    assert (decision.manner, decision.paragraph) == (DecisionManner.CHAIR_URGENT, None)
    assert decision.skipped_reason == "Svarsdagen är i morgon."


@at(Step.BOARD)
def test_a_hasty_decision_after_the_samrad_relates_to_it(
    client: Client, home: House, case: Case
) -> None:
    client.force_login(home.secretary)
    fields = client.get(step_url(case, "decide_urgently")).context["form"].fields
    assert "relation" in fields
    assert "skip_reason" not in fields


@at(Step.BOARD)
def test_a_hasty_decision_is_not_of_tomorrow(client: Client, home: House, case: Case) -> None:
    typed: dict[str, Any] = {
        "manner": "delegated",
        "decided_on": (today() + timedelta(1)).isoformat(),
        "outcome": "approved",
        "wording": "Yttrandet antas.",
        "relation": "follows",
    }
    response = press(client, home.secretary, case, "decide_urgently", **typed)
    assert "Beslutsdagen ligger i framtiden." in text_of(response)
    assert not case.decisions.exists()


@at(Step.DISPATCHED)
def test_a_case_is_closed_struck_off_and_opened_again(
    client: Client, home: House, case: Case
) -> None:
    press(client, home.registrar, case, "close")
    case.refresh_from_db()
    assert case.is_closed
    press(client, home.chief, case, "reopen", reason="Sent inspel.")
    case.refresh_from_db()
    assert (case.step, case.round) == (Step.DRAFTING, 2)
    press(client, home.chief, case, "strike_off", reason="Återkallad.")
    case.refresh_from_db()
    assert case.is_closed
