"""The case page: what stands on it for whom, and that it costs the same however full it is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bodies.models import Person
from cases import actions
from cases.models import AgendaItem, Case, CaseEvent, Document, DocumentVersion, ReadMark, Stage
from cases.route import Step
from samverkan.lib.dates import clock_at, now, swedish_date, today
from tests import factories
from tests.begun import at
from tests.cases.pages import shown
from tests.factories import House, case_in, document, placed, registered, step

pytestmark = pytest.mark.django_db
ENOUGH = 25


def publish(home: House, case: Case, days: int = 3) -> None:
    """Put the case on a coming RUN AU, followed by a samråd whose agenda is published."""
    committee = placed(home, case, home.au, 8, days=days)
    samrad = factories.meeting(home.samrad, days, 10, follows=committee)
    actions.publish_agenda(meeting_id=samrad.pk, version=samrad.version, by=home.secretary)


# ── Which meeting, what next ──────────────────────────────────────────────────────────────


def test_a_case_on_no_meeting_says_so(client: Client, home: House) -> None:
    case = registered(home)
    assert "Inte uppsatt på något möte" in shown(client, home.chief, case.get_absolute_url())


@at(Step.PREPARATION)
def test_the_meetings_stand_at_the_top_soonest_first(
    client: Client, home: House, case: Case
) -> None:
    publish(home, case)
    client.force_login(home.secretary)
    page = client.get(case.get_absolute_url()).context["page"]
    assert [meeting.body for meeting in page.meetings] == [home.au, home.samrad]
    text = shown(client, home.secretary, case.get_absolute_url())
    day = swedish_date(today() + timedelta(3))
    assert text.index(f"Run-au {day}") < text.index(f"Samrådet {day}") < text.index("Ärendets väg")


@at(Step.PREPARATION)
def test_a_meeting_that_has_been_without_an_outcome_is_called_out(
    client: Client, home: House, case: Case
) -> None:
    placed(home, case, home.au, 8)
    with clock_at(now() + timedelta(2)):
        text = shown(client, home.secretary, case.get_absolute_url())
    assert "har varit, utfallet är inte antecknat" in text


@at(Step.PREPARATION)
def test_a_samrad_that_was_cancelled_is_not_named(client: Client, home: House, case: Case) -> None:
    publish(home, case)
    samrad = home.samrad.meetings.get()
    actions.cancel_meeting(
        meeting_id=samrad.pk, version=samrad.version, by=home.secretary, reason="Snö."
    )
    client.force_login(home.secretary)
    page = client.get(case.get_absolute_url()).context["page"]
    assert [meeting.body for meeting in page.meetings] == [home.au]


@at(Step.CLOSED)
def test_a_decided_case_names_its_paragraph(client: Client, home: House, case: Case) -> None:
    text = shown(client, home.registrar, case.get_absolute_url())
    assert "§ 1" in text
    assert "Ärendet är avslutat. Inget mer behöver göras." in text


def test_an_overdue_answer_is_called_out_in_words(client: Client, home: House) -> None:
    past = today() - timedelta(1)
    case = registered(home, received_on=past, reply_due=past)
    text = shown(client, home.officer, case.get_absolute_url())
    assert "Svar försenat" in text
    assert "dagen har passerat" in text


@at(Step.DRAFTING)
def test_what_is_next_names_the_task_and_who(client: Client, home: House, case: Case) -> None:
    text = shown(client, home.officer, case.get_absolute_url())
    assert "Skriv förslag till yttrande och lämna det vidare." in text
    assert f"Handläggare: {home.officer.full_name} – det väntar på dig" in text
    text = shown(client, home.registrar, case.get_absolute_url())
    assert "det väntar på dig" not in text


def test_a_case_without_an_officer_says_who_names_one(client: Client, home: House) -> None:
    case = registered(home, officer=None)
    step(case, "assess", home.chief)
    text = shown(client, home.chief, case.get_absolute_url())
    assert "Handläggare saknas. Chefen utser en." in text
    assert "Utse en handläggare först." in text


def test_the_one_button_is_there_for_those_who_may(client: Client, home: House) -> None:
    case = registered(home)
    address = f"{case.get_absolute_url()}steg/besluta-att-svara/"
    assert f'class="button" href="{address}"' in shown(client, home.chief, case.get_absolute_url())
    assert address not in shown(client, home.secretary, case.get_absolute_url())


def test_a_plan_that_breaks_is_drawn_and_said(client: Client, home: House) -> None:
    factories.meeting(home.board, 60)
    case = registered(home, reply_due=today() + timedelta(9))
    text = shown(client, home.chief, case.get_absolute_url())
    assert "Planen bryts här" in text
    assert "hinner före svarsdagen" in text


# ── What was said, and what has happened ──────────────────────────────────────────────────


@at(Step.DECIDED)
def test_advice_is_marked_as_advice_and_the_decision_as_a_decision(
    client: Client, home: House, case: Case
) -> None:
    text = shown(client, home.registrar, case.get_absolute_url())
    assert text.index("Till samråd") < text.index("Samrådets råd – inte ett beslut")
    assert text.index("Samrådets råd – inte ett beslut") < text.index("Följer rådet.")
    assert "5 av 5 ledamöter tjänstgjorde." in text


@at(Step.BOARD)
def test_earlier_rounds_stay_readable(client: Client, home: House, case: Case) -> None:
    placed(home, case, home.board, 12)
    step(case, "remit_back", home.secretary, reason="Utred kostnaderna.")
    text = shown(client, home.officer, case.get_absolute_url())
    assert "Omgång 1" in text
    assert "Omgång 2" in text
    assert "Utred kostnaderna." in text


@at(Step.CLOSED)
def test_history_is_newest_first_and_unfolds(client: Client, home: House, case: Case) -> None:
    address = case.get_absolute_url()
    text = shown(client, home.registrar, address)
    assert text.index("Ärendet avslutades.") < text.index("Ärendet expedierades.")
    assert "Visa äldre händelser" in text
    assert "Remissen från Provdepartementet registrerades." not in text
    text = shown(client, home.registrar, f"{address}?historik=alla")
    assert "Remissen från Provdepartementet registrerades." in text
    assert "Visa äldre händelser" not in text


# ── People outside the staff ──────────────────────────────────────────────────────────────


@at(Step.PREPARATION)
def test_a_case_is_unseen_until_it_is_shared(client: Client, home: House, case: Case) -> None:
    client.force_login(home.pkd_member)
    assert client.get(case.get_absolute_url()).status_code == 404
    publish(home, case)
    for who in (home.pkd_member, home.run_member):
        client.force_login(who)
        assert client.get(case.get_absolute_url()).status_code == 200
    for who in (home.stranger, home.municipal):
        client.force_login(who)
        assert client.get(case.get_absolute_url()).status_code == 404


@at(Step.PREPARATION)
def test_a_delegate_has_no_staff_acts(client: Client, home: House, case: Case) -> None:
    publish(home, case)
    text = shown(client, home.pkd_member, case.get_absolute_url())
    for words in ("Fler åtgärder", "Lägg till handling", "Delat med", "Ändra", "Makulera"):
        assert words not in text
    assert "/steg/" not in text
    assert "Ärendet är hos Run-au." in text


@at(Step.PREPARATION)
def test_opening_marks_a_delegates_case_as_read_and_nobody_elses(
    client: Client, home: House, case: Case
) -> None:
    publish(home, case)
    for who in (home.pkd_member, home.secretary):
        shown(client, who, case.get_absolute_url())
    shown(client, home.pkd_member, case.get_absolute_url())
    mark = ReadMark.objects.get()
    assert (mark.person, mark.case, mark.round) == (home.pkd_member, case, 1)


@at(Step.PREPARATION)
def test_positions_are_for_the_samrad_and_the_staff(
    client: Client, home: House, case: Case
) -> None:
    publish(home, case)
    actions.share(case_id=case.pk, by=home.registrar, organisations=[home.municipality])
    address = case.get_absolute_url()
    before = shown(client, home.pkd_member, address)
    assert "Markera ditt ställningstagande" in before
    assert "Du har inte svarat än." in before
    assert "Ingen har svarat än." in before
    actions.take_position(
        case_id=case.pk, by=home.pkd_member, stance="dissents", comment="Ersättningen är låg."
    )
    after = shown(client, home.pkd_member, address)
    assert "Ändra ditt ställningstagande" in after
    assert "Du har svarat: annan mening." in after
    for who in (home.run_member, home.officer):
        text = shown(client, who, address)
        assert "Ersättningen är låg." in text
    assert f"Inte svarat: {home.run_member.full_name}." in text
    assert "Ersättningen är låg." not in shown(client, home.municipal, address)


def test_positions_stand_beside_the_advice_when_the_samrad_has_spoken(
    client: Client, home: House
) -> None:
    case = factories.announced(home, case_in(Step.CONSULTATION, home))
    actions.take_position(case_id=case.pk, by=home.run_member, stance="supports")
    step(case, "record_written_consultation", home.secretary, outcome="consensus")
    text = shown(client, home.secretary, case.get_absolute_url())
    assert "Ställningstaganden inför samrådet" in text
    assert "Inte svarat" not in text
    untouched = case_in(Step.BOARD, home)
    text = shown(client, home.secretary, untouched.get_absolute_url())
    assert "Ställningstaganden inför samrådet" not in text


def test_a_position_without_a_members_seat_is_not_lost(client: Client, home: House) -> None:
    case = factories.announced(home, case_in(Step.PREPARATION, home))
    substitute = factories.person()
    factories.member(substitute, home.samrad, seat="substitute", entry_order=1)
    actions.take_position(case_id=case.pk, by=substitute, stance="supports")
    text = shown(client, home.officer, case.get_absolute_url())
    assert text.index("Övriga") < text.index(substitute.full_name)


@at(Step.PREPARATION)
def test_a_draft_agenda_is_for_staff_only(client: Client, home: House, case: Case) -> None:
    actions.share(case_id=case.pk, by=home.registrar, organisations=[home.municipality])
    placed(home, case, home.au, 8, days=5)
    day = swedish_date(today() + timedelta(5))
    assert day in shown(client, home.officer, case.get_absolute_url())
    text = shown(client, home.municipal, case.get_absolute_url())
    assert day not in text
    assert "Inte uppsatt på något möte" in text


@at(Step.PREPARATION)
def test_outsiders_read_no_history_of_working_papers(
    client: Client, home: House, case: Case
) -> None:
    publish(home, case)
    actions.take_position(case_id=case.pk, by=home.pkd_member, stance="supports")
    text = shown(client, home.run_member, case.get_absolute_url())
    assert "Ärendet lämnades till arbetsutskottet." in text
    assert "lades till" not in text
    assert "sitt ställningstagande" not in text


def test_other_methods_are_refused(client: Client, home: House) -> None:
    case = registered(home)
    client.force_login(home.chief)
    assert client.post(case.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("slug", ["RUN-1-1999", "run-1-2026", "RUN-1", "x", "RUN-1-2026-3"])
def test_a_case_that_is_not_there_is_404(client: Client, home: House, slug: str) -> None:
    client.force_login(home.chief)
    assert client.get(f"/arenden/{slug}/").status_code == 404


# ── Cost ──────────────────────────────────────────────────────────────────────────────────


def queries(client: Client, who: Person, case: Case) -> int:
    client.force_login(who)
    client.get(case.get_absolute_url())
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(case.get_absolute_url()).status_code == 200
    return len(captured)


def fill(home: House, case: Case) -> None:
    """Thirty documents in two versions, thirty events and two further rounds of rows."""
    for n in range(30):
        act = document(home, case)
        Document.objects.filter(pk=act.pk).update(is_internal=n % 7 == 0)
        version = act.versions.get()
        DocumentVersion.objects.create(
            document=act,
            number=2,
            file=version.file.name,
            filename=version.filename,
            content_type=version.content_type,
            size=version.size,
            sha256=version.sha256,
            created_at=version.created_at,
            created_by=home.officer,
        )
        CaseEvent.objects.create(
            case=case, at=now(), by=home.chief, verb="assign", text="Hej.", round=1, step=case.step
        )


@at(Step.BOARD)
def test_the_delegates_page_costs_the_same_in_the_third_round(
    client: Client, home: House, case: Case
) -> None:
    samrad = home.samrad.meetings.get()
    actions.publish_agenda(meeting_id=samrad.pk, version=samrad.version, by=home.secretary)
    before = queries(client, home.pkd_member, case)
    for _ in range(2):
        again(home, case)
    fill(home, case)
    assert Stage.objects.filter(case=case, round=3).exists()
    assert AgendaItem.objects.filter(case=case).count() > 4
    assert queries(client, home.pkd_member, case) == before <= ENOUGH


def again(home: House, case: Case) -> None:
    """One more round, from RUN's återremiss to RUN's step."""
    hour = 13 + 2 * case.items.count()
    placed(home, case, home.board, hour)
    step(case, "remit_back", home.secretary, reason="Utred mer.")
    step(case, "submit", home.officer)
    committee = placed(home, case, home.au, hour + 1)
    step(case, "forward", home.secretary)
    samrad = factories.meeting(home.samrad, 0, hour + 2, follows=committee)
    said = {"outcome": "consensus", "unannounced": factories.ON_PAPER}
    step(case, "record_consultation", home.secretary, meeting=samrad, **said)
    case.refresh_from_db()


@at(Step.PREPARATION)
def test_secretary_is_led_to_the_next_meeting_that_can_take_it(
    client: Client, home: House, case: Case
) -> None:
    factories.meeting(home.au, -3)
    coming = factories.meeting(home.au, 6)
    factories.meeting(home.au, 20)
    client.force_login(home.secretary)
    page = client.get(case.get_absolute_url()).content.decode()
    assert f'href="{coming.get_absolute_url()}#satt-upp"' in page
