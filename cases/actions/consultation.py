"""What the samråd said, recorded by its secretary: advice, never a decision."""

from django.db import transaction

from bodies.models import Meeting, Person
from cases.actions.core import begin, move
from cases.actions.supplements import supplement
from cases.models import Case, Consultation
from cases.models.agenda_change import ChangeVerb
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
    unannounced: str = "",
) -> Case:
    """What the samråd said at its meeting. It advises; nothing is decided.

    Nobody can advise on what they have not been given: `unannounced` says how they got it
    when the agenda was never published here. Raises DomainError (meeting, outcome, note,
    reason, unannounced), NotAllowed, WrongStep, Stale.
    """
    case, way = begin(case_id=case_id, version=version, name="record_consultation", by=by)
    # As it is now: its agenda may have been published since the caller read it.
    held = next((each for each in consultation_meetings(case) if each == meeting), None)
    if held is None:
        raise DomainError("Välj ett möte som har varit, efter arbetsutskottets.", field="meeting")
    said = write_consultation(
        case,
        by=by,
        manner=ConsultationManner.MEETING,
        meeting=held,
        outcome=outcome,
        note=note,
        reason=reason,
    )
    how = "" if held.is_published or not said.is_advice else _given_how(held, unannounced)
    move(case, way, by=by, more=f"{_advice_in_words(said)} {how}".strip())
    return case


def _given_how(meeting: Meeting, how: str) -> str:
    """How the members got a case whose agenda was not published, in a sentence."""
    if not how.strip():
        first = "" if meeting.is_over else "Publicera den först, eller "
        last = f"{first}skriv hur ledamöterna fick ärendet."
        raise DomainError(
            f"Samrådets ärendelista är inte publicerad. {last[0].upper()}{last[1:]}",
            field="unannounced",
        )
    return f"Ärendelistan var inte publicerad. Ledamöterna fick ärendet så här: {how.strip()}"


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
    said: Consultation = Consultation.objects.create(
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
    text = f"{case.registry_number} {case.title}: {said.summary.lower()}."
    supplement(case, ChangeVerb.ADVICE, text, by=by)
    return said


def _advice_in_words(said: Consultation) -> str:
    return f"{said.summary}. {said.note or said.reason}".strip()
