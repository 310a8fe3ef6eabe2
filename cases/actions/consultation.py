"""What the samråd said, recorded by its secretary: advice, never a decision."""

from django.db import transaction

from bodies.models import Meeting, Person
from cases.actions.core import begin, move
from cases.models import Case, Consultation
from cases.outcomes import ConsultationManner, check_consultation
from cases.queries.facts import consultation_meetings, consultation_of
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError


@transaction.atomic
def record_consultation(
    *,
    case_id: int,
    version: int,
    by: Person,
    meeting: Meeting,
    outcome: str,
    note: str = "",
    reason: str = "",
) -> Case:
    """What the samråd said at its meeting. It advises; nothing is decided.

    Raises DomainError (meeting, outcome, note, reason), NotAllowed, WrongStep, Stale.
    """
    case, way = begin(case_id=case_id, version=version, name="record_consultation", by=by)
    if meeting not in consultation_meetings(case):
        raise DomainError("Välj ett möte som har varit, efter arbetsutskottets.", field="meeting")
    said = write_consultation(
        case,
        by=by,
        manner=ConsultationManner.MEETING,
        meeting=meeting,
        outcome=outcome,
        note=note,
        reason=reason,
    )
    move(case, way, by=by, more=_advice_in_words(said))
    return case


@transaction.atomic
def record_written_consultation(
    *, case_id: int, version: int, by: Person, outcome: str, note: str = "", reason: str = ""
) -> Case:
    """What the samråd said in writing: its meeting was cancelled, or none is called.

    Raises DomainError (outcome, note, reason), NotAllowed, WrongStep, Stale.
    """
    case, way = begin(case_id=case_id, version=version, name="record_written_consultation", by=by)
    said = write_consultation(
        case,
        by=by,
        manner=ConsultationManner.WRITTEN,
        outcome=outcome,
        note=note,
        reason=reason,
    )
    move(case, way, by=by, more=_advice_in_words(said))
    return case


@transaction.atomic
def skip_consultation(*, case_id: int, version: int, by: Person, reason: str) -> Case:
    """RUN decides without the samråd; the reason then stands in the decision."""
    case, way = begin(case_id=case_id, version=version, name="skip_consultation", by=by)
    write_consultation(case, by=by, manner=ConsultationManner.SKIPPED, reason=reason)
    move(case, way, by=by, more=f"Skäl: {reason.strip()}")
    return case


@transaction.atomic
def correct_consultation(
    *, case_id: int, version: int, by: Person, outcome: str, note: str = "", reason: str = ""
) -> Case:
    """Mend what was recorded, until RUN has decided; the history keeps the old words."""
    case, way = begin(case_id=case_id, version=version, name="correct_consultation", by=by)
    said = consultation_of(case)
    if said is None or said.manner == ConsultationManner.SKIPPED:
        raise DomainError("Samrådet hoppades över, så det finns inget utfall att rätta.")
    before = _advice_in_words(said)
    check_consultation(manner=said.manner, outcome=outcome, note=note, reason=reason)
    said.outcome, said.note, said.reason = outcome, note.strip(), reason.strip()
    said.recorded_at, said.recorded_by = now(), by
    said.save()
    move(case, way, by=by, more=f"{_advice_in_words(said)} Förut: {before}")
    return case


def write_consultation(
    case: Case,
    *,
    by: Person,
    manner: ConsultationManner,
    meeting: Meeting | None = None,
    outcome: str = "",
    note: str = "",
    reason: str = "",
) -> Consultation:
    check_consultation(manner=manner, outcome=outcome, note=note, reason=reason)
    return Consultation.objects.create(
        case=case,
        round=case.round,
        manner=manner,
        meeting=meeting,
        outcome=outcome,
        note=note.strip(),
        reason=reason.strip(),
        recorded_at=now(),
        recorded_by=by,
    )


def _advice_in_words(said: Consultation) -> str:
    return f"{said.summary}. {said.note or said.reason}".strip()
