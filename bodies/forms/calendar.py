"""Which calendar one wants an address for."""

from typing import Any

from django import forms

from bodies.models import Body


class CalendarForm(forms.Form):
    """One's own, or a body's."""

    body = forms.ModelChoiceField(
        label="Vad ska stå i kalendern?",
        queryset=Body.objects.none(),
        required=False,
        empty_label="Mina möten och datum",
        to_field_name="key",
        error_messages={"invalid_choice": "Välj ett organ i listan."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.queryset = Body.objects.order_by("name")
        field.label_from_instance = lambda body: f"Möten i {body.name}"
