"""What a meeting's summons and papers hold: its lines, their documents, and whom to ask.

One edition holds what everybody who sits in the body may read, the other what all of the
region's staff may. A paper leaves the system, so a case marked as secret is called what it is
called outside and its documents stay here (OSL 5:4, 5:5). Nothing is laid out here.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from bodies.models import Body, Meeting, Membership, Person
from bodies.models.membership import Seat
from bodies.roles import Role
from cases.models import AgendaItem, Document, DocumentVersion, Share
from cases.models.packet import Edition
from cases.queries import reports
from cases.queries.agenda_plan import AgendaLine, agenda_lines


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it is now: the newest version."""

    document: Document
    version: DocumentVersion

    @property
    def key(self) -> int:
        return self.version.pk


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the agenda. `number` is empty for what is not treated (a break, say)."""

    number: str
    title: str
    section: str = ""
    text: str = ""
    registry_number: str = ""
    presenter: str = ""
    starts_at: datetime | None = None
    minutes: int | None = None
    item: AgendaItem | None = None
    is_secret: bool = False
    papers: list[Paper] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MeetingPapers:
    """All that the summons and the packet of one edition are made from."""

    meeting: Meeting
    edition: Edition
    lines: list[Line]
    chairs: list[Membership]
    contact: Person | None

    @property
    def papers(self) -> list[Paper]:
        return [paper for line in self.lines for paper in line.papers]

    @property
    def sign(self) -> str:
        """SHA-256 of everything in it, in hex: another one when anything has changed."""
        told = [self.edition, *_facts(self), *(_line_facts(line) for line in self.lines)]
        return sha256(json.dumps(told, default=str).encode()).hexdigest()


def papers_of(meeting: Meeting, edition: Edition) -> MeetingPapers:
    """The meeting's papers as they are now. At most thirteen queries however many items."""
    lines = _lines(meeting, edition)
    return MeetingPapers(
        meeting=meeting,
        edition=edition,
        lines=_with_documents(lines, meeting.body, edition),
        chairs=chairs_of(meeting),
        contact=contact_of(meeting),
    )


def _facts(found: MeetingPapers) -> list[object]:
    meeting = found.meeting
    when = [meeting.starts_at, meeting.ends_at, meeting.place, meeting.link, meeting.state]
    people = [each.person.full_name for each in found.chairs]
    contact = found.contact
    asked = [contact.full_name, contact.email, contact.phone] if contact else []
    return [meeting.body.name, meeting.is_published, *when, people, asked]


def _line_facts(line: Line) -> list[object]:
    papers = [[paper.document.title, paper.key] for paper in line.papers]
    told = [line.number, line.title, line.section, line.text, line.registry_number]
    return [*told, line.presenter, line.starts_at, line.minutes, line.is_secret, papers]


def _lines(meeting: Meeting, edition: Edition) -> list[Line]:
    reporting = reports.reports_at(meeting)
    if edition == Edition.MEMBERS:
        shared = Share.objects.filter(body=meeting.body_id).values("case")
        reporting = reporting.filter(case__in=shared)
    return [_line(line) for line in agenda_lines(meeting, reporting=list(reporting))]


def _line(line: AgendaLine) -> Line:
    """A case under the name that it has outside (OSL 5:4); a slot of the day has no section."""
    case = line.item.case if line.item else None
    return Line(
        number=line.number,
        title=case.public_title if case else line.title,
        section=line.section,
        text=line.point.text if line.point else reports.in_words(line.reports),
        registry_number=case.registry_number if case else "",
        presenter=line.presenter,
        starts_at=line.starts_at,
        minutes=line.minutes,
        item=line.item,
        is_secret=case.is_secret if case else False,
    )


def _with_documents(lines: list[Line], body: Body, edition: Edition) -> list[Line]:
    """The lines that this edition's readers see, each with what they may read of it."""
    keys = [line.item.case_id for line in lines if line.item]
    if edition == Edition.MEMBERS:
        shared = Share.objects.filter(body=body, case__in=keys)
        seen = set(shared.values_list("case_id", flat=True))
        lines = [line for line in lines if line.item is None or line.item.case_id in seen]
    found = _documents(lines, body, edition)
    return [
        replace(line, papers=found.get(line.item.case_id, [])) if line.item else line
        for line in lines
    ]


def _documents(lines: Sequence[Line], body: Body, edition: Edition) -> dict[int, list[Paper]]:
    """By case, in the order of their acts. Two queries."""
    keys = [line.item.case_id for line in lines if line.item and not line.is_secret]
    rows: QuerySet[Document] = Document.objects.valid().filter(case__in=keys)
    if edition == Edition.MEMBERS:
        rows = Document.objects.for_body(body).filter(case__in=keys)
    found: dict[int, list[Paper]] = {}
    for document in rows.select_related("case").prefetch_related("versions").order_by("act"):
        if document.versions.all():
            found.setdefault(document.case_id, []).append(Paper(document, document.latest))
    return found


def chairs_of(meeting: Meeting) -> list[Membership]:
    """The body's own chair that day; of a joint body those of the bodies it is drawn from."""
    seats = Membership.objects.on(meeting.day).filter(seat=Seat.CHAIR)
    seats = seats.select_related("person", "body").order_by("body__name", "pk")
    own = list(seats.filter(body=meeting.body_id))
    return own or list(seats.filter(body__seats_elsewhere__body=meeting.body_id).distinct())


def contact_of(meeting: Meeting) -> Person | None:
    """The body's secretary, else who published the agenda, else the only board secretary."""
    seats = Membership.objects.on(meeting.day).filter(body=meeting.body_id, seat=Seat.SECRETARY)
    seat = seats.select_related("person").order_by("pk").first()
    if seat:
        return seat.person
    if meeting.agenda_published_by:
        return meeting.agenda_published_by
    secretaries = list(Person.objects.with_role(Role.BOARD_SECRETARY)[:2])
    return secretaries[0] if len(secretaries) == 1 else None
