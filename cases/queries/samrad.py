"""The chair's screen: an item of the samråd with who thinks what, and what has been typed."""

from collections.abc import Iterable
from dataclasses import dataclass

from bodies.models import Meeting, Membership, Person
from bodies.models.membership import Seat
from bodies.queries.attendance import everybody_serving, roll_call
from cases.models import AgendaItem, ConsultationDraft, DraftKey
from cases.queries.meeting_page import AgendaRow, SeatRow

SPEAKING = (Seat.CHAIR, Seat.VICE_CHAIR, Seat.MEMBER, Seat.SUBSTITUTE)
Drafts = dict[str, ConsultationDraft]


@dataclass(frozen=True, slots=True)
class Composed:
    """What is typed, as the samråd's advice is recorded."""

    outcome: str
    note: str
    reason: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One delegate on the screen: what they have said before, and what is typed of them now."""

    row: SeatRow
    draft: ConsultationDraft | None
    instead_of: Person | None = None

    @property
    def name(self) -> str:
        """The field's name."""
        return f"{DraftKey.VIEW}-{self.row.person.pk}"

    @property
    def text(self) -> str:
        return self.draft.text if self.draft else ""


def drafts_of(item: AgendaItem, meeting: Meeting) -> Drafts:
    """Everything typed of an item, by the fields' names. One query."""
    rows = ConsultationDraft.objects.filter(
        case=item.case_id, round=item.round, meeting=meeting
    ).select_related("person", "saved_by", "meeting")
    return {draft.name: draft for draft in rows}


def composed(drafts: Drafts) -> Composed:
    """Outcome, medskick with who thought what under it, and reason. One query, for the seats."""

    def typed(key: DraftKey) -> str:
        return drafts[key].text.strip() if key in drafts else ""

    views = [d for d in drafts.values() if d.key == DraftKey.VIEW and d.text.strip()]
    said = [f"{name}: {text}" for name, text in views_by_name(views)]
    note = "\n\n".join(part for part in (typed(DraftKey.NOTE), "\n".join(said)) if part)
    return Composed(typed(DraftKey.OUTCOME), note, typed(DraftKey.REASON))


def views_by_name(views: Iterable[ConsultationDraft]) -> list[tuple[str, str]]:
    """Who thought what, in order of name: "Disa Demokvist (Umeå, S)" and her words."""
    rows = sorted(
        (each for each in views if each.person), key=lambda d: str(d.person and d.person.full_name)
    )
    known = _belongs(rows)
    return [(known[d.person_id], d.text.strip()) for d in rows if d.person_id]


def _belongs(views: list[ConsultationDraft]) -> dict[int, str]:
    """Name with municipality or party, as they sat the day of the meeting."""
    if not views:
        return {}
    day = views[0].meeting.day
    people = {d.person_id: d.person for d in views if d.person}
    seats = Membership.objects.on(day).filter(person__in=people, seat__in=SPEAKING)
    about: dict[int, tuple[str, str]] = {}
    for seat in seats.select_related("on_behalf_of").order_by("pk"):
        place, party = about.get(seat.person_id, ("", ""))
        about[seat.person_id] = (place or str(seat.on_behalf_of or ""), party or seat.party)
    return {pk: named(each.full_name, *about.get(pk, ())) for pk, each in people.items() if pk}


def named(name: str, *parts: str) -> str:
    """Disa Demokvist (Umeå, S)"""
    told = ", ".join(part for part in parts if part)
    return f"{name} ({told})" if told else name


def voices(row: AgendaRow, meeting: Meeting, drafts: Drafts) -> list[tuple[str, list[Voice]]]:
    """The two sides, each delegate with their words; substitutes who serve come last on theirs.

    Those who have a text of their own and no seat (any more) stand by themselves.
    """
    call = roll_call(meeting)
    sides = [(label, [_voice(each, drafts) for each in rows]) for label, rows in row.sides]
    for each in everybody_serving(meeting, call):
        if each.serves_for:
            rows = next((voices for label, voices in sides if label == each.side), None)
            if rows is not None:
                seat = SeatRow(each.person, None, None, each.party)
                rows.append(_voice(seat, drafts, each.serves_for))
    shown = {voice.row.person.pk for _, rows in sides for voice in rows}
    left = [d for d in drafts.values() if d.person and d.person_id not in shown]
    others = [Voice(SeatRow(d.person, None, None), d) for d in left if d.person]
    return [*sides, ("Övriga", others)] if others else sides


def _voice(row: SeatRow, drafts: Drafts, instead_of: Person | None = None) -> Voice:
    return Voice(row, drafts.get(f"{DraftKey.VIEW}-{row.person.pk}"), instead_of)
