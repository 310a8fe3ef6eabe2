"""A paper: archivable and accessible as declared, in Swedish, and typed text is only text."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from samverkan.lib.pdf import pdf

STEP = {"tone": "attention", "word": "utdrag", "said": "Försenat", "text": "skulle ha kommit"}
ROW = {"name": "Ö", "tone": "attention", "state": "Skickat", "columns": [[STEP]]}
DATA: dict[str, Any] = {
    "title": "Ett papper",
    "lead": "Läget i dag",
    "late": "",
    "headings": ["Kommun", "Skickat"],
    "rows": [ROW],
    "totals": ["Klart", "0 av 1"],
    "legend": "Tecken",
}


def read(**changed: object) -> PdfReader:
    return PdfReader(BytesIO(pdf("agreements", DATA | changed)))


def metadata(paper: PdfReader) -> str:
    """The XMP packet, where a PDF says which standards it keeps."""
    packet: Any = paper.trailer["/Root"]["/Metadata"]  # type: ignore[index]
    found: str = packet.get_object().get_data().decode()
    return found


def test_it_says_which_standards_it_keeps_and_is_tagged_in_swedish() -> None:
    paper = read()
    root: Any = paper.trailer["/Root"]
    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert paper.metadata is not None
    assert paper.metadata.title == "Ett papper"
    told = metadata(paper)
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in told
    assert "<pdfuaid:part>1</pdfuaid:part>" in told


def test_the_typeface_comes_along() -> None:
    fonts: Any = read().pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    names = {fonts[key]["/BaseFont"].partition("+")[2] for key in fonts}
    assert names
    assert all(name.startswith("SourceSans3") for name in names)


def test_what_is_typed_is_never_run() -> None:
    typed = '#panic("nu") *fet* $x$ @a <b> \\ // `kod` "citat"'
    text = read(rows=[ROW | {"name": typed}]).pages[0].extract_text()
    assert typed.replace(" ", "") in text.replace(" ", "").replace("\n", "")


def test_the_heading_row_is_repeated_and_pages_are_counted() -> None:
    paper = read(rows=[ROW] * 60)
    assert len(paper.pages) > 1
    for number, page in enumerate(paper.pages, 1):
        assert "Skickat" in page.extract_text()
        assert f"Sida {number} av {len(paper.pages)}" in page.extract_text()


def test_a_paper_without_a_title_is_refused() -> None:
    with pytest.raises(KeyError):
        pdf("agreements", {})
