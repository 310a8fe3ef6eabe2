"""Every guard says yes to a case that is ready and names what is missing to one that is not."""

from dataclasses import replace

import pytest

from cases import guards
from cases.guards import CaseFacts, CaseKind, Guard
from cases.workflow import ROUTES, check_manner, check_transition, may_transition
from samverkan.lib.errors import DomainError, WrongStep

READY = CaseFacts(
    has_officer=True,
    has_draft=True,
    has_answer=True,
    item_scheduled=True,
    item_begun=True,
    consultation_recorded=True,
    consultation_begun=True,
    in_order=True,
)
FREE = replace(READY, item_scheduled=False, item_begun=False)
STRATEGY = replace(READY, kind=CaseKind.STRATEGY)

# Guard, facts it says no to, the beginning of its sentence, facts it says yes to.
TABLE: list[tuple[Guard, CaseFacts, str, CaseFacts]] = [
    (guards.has_officer, replace(READY, has_officer=False), "Utse en handläggare", READY),
    (guards.has_draft, replace(READY, has_officer=False), "Utse en handläggare", READY),
    (guards.has_draft, replace(READY, has_draft=False), "Lägg till ett förslag", READY),
    (guards.not_on_agenda, READY, "Ta först bort ärendet", FREE),
    (guards.at_meeting, FREE, "Sätt först upp ärendet", READY),
    (guards.at_meeting, replace(READY, item_begun=False), "Mötet har inte varit", READY),
    (
        guards.consultation_held,
        replace(READY, consultation_begun=False),
        "Samrådets möte har inte varit",
        READY,
    ),
    (
        guards.not_announced,
        replace(READY, consultation_announced=True),
        "Ärendet står på samrådets",
        READY,
    ),
    *(
        (guard, replace(READY, consultation_in_writing=True), "Det skriftliga samrådet", READY)
        for guard in (guards.not_being_asked, guards.not_announced, guards.consultation_held)
    ),
    (
        guards.ready_to_decide,
        replace(READY, consultation_recorded=False),
        "Anteckna först vad samrådet",
        READY,
    ),
    (guards.ready_to_decide, replace(READY, in_order=False), "Nämndens möte måste", READY),
    (guards.ready_to_decide, FREE, "Sätt först upp ärendet", READY),
    (guards.ready_to_decide, replace(READY, item_begun=False), "Mötet har inte varit", READY),
    (guards.may_decide_urgently, STRATEGY, "En strategi får inte", READY),
    (guards.has_answer, replace(READY, has_answer=False), "Lägg till det beslutade", READY),
]


@pytest.mark.parametrize(("guard", "not_ready", "sentence", "ready"), TABLE)
def test_guard_says_no_and_yes(
    guard: Guard, not_ready: CaseFacts, sentence: str, ready: CaseFacts
) -> None:
    refusal = guard(not_ready)
    assert refusal is not None
    assert refusal.startswith(sentence)
    assert refusal.endswith((".", ")"))
    assert guard(ready) is None


def test_every_guard_in_the_table_is_tested() -> None:
    used = {way.guard for route in ROUTES for way in route.transitions} - {guards.no_guard}
    assert used == {row[0] for row in TABLE}


def test_the_workflow_asks_the_guard_and_the_step() -> None:
    kind = CaseKind.EXTERNAL_REFERRAL
    assert check_transition(kind, "drafting", "submit", READY).target == "preparation"
    with pytest.raises(DomainError, match="Lägg till ett förslag"):
        check_transition(kind, "drafting", "submit", replace(READY, has_draft=False))
    with pytest.raises(WrongStep):
        check_transition(kind, "closed", "submit", READY)
    assert may_transition(kind, "drafting", "submit", READY)
    assert not may_transition(kind, "closed", "submit", READY)


def test_a_strategy_is_decided_by_the_board_only() -> None:
    check_manner(CaseKind.STRATEGY, "board")
    check_manner(CaseKind.EXTERNAL_REFERRAL, "chair_urgent")
    for manner in ("chair_urgent", "delegated"):
        with pytest.raises(DomainError, match="6:38"):
            check_manner(CaseKind.STRATEGY, manner)
