"""The words of a text, a letter or a Word file, as blocks to be set: nothing left out in silence.

A block is a paragraph (`p`), a heading (`h`), a point of a list (`li`) or a table's `row`.
"""

import zipfile
from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from typing import IO, Any

from docx import Document
from docx.oxml.ns import qn

Block = dict[str, Any]
LONGEST = 400_000
# A small file may unpack to a large one.
MOST_UNPACKED = 50_000_000
HEADERS = ("From", "To", "Cc", "Date", "Subject")
SWEDISH = {"From": "Från", "To": "Till", "Cc": "Kopia", "Date": "Datum", "Subject": "Ämne"}
HEADING = ("heading", "rubrik", "title")


class TooLong(Exception):
    """More text than anybody would read in a packet."""


def text_blocks(content: IO[bytes]) -> list[Block]:
    """The paragraphs of a text in UTF-8, or as Windows writes it."""
    return _paragraphs(_decoded(content.read(LONGEST + 1)))


def mail_blocks(content: IO[bytes]) -> list[Block]:
    """Who wrote what to whom; what was attached is named."""
    letter = BytesParser(policy=policy.default).parse(content)
    found = [
        _block("p", f"{SWEDISH[name]}: {letter[name]}") for name in HEADERS if letter.get(name)
    ]
    body = letter.get_body(preferencelist=("plain",))
    text = body.get_content() if body else "Brevet har ingen text utan formatering."
    attached = [str(part.get_filename()) for part in letter.iter_attachments()]
    named = [_block("p", f"Bilagor (inte med här): {', '.join(attached)}")] if attached else []
    return [*found, *_paragraphs(text), *named]


def word_blocks(content: IO[bytes]) -> list[Block]:
    """The words of a Word file in order, also those in content controls and text boxes."""
    with zipfile.ZipFile(content) as archive:
        if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
            raise TooLong
    content.seek(0)
    found = list(_inside(Document(content).element.body))
    if sum(len(str(each["text"])) for each in found) > LONGEST:
        raise TooLong
    return found


def _decoded(content: bytes) -> str:
    if len(content) > LONGEST:
        raise TooLong
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _paragraphs(text: str) -> list[Block]:
    if len(text) > LONGEST:
        raise TooLong
    parts = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n\n")
    return [_block("p", part.strip("\n")) for part in parts if part.strip()]


def _block(kind: str, text: str, cells: list[str] | None = None) -> Block:
    return {"kind": kind, "text": text, "cells": cells or []}


def _inside(element: Any) -> Iterator[Block]:
    for child in element:
        if child.tag == qn("w:p"):
            text = _text(child)
            if text.strip():
                yield _block(_kind(child), text)
        elif child.tag == qn("w:tbl"):
            yield from _rows(child)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _inside(child)


def _rows(table: Any) -> Iterator[Block]:
    for row in table.iter(qn("w:tr")):
        cells = [
            "\n".join(_text(each) for each in cell.iter(qn("w:p")))
            for cell in row.iterchildren(qn("w:tc"), qn("w:sdt"))
        ]
        yield _block("row", " ".join(cells), cells)


def _text(paragraph: Any) -> str:
    """What is written, inserted text too; what is struck out is w:delText and stays out."""
    return "".join(_words(paragraph))


def _words(element: Any) -> Iterator[str]:
    for child in element:
        # A text box is written twice, the second time for old programs.
        if str(child.tag).endswith("}Fallback"):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            yield "\t" if child.tag == qn("w:tab") else "\n"
        else:
            yield from _words(child)


def _kind(paragraph: Any) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = "" if style is None else str(style.get(qn("w:val"))).lower()
    if name.startswith(HEADING):
        return "h"
    is_list = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    return "li" if is_list or name.startswith("list") else "p"
