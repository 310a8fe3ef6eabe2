"""Which calendar one wants an address for."""

from typing import Any

from django import forms

from bodies.models import Body

OWN = "mina"


class CalendarForm(forms.Form):
    """One's own, or a body's: `body` of a valid form is None for one's own."""

    body = forms.ChoiceField(
        label="Vad ska stå i kalendern?",
        error_messages={
            "required": "Välj vad som ska stå i kalendern.",
            "invalid_choice": "Välj ett organ i listan.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {body.key: body for body in Body.objects.order_by("name")}
        rows = [(key, f"Möten i {body.name}") for key, body in self.bodies.items()]
        field: Any = self.fields["body"]
        field.choices = [(OWN, "Mina möten och datum"), *rows]

    def clean_body(self) -> Body | None:
        return self.bodies.get(self.cleaned_data["body"])
