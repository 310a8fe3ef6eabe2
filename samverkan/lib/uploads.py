"""What may be uploaded: judged by the content as well as by the name.

The allow-list is short on purpose: formats that people read and archives keep.
Nothing is trusted from the browser but the bytes.
"""

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser
from pathlib import PurePosixPath
from typing import IO, Any, Protocol

import puremagic

from samverkan.lib.errors import DomainError

MAX_BYTES = 40 * 1000 * 1000
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
ALLOWED = "PDF, Word, Excel, PowerPoint, OpenDocument, text, e-post, PNG eller JPEG"
ACCEPT = ",".join(TYPES)


class Upload(Protocol):
    """What an uploaded file offers: a name, a size in bytes, and seekable content."""

    name: str | None
    size: int | None

    def seek(self, offset: int, whence: int = 0, /) -> Any: ...
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """An approved file: clean name, type by content, size in bytes, SHA-256 in hex."""

    name: str
    content_type: str
    size: int
    sha256: str


def check_upload(upload: Upload) -> CheckedFile:
    """Approve a file or raise DomainError, which names the file and says what to do."""
    name = clean_name(upload.name or "")
    suffix = PurePosixPath(name).suffix.lower()
    size = upload.size or 0
    if suffix not in TYPES:
        raise DomainError(f"”{name}” går inte att ta emot. Välj {ALLOWED}.")
    if size == 0:
        raise DomainError(f"”{name}” är tom. Välj filen igen.")
    if size > MAX_BYTES:
        raise DomainError(f"”{name}” är för stor. En fil får vara högst 40 MB.")
    if not _is(suffix, upload):
        raise DomainError(
            f"”{name}” är inte det som namnet säger. Spara om filen och välj den igen."
        )
    return CheckedFile(name, TYPES[suffix], size, _digest(upload))


def clean_name(name: str) -> str:
    """The last part of a file name without control characters, at most 150 characters."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    name = re.sub(r'[<>:"|?*]', "-", " ".join(name.split())).strip(". ")
    path = PurePosixPath(name or "fil")
    return path.stem[: 150 - len(path.suffix)] + path.suffix


def _chunks(upload: Upload) -> Iterator[bytes]:
    upload.seek(0)
    while chunk := upload.read(CHUNK):
        yield chunk
    upload.seek(0)


def _digest(upload: Upload) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(upload):
        digest.update(chunk)
    return digest.hexdigest()


def _head(upload: Upload, size: int = 4096) -> bytes:
    upload.seek(0)
    head = upload.read(size)
    upload.seek(0)
    return head


def _is(suffix: str, upload: Upload) -> bool:
    """Whether the content is what the suffix says."""
    if suffix in (".txt", ".csv"):
        return _is_text(upload)
    if suffix == ".eml":
        return _is_text(upload) and _is_mail(_head(upload))
    if suffix in OFFICE_PART or suffix in (".odt", ".ods"):
        return _is_office(suffix, upload)
    return _magic(_head(upload)) == TYPES[suffix]


def _magic(head: bytes) -> str:
    try:
        return str(puremagic.from_string(head, mime=True))
    except puremagic.PureError:
        return ""


def _is_text(upload: Upload) -> bool:
    """Readable as UTF-8 or Latin-1, without NUL, and not a web page."""
    if re.match(rb"\s*(<!doctype|<html|<script|<svg|<\?xml)", _head(upload), re.IGNORECASE):
        return False
    return all(b"\0" not in chunk for chunk in _chunks(upload))


def _is_mail(head: bytes) -> bool:
    headers = BytesHeaderParser(policy=policy.default).parsebytes(head)
    return bool(headers["from"]) and bool(headers["date"] or headers["received"])


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    """What an OpenDocument file says it is; its first member, a line long."""
    first = archive.infolist()[:1]
    if not first or first[0].filename != "mimetype" or first[0].file_size > 200:
        return b""
    return archive.read("mimetype")


def _is_office(suffix: str, upload: Upload) -> bool:
    """A zip with the right parts and no macros. Only its table of contents is read."""
    upload.seek(0)
    stream: IO[bytes] = upload  # type: ignore[assignment]  # an Upload reads and seeks as zipfile needs
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            mimetype = _mimetype(archive)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return False
    finally:
        upload.seek(0)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return False
    if suffix in OFFICE_PART:
        part = OFFICE_PART[suffix]
        return "[Content_Types].xml" in names and any(n.startswith(part) for n in names)
    return mimetype.decode("ascii", "replace") == TYPES[suffix]
