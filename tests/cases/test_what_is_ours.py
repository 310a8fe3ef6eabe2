"""Which documents count as draft and answer, what is locked, and what outsiders may read."""

import pytest
from django.test import Client

from cases import actions
from cases.announcements import turn_of
from cases.models import Case, Document
from cases.models.document import Direction, DocumentKind
from cases.queries.turns import to_do
from cases.route import Step
from samverkan.lib.dates import today
from samverkan.lib.errors import DomainError, WrongStep
from tests import factories as make
from tests.begun import at

pytestmark = pytest.mark.django_db


def opinion(home: make.House, case: Case, **more: object) -> Document:
    given = {"direction": Direction.OUTGOING, "dated": today()} | more
    file = make.new_file(kind=DocumentKind.OPINION)
    return actions.add_document(case_id=case.pk, by=home.registrar, file=file, **given)  # type: ignore[arg-type]


def send(home: make.House, case: Case, *documents: Document) -> Case:
    sent = {"sent_on": today(), "recipient": "Departementet", "documents": documents}
    return make.step(case, "dispatch", home.registrar, **sent)


@at(Step.DRAFTING)
def test_an_opinion_from_elsewhere_is_no_draft_of_ours(home: make.House, case: Case) -> None:
    opinion(home, case, direction=Direction.INCOMING, counterpart="Sorsele kommun")
    with pytest.raises(DomainError, match="förslag till yttrande"):
        make.step(case, "submit", home.officer)


@at(Step.DECIDED)
@pytest.mark.parametrize(
    "more", [{"direction": Direction.INCOMING}, {"is_internal": True}], ids=["theirs", "internal"]
)
def test_only_our_open_opinion_is_sent(
    more: dict[str, object], home: make.House, case: Case
) -> None:
    wrong = opinion(home, case, **more)
    with pytest.raises(DomainError):
        send(home, case, wrong)
    right = opinion(home, case)
    with pytest.raises(DomainError, match="Välj yttrandet"):
        send(home, case, wrong)
    assert send(home, case, right).step == Step.DISPATCHED


@at(Step.CLOSED)
def test_an_answer_is_not_sent_again_after_another_decision(home: make.House, case: Case) -> None:
    old = Document.objects.get(case=case, kind=DocumentKind.OPINION)
    make.step(case, "reopen", home.registrar, reason="Nytt.")
    again = {"manner": "delegated", "decided_on": today(), "outcome": "approved"}
    words = {"wording": "Så.", "relation": "no_advice", "skip_reason": "Brådskar."}
    make.step(case, "decide_urgently", home.secretary, **again, **words)
    with pytest.raises(DomainError, match="yttrandet"):
        send(home, case, old)


@at(Step.DRAFTING)
def test_an_answer_that_was_never_sent_is_not_the_next_rounds(home: make.House, case: Case) -> None:
    old = opinion(home, case)
    make.step(case, "strike_off", home.chief, reason="Fel.")
    make.step(case, "reopen", home.registrar, reason="Nytt.")
    again = {"manner": "delegated", "decided_on": today(), "outcome": "approved"}
    words = {"wording": "Så.", "relation": "no_advice", "skip_reason": "Brådskar."}
    make.step(case, "decide_urgently", home.secretary, **again, **words)
    with pytest.raises(DomainError, match="yttrandet"):
        send(home, case, old)
    assert send(home, case, opinion(home, case)).step == Step.DISPATCHED


@at(Step.CLOSED)
def test_opening_again_does_not_unlock_what_was_decided_on(home: make.House, case: Case) -> None:
    draft = Document.objects.get(case=case, kind=DocumentKind.DRAFT_OPINION)
    make.step(case, "reopen", home.registrar, reason="Nytt.")
    with pytest.raises(WrongStep, match="låst"):
        actions.void_document(document_id=draft.pk, by=home.registrar, reason="Fel.")
    fresh = make.document(home, case)
    actions.void_document(document_id=fresh.pk, by=home.registrar, reason="Fel.")


def test_the_same_letter_is_registered_once_unless_somebody_means_it(home: make.House) -> None:
    given = {"by": home.registrar, "facts": make.facts(inquiry="SOU 2030:1"), "area": home.area}
    first = actions.register_referral(**given, anyway=False)  # type: ignore[arg-type]
    with pytest.raises(DomainError, match=first.registry_number):
        actions.register_referral(**given, anyway=False)  # type: ignore[arg-type]
    second = actions.register_referral(**given, anyway=True)  # type: ignore[arg-type]
    assert second.number == first.number + 1


@at(Step.PREPARATION)
def test_outsiders_read_that_it_moved_and_not_what_staff_wrote(
    client: Client, home: make.House, case: Case
) -> None:
    make.step(case, "recall", home.officer, reason="Hemlig tvekan.")
    neighbour = make.organisation(name="Grannkommunen")
    places = [home.municipality, neighbour]
    actions.share(case_id=case.pk, by=home.registrar, organisations=places)
    client.force_login(home.municipal)
    page = client.get(f"{case.get_absolute_url()}?historik=alla").content.decode()
    assert "togs tillbaka till utkast" in page
    assert "Hemlig tvekan" not in page
    assert "Grannkommunen" not in page
    client.force_login(home.officer)
    assert "Hemlig tvekan" in client.get(case.get_absolute_url()).content.decode()


