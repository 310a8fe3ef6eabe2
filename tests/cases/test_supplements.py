"""Kompletteringar: what changes after publication is written down, and readers see what is new."""

from collections.abc import Callable

import pytest
from django.test import Client

from bodies.models import Meeting
from cases import actions
from cases.models import AgendaChange, AgendaReading, Case
from cases.models.document import DocumentKind
from cases.outcomes import ConsultationOutcome
from cases.route import Step
from tests import factories as make
from tests.begun import at

pytestmark = pytest.mark.django_db


def START(home: make.House) -> Case:
    """On the published agendas of RUN AU in two days and its samråd."""
    case = make.case_in(Step.PREPARATION, home, title="Bussar")
    committee = make.meeting(home.au, days=2, hour=8)
    joint = make.meeting(home.samrad, days=2, hour=13, follows=committee)
    actions.place_on_agenda(meeting_id=committee.pk, case_id=case.pk, by=home.secretary)
    for meeting in (committee, joint):
        actions.publish_agenda(meeting_id=meeting.pk, version=1, by=home.secretary)
    return case


@pytest.fixture
def committee(case: Case) -> Meeting:
    return case.items.get().meeting


@pytest.fixture
def joint(committee: Meeting) -> Meeting:
    return committee.followed_by.get()


def told(meeting: Meeting) -> list[tuple[str, str]]:
    return list(meeting.changes.order_by("pk").values_list("verb", "text"))


def shown(client: Client, meeting: Meeting) -> str:
    return client.get(meeting.get_absolute_url()).content.decode()


def new_version(home: make.House, case: Case) -> None:
    document = case.documents.get(kind=DocumentKind.DRAFT_OPINION)
    actions.add_version(
        document_id=document.pk,
        by=home.officer,
        file=make.new_file(content=b"Nytt"),
        note="Kostnaden rättad.",
    )


def test_a_replaced_document_is_told_on_both_agendas(
    home: make.House, case: Case, committee: Meeting, joint: Meeting
) -> None:
    new_version(home, case)
    text = f"{case.registry_number}: missiv har kommit i version 2. Kostnaden rättad."
    assert told(committee) == told(joint) == [("document_replaced", text)]


@at(Step.PREPARATION)
def test_before_publication_nothing_is_told(home: make.House, case: Case) -> None:
    meeting = make.meeting(home.au, days=2)
    actions.place_on_agenda(meeting_id=meeting.pk, case_id=case.pk, by=home.secretary)
    new_version(home, case)
    assert not AgendaChange.objects.exists()


def test_a_working_paper_is_nobodys_business(
    home: make.House, case: Case, committee: Meeting
) -> None:
    actions.add_document(
        case_id=case.pk,
        by=home.officer,
        file=make.new_file(title="Arbetspapper"),
        direction="drawn_up",
        dated=case.received_on,
        is_internal=True,
    )
    assert told(committee) == []


def test_what_is_added_and_voided_is_told(home: make.House, case: Case, committee: Meeting) -> None:
    document = make.document(home, case, DocumentKind.OTHER)
    actions.void_document(document_id=document.pk, by=home.registrar, reason="Fel fil.")
    assert [verb for verb, _ in told(committee)] == ["document_added", "document_voided"]
    assert "Fel fil" not in str(told(committee)), "why is the region's own"


def test_a_late_item_is_told(home: make.House, committee: Meeting, joint: Meeting) -> None:
    late = make.case_in(Step.PREPARATION, home, title="Sent ärende")
    actions.place_on_agenda(meeting_id=committee.pk, case_id=late.pk, by=home.secretary)
    expected = [("item_added", f"{late.registry_number} Sent ärende sattes upp.")]
    assert told(committee) == told(joint) == expected


def test_a_withdrawn_item_is_told(
    home: make.House, case: Case, committee: Meeting, joint: Meeting
) -> None:
    make.step(case, "strike_off", home.chief, reason="Remissen drogs tillbaka.")
    text = f"{case.registry_number} Bussar utgår. Remissen drogs tillbaka."
    assert told(committee) == told(joint) == [("item_withdrawn", text)]


@at(Step.PREPARATION)
def test_an_item_taken_off_is_told_where_the_agenda_is_out(home: make.House, case: Case) -> None:
    committee = make.meeting(home.au, days=2, hour=8)
    joint = make.meeting(home.samrad, days=2, hour=13, follows=committee)
    item = actions.place_on_agenda(meeting_id=committee.pk, case_id=case.pk, by=home.secretary)
    actions.publish_agenda(meeting_id=joint.pk, version=1, by=home.secretary)
    actions.remove_from_agenda(item_id=item.pk, by=home.secretary)
    assert told(joint) == [("item_withdrawn", f"{case.registry_number} {case.title} utgår.")]
    assert told(committee) == []


