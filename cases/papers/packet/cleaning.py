"""What a source's pages bring along, and what of it may stay in a packet.

Filled forms and comments are drawn onto the page. Links to the web stay. Scripts, attached files,
and links to places in a document that is no longer whole do not.
"""

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

# Points at the source's own tags, threads, thumbnails and what programs keep for themselves.
DROPPED = (Name.StructParents, Name.AA, Name.B, Name.Thumb, Name.PieceInfo, Name.Metadata)
A4 = (595, 842)
SCHEMES = ("http://", "https://", "mailto:")


def flatten(found: Pdf) -> None:
    """Draw what lies on the pages onto them, if anything but links does."""
    if any(not _is_link(each) for page in found.pages for each in _annotations(page)):
        if Name.AcroForm in found.Root:
            found.generate_appearance_streams()
        found.flatten_annotations("screen")


def clean(page: Page) -> None:
    """Leave the page's look and its links to the web."""
    kept = [each for each in _annotations(page) if _is_link(each) and _leads_out(each)]
    for each in kept:
        each.A = Dictionary(S=Name.URI, URI=each.A.URI)
        for name in (Name.StructParent, Name.AA, Name.PA):
            if name in each:
                del each[name]
    for name in (*DROPPED, Name.Annots):
        if name in page.obj:
            del page.obj[name]
    if kept:
        page.obj.Annots = Array(kept)
    _straighten(page)


def _straighten(page: Page) -> None:
    """A size and a turn that a page must have to be drawn on, where the source's are no such."""
    try:
        x0, y0, x1, y1 = (float(each) for each in page.cropbox)
        is_whole = x0 != x1 and y0 != y1
    except (AttributeError, TypeError, ValueError):
        is_whole = False
    if not is_whole:
        page.obj.MediaBox = Array([0, 0, *A4])
        page.obj.CropBox = page.obj.MediaBox
    turned = page.obj.get(Name.Rotate, 0)
    if not isinstance(turned, int) or turned % 90:
        page.obj.Rotate = 0


def _annotations(page: Page) -> list[Any]:
    found: Any = page.obj.get(Name.Annots)
    if not isinstance(found, Object) or not isinstance(found, Array):
        return []
    return [each for each in found if isinstance(each, Dictionary)]


def _is_link(annotation: Any) -> bool:
    return bool(annotation.get(Name.Subtype) == Name.Link)


def _leads_out(annotation: Any) -> bool:
    action = annotation.get(Name.A)
    if not isinstance(action, Dictionary) or action.get(Name.S) != Name.URI:
        return False
    return str(action.get(Name.URI, "")).lower().startswith(SCHEMES)
