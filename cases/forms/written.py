"""The forms of a samråd in writing: last day, what is asked, why it is changed. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.forms.fields import DayField, Text
from cases.models import Case
from samverkan.lib.dates import add_working_days, today

# Working days that the members have to answer, unless the secretary says otherwise.
USUAL_DAYS = 7
LAST_DAY_NEEDED = "Välj sista dagen att svara."


def last_day_field(*, required: bool = True, needed_when: str = "") -> DayField:
    """The last day to answer, itself included; a week and a half ahead where nothing is said."""
    field = DayField(
        label="Sista dag att svara",
        required=required,
        help_text="Ledamöterna kan svara och ändra sig till och med den dagen.",
        initial=lambda: add_working_days(today(), USUAL_DAYS),
        error_messages={"required": LAST_DAY_NEEDED},
    )
    field.needed_when = needed_when  # type: ignore[attr-defined]  # shown beside the label
    return field


def question_field() -> Text:
    return Text(
        label="Till ledamöterna",
        help_text="Står i mejlet och överst på sidan där de svarar.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WrittenForm(forms.Form):
    """Which cases the members are asked about, until when, and in what words."""

    cases = forms.TypedMultipleChoiceField(
        label="Ärenden",
        help_text="De som inte väljs tas upp på nästa samråd.",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Välj minst ett ärende.",
            "invalid_choice": "Ett av ärendena väntar inte längre på samrådet. Välj igen.",
        },
    )
    last_day = last_day_field()
    question = question_field()

    def __init__(self, *args: Any, waiting: Sequence[Case], **more: Any) -> None:
        super().__init__(*args, **more)
        cases: Any = self.fields["cases"]
        cases.choices = [(case.pk, f"{case.registry_number} {case.title}") for case in waiting]
        cases.initial = [case.pk for case in waiting]

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "case_ids": data["cases"],
            "last_day": data["last_day"],
            "question": data["question"],
        }


class MoreTimeForm(forms.Form):
    """A later last day, and why; both are told to the members."""

    last_day = last_day_field()
    reason = Text(
        label="Varför flyttas sista dagen?",
        help_text="Står i mejlet till ledamöterna.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv varför sista dagen flyttas."},
    )


class EndForm(forms.Form):
    """Why it is ended before its last day; told to the members."""

    reason = Text(
        label="Varför avslutas det nu?",
        help_text="Står i mejlet till ledamöterna.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv varför det avslutas nu."},
    )
