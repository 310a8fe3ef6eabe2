"""The small forms in the addresses of the pages: a day, a body."""

from typing import Any

from django import forms

from bodies.models import Body
from samverkan.lib.ordering import swedish_order


class DayForm(forms.Form):
    """Which day's members to show."""

    dag = forms.DateField(
        label="En annan dag",
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Välj en dag.",
            "invalid": "Skriv dagen så här: 2026-11-01.",
        },
    )


class BodyFilterForm(forms.Form):
    """Which body's meetings to show."""

    organ = forms.ModelChoiceField(
        label="Organ",
        queryset=Body.objects.none(),
        to_field_name="key",
        required=False,
        empty_label="Alla organ",
        error_messages={"invalid_choice": "Organet finns inte. Alla organs möten visas."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organ"]
        field.queryset = Body.objects.order_by(swedish_order("name"))
