"""Fields that several forms share: a day as people write it, text that can be kept."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from samverkan.lib.dates import MONTHS

IN_WORDS = re.compile(r"^(\d{1,2})\.? ([a-zåäö]{3,9})\.? (\d{4})$")
YEARS = range(1900, 2101)
ODD_CHARACTER = "Texten innehåller ett tecken som inte går att spara. Ta bort det och försök igen."
TOO_LONG = "Skriv högst %(limit_value)d tecken. Nu är det %(show_value)d."
HOW_TO_WRITE = "Skriv dagen som 2027-02-03 eller 3 februari 2027."


class DayField(forms.DateField):
    """A day: from the browser's calendar, as 2027-02-03, or as 3 februari 2027."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("input_formats", ["%Y-%m-%d"])
        kwargs["error_messages"] = {"invalid": HOW_TO_WRITE} | kwargs.get("error_messages", {})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(_as_iso(value) if isinstance(value, str) else value)
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError("Skriv ett år mellan 1900 och 2100.", code="year")
        return day


def _as_iso(text: str) -> str:
    """3 februari 2027 as 2027-02-03; anything else as it was."""
    found = IN_WORDS.match(" ".join(text.lower().split()))
    if not found:
        return text
    month = [n for n, name in enumerate(MONTHS, 1) if name.startswith(found[2])]
    return f"{found[3]}-{month[0]:02}-{int(found[1]):02}" if len(month) == 1 else text


class Text(forms.CharField):
    """Text, with a sentence of our own when it holds a character no database keeps.

    `needed_when` says beside the label what makes an otherwise optional text needed.
    """

    def __init__(self, *, needed_when: str = "", **kwargs: Any) -> None:
        kwargs["error_messages"] = {"max_length": TOO_LONG} | kwargs.get("error_messages", {})
        super().__init__(**kwargs)
        self.needed_when = needed_when
        self.validators = [
            ProhibitNullCharactersValidator(ODD_CHARACTER)
            if isinstance(each, ProhibitNullCharactersValidator)
            else each
            for each in self.validators
        ]
