"""What the forms of a transition propose: the next §, the board's size, the answer's papers."""

from dataclasses import dataclass
from datetime import date

from bodies.models import Membership, Organisation
from bodies.models.organisation import OrganisationKind
from cases.dispatching import Letter, answer_name, letter_for, numbered
from cases.models import Case, Document, MinuteItem
from cases.models.document import DocumentKind
from cases.queries.facts import current_item
from cases.route import Seat
from samverkan.lib.dates import today

SENT_KINDS = (DocumentKind.OPINION, DocumentKind.EXTRACT)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A document to send, and the name that the receiver wants on its file."""

    document: Document
    name: str


def board_day(case: Case) -> date:
    """The day of the board's meeting that the case stands on, else today."""
    item = current_item(case, Seat.BOARD)
    return item.meeting.day if item else today()


def known_paragraphs(case: Case, year: int) -> list[int]:
    """The §§ that the deciding body has used that year, as far as is known here."""
    used = MinuteItem.objects.filter(body_id=case.final_body_id, year=year).order_by("number")
    return list(used.values_list("number", flat=True))


def own_minute(case: Case) -> MinuteItem | None:
    """The case's § in the minutes of the board's meeting, if it has got one."""
    item = current_item(case, Seat.BOARD)
    found: MinuteItem | None = MinuteItem.objects.filter(item=item).first() if item else None
    return found


def board_seats(case: Case, day: date) -> int:
    """How many members the board has that day (KL 6:27 counts them, not those present)."""
    return int(Membership.objects.on(day).voting().filter(body=case.area.board).count())


def region_name() -> str:
    """The region's own name, as it signs its letters."""
    region = Organisation.objects.filter(kind=OrganisationKind.REGION).order_by("pk").first()
    return region.name if region else "Regionen"


def letter_of(case: Case) -> Letter:
    """The covering mail of the case's answer; an unknown address stays blank."""
    referral = case.referral
    sender = referral.sender
    return letter_for(
        address=referral.reply_address or (sender.email if sender else ""),
        reference=referral.sender_reference,
        region=region_name(),
        own_number=case.registry_number,
        title=case.public_title,
        inquiry=referral.inquiry,
    )


def enclosures(case: Case) -> list[Enclosure]:
    """The acts that may go with the answer, newest version, with the names to send them under."""
    documents = [
        document
        for document in case.documents.all()
        if document.kind in SENT_KINDS and document.voided_at is None
    ]
    region = region_name()
    names = numbered(_name(case, document, region) for document in documents)
    return [Enclosure(document, name) for document, name in zip(documents, names, strict=True)]


def _name(case: Case, document: Document, region: str) -> str:
    referral = case.referral
    return answer_name(
        region=region,
        kind=document.kind,
        about=referral.inquiry or referral.sender_reference or case.registry_number,
        filename=document.latest.filename,
    )
