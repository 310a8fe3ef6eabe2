"""What delegates do before the samråd: read, and say what they think."""

from django.db import transaction

from bodies.models import Meeting, Person
from cases import policies
from cases.actions.core import lock_case, record
from cases.models import AgendaReading, Case, Position, ReadMark
from cases.outcomes import Stance
from cases.queries.agenda import is_before_samrad
from cases.queries.written import closed_to, too_late
from cases.workflow import OPEN_FOR_POSITIONS
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, WrongStep


@transaction.atomic
def take_position(*, case_id: int, by: Person, stance: str, comment: str = "") -> Position:
    """Set or change one's own position in this round, until the samråd has spoken.

    In writing until its last day is over. Raises NotAllowed, WrongStep, DomainError (stance,
    comment).
    """
    case = lock_case(case_id)
    policies.check_take_position(by, case)
    if case.step not in OPEN_FOR_POSITIONS:
        raise WrongStep("Samrådet om ärendet är klart. Ställningstagandet går inte att ändra.")
    if not is_before_samrad(case):
        raise WrongStep("Ärendet står inte på någon ärendelista till samrådet än.")
    if over := closed_to(case):
        raise WrongStep(too_late(over))
    if stance not in set(Stance):
        raise DomainError("Välj ett av alternativen.", field="stance")
    if stance == Stance.SUPPORTS_WITH_NOTE and not comment.strip():
        raise DomainError("Skriv vad du vill skicka med.", field="comment")
    position, _ = Position.objects.update_or_create(
        case=case,
        round=case.round,
        person=by,
        defaults={"stance": stance, "comment": comment.strip(), "updated_at": now()},
    )
    record(case, "take_position", f"{by} lämnade sitt ställningstagande.", by=by)
    return position


def read_agenda(*, meeting: Meeting, by: Person) -> None:
    """Remember when somebody read a published agenda. Leaves no event: it is theirs alone."""
    AgendaReading.objects.bulk_create(
        [AgendaReading(meeting=meeting, person=by, at=now())],
        update_conflicts=True,
        unique_fields=["meeting", "person"],
        update_fields=["at"],
    )


def mark_read(*, case: Case, by: Person) -> None:
    """Remember that a delegate has opened the case. Leaves no event: it is theirs alone."""
    ReadMark.objects.update_or_create(
        case=case, person=by, defaults={"round": case.round, "read_at": now()}
    )
