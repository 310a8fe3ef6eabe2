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

pytestmark = pytest.mark.django_db


def opinion(home: make.House, case: Case, **more: object) -> Document:
    given = {"direction": Direction.OUTGOING, "dated": today()} | more
    file = make.new_file(kind=DocumentKind.OPINION)
    return actions.add_document(case_id=case.pk, by=home.registrar, file=file, **given)  # type: ignore[arg-type]


def send(home: make.House, case: Case, *documents: Document) -> Case:
    sent = {"sent_on": today(), "recipient": "Departementet", "documents": documents}
    return make.step(case, "dispatch", home.registrar, **sent)


def test_an_opinion_from_elsewhere_is_no_draft_of_ours() -> None:
    home = make.house()
    case = make.case_in(Step.DRAFTING, home)
    opinion(home, case, direction=Direction.INCOMING, counterpart="Sorsele kommun")
    with pytest.raises(DomainError, match="förslag till yttrande"):
        make.step(case, "submit", home.officer)


@pytest.mark.parametrize(
    "more", [{"direction": Direction.INCOMING}, {"is_internal": True}], ids=["theirs", "internal"]
)
def test_only_our_open_opinion_is_sent(more: dict[str, object]) -> None:
    home = make.house()
    case = make.case_in(Step.DECIDED, home)
    wrong = opinion(home, case, **more)
    with pytest.raises(DomainError):
        send(home, case, wrong)
    right = opinion(home, case)
    with pytest.raises(DomainError, match="Välj yttrandet"):
        send(home, case, wrong)
    assert send(home, case, right).step == Step.DISPATCHED


def test_an_answer_is_not_sent_again_after_another_decision() -> None:
    home = make.house()
    case = make.case_in(Step.CLOSED, home)
    old = Document.objects.get(case=case, kind=DocumentKind.OPINION)
    make.step(case, "reopen", home.registrar, reason="Nytt.")
    again = {"manner": "delegated", "decided_on": today(), "outcome": "approved"}
    words = {"wording": "Så.", "relation": "no_advice", "skip_reason": "Brådskar."}
    make.step(case, "decide_urgently", home.secretary, **again, **words)
    with pytest.raises(DomainError, match="yttrandet"):
        send(home, case, old)


def test_opening_again_does_not_unlock_what_was_decided_on() -> None:
    home = make.house()
    case = make.case_in(Step.CLOSED, home)
    draft = Document.objects.get(case=case, kind=DocumentKind.DRAFT_OPINION)
    make.step(case, "reopen", home.registrar, reason="Nytt.")
    with pytest.raises(WrongStep, match="låst"):
        actions.void_document(document_id=draft.pk, by=home.registrar, reason="Fel.")
    fresh = make.document(home, case)
    actions.void_document(document_id=fresh.pk, by=home.registrar, reason="Fel.")


def test_the_same_letter_is_registered_once_unless_somebody_means_it() -> None:
    home = make.house()
    given = {"by": home.registrar, "facts": make.facts(inquiry="SOU 2030:1"), "area": home.area}
    first = actions.register_referral(**given, anyway=False)  # type: ignore[arg-type]
    with pytest.raises(DomainError, match=first.registry_number):
        actions.register_referral(**given, anyway=False)  # type: ignore[arg-type]
    second = actions.register_referral(**given, anyway=True)  # type: ignore[arg-type]
    assert second.number == first.number + 1


def test_outsiders_read_that_it_moved_and_not_what_staff_wrote(client: Client) -> None:
    home = make.house()
    case = make.case_in(Step.PREPARATION, home)
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


def test_who_sees_a_new_document_at_once_is_in_the_history() -> None:
    home = make.house()
    case = make.case_in(Step.DRAFTING, home)
    actions.share(case_id=case.pk, by=home.registrar, organisations=[home.municipality])
    opinion(home, case)
    event = case.events.filter(verb="add_document").latest("pk")
    assert str(home.municipality) in event.text
    opinion(home, case, is_internal=True)
    assert str(home.municipality) not in case.events.latest("pk").text


def test_the_decision_locks_what_it_was_about() -> None:
    home = make.house()
    case = make.case_in(Step.DECIDED, home)
    edit = {"case_id": case.pk, "version": case.version, "by": home.registrar}
    with pytest.raises(DomainError, match="låst"):
        actions.edit_case(**edit, facts=make.facts(title="Något annat"))  # type: ignore[arg-type]


def test_an_edit_that_changes_nothing_is_none() -> None:
    home = make.house()
    case = make.registered(home)
    before = case.events.count()
    same = {"case_id": case.pk, "version": case.version, "by": home.registrar}
    actions.edit_case(**same, facts=make.facts())  # type: ignore[arg-type]
    case.refresh_from_db()
    assert (case.events.count(), case.version) == (before, same["version"])


@pytest.mark.parametrize("change", [{"is_active": False}, {"roles": []}], ids=["gone", "moved"])
def test_an_officer_who_has_left_gives_the_turn_to_the_chief(change: dict[str, object]) -> None:
    home = make.house()
    case = make.case_in(Step.ASSESSED, home)
    type(home.officer)._default_manager.filter(pk=home.officer.pk).update(**change)
    case = Case.objects.get(pk=case.pk)
    assert turn_of(case) == [home.chief]
    assert list(to_do(Case.objects.all(), home.chief)) == [case]
