"""Inför nästa samråd: what one delegate has to read and to say, in one reading."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet, prefetch_related_objects

from bodies.models import Body, Meeting, Person
from bodies.models.body import BodyKind
from bodies.models.meeting import MeetingState
from cases.flow import FlowTrack
from cases.models import (
    AgendaItem,
    Case,
    Consultation,
    Document,
    Position,
    ReadMark,
    WrittenRound,
)
from cases.models.document import DocumentVersion
from cases.queries.agenda import items_of
from cases.queries.facts import consultation_of
from cases.queries.notes import ShownNote, notes_on
from cases.queries.tracks import tiny_tracks_of
from cases.queries.written import asked_items
from cases.workflow import OPEN_FOR_POSITIONS
from samverkan.lib.dates import start_of_day, today


@dataclass(frozen=True, slots=True)
class DelegateItem:
    """One case as a delegate meets it. `number` is its place on the agenda, from 1."""

    number: int
    item: AgendaItem
    documents: list[Document]
    position: Position | None
    is_read: bool
    said: Consultation | None
    notes: list[ShownNote]

    @property
    def case(self) -> Case:
        return self.item.case

    @property
    def tracks(self) -> list[FlowTrack]:
        """The tiny drawing of where the case is."""
        return tiny_tracks_of(self.case)

    @property
    def is_open(self) -> bool:
        """Whether a position may still be set or changed."""
        return self.said is None and self.case.step in OPEN_FOR_POSITIONS


@dataclass(frozen=True, slots=True)
class DelegatePage:
    """The next meeting of the delegate's, its items, and what is left to do.

    `has_say` is false for those who only listen at the samråd. `samrad` is their next
    one in the calendar when the page shows another meeting, `sits` whether they have a
    seat in any. `written` is the samråd held in writing in the place of the meeting, if it is;
    `others` are more that can be answered now.
    """

    meeting: Meeting | None
    is_consultation: bool
    items: list[DelegateItem]
    has_say: bool = False
    samrad: Meeting | None = None
    sits: bool = True
    written: WrittenRound | None = None
    others: Sequence[Meeting] = ()

    def item_of(self, case: Case) -> DelegateItem | None:
        return next((each for each in self.items if each.case.pk == case.pk), None)

    @property
    def open_items(self) -> list[DelegateItem]:
        return [each for each in self.items if each.is_open]

    @property
    def marked(self) -> int:
        return sum(1 for each in self.open_items if each.position)

    @property
    def unread(self) -> int:
        return sum(1 for each in self.items if not each.is_read)


def delegate_page(person: Person, wanted: int | None = None) -> DelegatePage:
    """The next samråd with its published agenda or that is answered in writing; for those
    without a seat there, their next published meeting; else the next samråd as it stands in
    the calendar. `wanted` is the key of the meeting to show, if it is one of those.
    """
    coming = sorted(_coming(person), key=_deadline)
    samrad = [m for m in coming if m.body.kind == BodyKind.CONSULTATION]
    published = [m for m in samrad if m.is_published] or [m for m in coming if m.is_published]
    page = _unpublished(coming, samrad)
    if published:
        chosen = [m for m in published if m.pk == wanted]
        page = _page(*_unfinished(chosen or published), person)
    if page.is_consultation:
        return replace(page, others=[m for m in published if m != page.meeting])
    return replace(page, samrad=next(iter(samrad), None), sits=bool(samrad) or _sits(person))


def _deadline(meeting: Meeting) -> date:
    written = _written(meeting)
    return written.last_day if written else meeting.day


def _unpublished(coming: list[Meeting], samrad: list[Meeting]) -> DelegatePage:
    return DelegatePage(next(iter(samrad or coming), None), bool(samrad), [])


def _sits(person: Person) -> bool:
    seated = Body.objects.seating(person.pk, today())
    return bool(seated.filter(kind=BodyKind.CONSULTATION).exists())


def _unfinished(meetings: list[Meeting]) -> tuple[Meeting, list[AgendaItem]]:
    """The first with anything left to say of; a samråd that is done today gives way."""
    for meeting in meetings:
        items = _items(meeting)
        if any(item.case.step in OPEN_FOR_POSITIONS for item in items):
            return meeting, items
    return meetings[0], _items(meetings[0])


def _written(meeting: Meeting) -> WrittenRound | None:
    """The open samråd in writing that `_coming` found the cancelled meeting by."""
    return getattr(meeting, "written_round", None) if meeting.is_cancelled else None


def _items(meeting: Meeting) -> list[AgendaItem]:
    written = _written(meeting)
    return asked_items(meeting, written) if written else items_of(meeting)


def _page(meeting: Meeting, items: list[AgendaItem], person: Person) -> DelegatePage:
    is_consultation = meeting.body.kind == BodyKind.CONSULTATION
    heard = Body.objects.heard_in(person.pk, today()).filter(pk=meeting.body_id)
    has_say = is_consultation and heard.exists()
    rows = delegate_items(items, person)
    return DelegatePage(meeting, is_consultation, rows, has_say, written=_written(meeting))


def _coming(person: Person) -> "QuerySet[Meeting]":
    """Those to come, and the cancelled ones that are held in writing now."""
    seated = Body.objects.seating(person.pk, today())
    in_writing = Q(written_round__in=WrittenRound.objects.open())
    held = ~Q(state=MeetingState.CANCELLED) & Q(starts_at__gte=start_of_day(today()))
    meetings: QuerySet[Meeting] = (
        Meeting.objects.filter(in_writing | held, body__in=seated)
        .select_related("body", "follows__body", "written_round")
        .order_by("starts_at")
    )
    return meetings


def delegate_items(items: Sequence[AgendaItem], person: Person) -> list[DelegateItem]:
    """The items this person may see, with documents, position, read mark and notes. Eight queries.

    Whoever has said what they think has read it.
    """
    cases = [item.case for item in items]
    visible = set(
        Case.objects.visible_to(person)
        .filter(pk__in=[case.pk for case in cases])
        .values_list("pk", flat=True)
    )
    documents = Document.objects.visible_to(person).valid().order_by("act")
    versions = DocumentVersion.objects.order_by("number").select_related("created_by")
    prefetch_related_objects(
        cases,
        Prefetch("documents", documents.prefetch_related(Prefetch("versions", versions))),
        Prefetch("consultations", Consultation.objects.select_related("meeting")),
    )
    own = {"case__in": cases, "person": person, "round": F("case__round")}
    positions = {position.case_id: position for position in Position.objects.filter(**own)}
    read = set(ReadMark.objects.filter(**own).values_list("case_id", flat=True))
    notes = notes_on(cases, person)
    return [
        DelegateItem(
            number=number,
            item=item,
            documents=list(item.case.documents.all()),
            position=positions.get(item.case_id),
            is_read=item.case_id in read or item.case_id in positions,
            said=consultation_of(item.case),
            notes=notes.get(item.case_id, []),
        )
        for number, item in enumerate(items, start=1)
        if item.case_id in visible
    ]
