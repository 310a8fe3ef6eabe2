"""What may be uploaded: judged by the content (`content`) as well as by the name.

The allow-list is short on purpose: formats that people read and archives keep.
Nothing is trusted from the browser but the bytes. Nothing is stored here.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from samverkan.lib.content import TYPES, Readable, chunks, fault
from samverkan.lib.errors import DomainError

MAX_BYTES = 40 * 1000 * 1000
MAX_FILES = 20
MAX_NAME = 150
ALLOWED = "PDF, Word, Excel, PowerPoint, OpenDocument, text, e-post, PNG eller JPEG"
ACCEPT = ",".join(TYPES)
# What to do with a kind that is not taken, where there is something to do.
INSTEAD = {
    ".doc": "Spara den som docx och välj den igen.",
    ".xls": "Spara den som xlsx och välj den igen.",
    ".ppt": "Spara den som pptx och välj den igen.",
    ".docm": "Spara den som docx, utan makron, och välj den igen.",
    ".xlsm": "Spara den som xlsx, utan makron, och välj den igen.",
    ".pptm": "Spara den som pptx, utan makron, och välj den igen.",
    ".rtf": "Spara den som docx eller PDF och välj den igen.",
    ".msg": "Spara brevet som eml eller PDF och välj det igen.",
    ".zip": "Packa upp den och välj filerna var för sig.",
}


class Upload(Readable, Protocol):
    """What an uploaded file offers: a name, a size in bytes, and seekable content."""

    @property
    def name(self) -> str | None: ...
    @property
    def size(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """An approved file: clean name, type by content, size in bytes, SHA-256 in hex."""

    name: str
    content_type: str
    size: int
    sha256: str


def check_count(count: int) -> None:
    """Raise DomainError when more files than MAX_FILES came with one form."""
    if count > MAX_FILES:
        raise DomainError(
            f"Du har valt {count} filer. Välj högst {MAX_FILES} åt gången "
            "och lägg till resten efteråt."
        )


def check_upload(upload: Upload) -> CheckedFile:
    """Approve a file or raise DomainError, which names the file and says what to do."""
    name = clean_name(upload.name or "")
    suffix = PurePosixPath(name).suffix.lower()
    size = upload.size or 0
    if suffix not in TYPES:
        advice = INSTEAD.get(suffix, f"Välj {ALLOWED}.")
        raise DomainError(f"”{name}” går inte att ta emot. {advice}")
    if size == 0:
        raise DomainError(f"”{name}” är tom. Välj filen igen.")
    if size > MAX_BYTES:
        raise DomainError(f"”{name}” är för stor. En fil får vara högst 40 MB.")
    if reason := fault(suffix, upload):
        raise DomainError(f"”{name}” {reason}")
    return CheckedFile(name, TYPES[suffix], size, _digest(upload))


def clean_name(name: str) -> str:
    """The last part of a file name without control characters, at most 150 bytes of UTF-8."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    name = re.sub(r'[<>:"|?*]', "-", " ".join(name.split())).strip(". ")
    path = PurePosixPath(name or "fil")
    # Disks count bytes, of which å has two.
    suffix = path.suffix if len(path.suffix.encode()) < MAX_NAME else ""
    room = MAX_NAME - len(suffix.encode())
    stem = path.name.removesuffix(suffix).encode()[:room].decode(errors="ignore")
    return (stem.rstrip(". ") or "fil") + suffix


def _digest(upload: Upload) -> str:
    digest = hashlib.sha256()
    for chunk in chunks(upload):
        digest.update(chunk)
    return digest.hexdigest()
