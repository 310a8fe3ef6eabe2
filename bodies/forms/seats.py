"""One seat; ending many seats; carrying them over to a new term."""

from typing import Any

from django import forms

from bodies.forms.fields import DATE_INPUT
from bodies.forms.refusable import RefusableForm
from bodies.models import Term


class MembershipForm(RefusableForm):
    def clean(self) -> dict[str, Any] | None:
        """Days in order: PostgreSQL cannot even ask about overlaps of a range that is none."""
        cleaned = super().clean()
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Slutdagen ligger före startdagen.")
        return cleaned


class EndSeatsForm(forms.Form):
    last_day = forms.DateField(
        label="Sista dag",
        widget=DATE_INPUT,
        help_text="Den dagen gäller uppdragen fortfarande.",
        error_messages={"required": "Välj uppdragens sista dag."},
    )


class CopySeatsForm(forms.Form):
    term = forms.ModelChoiceField(
        label="Mandatperiod",
        queryset=Term.objects.all(),
        empty_label="Välj mandatperiod",
        help_text="Uppdragen får mandatperiodens dagar: fullmäktige sina, nämnder och andra sina.",
        error_messages={"required": "Välj en mandatperiod."},
    )
