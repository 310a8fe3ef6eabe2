"""The template that comes along: plain, well set, and a start for the region's own."""

from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.shared import Cm, Pt

FONT = "Calibri"
# Of paragraphs that only steer (docxtpl's {%p … %}) nothing is left in the filled paper.
BODY: tuple[tuple[str, str], ...] = (
    ("Title", "Samverkansavtal {{ period }}"),
    ("Subtitle", "mellan {{ region_namn }} och {{ kommun_namn }}"),
    ("Normal", "Diarienummer: {{ diarienummer }}"),
    ("Heading 1", "Parter"),
    ("Normal", "{{ region_namn }}, organisationsnummer {{ region_orgnr }}"),
    ("Normal", "{{ kommun_namn }}, organisationsnummer {{ kommun_orgnr }}"),
    ("Heading 1", "Avtalstid"),
    ("Normal", "Avtalet gäller från och med {{ forsta_dag }} till och med {{ sista_dag }}."),
    ("Heading 1", "{{ titel }}"),
    ("Normal", "{{ text }}"),
    ("Normal", "{%p for punkt in villkor %}"),
    ("Heading 2", "{{ punkt.nummer }}. {{ punkt.rubrik }}"),
    ("Normal", "{{ punkt.text }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p if egna_villkor %}"),
    ("Heading 1", "Villkor för {{ kommun }}"),
    ("Normal", "{%p for punkt in egna_villkor %}"),
    ("Heading 2", "{{ punkt.nummer }}. {{ punkt.rubrik }}"),
    ("Normal", "{{ punkt.text }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endif %}"),
)


@cache
def shipped_template() -> bytes:
    """The template as a Word file."""
    paper = Document()
    _style(paper)
    for style, text in BODY:
        paper.add_paragraph(text, style=style)
    paper.add_paragraph("{%p if anslag %}")
    paper.add_heading("Anslag", level=1)
    _table(paper, ("År", "Belopp"), ("{{ rad.ar }}", "{{ rad.belopp }}"), "rad in anslag")
    paper.add_paragraph("{%p endif %}")
    paper.add_heading("Underskrifter", level=1)
    paper.add_paragraph("Avtalet är upprättat i två exemplar, ett till var och en av parterna.")
    headings = ("Part", "Namn och titel", "Dag", "Underskrift")
    signed = ("{{ rad.part }}\n{{ rad.roll }}", "{{ rad.namn }}\n{{ rad.titel }}", "{{ rad.dag }}")
    _table(paper, headings, (*signed, "\n\n"), "rad in underskrifter")
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _style(paper: Any) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3)
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2"):
        paper.styles[name].font.name = FONT
    paper.styles["Normal"].font.size = Pt(11)
    paper.styles["Normal"].paragraph_format.space_after = Pt(8)
    paper.core_properties.language = "sv-SE"
    paper.core_properties.title = "Samverkansavtal"


def _table(paper: Any, headings: tuple[str, ...], cells: tuple[str, ...], each: str) -> None:
    """A row of headings and one row for each of something; the rows that steer are left out."""
    table = paper.add_table(rows=4, cols=len(headings), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, headings, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    table.rows[1].cells[0].text = f"{{%tr for {each} %}}"
    for cell, text in zip(table.rows[2].cells, cells, strict=True):
        cell.text = text
    table.rows[3].cells[0].text = "{%tr endfor %}"
