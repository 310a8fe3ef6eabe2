"""Who prepares the case."""

from typing import Any

from django import forms

from bodies.models import Person
from cases.forms.referral import case_officers
from cases.models import Case


class AssignForm(forms.Form):
    officer = forms.ModelChoiceField(
        label="Handläggare",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Ingen handläggare",
        help_text="Den du väljer får veta det med e-post.",
        error_messages={"invalid_choice": "Välj en handläggare i listan."},
    )

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, initial={"officer": case.officer_id})
        field = self.fields["officer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = case_officers()

    def chosen(self) -> Person | None:
        """The one chosen in a valid form, if any."""
        chosen: Person | None = self.cleaned_data["officer"]
        return chosen
