"""What every action on a case shares: lock, check, move, write the history.

Only the other modules of this package may call it.
"""

from typing import Any

from bodies.models import Person
from cases import policies
from cases.announcements import announce_turn
from cases.models import Case, CaseEvent, Stage
from cases.queries.facts import facts_of
from cases.route import Step, Transition
from cases.workflow import check_transition
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, Stale, WrongStep


def lock_case(case_id: int, version: int | None = None) -> Case:
    """The case's row, locked until the transaction ends.

    `version` is the one the form was rendered with; raises Stale if the case has
    changed since. None for acts that do not depend on the rest of the case.
    """
    case: Case = (
        Case.objects.select_for_update(of=("self",))
        .select_related(
            "officer",
            "final_body",
            "area__preparing_committee",
            "area__consultation",
            "area__board",
        )
        .get(pk=case_id)
    )
    if version is not None and case.version != version:
        raise Stale(
            "Någon annan har ändrat ärendet sedan du öppnade sidan. "
            "Din text står kvar. Läs igenom och spara igen."
        )
    return case


def begin(*, case_id: int, version: int, name: str, by: Person) -> tuple[Case, Transition]:
    """Lock the case and find out that `by` may take the transition now.

    Raises Stale, WrongStep, NotAllowed or DomainError with a Swedish sentence.
    """
    case = lock_case(case_id, version)
    transition = case.route.find(case.step, name)
    if transition is None:
        raise WrongStep("Ärendet har gått vidare, så det här går inte att göra nu.")
    policies.check_transition(by, case, transition)
    return case, check_transition(case.kind, case.step, name, facts_of(case))


def move(
    case: Case, transition: Transition, *, by: Person, more: str = "", **data: Any
) -> CaseEvent:
    """Take the case along the transition: stage, step, round, version, event, notices.

    `more` is added to the history's sentence; `data` is kept with the event.
    """
    moment = now()
    if transition.target != transition.source or transition.starts_round:
        case.stages.filter(left_at=None).update(left_at=moment, left_by=transition.name)
        case.round += transition.starts_round
        Stage.objects.create(case=case, round=case.round, step=transition.target, entered_at=moment)
    case.step = transition.target
    case.closed_at = moment if transition.target == Step.CLOSED else None
    touch(case)
    event = record(case, transition.name, f"Ärendet {transition.past}.", by=by, more=more, **data)
    announce_turn(case, by=by)
    return event


def touch(case: Case) -> None:
    """Save the case with a new version, so that forms rendered before are stale."""
    case.version += 1
    case.save()


def record(
    case: Case, verb: str, text: str, *, by: Person, more: str = "", **data: Any
) -> CaseEvent:
    """One line of history; the text is a whole sentence for people."""
    return CaseEvent.objects.create(
        case=case,
        at=now(),
        by=by,
        verb=verb,
        text=f"{text} {more}".strip(),
        data=data,
        round=case.round,
        step=case.step,
    )


def needed(reason: str, field: str = "reason") -> str:
    """The reason without surrounding space; raises DomainError if there is none."""
    if not reason.strip():
        raise DomainError("Skriv varför.", field=field)
    return reason.strip()
