"""The summons as PDF (typst), alone or as the first pages of a packet."""

from typing import Any

from cases.papers import wording
from cases.queries.agenda import is_consultation
from cases.queries.papers import Line, MeetingPapers, Paper
from samverkan.lib.pdf import pdf

# The packet's own links are written so, and turned into places in the packet afterwards.
TO_PAPER = "https://packet.invalid/paper/"


def summons(found: MeetingPapers, *, in_packet: bool = False) -> bytes:
    """The summons; `in_packet` makes each document's line a link to be resolved."""
    return pdf("summons", summons_data(found, in_packet=in_packet))


def summons_data(found: MeetingPapers, *, in_packet: bool = False) -> dict[str, Any]:
    meeting = found.meeting
    named = wording.title(meeting)
    return {
        "title": f"{named} med handlingar" if in_packet else named,
        "heading": named,
        "footer": f"{named}. {found.edition.label}" if in_packet else named,
        "author": meeting.body.name,
        "numbered": not in_packet,
        "notes": _notes(found),
        "advice": wording.ADVICE if is_consultation(meeting) else "",
        "facts": [
            {"label": label, "text": text, "link": link}
            for label, text, link in wording.facts(found)
        ],
        "absence": wording.absence(found.contact),
        "lines": [_line(line, in_packet=in_packet) for line in found.lines],
        "empty": wording.EMPTY,
    }


def _notes(found: MeetingPapers) -> list[str]:
    meeting, notes = found.meeting, []
    if meeting.is_cancelled:
        notes.append(f"Mötet är inställt. {meeting.state_reason}")
    if not meeting.is_published:
        notes.append(wording.DRAFT)
    return notes


def _line(line: Line, *, in_packet: bool) -> dict[str, Any]:
    return {
        "number": line.number,
        "clock": wording.clock(line.starts_at),
        "title": line.title,
        "section": line.section,
        "about": wording.about(line),
        "text": wording.SECRET if line.is_secret else line.text,
        "documents": [_document(paper, in_packet=in_packet) for paper in line.papers],
    }


def _document(paper: Paper, *, in_packet: bool) -> dict[str, str]:
    return {
        "title": paper.document.title,
        "act": paper.document.act_number,
        "link": f"{TO_PAPER}{paper.key}" if in_packet else "",
    }
