"""A meeting's page: what each kind of meeting shows, and to whom."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bodies.models import Meeting, Person
from cases import actions
from cases.models import Case, CaseEvent
from cases.outcomes import ConsultationOutcome, Relation, Stance
from cases.route import Step
from samverkan.lib.dates import today
from tests import factories
from tests.begun import at
from tests.cases.test_next_consultation import published
from tests.factories import House

pytestmark = pytest.mark.django_db


def page(client: Client, meeting: Meeting, who: Person) -> str:
    client.force_login(who)
    answer = client.get(meeting.get_absolute_url())
    assert answer.status_code == 200
    return str(answer.content.decode())


def consulted(home: House, **said: str) -> tuple[Meeting, Meeting]:
    """A case through today's samråd and on the board's agenda of today."""
    samrad, (case,) = published(home, "Sak", days=0)
    factories.step(case, "forward", home.secretary)
    factories.step(case, "record_consultation", home.secretary, meeting=samrad, **said)
    return samrad, factories.placed(home, case, home.board, 12)


def test_secretary_finds_what_waits_and_what_must_be_here(client: Client, home: House) -> None:
    committee = factories.meeting(home.au, 20)
    samrad = factories.meeting(home.samrad, 21, follows=committee)
    factories.meeting(home.board, 30)
    factories.case_in(Step.PREPARATION, home, title="Väntar")
    text = page(client, committee, home.secretary)
    assert "Väntar" in text
    assert "Måste upp här för att hinna" in text
    assert samrad.get_absolute_url() in text


def test_unpublished_agenda_is_not_for_members(client: Client, home: House) -> None:
    committee = factories.meeting(home.au, 2)
    case = factories.case_in(Step.PREPARATION, home, title="Hemligt än")
    actions.place_on_agenda(meeting_id=committee.pk, case_id=case.pk, by=home.secretary)
    for who in (home.run_member, home.pkd_member, home.municipal, home.stranger):
        text = page(client, committee, who)
        assert "Hemligt än" not in text
        assert "Ärendelistan är inte publicerad än" in text
    assert "Hemligt än" in page(client, committee, home.chief)


def test_published_agenda_is_the_members_own(client: Client, home: House) -> None:
    samrad, _ = published(home, "Sak")
    committee = samrad.follows
    assert committee is not None
    actions.publish_agenda(meeting_id=committee.pk, version=1, by=home.secretary)
    assert "Sak" in page(client, committee, home.run_member)
    text = page(client, committee, home.pkd_member)
    assert "Ärendelistan är för ledamöterna" in text
    assert "inte publicerad" not in text


def test_samrads_agenda_is_the_committees_and_says_so(client: Client, home: House) -> None:
    samrad, _ = published(home, "Första", "Andra")
    text = page(client, samrad, home.pkd_member)
    assert text.index("Första") < text.index("Andra")
    assert "Ärendelistan är densamma som" in text
    assert "samrådet beslutar inte" in text
    assert "Sätt upp ärenden" not in page(client, samrad, home.secretary)


def test_positions_stand_side_by_side_and_the_missing_are_named(
    client: Client, home: House
) -> None:
    samrad, (case,) = published(home, "Sak")
    actions.take_position(
        case_id=case.pk, by=home.pkd_member, stance=Stance.DISSENTS, comment="Nej tack."
    )
    text = page(client, samrad, home.secretary)
    assert "Annan mening" in text
    assert "Nej tack." in text
    assert home.run_member.full_name in text
    assert "Inte svarat" in text
    assert "Provköping" in text


@pytest.mark.parametrize(
    ("outcome", "kept"), [("table", False), ("withdraw", False), ("remit_back", False), ("", True)]
)
def test_stopped_items_do_not_reach_the_samrad(
    client: Client, outcome: str, kept: bool, home: House
) -> None:
    samrad, (case,) = published(home, "Prövosten", days=0)
    if outcome:
        factories.step(case, outcome, home.secretary, reason="Skäl.")
    else:
        factories.step(case, "forward", home.secretary)
    assert ("Prövosten" in page(client, samrad, home.secretary)) is kept


def test_item_left_by_a_cancelled_samrad_comes_to_the_next(client: Client, home: House) -> None:
    samrad, (case,) = published(home, "Lämnad", days=0)
    factories.step(case, "forward", home.secretary)
    later = factories.meeting(home.au, 20, 8)
    following = factories.meeting(home.samrad, 20, 10, follows=later)
    assert "Lämnad" not in page(client, following, home.secretary)
    samrad.refresh_from_db()
    actions.cancel_meeting(
        meeting_id=samrad.pk, version=samrad.version, by=home.secretary, reason="Snöstorm."
    )
    text = page(client, following, home.secretary)
    assert "Lämnad" in text
    assert "Kvar från tidigare samråd" in text
    cancelled = page(client, samrad, home.secretary)
    assert "Snöstorm." in cancelled
    assert "Anteckna skriftligt samråd" in cancelled
    assert "Hoppa över samrådet" in cancelled
    assert "steg/anteckna-samradets-utfall/" not in cancelled


def test_left_item_waits_for_the_nearest_samrad_only(client: Client, home: House) -> None:
    case = factories.case_in(Step.CONSULTATION, home, title="Lämnad")
    held = factories.consultation_meeting(home, case.items.get().meeting)
    near, far = (
        factories.meeting(home.samrad, days, 10, follows=factories.meeting(home.au, days, 8))
        for days in (20, 40)
    )
    actions.cancel_meeting(meeting_id=held.pk, version=1, by=home.secretary, reason="Snö.")
    assert "Lämnad" in page(client, near, home.secretary)
    assert "Lämnad" not in page(client, far, home.secretary)


def test_outcomes_are_recorded_from_the_meetings_day_on(client: Client, home: House) -> None:
    samrad, _ = published(home, "Sak", days=3)
    assert samrad.follows is not None
    text = page(client, samrad.follows, home.secretary)
    assert "steg/skicka-vidare-till-samradet/" not in text
    assert "från och med mötesdagen" in text


def test_buttons_are_for_the_secretary_alone(client: Client, home: House) -> None:
    samrad, _ = published(home, "Sak", days=0)
    assert samrad.follows is not None
    text = page(client, samrad.follows, home.secretary)
    for words in (
        "skicka-vidare-till-samradet",
        "bordlagg",
        "lat-arendet-utga",
        "aterremittera",
    ):
        assert f"steg/{words}/" in text
    for who in (home.registrar, home.chief, home.run_member):
        assert "steg/skicka-vidare-till-samradet/" not in page(client, samrad.follows, who)


def test_advice_stands_in_the_boards_item_marked_as_advice(client: Client, home: House) -> None:
    samrad, board = consulted(
        home, outcome=ConsultationOutcome.DIFFERING_VIEWS, note="Provköping säger nej."
    )
    text = page(client, board, home.secretary)
    assert "Samrådets råd – inte ett beslut" in text
    assert "Provköping säger nej." in text
    assert "steg/anteckna-beslutet/" in text
    assert "Provköping säger nej." in page(client, samrad, home.pkd_member)


def test_decision_stands_with_paragraph_and_relation(client: Client, home: House) -> None:
    _, board = consulted(home, outcome=ConsultationOutcome.CONSENSUS)
    case = board.items.get().case
    factories.step(
        case,
        "decide",
        home.secretary,
        paragraph=7,
        outcome="approved",
        wording="Nämnden antar.",
        relation=Relation.DEPARTS,
        relation_reason="Nya uppgifter.",
        present=5,
    )
    text = page(client, board, home.secretary)
    assert "§ 7/" in text
    assert "Avviker från rådet" in text
    assert "Nya uppgifter." in text
    assert "steg/anteckna-beslutet/" not in text


def test_urgent_decision_is_reported_at_the_next_meeting_only(client: Client, home: House) -> None:
    case = factories.case_in(Step.DRAFTING, home, title="Brådskande")
    factories.step(
        case,
        "decide_urgently",
        home.secretary,
        manner="chair_urgent",
        decided_on=today(),
        outcome="approved",
        wording="Ordföranden beslutar.",
        relation=Relation.NO_ADVICE,
        skip_reason="Svarsdagen är i morgon.",
    )
    earlier = factories.meeting(home.board, -5)
    following, after = factories.meeting(home.board, 5), factories.meeting(home.board, 40)
    assert "Anmäls till nämnden" not in page(client, earlier, home.secretary)
    text = page(client, following, home.secretary)
    assert "Anmäls till nämnden" in text
    assert "Brådskande" in text
    assert "Anmäls till nämnden" not in page(client, after, home.secretary)


def test_urgent_decision_follows_to_the_next_meeting_until_it_is_reported(
    client: Client, home: House
) -> None:
    long_ago = today() - timedelta(9)
    case = factories.decided_urgently(home, long_ago, received_on=long_ago)
    decision = case.decisions.get()
    missed, met = factories.meeting(home.board, -5), factories.meeting(home.board)
    coming, body = factories.meeting(home.board, 5), "Anmäls till nämnden"
    url = reverse("decision_report", args=[met.pk, decision.pk])
    assert "Ska anmälas" in page(client, coming, home.secretary)
    assert all(body in page(client, each, home.secretary) for each in (missed, met))
    assert url in page(client, met, home.secretary)
    assert url not in page(client, met, home.chief)
    assert "nämndens nästa möte" in client.get(case.get_absolute_url()).content.decode()
    early = reverse("decision_report", args=[coming.pk, decision.pk])
    client.force_login(home.secretary)
    assert client.post(early).status_code == 409
    assert client.post(url)["Location"] == f"{met.get_absolute_url()}#anmals"
    assert client.post(url).status_code == 409
    assert CaseEvent.objects.filter(verb="report_decision").count() == 1
    assert "Anmält" in page(client, met, home.secretary)
    assert all(body not in page(client, each, home.secretary) for each in (missed, coming))
    assert "Anmält till nämnden" in client.get(case.get_absolute_url()).content.decode()


def test_unknown_meeting_is_not_there_and_page_is_only_read(client: Client, home: House) -> None:
    client.force_login(home.secretary)
    assert client.get("/moten/999999/").status_code == 404
    assert client.post(factories.meeting(home.au, 2).get_absolute_url()).status_code == 405


def test_cancelled_ahead_of_its_day_it_still_shows_the_ways_on(client: Client, home: House) -> None:
    committee = factories.meeting(home.au, 0, 8)
    samrad = factories.meeting(home.samrad, 4, 10, follows=committee)
    case = factories.case_in(Step.CONSULTATION, home, title="Väntar på råd")
    following = factories.meeting(home.samrad, 30, follows=factories.meeting(home.au, 29))
    actions.cancel_meeting(
        meeting_id=samrad.pk, version=samrad.version, by=home.secretary, reason="Snöstorm."
    )
    text = page(client, samrad, home.secretary)
    assert f"{case.slug}/steg/anteckna-skriftligt-samrad/" in text
    assert f"{case.slug}/steg/hoppa-over-samradet/" in text
    assert following.get_absolute_url() in text
    assert "Vad händer med ärendena?" not in page(client, samrad, home.pkd_member)


def test_treated_item_offers_nothing_more_at_that_meeting(client: Client, home: House) -> None:
    _, board = consulted(home, outcome=ConsultationOutcome.CONSENSUS)
    case = board.items.get().case
    factories.step(case, "table", home.secretary, reason="Väntar på kostnaderna.")
    text = page(client, board, home.secretary)
    assert "Bordlagt" in text
    assert "steg/anteckna-beslutet/" not in text


def test_the_samrads_words_are_corrected_from_its_own_page(client: Client, home: House) -> None:
    samrad, board = consulted(home, outcome=ConsultationOutcome.CONSENSUS)
    assert "steg/ratta-samradets-utfall/" in page(client, samrad, home.secretary)
    assert "steg/ratta-samradets-utfall/" not in page(client, board, home.secretary)


@at(Step.CONSULTATION)
def test_board_waits_for_the_samrad_and_says_so(client: Client, home: House, case: Case) -> None:
    board = factories.placed(home, case, home.board, 12)
    text = page(client, board, home.secretary)
    assert "Samrådet har inte sagt sitt än" in text
    assert "steg/anteckna-beslutet/" not in text


def test_answers_are_counted_and_parties_named(client: Client, home: House) -> None:
    home.pkd_au.memberships.update(party="Alfa")
    samrad, (case,) = published(home, "Sak")
    actions.take_position(case_id=case.pk, by=home.pkd_member, stance=Stance.SUPPORTS)
    text = page(client, samrad, home.secretary)
    assert "1 av 2 har svarat" in text
    assert "(Alfa)" in text


def test_samrad_that_follows_nothing_says_what_is_missing(client: Client, home: House) -> None:
    samrad = factories.meeting(home.samrad, 4)
    assert "Samrådet saknar ärendelista" in page(client, samrad, home.secretary)
