"""A cancelled samråd is held in writing: asked, given more time, ended. It still only advises.

Answers are positions (`actions.positions`), and what came of it is recorded case by case
(`record_written_consultation`). Whoever answers holds the case's row, and so does whoever
changes the last day: nobody's answer is saved after the end.
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from bodies.models import Event, Meeting, Person
from cases import policies
from cases.actions.agenda import lock_meeting, make_readable
from cases.actions.core import lock_case, needed, record, touch
from cases.actions.supplements import withdrawing
from cases.models import Case, WrittenCase, WrittenRound
from cases.queries.agenda import is_consultation
from cases.queries.written import asked_items, left_to_record, may_be_asked
from cases.written_letters import announce_ended, announce_extended, announce_written
from samverkan.lib.dates import now, swedish_date, today
from samverkan.lib.errors import DomainError, Stale, WrongStep

NOTHING = "Inget ärende väntar på samrådet. Arbetsutskottet har inte skickat något vidare hit."


@transaction.atomic
def open_written_round(
    *,
    meeting_id: int,
    version: int,
    by: Person,
    last_day: date,
    question: str = "",
    case_ids: Collection[int],
) -> WrittenRound:
    """Ask the members of a cancelled samråd to answer in writing, until `last_day` is over.

    Raises NotAllowed, Stale, WrongStep (not cancelled, no samråd, held already), DomainError by
    the field (`last_day` has passed; `cases`: none, or one that does not wait for the samråd).
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id, version)
    if not (is_consultation(meeting) and meeting.is_cancelled):
        raise WrongStep("Bara ett samråd som är inställt kan hållas skriftligt.")
    written = begin_round(meeting, by=by, last_day=last_day, question=question, only=case_ids)
    text = f"Samrådet hålls skriftligt. Sista dag att svara: {swedish_date(last_day)}."
    _tell(written, "open_written_round", text, by)
    announce_written(written, by=by)
    return written


def begin_round(
    meeting: Meeting,
    *,
    by: Person,
    last_day: date,
    question: str,
    only: Collection[int] | None = None,
) -> WrittenRound:
    """The same for a meeting that the caller has locked and checked; all its cases, or `only`."""
    if WrittenRound.objects.filter(meeting=meeting).exists():
        raise WrongStep("Samrådet hålls redan skriftligt.")
    _check_day(last_day)
    cases = _locked(may_be_asked(meeting))
    # As they are now that nobody else can change them.
    waiting = {case.pk for case in may_be_asked(meeting)}
    chosen = [case for case in cases if case.pk in (waiting if only is None else set(only))]
    if not chosen or not {case.pk for case in chosen} <= waiting:
        raise DomainError(NOTHING, field="cases")
    written: WrittenRound = WrittenRound.objects.create(
        meeting=meeting,
        last_day=last_day,
        question=question.strip(),
        opened_at=now(),
        opened_by=by,
    )
    why = f"Samrådet hålls skriftligt till och med {swedish_date(last_day)}."
    for case in chosen:
        # A later samråd whose agenda is out had it from the cancelled one.
        with withdrawing(case, why, by=by):
            WrittenCase.objects.create(written_round=written, case=case, round=case.round)
    if not meeting.is_published:
        make_readable(meeting, asked_items(meeting, written), by=by)
    words = f"Samrådet om ärendet hålls skriftligt. Sista dag att svara: {swedish_date(last_day)}."
    for case in chosen:
        case.refresh_from_db(fields=["version"])
        touch(case)
        record(case, "open_written_round", words, by=by, meeting=meeting.pk)
    return written


@transaction.atomic
def extend_written_round(
    *, meeting_id: int, version: int, by: Person, last_day: date, reason: str
) -> WrittenRound:
    """More time to answer, also when the last day has just been; the members are told why.

    Raises NotAllowed, Stale, WrongStep (ended by hand, all is recorded), DomainError by the
    field (`last_day` is not later than now's, `reason`).
    """
    written = _lock_round(meeting_id, version, by)
    _check_day(last_day)
    if last_day <= written.last_day:
        raise DomainError(
            f"Sista dagen är redan {swedish_date(written.last_day)}. Välj en senare dag. "
            "Vill du sluta tidigare väljer du Avsluta nu.",
            field="last_day",
        )
    before, why = written.last_day, needed(reason)
    written.last_day, written.extended_because = last_day, why
    _save(written)
    text = (
        f"Sista dagen att svara i det skriftliga samrådet flyttades från {swedish_date(before)} "
        f"till {swedish_date(last_day)}. Skäl: {why}"
    )
    _tell(written, "extend_written_round", text, by)
    announce_extended(written, by=by)
    return written


@transaction.atomic
def end_written_round(*, meeting_id: int, version: int, by: Person, reason: str) -> WrittenRound:
    """End it before its last day: nobody can answer after this. It cannot be opened again.

    Raises NotAllowed, Stale, WrongStep (ended or over already), DomainError (`reason`).
    """
    written = _lock_round(meeting_id, version, by)
    if not written.is_open:
        raise WrongStep("Sista dagen har redan varit, så det är inget att avsluta.")
    written.closed_at, written.closed_by = now(), by
    written.closed_because = needed(reason)
    _save(written)
    text = f"Det skriftliga samrådet avslutades i förtid. Skäl: {written.closed_because}"
    _tell(written, "end_written_round", text, by)
    announce_ended(written, by=by)
    return written


def _check_day(last_day: date) -> None:
    if last_day < today():
        raise DomainError("Dagen har redan varit. Välj i dag eller en senare dag.", "last_day")


def _lock_round(meeting_id: int, version: int, by: Person) -> WrittenRound:
    """The round, with its meeting's row and its cases' locked, before it is changed."""
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id)
    written: WrittenRound | None = WrittenRound.objects.filter(meeting=meeting).first()
    if written is None:
        raise WrongStep("Samrådet hålls inte skriftligt.")
    if written.version != version:
        raise Stale("Någon annan har ändrat det skriftliga samrådet. Läs igenom och försök igen.")
    if not written.may_change:
        raise WrongStep("Det skriftliga samrådet är redan avslutat.")
    if not _locked(left_to_record(written)):
        raise WrongStep("Utfallet är antecknat i alla ärenden, så det är inget kvar att svara på.")
    return written


def _locked(cases: Collection[Case]) -> list[Case]:
    """In the order of their keys, so that two who lock do not wait for each other."""
    return [lock_case(pk) for pk in sorted(case.pk for case in cases)]


def _save(written: WrittenRound) -> None:
    written.version += 1
    written.save()


def _tell(written: WrittenRound, verb: str, text: str, by: Person) -> None:
    Event.objects.create(at=now(), by=by, verb=verb, text=text, meeting=written.meeting)
