"""Notes from a samråd: sent to its chairs to be gone through, and from then on as they are."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bodies.models import Event, Meeting, Person
from cases import policies
from cases.actions.agenda import lock_meeting
from cases.announcements import announce_notes, announce_reviewed
from cases.models import MeetingNotes, NotesReview
from cases.queries.meeting_notes import Part, chairs_for, parts_of, people_of, standing_of
from cases.queries.written import may_be_noted, noted_rows, people_who_answered, period, round_of
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, Stale, WrongStep


@transaction.atomic
def send_notes(
    *,
    meeting_id: int,
    by: Person,
    seen: int,
    texts: Mapping[int, tuple[str, str]],
    other: str = "",
    reason: str = "",
) -> MeetingNotes:
    """Freeze an edition of the notes and ask the samråd's chairs to go through it.

    `texts` holds presentation and views by item; `seen` is the number of the latest edition
    when the form was rendered (0 for none). Raises NotAllowed, Stale, WrongStep (not begun,
    cancelled), DomainError (reason) for a correction without one, or when nobody is chair.
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id)
    if not may_be_noted(meeting, round_of(meeting)):
        raise WrongStep("Anteckningarna skrivs från och med mötesdagen.")
    latest = MeetingNotes.objects.filter(meeting=meeting).last()
    if seen != (latest.number if latest else 0):
        raise Stale("Någon annan har skickat en utgåva sedan du öppnade sidan. Din text står kvar.")
    if latest and not reason.strip():
        raise DomainError("Skriv vad som rättas och varför.", field="reason")
    if not chairs_for(meeting):
        raise DomainError("Samrådet har ingen ordförande. Lägg in det i administrationen först.")
    notes = MeetingNotes.objects.create(
        meeting=meeting,
        number=seen + 1,
        content=_content(meeting, by, texts, other),
        reason=reason.strip(),
        made_at=now(),
        made_by=by,
    )
    _tell(notes, "send_notes", f"{meeting.body.notes_label} skickades för genomgång.", by)
    announce_notes(notes, chairs_for(meeting), by=by)
    return notes


def _content(
    meeting: Meeting, by: Person, texts: Mapping[int, tuple[str, str]], other: str
) -> dict[str, Any]:
    written = round_of(meeting)
    parts = parts_of(meeting, noted_rows(meeting, by, written))
    return {
        "label": meeting.body.notes_label,
        "place": "" if written else meeting.place,
        "in_writing": period(written) if written else "",
        "people": people_who_answered(written) if written else people_of(meeting),
        "items": [_item(part, texts) for part in parts],
        "other": other.strip(),
    }


def _item(part: Part, texts: Mapping[int, tuple[str, str]]) -> dict[str, Any]:
    item, case = part.row.item, part.row.case
    presentation, views = texts.get(item.pk, (part.presentation, part.views))
    return {
        "item": item.pk,
        "case": case.pk,
        "number": part.row.number,
        "registry_number": case.registry_number,
        "title": case.title,
        "presentation": presentation.strip(),
        "views": views.strip(),
        "advice": part.advice,
        "note": part.note,
        "reason": part.reason,
    }


@transaction.atomic
def review_notes(*, meeting_id: int, seen: int, by: Person) -> MeetingNotes:
    """One of the chairs has gone through the latest edition, `seen`: as themselves, once.

    When the last one has, the members are told. Raises NotAllowed, Stale, WrongStep.
    """
    meeting = lock_meeting(meeting_id)
    policies.check_review_notes(by, meeting)
    standing = standing_of(meeting)
    notes = standing.notes
    if notes is None or notes.number != seen:
        raise Stale("Anteckningarna har rättats sedan du öppnade sidan. Läs den nya utgåvan.")
    if not standing.waits_for(by):
        raise WrongStep("Du har redan gått igenom anteckningarna.")
    NotesReview.objects.create(notes=notes, person=by, reviewed_at=now())
    _tell(notes, "review_notes", f"{by.full_name} har gått igenom anteckningarna.", by)
    if len(standing.missing) == 1:
        announce_reviewed(notes, by=by)
    return notes


def _tell(notes: MeetingNotes, verb: str, text: str, by: Person) -> None:
    said = f"{text} {notes.reason}".strip() if verb == "send_notes" else text
    data = {"number": notes.number}
    Event.objects.create(at=now(), by=by, verb=verb, text=said, meeting=notes.meeting, data=data)
