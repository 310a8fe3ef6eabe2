"""The Word template that a term's agreements are filled from."""

from django import forms

from bodies.forms.extract import CopyField


class TemplateForm(forms.Form):
    file = CopyField(
        label="Ny mall",
        help_text="En Word-fil (docx) med orden nedan inom dubbla klamrar.",
        error_messages={"required": "Välj en Word-fil."},
    )
