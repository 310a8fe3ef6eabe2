"""The extract of an approved § becomes an act on its case, by itself and once.

Only the approval calls this, with the meeting's row held.
"""

from hashlib import sha256

from django.core.files.base import ContentFile

from bodies.models import Person
from cases.actions.core import lock_case, record
from cases.actions.documents import NewFile, store_document
from cases.actions.supplements import document_supplement
from cases.models import Case, MinuteItem, Minutes, MinutesExtract
from cases.models.agenda_change import ChangeVerb
from cases.models.document import Direction, DocumentKind
from cases.papers.minutes import extract_filename, extract_pdf
from samverkan.lib.dates import now, today
from samverkan.lib.pdf import PDF
from samverkan.lib.uploads import CheckedFile


def leave_extracts(minutes: Minutes, *, by: Person) -> None:
    """One act for each § of the edition that is about a case and has left none.

    What a body that only prepares has approved is a working paper until its case is decided
    (TF 2:10): its extract stays within the region. Cases are locked in the order of their keys.
    """
    keys = [each["minute"] for each in minutes.content["items"] if each["case"]]
    rows = MinuteItem.objects.filter(pk__in=keys, extract=None).select_related("item")
    for row in sorted(rows, key=lambda each: each.item.case_id if each.item else 0):
        if row.item:
            _leave(minutes, row, lock_case(row.item.case_id), by)


def _leave(minutes: Minutes, row: MinuteItem, case: Case, by: Person) -> None:
    meeting = minutes.meeting
    document = store_document(
        case,
        _file(minutes, row),
        by=by,
        direction=Direction.DRAWN_UP,
        dated=today(),
        is_internal=not meeting.body.decides,
    )
    MinutesExtract.objects.create(paragraph=row, document=document, minutes=minutes, made_at=now())
    case.save(update_fields=["last_act"])
    text = f"{document} lades till när {row.citation} hade justerats."
    record(case, "approve_minutes", text, by=by, act=document.act, meeting=meeting.pk)
    document_supplement(document, ChangeVerb.DOCUMENT_ADDED, "lades till.", by=by)


def _file(minutes: Minutes, row: MinuteItem) -> NewFile:
    made = extract_pdf(minutes, row.pk)
    checked = CheckedFile(
        name=extract_filename(minutes, row),
        content_type=PDF,
        size=len(made),
        sha256=sha256(made).hexdigest(),
    )
    title = f"Protokollsutdrag {minutes.meeting.body.abbreviation} {row.citation}"
    return NewFile(ContentFile(made), checked, kind=DocumentKind.EXTRACT, title=title)
