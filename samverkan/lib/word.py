"""Make and fill Word templates (docx). Jinja runs in its sandbox; what is filled in is escaped.

Knows no app and no model. Whether a template that people wrote holds is their own module's to say.
"""

from io import BytesIO
from typing import IO, Any

from docx import Document
from docx.shared import Cm, Pt
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # has no types of its own
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

FONT = "Calibri"
STYLES = ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet")
# The name of a style, and a paragraph's text in it. Of paragraphs that only steer (docxtpl's
# {%p … %}) nothing is left in the filled paper.
Body = tuple[tuple[str, str], ...]


def plain_paper(
    title: str, body: Body, *, margin: float = 2.5, after: int = 6, title_size: int | None = 22
) -> Any:
    """A plain A4 in Swedish, `title` in its properties: centimetres beside it, points between."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(margin)
    for name in STYLES:
        paper.styles[name].font.name = FONT
    paper.styles["Normal"].font.size = Pt(11)
    paper.styles["Normal"].paragraph_format.space_after = Pt(after)
    if title_size:
        paper.styles["Title"].font.size = Pt(title_size)
    paper.core_properties.language = "sv-SE"
    paper.core_properties.title = title
    for style, text in body:
        paper.add_paragraph(text, style=style)
    return paper


def as_bytes(paper: Any) -> bytes:
    """A paper as a Word file."""
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def word(template: IO[bytes], words: dict[str, Any]) -> bytes:
    """The filled Word file. Raises jinja2.TemplateError for a template that cannot be filled."""
    paper = DocxTemplate(template)
    jinja = SandboxedEnvironment(undefined=StrictUndefined)
    paper.render(words, jinja, autoescape=True)
    return as_bytes(paper)
