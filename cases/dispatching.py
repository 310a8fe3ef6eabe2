"""What a ministry wants of an answer: names of files, a subject line, an address to write to.

Pure: texts in, texts out. Sending is done by a person with their own mail program;
what was sent, when and to whom is recorded by the action `dispatch`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

# What the act is called in the file's name, by the kind it is stored as.
NAMED = {"opinion": "yttrande", "extract": "protokollsutdrag"}
# The formats a ministry asks for: one that can be worked in, and one that everybody can read.
WORKABLE = frozenset({".docx", ".odt"})
READABLE = frozenset({".pdf"})


@dataclass(frozen=True, slots=True)
class Letter:
    """The covering mail: all of it may be changed by the person before it is sent."""

    address: str
    subject: str
    text: str

    @property
    def mailto(self) -> str:
        """An address that opens a new message in one's own mail program."""
        query = f"subject={quote(self.subject)}&body={quote(self.text)}"
        return f"mailto:{quote(self.address, safe='@')}?{query}"


def subject_line(*, reference: str, region: str, own_number: str) -> str:
    """The ministry's number and the region's name; our own number if it gave none."""
    return f"{reference or own_number} {region}".strip()


def letter_for(
    *, address: str, reference: str, region: str, own_number: str, title: str, inquiry: str
) -> Letter:
    """The mail that goes with the answer."""
    about = f"{title} ({inquiry})" if inquiry else title
    lines = [
        f"Här kommer {region}s yttrande över {about}.",
        "",
        f"Ert diarienummer: {reference}" if reference else "",
        f"Vårt diarienummer: {own_number}",
        "",
        "Vänliga hälsningar",
        region,
    ]
    subject = subject_line(reference=reference, region=region, own_number=own_number)
    text = "\r\n".join(line for n, line in enumerate(lines) if line or n != 2)
    return Letter(address, subject, text)


def answer_name(*, region: str, kind: str, about: str, filename: str) -> str:
    """`Region Västerbotten - yttrande SOU 2020-73.pdf`.

    `about` is the inquiry, the sender's number or our own; signs that cannot stand
    in a file's name become dashes. The suffix is the stored file's.
    """
    word = NAMED.get(kind, "bilaga")
    name = f"{region} - {word} {about}".strip()
    for sign in '/\\:*?"<>|':
        name = name.replace(sign, "-")
    return f"{name}{PurePosixPath(filename).suffix.lower()}"


def numbered(names: Iterable[str]) -> list[str]:
    """The same names, with (2), (3) … where one comes again."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        path = PurePosixPath(name)
        again = f" ({seen[name]})" if seen[name] > 1 else ""
        found.append(f"{path.stem}{again}{path.suffix}")
    return found


def missing_formats(filenames: Sequence[str]) -> str:
    """A sentence when the answer lacks one of the two formats a ministry asks for."""
    suffixes = {PurePosixPath(name).suffix.lower() for name in filenames}
    wanted = []
    if not suffixes & WORKABLE:
        wanted.append("en som går att arbeta i (Word)")
    if not suffixes & READABLE:
        wanted.append("en tillgänglig PDF")
    if not wanted:
        return ""
    return f"Departementen vill ha svaret i två versioner. Här saknas {' och '.join(wanted)}."
