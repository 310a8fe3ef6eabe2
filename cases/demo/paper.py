"""Small real PDF documents that say of themselves that they are invented."""

from textwrap import wrap

from django.core.files.base import ContentFile

from cases.actions.documents import NewFile
from samverkan.lib.uploads import check_upload

MARK = "Demonstrationshandling. Innehållet är påhittat."
LINE = 85


def paper(name: str, title: str, text: str, kind: str) -> NewFile:
    """A one-page PDF, checked as any upload would be."""
    content = ContentFile(pdf(title, text), name=f"{name}.pdf")
    return NewFile(content=content, checked=check_upload(content), kind=kind, title=title)


def pdf(title: str, text: str) -> bytes:
    """One A4 page with a heading, the text and the mark. Western European letters only."""
    body = [f"BT /F1 16 Tf 60 770 Td {_string(line)} Tj ET" for line in wrap(title, 55)[:1]]
    lines = [*wrap(title, 55)[1:], "", *wrap(text, LINE), "", MARK]
    body += ["BT /F1 11 Tf 16 TL 60 745 Td", *(f"{_string(line)} Tj T*" for line in lines), "ET"]
    page = "\n".join(body)
    return _assemble(
        [
            "<< /Type /Catalog /Pages 2 0 R /Lang (sv-SE) >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            " /Resources << /Font << /F1 5 0 R >> >> >>",
            f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            f"<< /Title {_string(title)} >>",
        ]
    )


def _string(text: str) -> str:
    safe = text.encode("cp1252", "replace").decode("cp1252")
    return "(" + safe.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def _assemble(objects: list[str]) -> bytes:
    """Number the objects and write the table of where each begins, in bytes."""
    out = b"%PDF-1.4\n"
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>"
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode("cp1252")
