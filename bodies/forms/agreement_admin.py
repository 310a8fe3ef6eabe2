"""What is asked before something is done to many agreements at once."""

from django import forms

from bodies.forms.fields import DATE_INPUT


class DayForm(forms.Form):
    day = forms.DateField(
        label="Vilken dag?",
        widget=DATE_INPUT,
        error_messages={"required": "Skriv vilken dag."},
    )


class SendManyForm(DayForm):
    sent_to = forms.CharField(
        label="Till vem?",
        max_length=200,
        help_text="Till exempel kommunens registrator. Varje kommun får sitt eget avtal.",
        error_messages={"required": "Skriv till vem avtalen skickades."},
    )
