"""A samråd's notes: what goes into them now, the latest edition, and who has gone through it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bodies.models import Meeting, Person
from bodies.queries.attendance import CallSide, Line, RollCall, roll_call
from cases.models import Case, ConsultationDraft, DraftKey, MeetingNotes, NotesReview
from cases.queries.meeting_page import AgendaRow
from cases.queries.papers import chairs_of
from cases.queries.samrad import Drafts, named, views_by_name

HIDDEN = "Ärendet är sekretessmarkerat."


@dataclass(frozen=True, slots=True)
class Part:
    """What the notes hold of one item; `presentation` and `views` can be written over."""

    row: AgendaRow
    presentation: str
    views: str
    advice: str
    note: str
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest edition, and who of the chairs has gone through it and who has not."""

    notes: MeetingNotes | None
    reviews: list[NotesReview]
    missing: list[Person]

    @property
    def is_reviewed(self) -> bool:
        return self.notes is not None and not self.missing

    def waits_for(self, person: Person) -> bool:
        return self.notes is not None and any(each.pk == person.pk for each in self.missing)


def chairs_for(meeting: Meeting) -> list[Person]:
    """The samråd's own chairs that day, of both sides; each person once."""
    return list({seat.person_id: seat.person for seat in chairs_of(meeting)}.values())


def standing_of(meeting: Meeting) -> Standing:
    """Three queries."""
    latest = MeetingNotes.objects.filter(meeting=meeting).select_related("made_by").last()
    reviews = list(latest.reviews.select_related("person")) if latest else []
    done = {review.person_id for review in reviews}
    return Standing(latest, reviews, [p for p in chairs_for(meeting) if p.pk not in done])


def parts_of(meeting: Meeting, rows: Iterable[AgendaRow]) -> list[Part]:
    """What there is to write down of each item. Three queries however many they are."""
    typed: dict[tuple[int, int], Drafts] = defaultdict(dict)
    drafts = ConsultationDraft.objects.filter(meeting=meeting)
    for draft in drafts.select_related("person", "meeting", "saved_by"):
        typed[draft.case_id, draft.round][draft.name] = draft
    known = dict(views_by_name_of(typed))
    return [_part(row, typed[row.case.pk, row.item.round], known) for row in rows]


def views_by_name_of(typed: dict[tuple[int, int], Drafts]) -> list[tuple[int, str]]:
    """Every delegate who has said something, by key, with municipality or party."""
    views = {
        draft.person_id: draft
        for drafts in typed.values()
        for draft in drafts.values()
        if draft.key == DraftKey.VIEW
    }
    rows = sorted(views.values(), key=lambda d: str(d.person and d.person.full_name))
    names = [name for name, _ in views_by_name(rows)]
    return [(row.person_id or 0, name) for row, name in zip(rows, names, strict=True)]


def _part(row: AgendaRow, drafts: Drafts, known: dict[int, str]) -> Part:
    views = [d for d in drafts.values() if d.key == DraftKey.VIEW and d.text.strip()]
    told = sorted(f"{known[d.person_id or 0]}: {d.text.strip()}" for d in views)
    presented = drafts[DraftKey.PRESENTATION].text.strip() if "presentation" in drafts else ""
    said = row.said
    note = said.note if said else ""
    # Recorded as it was typed, the views stand for themselves and are not told twice.
    tail = "\n".join(told)
    if told and note.endswith(tail):
        note = note.removesuffix(tail).strip()
    return Part(
        row=row,
        presentation=presented,
        views=tail,
        advice=said.summary if said else "Utfallet är inte antecknat.",
        note=note,
        reason=said.reason if said else "",
    )


def people_of(meeting: Meeting) -> list[dict[str, Any]]:
    """Who took part, by side, as text; those with a seat where nobody has noted who came."""
    call = roll_call(meeting)
    sides = [
        {"label": side.label or "Deltagare", "names": _names(call, side)} for side in call.sides
    ]
    others = [_name(line) for line in call.others if line.presence or not call.is_recorded]
    return [*sides, {"label": "Övriga", "names": others}] if others else sides


def _names(call: RollCall, side: CallSide) -> list[str]:
    if not call.is_recorded:
        return [_name(line) for line in side.lines]
    return [_name(line) for line in [*side.lines, *side.substitutes] if line.presence]


def _name(line: Line) -> str:
    seat = line.membership
    return named(line.person.full_name, str(seat.on_behalf_of or ""), seat.party)


def shown_to(notes: MeetingNotes, person: Person) -> dict[str, Any]:
    """The edition's content, without what this person may not see. One query."""
    content: dict[str, Any] = notes.content
    items = content["items"]
    seen = Case.objects.visible_to(person).filter(pk__in=[each["case"] for each in items])
    keys = set(seen.values_list("pk", flat=True))
    told = [each if each["case"] in keys else _hidden(each) for each in items]
    return {**content, "items": told}


def _hidden(item: dict[str, Any]) -> dict[str, Any]:
    blank = dict.fromkeys(("presentation", "views", "advice", "note", "reason"), "")
    return item | blank | {"title": HIDDEN, "is_hidden": True}
