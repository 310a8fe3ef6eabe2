"""The form of a samråd's notes: presentation and views of each item. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.forms.fields import Text
from cases.models import MeetingNotes
from cases.queries.meeting_notes import Part


class NotesForm(forms.Form):
    """Two texts an item, from the latest edition or from what was typed at the samråd."""

    def __init__(self, *args: Any, parts: Sequence[Part], latest: MeetingNotes | None, **more: Any):
        super().__init__(*args, **more)
        self.parts = parts
        before = {each["item"]: each for each in latest.content["items"]} if latest else {}
        for part in parts:
            told = before.get(part.row.item.pk)
            self._add(part, "presentation", "Föredragning", told or {}, part.presentation)
            self._add(part, "views", "Synpunkter", told or {}, part.views)
        self.fields["other"] = Text(
            label="Övrigt",
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=latest.content["other"] if latest else "",
        )
        if latest:
            self.fields["reason"] = Text(
                label="Vad rättas och varför",
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": "Skriv vad som rättas och varför."},
                help_text="Ordförandena går igenom den nya utgåvan på nytt.",
            )

    def _add(self, part: Part, key: str, label: str, told: dict[str, Any], typed: str) -> None:
        self.fields[f"{key}-{part.row.item.pk}"] = Text(
            label=f"{label}, punkt {part.row.number}",
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial=told.get(key, typed),
        )

    @property
    def rows(self) -> list[tuple[Part, list[Any]]]:
        """Each item with its two fields."""
        keys = ("presentation", "views")
        return [(p, [self[f"{key}-{p.row.item.pk}"] for key in keys]) for p in self.parts]

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        keys = [part.row.item.pk for part in self.parts]
        texts = {pk: (data[f"presentation-{pk}"], data[f"views-{pk}"]) for pk in keys}
        return {"texts": texts, "other": data["other"], "reason": data.get("reason", "")}
