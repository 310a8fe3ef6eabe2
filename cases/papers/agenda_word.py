"""The agenda as Word, to be worked with further: filled from the template that comes along."""

from functools import cache
from io import BytesIO
from typing import Any

from cases.papers import wording
from cases.queries.papers import Line, MeetingPapers
from samverkan.lib.word import Body, as_bytes, plain_paper, word

BODY: Body = (
    ("Title", "{{ rubrik }}"),
    ("Normal", "{%p for rad in uppgifter %}"),
    ("Normal", "{{ rad.vad }}: {{ rad.text }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{{ forhinder }}"),
    ("Heading 1", "Ärendelista"),
    ("Normal", "{%p for punkt in punkter %}"),
    ("Heading 2", "{{ punkt.rubrik }}"),
    ("Normal", "{%p if punkt.uppgifter %}"),
    ("Normal", "{{ punkt.uppgifter }}"),
    ("Normal", "{%p endif %}"),
    ("Normal", "{%p if punkt.text %}"),
    ("Normal", "{{ punkt.text }}"),
    ("Normal", "{%p endif %}"),
    ("Normal", "{%p for handling in punkt.handlingar %}"),
    ("List Bullet", "{{ handling }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endfor %}"),
)


def agenda_word(found: MeetingPapers) -> bytes:
    """The Word file."""
    return word(BytesIO(_template()), words_of(found))


def words_of(found: MeetingPapers) -> dict[str, Any]:
    """Every word that the template asks for."""
    return {
        "rubrik": wording.title(found.meeting),
        "uppgifter": [
            {"vad": label, "text": link or text} for label, text, link in wording.facts(found)
        ],
        "forhinder": wording.absence(found.contact),
        "punkter": [_line(line) for line in found.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    parts = (f"{line.number}." if line.number else "", wording.clock(line.starts_at), line.title)
    return {
        "rubrik": " ".join(part for part in parts if part),
        "uppgifter": wording.about(line),
        "text": wording.SECRET if line.is_secret else line.text,
        "handlingar": [f"{p.document.act_number} {p.document.title}" for p in line.papers],
    }


@cache
def _template() -> bytes:
    return as_bytes(plain_paper("Ärendelista", BODY))
