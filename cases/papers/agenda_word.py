"""The agenda as Word, to be worked with further: filled from the template that comes along."""

from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.shared import Cm, Pt

from cases.papers import wording
from cases.queries.papers import Line, MeetingPapers
from samverkan.lib.word import word

FONT = "Calibri"
# Of paragraphs that only steer (docxtpl's {%p … %}) nothing is left in the filled paper.
BODY: tuple[tuple[str, str], ...] = (
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
    paper = Document()
    _style(paper)
    for style, text in BODY:
        paper.add_paragraph(text, style=style)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _style(paper: Any) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet"):
        paper.styles[name].font.name = FONT
    paper.styles["Normal"].font.size = Pt(11)
    paper.styles["Normal"].paragraph_format.space_after = Pt(6)
    paper.styles["Title"].font.size = Pt(22)
    paper.core_properties.language = "sv-SE"
    paper.core_properties.title = "Ärendelista"
