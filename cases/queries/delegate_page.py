"""Inför nästa samråd: what one delegate has to read and to say, in one reading."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import F, Prefetch, QuerySet, prefetch_related_objects

from bodies.models import Body, Meeting, Person
from bodies.models.body import BodyKind
from cases.flow import FlowTrack
from cases.models import AgendaItem, Case, Consultation, Document, Position, ReadMark
from cases.models.document import DocumentVersion
from cases.queries.agenda import items_of
from cases.queries.facts import consultation_of
from cases.queries.notes import ShownNote, notes_on
from cases.queries.tracks import tiny_tracks_of
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
    seat in any.
    """

    meeting: Meeting | None
    is_consultation: bool
    items: list[DelegateItem]
    has_say: bool = False
    samrad: Meeting | None = None
    sits: bool = True

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


def delegate_page(person: Person) -> DelegatePage:
    """The next samråd with its published agenda; for those without a seat there, their
    next published meeting; else the next samråd as it stands in the calendar.
    """
    coming = list(_coming(person))
    samrad = [m for m in coming if m.body.kind == BodyKind.CONSULTATION]
    published = [m for m in samrad if m.is_published] or [m for m in coming if m.is_published]
    page = _unpublished(coming, samrad)
    if published:
        page = _page(*_unfinished(published), person)
    if page.is_consultation:
        return page
    return replace(page, samrad=next(iter(samrad), None), sits=bool(samrad) or _sits(person))


def _unpublished(coming: list[Meeting], samrad: list[Meeting]) -> DelegatePage:
    return DelegatePage(next(iter(samrad or coming), None), bool(samrad), [])


def _sits(person: Person) -> bool:
    seated = Body.objects.seating(person.pk, today())
    return bool(seated.filter(kind=BodyKind.CONSULTATION).exists())


def _unfinished(meetings: list[Meeting]) -> tuple[Meeting, list[AgendaItem]]:
    """The first with anything left to say of; a samråd that is done today gives way."""
    for meeting in meetings:
        items = items_of(meeting)
        if any(item.case.step in OPEN_FOR_POSITIONS for item in items):
            return meeting, items
    return meetings[0], items_of(meetings[0])


def _page(meeting: Meeting, items: list[AgendaItem], person: Person) -> DelegatePage:
    is_consultation = meeting.body.kind == BodyKind.CONSULTATION
    heard = Body.objects.heard_in(person.pk, today()).filter(pk=meeting.body_id)
    has_say = is_consultation and heard.exists()
    return DelegatePage(meeting, is_consultation, delegate_items(items, person), has_say)


def _coming(person: Person) -> "QuerySet[Meeting]":
    seated = Body.objects.seating(person.pk, today())
    meetings: QuerySet[Meeting] = (
        Meeting.objects.not_cancelled()
        .filter(body__in=seated, starts_at__gte=start_of_day(today()))
        .select_related("body", "follows__body")
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
