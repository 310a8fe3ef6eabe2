"""Marking a case as secret, and lifting the marking: a reminder, never a decision.

Whether somebody may have a document is tried each time one is asked for (OSL 5:5), marked
or not. What has been shared before stays shared.
"""

from dataclasses import dataclass

from django.db import transaction

from bodies.models import Person
from cases import policies
from cases.actions.core import lock_case, needed, record, touch
from cases.models import Case
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, WrongStep


@dataclass(frozen=True, slots=True)
class Secrecy:
    """The provision ("OSL 21 kap. 3 §"), and what the case is called outside (OSL 5:4)."""

    legal_ground: str
    open_title: str


def write_marking(case: Case, secrecy: Secrecy, *, by: Person) -> None:
    """Put the marking on a case that the caller saves. Raises DomainError for a blank half."""
    case.legal_ground = _written(secrecy.legal_ground, "legal_ground", "Skriv lagrummet.")
    what = "Skriv vad ärendet ska heta utåt."
    case.open_title = _written(secrecy.open_title, "open_title", what)
    case.marked_at, case.marked_by = now(), by


def _written(text: str, field: str, refusal: str) -> str:
    if not text.strip():
        raise DomainError(refusal, field=field)
    return " ".join(text.split())


@transaction.atomic
def mark_secret(*, case_id: int, version: int, by: Person, secrecy: Secrecy, reason: str) -> Case:
    """Mark the case as secret (OSL 5:5), or change what the marking says.

    From then on fewer see it, and its name stays out of mail, also of what was written
    before. Raises NotAllowed, Stale, DomainError (legal_ground, open_title, reason).
    """
    case = lock_case(case_id, version)
    policies.check_mark_secret(by)
    done = "Sekretessmarkeringen ändrades" if case.is_secret else "Ärendet sekretessmarkerades"
    write_marking(case, secrecy, by=by)
    why = needed(reason)
    touch(case)
    record(case, "mark_secret", f"{done}: {case.legal_ground}.", by=by, more=f"Skäl: {why}")
    return case


@transaction.atomic
def lift_secrecy(*, case_id: int, version: int, by: Person, reason: str) -> Case:
    """Take the marking away: the case is seen and named as any other.

    Raises NotAllowed, Stale, WrongStep (not marked), DomainError (reason).
    """
    case = lock_case(case_id, version)
    policies.check_mark_secret(by)
    if not case.is_secret:
        raise WrongStep("Ärendet är inte sekretessmarkerat.")
    why, ground = needed(reason), case.legal_ground
    case.legal_ground = case.open_title = ""
    case.marked_at = case.marked_by = None
    touch(case)
    text = f"Sekretessmarkeringen ({ground}) togs bort."
    record(case, "lift_secrecy", text, by=by, more=f"Skäl: {why}")
    return case
