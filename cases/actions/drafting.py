"""From the assessment to RUN AU's door."""

from django.db import transaction

from bodies.models import Person
from bodies.roles import Role
from cases import policies
from cases.actions.core import begin, lock_case, move, needed, record, touch
from cases.announcements import announce_officer
from cases.models import Case
from samverkan.lib.errors import DomainError, WrongStep


def check_officer(officer: Person | None) -> None:
    if officer is not None and not (officer.is_active and officer.has_role(Role.CASE_OFFICER)):
        raise DomainError(f"{officer} är inte handläggare.", field="officer")


@transaction.atomic
def assess(
    *, case_id: int, version: int, by: Person, officer: Person | None = None, note: str = ""
) -> Case:
    """The region will answer; an officer may be named in the same breath.

    Raises DomainError (field officer), NotAllowed, WrongStep, Stale.
    """
    case, way = begin(case_id=case_id, version=version, name="assess", by=by)
    check_officer(officer)
    if officer is not None and officer.pk != case.officer_id:
        case.officer = officer
    named = f"Handläggare är {case.officer}." if case.officer else "Handläggare saknas."
    move(case, way, by=by, more=f"{named} {note}".strip())
    return case


@transaction.atomic
def decline(*, case_id: int, version: int, by: Person, reason: str) -> Case:
    """The region does not answer; municipalities and regions are asked, not obliged."""
    case, way = begin(case_id=case_id, version=version, name="decline", by=by)
    move(case, way, by=by, more=f"Skäl: {needed(reason)}")
    return case


@transaction.atomic
def start_drafting(*, case_id: int, version: int, by: Person) -> Case:
    case, way = begin(case_id=case_id, version=version, name="start_drafting", by=by)
    move(case, way, by=by)
    return case


@transaction.atomic
def submit(*, case_id: int, version: int, by: Person) -> Case:
    """The draft is ready for the preparing committee."""
    case, way = begin(case_id=case_id, version=version, name="submit", by=by)
    move(case, way, by=by)
    return case


@transaction.atomic
def recall(*, case_id: int, version: int, by: Person, reason: str) -> Case:
    case, way = begin(case_id=case_id, version=version, name="recall", by=by)
    move(case, way, by=by, more=f"Skäl: {needed(reason)}")
    return case


@transaction.atomic
def assign(*, case_id: int, version: int, by: Person, officer: Person | None) -> Case:
    """Name, change or clear the case officer.

    Raises DomainError (field officer), NotAllowed, WrongStep (closed), Stale.
    """
    case = lock_case(case_id, version)
    policies.check_assign(by)
    if case.is_closed:
        raise WrongStep("Ärendet är avslutat. Öppna det igen först.")
    check_officer(officer)
    case.officer = officer
    touch(case)
    text = f"{officer} utsågs till handläggare." if officer else "Handläggaren togs bort."
    record(case, "assign", text, by=by)
    announce_officer(case, by=by)
    return case
