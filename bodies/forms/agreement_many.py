"""What is asked before something is done to many agreements at once.

The versions that the page was rendered with are posted beside the form, one a row.
"""

from typing import Any

from django import forms

from bodies.forms.agreement_parts import WIDE, day_field
from samverkan.lib.needed import say_what_is_needed


class ManyForm(forms.Form):
    """Why it is done, which stands in the history of each; needed where something is replaced."""

    reason = forms.CharField(
        label="Anteckning",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Kommer med i vart och ett av avtalens historik.",
    )

    def __init__(self, *args: Any, replaces: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "reason"] + ["reason"])
        if replaces:
            why = self.fields["reason"]
            why.required, why.label = True, "Varför görs det igen?"
            why.error_messages["required"] = "Skriv varför det görs igen."
        say_what_is_needed(self.fields)


class SendManyForm(ManyForm):
    sent_on = day_field("Vilken dag skickades de?", "Skriv vilken dag avtalen skickades.")
    sent_to = forms.CharField(
        label="Till vem?",
        max_length=200,
        widget=WIDE,
        help_text="Till exempel kommunens registrator. Varje kommun får sitt eget avtal.",
        error_messages={"required": "Skriv till vem avtalen skickades."},
    )


class ReceiveManyForm(ManyForm):
    received_on = day_field("Vilken dag kom utdragen in?", "Skriv vilken dag utdragen kom in.")


class LiftManyForm(ManyForm):
    def __init__(self, *args: Any, replaces: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, replaces=True, **kwargs)
        why = self.fields["reason"]
        why.label, why.error_messages["required"] = "Varför?", "Skriv varför."


class ArchiveManyForm(ManyForm):
    archived_on = day_field("Vilken dag arkiverades de?", "Skriv vilken dag de arkiverades.")
