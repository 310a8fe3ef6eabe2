"""The template that comes along: plain, well set, and a start for the region's own."""

from functools import cache
from typing import Any

from samverkan.lib.word import Body, as_bytes, plain_paper

BODY: Body = (
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
    paper = plain_paper("Samverkansavtal", BODY, margin=3, after=8, title_size=None)
    paper.add_paragraph("{%p if anslag %}")
    paper.add_heading("Anslag", level=1)
    _table(paper, ("År", "Belopp"), ("{{ rad.ar }}", "{{ rad.belopp }}"), "rad in anslag")
    paper.add_paragraph("{%p endif %}")
    paper.add_heading("Underskrifter", level=1)
    paper.add_paragraph("Avtalet är upprättat i två exemplar, ett till var och en av parterna.")
    headings = ("Part", "Namn och titel", "Dag", "Underskrift")
    signed = ("{{ rad.part }}\n{{ rad.roll }}", "{{ rad.namn }}\n{{ rad.titel }}", "{{ rad.dag }}")
    _table(paper, headings, (*signed, "\n\n"), "rad in underskrifter")
    return as_bytes(paper)


def _table(paper: Any, headings: tuple[str, ...], cells: tuple[str, ...], each: str) -> None:
    """A row of headings and one row for each of something; the rows that steer are left out."""
    table = paper.add_table(rows=4, cols=len(headings), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, headings, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    table.rows[1].cells[0].text = f"{{%tr for {each} %}}"
    for cell, text in zip(table.rows[2].cells, cells, strict=True):
        cell.text = text
    table.rows[3].cells[0].text = "{%tr endfor %}"
