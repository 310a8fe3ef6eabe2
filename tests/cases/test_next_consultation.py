"""The delegate's start page: what is shown, to whom, and what is left to do."""

import pytest
from django.test import Client

from bodies.models import Meeting, Person
from cases import actions
from cases.models import Case, ReadMark
from cases.outcomes import ConsultationOutcome, Stance
from cases.route import Step
from samverkan.lib.dates import today
from tests import factories
from tests.factories import House

pytestmark = pytest.mark.django_db


def published(home: House, *titles: str, days: int = 2) -> tuple[Meeting, list[Case]]:
    """A samråd in `days` days with a published agenda of cases that wait for RUN AU."""
    committee = factories.meeting(home.au, days, 8)
    samrad = factories.meeting(home.samrad, days, 10, follows=committee)
    cases = []
    for title in titles:
        case = factories.case_in(Step.PREPARATION, home, title=title, summary=f"Om {title}.")
        actions.place_on_agenda(meeting_id=committee.pk, case_id=case.pk, by=home.secretary)
        cases.append(case)
    actions.publish_agenda(meeting_id=samrad.pk, version=1, by=home.secretary)
    return samrad, cases


def page_for(client: Client, person: Person) -> str:
    client.force_login(person)
    response = client.get("/infor-samradet/")
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize("who", ["run_member", "pkd_member"])
def test_both_sides_see_the_published_agenda(client: Client, who: str, home: House) -> None:
    published(home, "Första", "Andra")
    page = page_for(client, getattr(home, who))
    assert page.index("Första") < page.index("Andra")
    assert "Om Första." in page
    assert "<strong>0 av 2</strong>" in page
    assert "2 är inte lästa än" in page
    assert "rådgivande" in page


def test_before_publishing_nothing_is_shown(client: Client, home: House) -> None:
    committee = factories.meeting(home.au, 2, 8)
    factories.meeting(home.samrad, 2, 10, follows=committee, summons_due=today())
    case = factories.case_in(Step.PREPARATION, home, title="Hemligt än")
    actions.place_on_agenda(meeting_id=committee.pk, case_id=case.pk, by=home.secretary)
    page = page_for(client, home.pkd_member)
    assert "Hemligt än" not in page
    assert "Ärendelistan är inte publicerad än" in page
    assert "Den ska vara klar senast" in page


def test_board_agenda_that_is_out_before_the_samrads(client: Client, home: House) -> None:
    case = factories.case_in(Step.BOARD, home, title="Nämndens sak")
    board = factories.placed(home, case, home.board, 12, days=3)
    actions.publish_agenda(meeting_id=board.pk, version=1, by=home.secretary)
    page = page_for(client, home.run_member)
    assert "Inför nästa möte" in page
    assert "Nämndens sak" in page
    assert "Nästa samråd är" in page
    assert home.samrad.meetings.get().get_absolute_url() in page


def test_visitors_are_told_whose_page_it_is(client: Client, home: House) -> None:
    published(home, "Samrådets sak")
    assert "Den här sidan är ledamöternas" in page_for(client, home.chief)
    assert "Du har inget möte att förbereda" in page_for(client, home.municipal)


def test_all_marked_is_done(client: Client, home: House) -> None:
    _, (case,) = published(home, "Första")
    actions.take_position(
        case_id=case.pk, by=home.pkd_member, stance=Stance.DISSENTS, comment="Nej tack."
    )
    page = page_for(client, home.pkd_member)
    assert "Du är klar." in page
    assert "Ändra" in page
    assert "Nej tack." in page


def test_what_the_committee_did_is_said_in_a_line(client: Client, home: House) -> None:
    _, (first, second, _) = published(home, "Första", "Andra", "Tredje", days=0)
    factories.step(first, "forward", home.secretary)
    factories.step(second, "forward", home.secretary, note="Se på kostnaderna.")
    page = page_for(client, home.pkd_member)
    assert "RUN AU skickade ärendet till samrådet" in page
    assert "Se på kostnaderna." in page
    assert "är inte antecknat än" in page


def test_without_meetings_it_says_what_will_come(client: Client, home: House) -> None:
    assert "Inget möte är inlagt" in page_for(client, home.pkd_member)


