"""How a meeting's packets stand: what there is, whether it is still right, and who may have it."""

from dataclasses import dataclass

from django.urls import reverse

from bodies.models import Meeting, Person
from cases.models import Case, Document, Edition, Packet
from cases.queries.agenda import items_of
from cases.queries.papers import papers_of

# How each edition is called in an address.
SLUGS = {Edition.MEMBERS: "ledamoterna", Edition.STAFF: "personalen"}
BY_SLUG = {slug: edition for edition, slug in SLUGS.items()}


@dataclass(frozen=True, slots=True)
class Shelf:
    """One edition on the page: the last finished packet, and what is under way or failed."""

    meeting: Meeting
    edition: Edition
    made: Packet | None
    coming: Packet | None
    has_changed: bool
    is_refused: bool

    @property
    def url(self) -> str:
        return reverse("meeting_packet", args=[self.meeting.pk, SLUGS[self.edition]])

    @property
    def slug(self) -> str:
        return SLUGS[self.edition]

    @property
    def is_right(self) -> bool:
        """There is one to fetch and nothing to make anew."""
        return self.made is not None and not (self.has_changed or self.is_refused)


def shelf(meeting: Meeting, edition: Edition, person: Person) -> Shelf:
    """How the edition stands for this reader. At most fifteen queries."""
    rows = list(Packet.objects.filter(meeting=meeting, edition=edition).order_by("-pk"))
    made = next((row for row in rows if row.is_there), None)
    newest = rows[0] if rows else None
    changed = made is not None and made.sign != papers_of(meeting, edition).sign
    return Shelf(
        meeting=meeting,
        edition=edition,
        made=made,
        coming=newest if newest and not newest.made_at else None,
        has_changed=changed,
        is_refused=made is not None and not may_have_all(person, meeting, made),
    )


def made_packet(meeting: Meeting, edition: Edition) -> Packet | None:
    found: Packet | None = (
        Packet.objects.made().filter(meeting=meeting, edition=edition).order_by("-pk").first()
    )
    return found


def may_have_all(person: Person, meeting: Meeting, packet: Packet) -> bool:
    """Whether everything in a packet made before is still this reader's to see.

    A document may have been voided or taken back since, and a case marked as secret: a file
    that was put together once is never a way around the gates.
    """
    seen = (
        Document.objects.visible_to(person)
        .valid()
        .filter(
            pk__in=packet.documents,
            case__in=Case.objects.visible_to(person),
            case__marked_at=None,
        )
    )
    if seen.count() != len(packet.documents):
        return False
    marked = (item.case.marked_at for item in items_of(meeting))
    return not any(when and packet.made_at and when > packet.made_at for when in marked)
