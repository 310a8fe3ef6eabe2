"""Two people press the same button at once: one effect. With the lock off there are two.

Real connections in real threads; the pauses only make the meeting certain, they are not
what is tested.
"""

import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from bodies.models import Person
from bodies.roles import Role
from cases import actions
from cases.actions import core, meetings, register
from cases.actions import documents as papers
from cases.models import Case, CaseEvent
from cases.route import Step
from samverkan.lib.errors import DomainError, Stale
from tests import factories
from tests.factories import case_in, house, placed

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts side by side; what each ended with, sorted."""
    start = threading.Barrier(len(acts))
    ends: list[str] = []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            act()
        except (DomainError, threading.BrokenBarrierError) as error:
            ends.append(type(error).__name__)
        else:
            ends.append("done")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(ends)


def correcting(case: Case, by: Person, outcome: str) -> Callable[[], object]:
    """A press on a form that was rendered with the version the case has now."""
    pk, version = case.pk, case.version
    return lambda: actions.correct_consultation(
        case_id=pk, version=version, by=by, outcome=outcome, note="Ord."
    )


def corrections(case: Case) -> int:
    return CaseEvent.objects.filter(case=case, verb="correct_consultation").count()


def test_the_same_button_pressed_by_two_has_one_effect() -> None:
    home = house()
    case = case_in(Step.BOARD, home)
    other = factories.person(Role.BOARD_SECRETARY)
    ends = at_once(
        correcting(case, home.secretary, "differing_views"),
        correcting(case, other, "consensus_with_note"),
    )
    assert ends == ["Stale", "done"]
    assert corrections(case) == 1


def test_without_the_lock_there_would_be_two_effects(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the same two presses when nobody locks or compares."""
    home = house()
    case = case_in(Step.BOARD, home)
    both_have_read = threading.Barrier(2)

    def unlocked(case_id: int, version: int | None = None) -> Case:
        found: Case = Case.objects.select_related("area", "final_body").get(pk=case_id)
        both_have_read.wait(timeout=10)
        return found

    monkeypatch.setattr(core, "lock_case", unlocked)
    ends = at_once(
        correcting(case, home.secretary, "differing_views"),
        correcting(case, home.secretary, "consensus_with_note"),
    )
    assert ends == ["done", "done"]
    assert corrections(case) == 2


@pytest.mark.parametrize("target", [Step.REGISTERED, Step.ASSESSED, Step.DISPATCHED])
def test_a_case_leaves_a_step_once(target: Step) -> None:
    home = house()
    case = case_in(target, home)
    name, by = {
        Step.REGISTERED: ("assess", home.chief),
        Step.ASSESSED: ("start_drafting", home.officer),
        Step.DISPATCHED: ("close", home.registrar),
    }[target]
    pk, version = case.pk, case.version

    def press() -> object:
        return getattr(actions, name)(case_id=pk, version=version, by=by)

    assert at_once(press, press, press) == ["Stale", "Stale", "done"]
    assert CaseEvent.objects.filter(case=case, verb=name).count() == 1
    assert case.stages.filter(left_at=None).count() == 1


def test_two_decisions_at_once_leave_one() -> None:
    home = house()
    case = case_in(Step.BOARD, home)
    placed(home, case, home.board, 12)
    case.refresh_from_db()
    pk, version = case.pk, case.version

    def decide(paragraph: int) -> Callable[[], object]:
        said: dict[str, Any] = {"outcome": "approved", "wording": "Antas.", "relation": "follows"}
        return lambda: actions.decide(
            case_id=pk,
            version=version,
            by=home.secretary,
            paragraph=paragraph,
            present=5,
            **said,
        )

    assert at_once(decide(1), decide(2)) == ["Stale", "done"]
    assert case.decisions.count() == 1


def test_documents_added_at_once_have_numbers_of_their_own() -> None:
    home = house()
    pk = factories.registered(home).pk

    def add() -> object:
        return factories.document(home, Case.objects.get(pk=pk))

    assert at_once(*[add] * 6) == ["done"] * 6
    acts = Case.objects.get(pk=pk).documents.order_by("act").values_list("act", flat=True)
    assert list(acts) == [1, 2, 3, 4, 5, 6]


def test_stale_is_told_apart_from_done() -> None:
    """One after the other the second is refused just the same."""
    home = house()
    case = case_in(Step.REGISTERED, home)
    pk, version = case.pk, case.version
    actions.assess(case_id=pk, version=version, by=home.chief)
    with pytest.raises(Stale):
        actions.assess(case_id=pk, version=version, by=home.chief)


class FirstThen:
    """One act whose transaction stays open until the other has had time to look."""

    def __init__(self) -> None:
        self.written = threading.Event()

    def first(self, act: Callable[[], object]) -> Callable[[], object]:
        def run() -> None:
            with transaction.atomic():
                act()
                self.written.set()
                time.sleep(0.5)

        return run

    def then(self, act: Callable[[], object]) -> Callable[[], object]:
        def run() -> None:
            self.written.wait(timeout=10)
            act()

        return run


def unlocked_case(case_id: int, version: int | None = None) -> Case:
    found: Case = Case.objects.select_related("area", "final_body").get(pk=case_id)
    return found


def called_off_while_it_speaks() -> list[str]:
    """The samråd is cancelled while its secretary records what it said."""
    home = house()
    case = case_in(Step.CONSULTATION, home)
    samrad = factories.consultation_meeting(home, case.items.get().meeting)
    said = {"meeting": samrad, "outcome": "consensus", "unannounced": factories.ON_PAPER}
    order = FirstThen()
    off: dict[str, Any] = {"meeting_id": samrad.pk, "version": samrad.version, "reason": "Snö."}
    return at_once(
        order.first(lambda: factories.step(case, "record_consultation", home.secretary, **said)),
        order.then(lambda: actions.cancel_meeting(by=home.secretary, **off)),
    )


def test_a_meeting_that_is_being_recorded_is_not_cancelled() -> None:
    assert called_off_while_it_speaks() == ["WrongStep", "done"]


def test_without_the_cases_locked_it_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meetings, "lock_case", unlocked_case)
    assert called_off_while_it_speaks() == ["done", "done"]


def a_version_while_it_is_voided() -> list[str]:
    home = house()
    case = case_in(Step.DRAFTING, home)
    act = factories.document(home, case).pk
    order = FirstThen()
    more = factories.new_file(content=b"Nytt")
    return at_once(
        order.first(
            lambda: actions.void_document(document_id=act, by=home.registrar, reason="Fel.")
        ),
        order.then(lambda: actions.add_version(document_id=act, by=home.registrar, file=more)),
    )


def test_a_voided_act_gets_no_version() -> None:
    assert a_version_while_it_is_voided() == ["WrongStep", "done"]


def test_without_the_case_locked_it_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "lock_case", unlocked_case)
    assert a_version_while_it_is_voided() == ["done", "done"]


def the_same_letter_twice() -> list[str]:
    home = house()
    facts = factories.facts(sender_reference="M2030/00001")
    letter: dict[str, Any] = {"by": home.registrar, "facts": facts, "area": home.area}

    def register_it() -> object:
        return actions.register_referral(**letter, anyway=False)

    order = FirstThen()
    return at_once(order.first(register_it), order.then(register_it))


def test_a_letter_is_registered_once() -> None:
    assert the_same_letter_twice() == ["DomainError", "done"]


def test_without_the_number_held_it_would_be_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: numbers that nobody waits for."""
    numbers = itertools.count(1)
    monkeypatch.setattr(register, "next_number", lambda series, year: next(numbers))
    assert the_same_letter_twice() == ["done", "done"]