def test_the_samrads_word_is_told_to_the_board(home: make.House) -> None:
    case = make.case_in(Step.CONSULTATION, home, title="Bussar")
    board = make.meeting(home.board, days=3)
    actions.place_on_agenda(meeting_id=board.pk, case_id=case.pk, by=home.secretary)
    board.refresh_from_db()
    actions.publish_agenda(meeting_id=board.pk, version=board.version, by=home.secretary)
    assert told(board) == []
    samrad = make.consultation_meeting(home, case.items.earliest("pk").meeting)
    make.step(
        case, "record_consultation", home.secretary, meeting=samrad,
        outcome=ConsultationOutcome.CONSENSUS, unannounced=make.ON_PAPER,
    )  # fmt: skip
    assert told(board) == [("advice", f"{case.registry_number} Bussar: samsyn.")]


def test_a_reader_sees_what_is_new_once(
    client: Client, home: make.House, case: Case, joint: Meeting
) -> None:
    client.force_login(home.pkd_member)
    assert "Ändrat sedan du läste" not in shown(client, joint)
    new_version(home, case)
    client.head(joint.get_absolute_url())
    first = shown(client, joint)
    assert "Ändrat sedan du läste" in first
    assert first.count("Nytt för dig") == 1
    second = shown(client, joint)
    assert "Nytt för dig" not in second
    assert "har kommit i version 2" in second
    assert "Så såg listan ut när den publicerades" in second
    assert AgendaReading.objects.get(person=home.pkd_member).meeting == joint


def test_a_delegate_sees_it_where_they_start(
    client: Client, home: make.House, case: Case, joint: Meeting
) -> None:
    client.force_login(home.pkd_member)
    start = "/infor-samradet/"
    assert "Ändrat sedan du läste" not in client.get(start).content.decode()
    new_version(home, case)
    page = client.get(start).content.decode()
    assert "Ändrat sedan du läste" in page
    assert "har kommit i version 2" in page
    assert f'href="{joint.get_absolute_url()}#kompletteringar"' in page
    assert "Ändrat sedan du läste" not in client.get(start).content.decode()


def test_one_who_reads_first_afterwards_has_no_news(
    client: Client, home: make.House, case: Case, joint: Meeting
) -> None:
    new_version(home, case)
    client.force_login(home.pkd_member)
    page = shown(client, joint)
    assert "har kommit i version 2" in page
    assert "Nytt för dig" not in page


def test_the_published_list_is_kept_as_it_was(
    home: make.House, case: Case, committee: Meeting
) -> None:
    late = make.case_in(Step.PREPARATION, home)
    actions.place_on_agenda(meeting_id=committee.pk, case_id=late.pk, by=home.secretary)
    new_version(home, case)
    (line,) = committee.frozen_agenda.lines
    assert (line["number"], line["title"]) == (case.registry_number, "Bussar")
    assert ["missiv", 1] in line["documents"]


def test_nobody_reads_of_a_case_they_may_not_see(
    client: Client, home: make.House, case: Case, committee: Meeting, joint: Meeting
) -> None:
    hidden = make.case_in(Step.PREPARATION, home, title="Hemligt tillägg")
    AgendaChange.objects.create(
        meeting=joint, case=hidden, at=case.registered_at, by=home.chief,
        verb="item_added", text="Hemligt tillägg sattes upp.",
    )  # fmt: skip
    client.force_login(home.pkd_member)
    assert "Hemligt tillägg" not in shown(client, joint)
    client.force_login(home.secretary)
    assert "Hemligt tillägg" in shown(client, joint)


@pytest.mark.parametrize("days", [-1, 2])
def test_a_meeting_that_is_over_or_cancelled_gets_no_more(
    home: make.House, case: Case, committee: Meeting, days: int
) -> None:
    state: Callable[..., object] = Meeting.objects.filter(pk=committee.pk).update
    starts = make.meeting(home.pkd_au, days).starts_at
    cancelled = {"state": "cancelled", "state_reason": "Snö."} if days > 0 else {}
    Meeting.objects.filter(follows=committee).update(follows=None)
    state(starts_at=starts, **cancelled)
    new_version(home, case)
    assert told(committee) == []
