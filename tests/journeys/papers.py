"""PDFs as they are fetched by somebody at a screen, and what they must declare."""

import io
from typing import Any

from pypdf import PdfReader

from tests.journeys.conftest import Visitor


def read(visitor: Visitor, path: str) -> PdfReader:
    answer = visitor.page.context.request.get(visitor.site + path)
    assert answer.headers["content-type"] == "application/pdf", (path, answer.status)
    return PdfReader(io.BytesIO(answer.body()))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def is_archivable(pdf: PdfReader) -> bool:
    """Language, tags and title, and PDF/A-2a and PDF/UA-1 as declared."""
    root: Any = pdf.trailer["/Root"]
    told = root["/Metadata"].get_data().decode()
    marks = ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<")
    assert pdf.metadata
    assert pdf.metadata.title
    return (
        root["/Lang"] == "sv"
        and bool(root["/MarkInfo"]["/Marked"])
        and all(mark in told for mark in marks)
    )
