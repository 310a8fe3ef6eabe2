"""Put the packet together: summons, documents, bookmarks, links there and back, stamps.

The summons's pages keep their tags; the documents come with none, so the packet claims neither
PDF/A nor PDF/UA, as the summons alone does. Nothing here asks who may read what: that is the
edition's (queries.papers).
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import file_digest
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf, PdfError

from cases.papers import wording
from cases.papers.packet.cleaning import clean, flatten
from cases.papers.packet.sources import BROKEN, Missing, shortcomings, source
from cases.papers.packet.stamps import Stamper
from cases.papers.summons import TO_PAPER, summons
from cases.queries.papers import Line, MeetingPapers, Paper
from samverkan.lib.dates import swedish_date
from samverkan.lib.pdf import pdf

Lost = dict[str, str]
Told = Callable[[int], None]
CLAIMS = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")


@dataclass(frozen=True, slots=True)
class Built:
    """The finished file: pages, size in bytes, SHA-256 in hex, and what is not in it."""

    pages: int
    size: int
    sha256: str
    missing: list[Lost]


@dataclass(slots=True)
class _Packet:
    """A packet under way: where each document begins, and where the agenda tells of it."""

    out: Pdf
    found: MeetingPapers
    keep: ExitStack
    first: dict[int, int] = field(default_factory=dict)
    back: dict[int, Array] = field(default_factory=dict)
    item_of_page: list[tuple[str, int | None]] = field(default_factory=list)
    missing: list[Lost] = field(default_factory=list)


def build(found: MeetingPapers, path: Path, told: Told = lambda done: None) -> Built:
    """Write the packet to `path`; `told` hears how many documents are in.

    Raises typst.TypstError or OSError, never for what a document is like.
    """
    with ExitStack() as keep:
        out = keep.enter_context(Pdf.open(BytesIO(summons(found, in_packet=True))))
        packet = _Packet(out, found, keep, item_of_page=[("", None)] * len(out.pages))
        done = 0
        for line in found.lines:
            for paper in line.papers:
                _put(packet, line, paper)
                done += 1
                told(done)
        _link_there(packet)
        _stamp(packet)
        _mark(packet)
        _declare(packet)
        pages = len(out.pages)
        out.save(path)
    with path.open("rb") as written:
        return Built(pages, path.stat().st_size, file_digest(written, "sha256").hexdigest(),
                     packet.missing)  # fmt: skip


# ── The documents ────────────────────────────────────────────────────────────────────────


def _put(packet: _Packet, line: Line, paper: Paper) -> None:
    """The document's pages, or one that says why they are not there."""
    start = len(packet.out.pages)
    try:
        found = source(paper, packet.keep)
        _append(packet.out, found)
        for shortcoming in shortcomings(found):
            _lose(packet, line, paper, shortcoming)
    except Missing as reason:
        _stand_in(packet, line, paper, str(reason))
    except (PdfError, ValueError, TypeError, RuntimeError):
        del packet.out.pages[start:]
        _stand_in(packet, line, paper, BROKEN)
    packet.first[paper.key] = start
    count = len(packet.out.pages) - start
    packet.item_of_page += [(line.number, paper.key)] * count


def _append(out: Pdf, found: Pdf) -> None:
    flatten(found)
    for page in found.pages:
        out.pages.append(page)
        clean(out.pages[-1])


def _stand_in(packet: _Packet, line: Line, paper: Paper, why: str) -> None:
    document = paper.document
    data = {
        "title": document.title,
        "about": f"{document.act_number}, {paper.version.filename}",
        "why": why,
        "where": document.case.registry_number,
        "link": f"{settings.SITE_URL}{document.case.get_absolute_url()}",
    }
    page = packet.keep.enter_context(Pdf.open(BytesIO(pdf("packet_missing", data))))
    _append(packet.out, page)
    _lose(packet, line, paper, why)


def _lose(packet: _Packet, line: Line, paper: Paper, why: str) -> None:
    document = paper.document
    packet.missing.append(
        {"number": line.number, "title": document.title, "act": document.act_number, "why": why}
    )


# ── The way through it ───────────────────────────────────────────────────────────────────


def _link_there(packet: _Packet) -> None:
    """The agenda's links to documents lead to their first pages; remember where each stands."""
    for page in packet.out.pages[: _summons_length(packet)]:
        for annotation in page.obj.get(Name.Annots, Array()):
            uri = str(annotation.get(Name.A, Dictionary()).get(Name.URI, ""))
            if not uri.startswith(TO_PAPER):
                continue
            key = int(uri.removeprefix(TO_PAPER))
            target = packet.out.pages[packet.first[key]]
            annotation.A = Dictionary(S=Name.GoTo, D=_top(target))
            packet.back.setdefault(key, _at(page, annotation))


def _summons_length(packet: _Packet) -> int:
    return sum(key is None for _, key in packet.item_of_page)


def _top(page: Page) -> Array:
    return Array([page.obj, Name.Fit])


def _at(page: Page, annotation: Any) -> Array:
    """The place of a line, with what stands just above it."""
    top = float(annotation.Rect[3]) + 60
    return Array([page.obj, Name.XYZ, None, top, None])


def _stamp(packet: _Packet) -> None:
    meeting = packet.found.meeting
    stamper, last = Stamper(packet.out), len(packet.out.pages)
    name = f"{meeting.body.abbreviation} {swedish_date(meeting.day)}"
    for count, (page, (number, key)) in enumerate(
        zip(packet.out.pages, packet.item_of_page, strict=True), start=1
    ):
        item = f"Ärende {number}" if number else ""
        parts = (name, item, packet.found.edition.label, f"Sida {count} av {last}")
        text = "  ·  ".join(part for part in parts if part)
        stamper.stamp(page, text, packet.back.get(key) if key else None)


def _mark(packet: _Packet) -> None:
    """Bookmarks: the summons, then each item with its documents."""
    if Name.Outlines in packet.out.Root:
        del packet.out.Root.Outlines
    with packet.out.open_outline() as outline:
        outline.root.append(OutlineItem("Kallelse", 0))
        for line in packet.found.lines:
            papers = [_bookmark(packet, p.document.title, p) for p in line.papers]
            named = f"{line.number}. {line.title}" if line.number else line.title
            begins = packet.first[line.papers[0].key] if papers else 0
            entry = OutlineItem(named, begins)
            entry.children.extend(papers)
            entry.is_closed = True
            outline.root.append(entry)


def _bookmark(packet: _Packet, title: str, paper: Paper) -> OutlineItem:
    return OutlineItem(title, packet.first[paper.key])


def _declare(packet: _Packet) -> None:
    """Swedish, titled, open with the bookmarks shown; no claim that its documents cannot keep."""
    root = packet.out.Root
    root.PageMode = Name.UseOutlines
    root.MarkInfo = Dictionary(Marked=True, Suspects=True)
    with packet.out.open_metadata(set_pikepdf_as_editor=False) as told:
        for claim in CLAIMS:
            if claim in told:
                del told[claim]
        told["dc:title"] = f"{wording.title(packet.found.meeting)} med handlingar"
