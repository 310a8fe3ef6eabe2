"""What every page of a packet says of itself: one small line, and the way back to the agenda.

Drawn straight onto the page in PDF's own coordinates, since no page may be set anew. It is marked
as an artefact, so that it is not read aloud on every page.
"""

from typing import Any

from pikepdf import Array, Dictionary, Name, Page, Pdf, String

SIZE = 7.5
LEFT, BOTTOM, PADDING = 18.0, 11.0, 3.0
# Helvetica's mean width by the size of the type; a little wide rather than narrow.
MEAN = 0.53
FONT, VEIL, SOLID = Name("/SamverkanStamp"), Name("/SamverkanVeil"), Name("/SamverkanSolid")

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


class Stamper:
    """Stamps the pages of one PDF; type and veil are written once and shared."""

    def __init__(self, paper: Pdf) -> None:
        self.paper = paper
        self.font = paper.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type1,
                BaseFont=Name.Helvetica,
                Encoding=Name.WinAnsiEncoding,
            )
        )
        self.veil = paper.make_indirect(Dictionary(Type=Name.ExtGState, ca=0.75))
        self.solid = paper.make_indirect(Dictionary(Type=Name.ExtGState, ca=1))

    def stamp(self, page: Page, text: str, back: Array | None) -> None:
        """Write `text` at the foot as the page is seen, a link to `back` if there is one."""
        where = seen(page)
        page.add_resource(self.font, Name.Font, FONT, replace_existing=True)
        page.add_resource(self.veil, Name.ExtGState, VEIL, replace_existing=True)
        page.add_resource(self.solid, Name.ExtGState, SOLID, replace_existing=True)
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(b"\nQ\n" + _drawn(text, where))
        if back is not None:
            _link(self.paper, page, _placed(_box(text), where), back)


def seen(page: Page) -> Matrix:
    """From the page as it is seen (origin at its lower left) to its own coordinates."""
    x0, y0, x1, y1 = (float(each) for each in page.cropbox)
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    turned = int(page.obj.get(Name.Rotate, 0)) % 360
    return {
        90: (0.0, 1.0, -1.0, 0.0, x1, y0),
        180: (-1.0, 0.0, 0.0, -1.0, x1, y1),
        270: (0.0, -1.0, 1.0, 0.0, x0, y1),
    }.get(turned, (1.0, 0.0, 0.0, 1.0, x0, y0))


def _box(text: str) -> Box:
    width = len(text) * SIZE * MEAN
    right, top = LEFT + width + PADDING, BOTTOM + SIZE + PADDING - 1
    return LEFT - PADDING, BOTTOM - PADDING, right, top


def _drawn(text: str, where: Matrix) -> bytes:
    x0, y0, x1, y1 = _box(text)
    moved = " ".join(f"{each:.2f}" for each in where)
    ground = f"{VEIL} gs 1 g {x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f"
    letters = f"{SOLID} gs 0.33 g BT {FONT} {SIZE} Tf {LEFT} {BOTTOM} Td "
    return (
        b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q "
        + f"{moved} cm {ground} {letters}".encode()
        + _string(text)
        + b" Tj ET Q EMC\n"
    )


def _string(text: str) -> bytes:
    """As the type's encoding has it; a letter from elsewhere becomes a question mark."""
    safe = text.encode("cp1252", "replace")
    for mark in (b"\\", b"(", b")"):
        safe = safe.replace(mark, b"\\" + mark)
    return b"(" + safe + b")"


def _placed(box: Box, where: Matrix) -> list[float]:
    """A rectangle of the page as it is seen, in its own coordinates."""
    a, b, c, d, e, f = where
    corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in (box[:2], box[2:])]
    xs, ys = zip(*corners, strict=True)
    return [min(xs), min(ys), max(xs), max(ys)]


def _link(paper: Pdf, page: Page, box: list[float], back: Array) -> None:
    annotation: Any = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array(box),
        Border=Array([0, 0, 0]),
        Contents=String("Till ärendelistan"),
        A=Dictionary(S=Name.GoTo, D=back),
    )
    if Name.Annots not in page.obj:
        page.obj.Annots = Array()
    page.obj.Annots.append(paper.make_indirect(annotation))
