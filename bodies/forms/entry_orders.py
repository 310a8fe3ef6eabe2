"""The order between parties, as it is written in the minutes: Alfa, Beta, Gamma."""

from typing import ClassVar

from django import forms
from django.contrib.postgres.forms import SimpleArrayField

from bodies.forms.refusable import RefusableForm


class EntryOrderForm(RefusableForm):
    steps_in = SimpleArrayField(
        forms.CharField(max_length=10),
        label="Ersätts från, i ordning",
        help_text="Partierna med komma emellan, det som kallas först främst: Alfa, Beta, Gamma.",
        error_messages={"required": "Skriv minst ett parti."},
    )

    class Meta:
        labels: ClassVar = {"party": "Den frånvarandes parti"}
