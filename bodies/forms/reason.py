"""Why: what every act on somebody's mail, and much else, asks for."""

from django import forms


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Varför?",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Skriv varför."},
    )
