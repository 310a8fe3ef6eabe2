"""What a secrecy marking says: the provision, and the name that may be seen outside."""

from typing import Any, cast

from django import forms

from cases.actions.secrecy import Secrecy
from cases.forms.fields import Text
from cases.models import Case

NEEDED = {
    "legal_ground": "Skriv lagrummet, till exempel OSL 21 kap. 3 §.",
    "open_title": "Skriv vad ärendet ska heta utåt.",
}
BOTH = "behövs för att markera"


class SecrecyFields(forms.Form):
    """Both or none: with neither written the case is not marked."""

    legal_ground = Text(
        label="Lagrum",
        max_length=200,
        required=False,
        needed_when=BOTH,
        help_text="Till exempel OSL 21 kap. 3 §.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    open_title = Text(
        label="Offentlig ärendemening",
        max_length=300,
        required=False,
        needed_when=BOTH,
        help_text="Vad ärendet heter utåt. Skriv inget som röjer det hemliga.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        missing = [name for name in NEEDED if not data.get(name)]
        for name in missing if len(missing) < len(NEEDED) else ():
            if name not in self.errors:
                self.add_error(name, NEEDED[name])
        return data

    def secrecy(self) -> Secrecy | None:
        """The marking of a valid form, if there is to be one."""
        ground = self.cleaned_data["legal_ground"]
        return Secrecy(ground, self.cleaned_data["open_title"]) if ground else None


class SecrecyForm(SecrecyFields):
    """Marks a case that is registered, or changes its marking."""

    reason = Text(
        label="Varför?",
        max_length=1000,
        help_text="Står i ärendets historik.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv varför."},
    )
    field_order = ("legal_ground", "open_title", "reason")

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, initial={name: getattr(case, name) for name in NEEDED})
        for name, sentence in NEEDED.items():
            field = cast(Text, self.fields[name])
            field.required, field.needed_when = True, ""
            field.error_messages["required"] = sentence

    def marking(self) -> Secrecy:
        return Secrecy(self.cleaned_data["legal_ground"], self.cleaned_data["open_title"])
