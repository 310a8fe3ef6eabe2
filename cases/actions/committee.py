"""How an item leaves the agenda of RUN AU or RUN without a decision."""

from django.db import transaction

from bodies.models import Person
from cases.actions.core import begin, move, needed
from cases.actions.meetings import share_left_over
from cases.actions.supplements import withdrawing
from cases.models import AgendaItem, Case
from cases.outcomes import ItemOutcome
from cases.queries.facts import current_item
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError


def leave_agenda(case: Case, outcome: ItemOutcome, *, by: Person, note: str = "") -> AgendaItem:
    """Stamp the waiting item at the body whose step the case is at."""
    seat = case.route.stop(case.step).seat
    item = current_item(case, seat) if seat else None
    if item is None:
        raise DomainError("Sätt först upp ärendet på ett möte.")
    item.outcome, item.note = outcome, note
    item.recorded_at, item.recorded_by = now(), by
    with withdrawing(case, note, by=by):
        item.save()
    return item


@transaction.atomic
def forward(*, case_id: int, version: int, by: Person, note: str = "") -> Case:
    """The preparing committee passes the case on to the samråd."""
    case, way = begin(case_id=case_id, version=version, name="forward", by=by)
    leave_agenda(case, ItemOutcome.FORWARDED, by=by, note=note)
    move(case, way, by=by, more=note)
    if case.area.consultation:
        # Recorded late, it is for a later samråd than the one that followed this meeting.
        share_left_over(case.area.consultation, by=by, only=case)
    return case


def _send_back(
    name: str, outcome: ItemOutcome, *, case_id: int, version: int, by: Person, reason: str
) -> Case:
    case, way = begin(case_id=case_id, version=version, name=name, by=by)
    leave_agenda(case, outcome, by=by, note=needed(reason))
    if way.starts_round:
        clear_items(case, "Ärendet återremitterades.", by=by)
    move(case, way, by=by, more=f"Skäl: {reason.strip()}")
    return case


def clear_items(case: Case, note: str, *, by: Person) -> None:
    """A case that starts over, or is decided elsewhere, leaves the agendas it waits on."""
    with withdrawing(case, note, by=by):
        case.items.scheduled().update(
            outcome=ItemOutcome.WITHDRAWN, note=note, recorded_at=now(), recorded_by=by
        )


@transaction.atomic
def table(*, case_id: int, version: int, by: Person, reason: str) -> Case:
    """Bordläggning: the same body takes it up later; in a board by simple majority (KL 6:33)."""
    return _send_back(
        "table", ItemOutcome.TABLED, case_id=case_id, version=version, by=by, reason=reason
    )


@transaction.atomic
def withdraw(*, case_id: int, version: int, by: Person, reason: str) -> Case:
    """The item is taken off the meeting's agenda; the case waits at the same step."""
    return _send_back(
        "withdraw", ItemOutcome.WITHDRAWN, case_id=case_id, version=version, by=by, reason=reason
    )


@transaction.atomic
def remit_back(*, case_id: int, version: int, by: Person, reason: str) -> Case:
    """Återremiss: back to the draft, in a new round."""
    return _send_back(
        "remit_back",
        ItemOutcome.REMITTED_BACK,
        case_id=case_id,
        version=version,
        by=by,
        reason=reason,
    )
