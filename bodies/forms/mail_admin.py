"""What an administrator fills in about others' reminders and stand-ins."""

from typing import Any, ClassVar

from django import forms

from bodies.forms.days import DaysField, days_as_typed
from bodies.forms.notice_settings import has_own_days
from bodies.forms.refusable import RefusableForm
from bodies.models import ReminderDays, StandIn
from bodies.reminders import all_rules


def rule_choices() -> list[tuple[str, str]]:
    return [("", "Välj en påminnelse"), *((r.key, r.label) for r in all_rules() if has_own_days(r))]


class ReminderDaysForm(RefusableForm):
    """The days of one rule, for a body, for a person, or (without either) for all."""

    rule = forms.ChoiceField(label="Påminnelse", choices=rule_choices)
    days = forms.CharField(
        label="Dagar",
        error_messages={"required": "Skriv minst en dag."},
        max_length=100,
        help_text="Antal dagar med komma emellan, till exempel 14, 7, 2. "
        "Påminnelsen själv avgör om de räknas före eller efter, och om det är arbetsdagar.",
    )

    class Meta:
        model = ReminderDays
        fields = ("rule", "body", "person")
        help_texts: ClassVar = {
            "body": "För det organets möten. Lämna tomt för en person eller för alla.",
            "person": "Bara för den personen. Lämna tomt för ett organ eller för alla.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("rule", None)
            self.initial["days"] = days_as_typed(self.instance.days)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        key = self.cleaned_data.get("rule") or self.instance.rule
        rule = next((each for each in all_rules() if each.key == key), None)
        if rule and "days" in self.cleaned_data:
            try:
                days = DaysField(rule, rule.days).clean(self.cleaned_data["days"])
                self.cleaned_data["days"] = days
            except forms.ValidationError as error:
                self.add_error("days", error)
        return cleaned


class StandInAdminForm(RefusableForm):
    class Meta:
        model = StandIn
        fields = ("person", "stand_in", "first_day", "last_day")

    def clean(self) -> dict[str, Any] | None:
        """Days in order: PostgreSQL cannot even ask about overlaps of a range that is none."""
        cleaned = super().clean()
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "Sista dagen ligger före den första.")
        return cleaned
