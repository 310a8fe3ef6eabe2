"""What a file is by its bytes, and why it is not what its name says.

Only questions about content: names, sizes and how many are `uploads`. Nothing is
unpacked: of a zip only the table of contents and a line of type are read, so a zip
bomb does nothing here. A PDF locked with a password is let through, since what has
come in must be registered as it came.
"""

import re
import zipfile
from collections.abc import Iterator
from email import policy
from email.parser import BytesHeaderParser
from typing import IO, Any, Protocol

import puremagic

CHUNK = 1 << 20
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
TEXT, CSV, MAIL = "text/plain", "text/csv", "message/rfc822"
OPEN_XML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."

TYPES: dict[str, str] = {
    ".pdf": PDF,
    ".docx": OPEN_XML + "wordprocessingml.document",
    ".xlsx": OPEN_XML + "spreadsheetml.sheet",
    ".pptx": OPEN_XML + "presentationml.presentation",
    ".odt": ODF + "text",
    ".ods": ODF + "spreadsheet",
    ".txt": TEXT,
    ".csv": CSV,
    ".eml": MAIL,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
}
# The part that makes a zip that kind of office document.
OFFICE_PART = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/"}
# Where macros live: VBA in Microsoft's formats, old Excel macro sheets, Basic in OpenDocument.
MACRO = re.compile(r"(^|/)(vbaproject\.bin|macrosheets/.*|Basic/.*|Scripts/.+)$", re.IGNORECASE)
# Office documents of before 2007, and those locked with a password, are an OLE container.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Atomic groups, or a file of nothing but comments would take for ever.
MARKUP = re.compile(
    rb"(?>\s*<!--.*?-->)*+\s*<(!doctype|html|head|body|script|svg|\?xml)",
    re.IGNORECASE | re.DOTALL,
)
# Control characters that no text has, beside tab, line ends, form feed and escape.
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

NOT_WHAT_IT_SAYS = "är inte det som namnet säger. Spara om filen och välj den igen."
HAS_MACROS = "innehåller makron. Spara den utan makron, eller som PDF, och välj den igen."
LOCKED_OR_OLD = (
    "är låst med lösenord eller sparad i ett äldre format. Spara den utan lösenord i dagens format."
)


class Readable(Protocol):
    """Seekable content, as every uploaded file offers it."""

    def seek(self, offset: int, whence: int = 0, /) -> Any: ...
    def read(self, size: int = -1, /) -> bytes: ...


def chunks(content: Readable) -> Iterator[bytes]:
    """The whole content from its beginning, a megabyte at a time; then wound back."""
    content.seek(0)
    while chunk := content.read(CHUNK):
        yield chunk
    content.seek(0)


def fault(suffix: str, content: Readable) -> str:
    """Why the content is not what `suffix` (a key of TYPES) says; empty when it is."""
    head = _head(content)
    if suffix in (".txt", ".csv"):
        fits = _is_text(head, content)
    elif suffix == ".eml":
        fits = _is_text(head, content) and _is_mail(head)
    elif suffix in OFFICE_PART or suffix in (".odt", ".ods"):
        return _office_fault(suffix, head, content)
    else:
        fits = _magic(head) == TYPES[suffix]
    return "" if fits else NOT_WHAT_IT_SAYS


def _head(content: Readable, size: int = 64 * 1024) -> bytes:
    content.seek(0)
    head = content.read(size)
    content.seek(0)
    return head


def _magic(head: bytes) -> str:
    try:
        return str(puremagic.from_string(head[:4096], mime=True))
    except (puremagic.PureError, ValueError):
        return ""


def _is_text(head: bytes, content: Readable) -> bool:
    """Readable as UTF-8 or Latin-1; not a web page, a PDF or anything binary."""
    start = head.removeprefix(b"\xef\xbb\xbf")
    if MARKUP.match(start) or start.startswith((b"%PDF-", b"PK\x03\x04", b"{\\rtf")):
        return False
    return not any(BINARY.search(chunk) for chunk in chunks(content))


def _is_mail(head: bytes) -> bool:
    headers = BytesHeaderParser(policy=policy.compat32).parsebytes(head)
    return "from" in headers and ("date" in headers or "received" in headers)


def _office_fault(suffix: str, head: bytes, content: Readable) -> str:
    """Why this is not a zip with the right parts and no macros; empty when it is."""
    if head.startswith(OLE):
        return LOCKED_OR_OLD
    if not head.startswith(b"PK\x03\x04"):
        return NOT_WHAT_IT_SAYS
    stream: IO[bytes] = content  # type: ignore[assignment]  # reads and seeks as zipfile needs
    try:
        with zipfile.ZipFile(stream) as archive:
            names, mimetype = archive.namelist(), _mimetype(archive)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
        return NOT_WHAT_IT_SAYS
    finally:
        content.seek(0)
    if any(MACRO.search(name) for name in names):
        return HAS_MACROS
    if suffix in OFFICE_PART:
        inside = any(name.startswith(OFFICE_PART[suffix]) for name in names)
        fits = "[Content_Types].xml" in names and inside
    else:
        fits = mimetype == TYPES[suffix].encode()
    return "" if fits else NOT_WHAT_IT_SAYS


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    """What an OpenDocument file says it is: its first member, one stored line."""
    first = next(iter(archive.infolist()), None)
    if first is None or first.filename != "mimetype" or first.file_size > 200:
        return b""
    if first.compress_type != zipfile.ZIP_STORED:
        return b""
    return archive.read(first)
