"""What more the summons says, and what has changed when it is sent again."""

from typing import Any

from django import forms


class SummonsForm(forms.Form):
    note = forms.CharField(
        label="Något att säga till alla?",
        help_text="Frivilligt. Det står överst i mejlet.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Skriv högst 1 000 tecken."},
    )

    def __init__(self, data: Any, *, again: bool) -> None:
        super().__init__(data)
        if again:
            field = self.fields["note"]
            field.label, field.help_text = "Vad har ändrats?", "Det står överst i mejlet."
            field.required = True
            field.error_messages["required"] = "Skriv vad som har ändrats."
