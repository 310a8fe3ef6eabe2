"""The end of the way: dispatch, close, strike off, and open again."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from bodies.models import Person
from cases.actions.committee import clear_items
from cases.actions.core import begin, move, needed
from cases.models import Case, Dispatch, Document
from cases.queries.facts import is_answer
from samverkan.lib.dates import now, swedish_date, today
from samverkan.lib.errors import DomainError


@transaction.atomic
def dispatch(
    *,
    case_id: int,
    version: int,
    by: Person,
    sent_on: date,
    recipient: str,
    documents: Sequence[Document],
    address: str = "",
    subject: str = "",
    note: str = "",
) -> Case:
    """Record that the answer has been sent: the day, to whom, and which acts.

    Raises DomainError (sent_on, documents), NotAllowed, WrongStep, Stale.
    """
    case, way = begin(case_id=case_id, version=version, name="dispatch", by=by)
    _check_sending(case, sent_on, documents)
    sending = Dispatch.objects.create(
        case=case,
        round=case.round,
        sent_on=sent_on,
        recipient=recipient,
        address=address,
        subject=subject,
        note=note,
        recorded_at=now(),
        recorded_by=by,
    )
    sending.documents.set(documents)
    acts = ", ".join(case.act_number(document.act) for document in documents)
    more = f"Till {recipient} {swedish_date(sent_on)}. Handlingar: {acts}."
    move(case, way, by=by, more=more)
    return case


def _check_sending(case: Case, sent_on: date, documents: Sequence[Document]) -> None:
    decision = case.decisions.get(round=case.round)
    if sent_on > today():
        raise DomainError("Dagen ligger i framtiden.", field="sent_on")
    if sent_on < decision.decided_on:
        raise DomainError("Svaret kan inte ha skickats före beslutet.", field="sent_on")
    valid = [d for d in documents if d.case_id == case.pk and d.voided_at is None]
    if len(valid) != len(documents) or not any(is_answer(case, each) for each in valid):
        raise DomainError("Välj yttrandet bland ärendets handlingar.", field="documents")


@transaction.atomic
def close(*, case_id: int, version: int, by: Person) -> Case:
    case, way = begin(case_id=case_id, version=version, name="close", by=by)
    move(case, way, by=by)
    return case


@transaction.atomic
def strike_off(*, case_id: int, version: int, by: Person, reason: str) -> Case:
    """End a case that will not be decided; it keeps its number and its history."""
    case, way = begin(case_id=case_id, version=version, name="strike_off", by=by)
    clear_items(case, needed(reason), by=by)
    move(case, way, by=by, more=f"Skäl: {needed(reason)}")
    return case


@transaction.atomic
def reopen(*, case_id: int, version: int, by: Person, reason: str) -> Case:
    """A closed or declined case sets out again, in a new round from the draft."""
    case, way = begin(case_id=case_id, version=version, name="reopen", by=by)
    move(case, way, by=by, more=f"Skäl: {needed(reason)}")
    return case
