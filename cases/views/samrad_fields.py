"""The fields of the chair's screen as its template shows them: label, text, who saved it when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cases.models import ConsultationDraft, DraftKey
from cases.queries.meeting_page import SeatRow
from cases.queries.samrad import Drafts, Voice
from samverkan.lib.dates import STOCKHOLM

# In the order of the screen. What each is for.
HELP = {
    DraftKey.NOTE: "Det samrådet skickar med till nämnden. Står i rådet.",
    DraftKey.REASON: "Behövs bara om ärendet inte behandlades. Står i nämndens beslut.",
    DraftKey.PRESENTATION: "Vem som berättade och vad. Står i anteckningarna från mötet.",
}


@dataclass(frozen=True, slots=True)
class Field:
    """`base` is the text that the field starts from, and `text` what stands in it."""

    name: str
    label: str
    text: str
    base: str
    help: str = ""
    error: str = ""
    saved: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A delegate with the field for what they think."""

    row: SeatRow
    instead_of: str
    field: Field


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with the form and was refused, with the sentence by the field's name."""

    posted: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def general(self) -> str:
        """What is not about one field."""
        return " ".join(v for k, v in self.errors.items() if k in ("", "meeting"))

    def field(self, name: str, label: str, draft: ConsultationDraft | None) -> Field:
        text = draft.text if draft else ""
        error, sent = self.errors.get(name, ""), self.posted.get(name)
        keep = error and sent is not None
        return Field(
            name=name,
            label=label,
            text=str(sent) if keep else text,
            base=str(self.posted.get(f"base-{name}", text)) if keep else text,
            help=HELP.get(DraftKey(name), "") if name in set(DraftKey) else "",
            error=error,
            saved=saved_words(draft) if draft else "",
        )


def fields_of(drafts: Drafts, typed: Typed) -> list[Field]:
    """Medskick, reason and presentation."""
    return [typed.field(key, key.label, drafts.get(key)) for key in HELP]


def sides_of(sides: list[tuple[str, list[Voice]]], typed: Typed) -> list[tuple[str, list[Spoken]]]:
    return [(label, [_spoken(voice, typed) for voice in voices]) for label, voices in sides]


def _spoken(voice: Voice, typed: Typed) -> Spoken:
    label = f"Vad {voice.row.person.full_name} säger"
    instead = voice.instead_of.full_name if voice.instead_of else ""
    return Spoken(voice.row, instead, typed.field(voice.name, label, voice.draft))


def told(draft: ConsultationDraft) -> dict[str, Any]:
    """A field for the page's script."""
    return {"text": draft.text, "version": draft.version, "saved": saved_words(draft)}


def saved_words(draft: ConsultationDraft) -> str:
    """Sparat 13.42 av Sara Sekreterare"""
    at = draft.saved_at.astimezone(STOCKHOLM)
    return f"Sparat {at:%H.%M} av {draft.saved_by.full_name}"