def test_board_member_without_seat_in_samrad_meets_the_boards_next(
    client: Client, home: House
) -> None:
    published(home, "Samrådets sak")
    other = home.board.memberships.exclude(person=home.run_member).first()
    assert other is not None
    factories.meeting(home.board, 5)
    page = page_for(client, other.person)
    assert "Inför nästa möte" in page
    assert "Du har ingen plats i samrådet" in page
    assert "Samrådets sak" not in page


@pytest.mark.parametrize("who", ["municipal", "stranger"])
def test_others_see_no_case(client: Client, who: str, home: House) -> None:
    published(home, "Samrådets sak")
    assert "Samrådets sak" not in page_for(client, getattr(home, who))


def test_what_the_committee_stopped_is_not_there(client: Client, home: House) -> None:
    _, (first, _) = published(home, "Bordlagd", "Kvar", days=0)
    factories.step(first, "table", home.secretary, reason="Väntar på underlag.")
    page = page_for(client, home.pkd_member)
    assert "Bordlagd" not in page
    assert "Kvar" in page


def test_marked_and_read_are_counted(client: Client, home: House) -> None:
    _, (first, second, _) = published(home, "Första", "Andra", "Tredje")
    actions.take_position(case_id=first.pk, by=home.pkd_member, stance=Stance.SUPPORTS)
    actions.mark_read(case=second, by=home.pkd_member)
    page = page_for(client, home.pkd_member)
    assert "<strong>1 av 3</strong>" in page
    assert "Ett ärende är inte läst än" in page
    assert "Stödjer" in page


def test_opening_a_case_marks_it_read(client: Client, home: House) -> None:
    _, (case, _) = published(home, "Första", "Andra")
    client.force_login(home.pkd_member)
    client.get(case.get_absolute_url())
    assert "Ett ärende är inte läst än" in page_for(client, home.pkd_member)


def test_downloading_a_paper_marks_its_case_read(client: Client, home: House) -> None:
    _, (case, _) = published(home, "Första", "Andra")
    paper = factories.document(home, case)
    client.force_login(home.pkd_member)
    client.get(f"{case.get_absolute_url()}handlingar/{paper.act}/1/")
    assert ReadMark.objects.get().case == case


def test_after_the_samrad_the_advice_stands_and_the_form_is_gone(
    client: Client, home: House
) -> None:
    samrad, (case,) = published(home, "Klart", days=0)
    factories.step(case, "forward", home.secretary)
    factories.step(
        case,
        "record_consultation",
        home.secretary,
        meeting=samrad,
        outcome=ConsultationOutcome.CONSENSUS_WITH_NOTE,
        note="Tänk på glesbygden.",
    )
    page = page_for(client, home.pkd_member)
    assert "Samrådets råd – inte ett beslut" in page
    assert "Tänk på glesbygden." in page
    assert "Spara ställningstagandet" not in page


def test_internal_documents_are_not_listed(client: Client, home: House) -> None:
    _, (case,) = published(home, "Första")
    shown = factories.document(home, case)
    inside = factories.document(home, case)
    inside.title, inside.is_internal = "Inre papper", True
    inside.save()
    page = page_for(client, home.pkd_member)
    assert f"handlingar/{shown.act}/1/" in page
    assert "TXT, 3 byte" in page
    assert "Inre papper" not in page


def test_page_is_read_and_sent_and_nothing_else(client: Client, home: House) -> None:
    client.force_login(home.pkd_member)
    assert client.put("/infor-samradet/").status_code == 405


def test_a_samrad_that_is_done_gives_way_to_the_next(client: Client, home: House) -> None:
    samrad, (case,) = published(home, "Klart", days=0)
    published(home, "Kommande", days=9)
    assert "Klart" in page_for(client, home.pkd_member)
    factories.step(case, "forward", home.secretary)
    factories.step(
        case,
        "record_consultation",
        home.secretary,
        meeting=samrad,
        outcome=ConsultationOutcome.CONSENSUS,
    )
    page = page_for(client, home.pkd_member)
    assert "Kommande" in page
    assert "Klart" not in page