@at(Step.DRAFTING)
def test_who_sees_a_new_document_at_once_is_in_the_history(home: make.House, case: Case) -> None:
    actions.share(case_id=case.pk, by=home.registrar, organisations=[home.municipality])
    opinion(home, case)
    event = case.events.filter(verb="add_document").latest("pk")
    assert str(home.municipality) in event.text
    opinion(home, case, is_internal=True)
    assert str(home.municipality) not in case.events.latest("pk").text


def drafts_seen(home: make.House, case: Case) -> list[int]:
    seen = Document.objects.visible_to(home.pkd_member).filter(case=case)
    return list(seen.filter(kind=DocumentKind.DRAFT_OPINION).values_list("act", flat=True))


def test_a_shared_case_does_not_share_the_next_draft(home: make.House) -> None:
    case = make.announced(home, make.case_in(Step.PREPARATION, home))
    assert len(drafts_seen(home, case)) == 1
    make.document(home, case)
    assert len(drafts_seen(home, case)) == 2
    make.step(case, "remit_back", home.secretary, reason="Mer.")
    fresh = make.document(home, case)
    assert len(drafts_seen(home, case)) == 2
    assert "Den syns för" not in case.events.filter(verb="add_document").latest("pk").text
    make.step(case, "submit", home.officer)
    committee = make.placed(home, case, home.au, 8, days=9)
    assert fresh.act not in drafts_seen(home, case)
    samrad = make.meeting(home.samrad, 10, follows=committee)
    actions.publish_agenda(meeting_id=samrad.pk, version=1, by=home.secretary)
    assert fresh.act in drafts_seen(home, case)


@at(Step.DRAFTING)
def test_a_municipality_gets_what_was_there_when_it_was_shared(
    client: Client, home: make.House, case: Case
) -> None:
    first = make.document(home, case)
    actions.share(case_id=case.pk, by=home.registrar, organisations=[home.municipality])
    later = make.document(home, case)
    seen = Document.objects.visible_to(home.municipal)
    assert (seen.contains(first), seen.contains(later)) == (True, False)
    client.force_login(home.officer)
    page = client.get(f"{case.get_absolute_url()}handlingar/ny/").content.decode()
    assert "först när ärendelistan är publicerad" in page


@at(Step.DECIDED)
def test_the_decision_locks_what_it_was_about(home: make.House, case: Case) -> None:
    edit = {"case_id": case.pk, "version": case.version, "by": home.registrar}
    with pytest.raises(DomainError, match="låst"):
        actions.edit_case(**edit, facts=make.facts(title="Något annat"))  # type: ignore[arg-type]


def test_an_edit_that_changes_nothing_is_none(home: make.House) -> None:
    case = make.registered(home)
    before = case.events.count()
    same = {"case_id": case.pk, "version": case.version, "by": home.registrar}
    actions.edit_case(**same, facts=make.facts())  # type: ignore[arg-type]
    case.refresh_from_db()
    assert (case.events.count(), case.version) == (before, same["version"])


@at(Step.ASSESSED)
@pytest.mark.parametrize("change", [{"is_active": False}, {"roles": []}], ids=["gone", "moved"])
def test_an_officer_who_has_left_gives_the_turn_to_the_chief(
    client: Client, change: dict[str, object], home: make.House, case: Case
) -> None:
    type(home.officer)._default_manager.filter(pk=home.officer.pk).update(**change)
    case = Case.objects.get(pk=case.pk)
    assert turn_of(case) == [home.chief]
    assert list(to_do(Case.objects.all(), home.chief)) == [case]
    client.force_login(home.chief)
    assert "Utse en handläggare" in client.get("/min-sida/").content.decode()


def test_the_button_to_edit_goes_when_the_answer_has(client: Client, home: make.House) -> None:
    client.force_login(home.registrar)
    for step, shown in ((Step.DECIDED, True), (Step.DISPATCHED, False)):
        case = make.case_in(step, home, inquiry=f"SOU 2030:{shown + 1}")
        edit = f"{case.get_absolute_url()}andra/"
        assert (edit in client.get(case.get_absolute_url()).content.decode()) is shown


@pytest.mark.parametrize("ahead", [True, False])
def test_a_page_fetched_ahead_is_not_read(client: Client, ahead: bool, home: make.House) -> None:
    case = make.announced(home, make.case_in(Step.PREPARATION, home))
    client.force_login(home.pkd_member)
    url = case.get_absolute_url()
    client.head(url)
    client.get(url, headers={"Sec-Purpose": "prefetch;prerender"} if ahead else {})
    assert case.read_marks.exists() is not ahead
