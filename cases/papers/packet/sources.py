"""A document's file as PDF, or why it cannot be had. Nothing here knows of the packet.

A PDF is taken as it is, a picture gets a page of its own, and of text, mail and Word the words
are set anew, since no word processor runs here; what is lost then is said on the page.
"""

from collections.abc import Callable
from contextlib import ExitStack
from io import BytesIO
from typing import IO, Any

from pikepdf import Array, Dictionary, Name, Page, PasswordError, Pdf, PdfError, Rectangle
from PIL import Image, ImageOps

from cases.papers.packet.cleaning import A4
from cases.papers.packet.texts import Block, TooLong, mail_blocks, text_blocks, word_blocks
from cases.queries.papers import Paper
from samverkan.lib.content import CSV, JPEG, MAIL, PNG, TEXT, TYPES
from samverkan.lib.content import PDF as PDF_TYPE
from samverkan.lib.pdf import pdf

GONE = "Filen finns inte på servern. Hör av dig till registratorn."
BROKEN = "Filen är trasig och går inte att läsa."
LOCKED = "Filen är låst med lösenord."
EMPTY = "Filen har inga sidor."
TOO_LONG = "Texten är för lång för att sättas här."
OTHER = "Den sortens fil går inte att göra om till PDF här."
LAYERED = "Filen har dolda lager, som skulle synas här."
COLLECTION = "Filen är en samling av flera filer."
ATTACHED = "Filer som är bifogade i PDF-filen är inte med."
DAMAGED = "Filen är skadad. Det som gick att läsa är med."
ONLY_WORDS = "Det här är texten ur filen. Bilder, fotnoter och sidornas utseende är inte med."

MARGIN = 40
# Pixels on the longer side: sharp in print, and no larger in memory.
LARGEST = 2400

Reader = Callable[[IO[bytes]], list[Block]]
READERS: dict[str, Reader] = {
    TEXT: text_blocks,
    CSV: text_blocks,
    MAIL: mail_blocks,
    TYPES[".docx"]: word_blocks,
}


class Missing(Exception):
    """The document cannot be put in; the sentence says why."""


def source(paper: Paper, keep: ExitStack) -> Pdf:
    """The document as PDF, open until `keep` is closed. Raises Missing."""
    kind = paper.version.content_type
    try:
        content = keep.enter_context(paper.version.file.open("rb"))
    except (OSError, ValueError) as error:
        raise Missing(GONE) from error
    if kind == PDF_TYPE:
        return _opened(content, keep)
    try:
        made = _converted(paper, kind, content)
    except (Missing, MemoryError):
        raise
    except TooLong as error:
        raise Missing(TOO_LONG) from error
    except Exception as error:  # the readers of Word, mail and pictures raise what they like
        raise Missing(BROKEN) from error
    return _opened(BytesIO(made), keep)


def shortcomings(found: Pdf) -> list[str]:
    """What of a document that is put in does not come along."""
    told = [ATTACHED] if found.attachments else []
    return [*told, DAMAGED] if _is_damaged(found) else told


def _is_damaged(found: Pdf) -> bool:
    """Whether it had to be mended to be read at all."""
    return any("damaged" in warning for warning in map(str, found.get_warnings()))


def _opened(content: Any, keep: ExitStack) -> Pdf:
    try:
        found = keep.enter_context(Pdf.open(content))
        count = len(found.pages)
    except PasswordError as error:
        raise Missing(LOCKED) from error
    except (PdfError, ValueError, RuntimeError, OSError) as error:
        raise Missing(BROKEN) from error
    if not count:
        raise Missing(BROKEN if _is_damaged(found) else EMPTY)
    if Name.Collection in found.Root:
        raise Missing(COLLECTION)
    if _hides(found):
        raise Missing(LAYERED)
    return found


def _hides(found: Pdf) -> bool:
    """Whether a layer is switched off: the pages alone do not know of it."""
    layers: Any = found.Root.get(Name.OCProperties, Dictionary())
    shown = layers.get(Name.D, Dictionary()) if isinstance(layers, Dictionary) else Dictionary()
    if not isinstance(shown, Dictionary):
        return False
    return bool(shown.get(Name.OFF, Array())) or shown.get(Name.BaseState) == Name.OFF


def _converted(paper: Paper, kind: str, content: IO[bytes]) -> bytes:
    if kind in (PNG, JPEG):
        return _picture(content)
    if kind not in READERS:
        raise Missing(OTHER)
    return _words(paper, ONLY_WORDS if kind == TYPES[".docx"] else "", READERS[kind](content))


def _words(paper: Paper, note: str, blocks: list[Block]) -> bytes:
    document = paper.document
    about = f"{document.act_number}, {paper.version.filename}"
    data: dict[str, Any] = {"title": document.title, "about": about, "note": note}
    return pdf("packet_text", data | {"blocks": blocks})


def _picture(content: IO[bytes]) -> bytes:
    """The picture on a page of A4, upright as the camera was held, never enlarged past it."""
    with Image.open(content) as opened:
        opened.draft("RGB", (LARGEST, LARGEST))
        shown = ImageOps.exif_transpose(opened)
        shown.thumbnail((LARGEST, LARGEST))
        flat = Image.new("RGB", shown.size, "white")
        layer = shown.convert("RGBA")
        flat.paste(layer, mask=layer)
    drawn = BytesIO()
    flat.save(drawn, "PDF", quality=85)
    return _on_a4(drawn)


def _on_a4(drawn: BytesIO) -> bytes:
    with Pdf.open(drawn) as picture, Pdf.new() as paper:
        box = picture.pages[0].mediabox
        width, height = A4 if box[2] <= box[3] else A4[::-1]
        page: Page = paper.add_blank_page(page_size=(width, height))
        page.add_overlay(
            picture.pages[0], Rectangle(MARGIN, MARGIN, width - MARGIN, height - MARGIN)
        )
        out = BytesIO()
        paper.save(out)
    return out.getvalue()
