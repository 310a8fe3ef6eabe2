"""Reading back the mail that Django's file backend has written: for the demonstration alone.

A file holds what one connection sent, with a line of dashes after each message. Nothing is
written here, and a file that cannot be read is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

BETWEEN = re.compile(rb"\n-{79}\n")
NAME = re.compile(r"^[0-9]{8}-[0-9]{6}-[0-9]+$")
# The newest files, which hold at least as many messages: nobody reads further back.
FILES = 300


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: the file and its place in it are its address."""

    file: str
    number: int
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "Utan ämne")

    @property
    def sent_at(self) -> datetime | None:
        """In UTC when the letter names no zone: "-0000" is that (RFC 5322), and naive here."""
        date = self.message["Date"]
        sent: datetime | None = date.datetime if date else None
        return sent.replace(tzinfo=UTC) if sent and sent.tzinfo is None else sent

    @property
    def heads(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items()]

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        if part is None:
            return ""
        try:
            return str(part.get_content())
        except LookupError:  # in an alphabet that nobody knows
            raw = part.get_payload(decode=True)
            return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""


def letters(folder: Path) -> Iterator[Letter]:
    """The newest first."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.name, reverse=True)[:FILES]
    for file in files:
        yield from reversed(_of(file))


def letter(folder: Path, name: str, number: int) -> Letter | None:
    """The one at that address; None when there is none."""
    file = folder / f"{name}.log"
    found = _of(file) if NAME.match(name) and file.is_file() else []
    return found[number - 1] if 0 < number <= len(found) else None


def _of(file: Path) -> list[Letter]:
    try:
        parts = [part for part in BETWEEN.split(file.read_bytes()) if part.strip()]
    except OSError:
        return []
    read = (message_from_bytes(part, policy=policy.default) for part in parts)
    return [
        Letter(file.stem, number, message)
        for number, message in enumerate(read, 1)
        if isinstance(message, EmailMessage)
    ]
