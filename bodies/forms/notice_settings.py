"""How somebody wants their mail: for each kind when, and for reminders on which days."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from bodies.forms.days import DaysField, days_as_typed, days_in_words
from bodies.forms.fields import DATE_INPUT
from bodies.models import Body, Person
from bodies.models.notice_choice import Manner
from bodies.notices import Kind, all_kinds
from bodies.queries.notice_settings import colleagues_of, common_days, manners_of, own_days
from bodies.reminders import Rule, all_rules
from bodies.roles import Role
from samverkan.lib.dates import today

MANNER_WRONG = "Välj hur du vill få mejlen."
DAY_WRONG = {"required": "Välj en dag.", "invalid": "Skriv dagen så här: 2026-11-01."}


@dataclass(frozen=True, slots=True)
class Row:
    """One kind on the page: its fields, or what stands there when nothing can be chosen."""

    kind: Kind
    manner: forms.BoundField | None
    days: forms.BoundField | None
    usual: str


def kinds_for(person: Person) -> list[Kind]:
    """What this person may get and has a say in, or must get by law. One query."""
    seated = Body.objects.seating(person.pk, today()).exists()
    return [k for k in all_kinds() if not k.fixed and k.reaches(person, seated=seated)]


class MailForm(forms.Form):
    """One choice a kind, and the days of each reminder. Only what was changed is saved."""

    def __init__(self, data: Any = None, *, person: Person) -> None:
        self.kinds = kinds_for(person)
        self.rules = {rule.key: rule for rule in all_rules()}
        manners, own, common = manners_of(person), own_days(person), common_days()
        self.usual = {key: common.get(key, list(rule.days)) for key, rule in self.rules.items()}
        super().__init__(data, initial=_initial(self.kinds, manners, own))
        for kind in self.kinds:
            if not kind.required:
                self._add(kind)

    def _add(self, kind: Kind) -> None:
        self.fields[f"hur_{kind.key}"] = forms.ChoiceField(
            label="Mejla mig",
            choices=Manner.choices,
            error_messages={"required": MANNER_WRONG, "invalid_choice": MANNER_WRONG},
        )
        rule = self.rules.get(kind.key)
        if rule and has_own_days(rule):
            self.fields[f"dagar_{kind.key}"] = DaysField(rule, self.usual[kind.key])

    def rows(self) -> list[Row]:
        return [self._row(kind) for kind in self.kinds]

    def _row(self, kind: Kind) -> Row:
        rule = self.rules.get(kind.key)
        usual = days_in_words(self.usual[kind.key], working=rule.working) if rule else ""
        return Row(kind, self._bound(f"hur_{kind.key}"), self._bound(f"dagar_{kind.key}"), usual)

    def _bound(self, name: str) -> forms.BoundField | None:
        return self[name] if name in self.fields else None

    def changed_manners(self) -> dict[str, str]:
        """Kind → manner, of a valid form."""
        return {
            name.removeprefix("hur_"): self.cleaned_data[name]
            for name in self.changed_data
            if name.startswith("hur_")
        }

    def changed_days(self) -> dict[str, list[int]]:
        """Rule → days, of a valid form; none means the usual ones."""
        return {
            name.removeprefix("dagar_"): self.cleaned_data[name]
            for name in self.changed_data
            if name.startswith("dagar_")
        }


def has_own_days(rule: Rule) -> bool:
    """What comes on the day itself, or by law, has no other days to choose."""
    return rule.days != (0,) and not rule.required


def _initial(
    kinds: list[Kind], manners: Mapping[str, str], own: Mapping[str, list[int]]
) -> dict[str, str]:
    chosen = {f"hur_{kind.key}": manners.get(kind.key, Manner.AT_ONCE) for kind in kinds}
    return chosen | {f"dagar_{key}": days_as_typed(days) for key, days in own.items()}


class StandInForm(forms.Form):
    """Somebody near at hand, from one day to another; `anybody` is false if nobody is."""

    stand_in = forms.ModelChoiceField(
        label="Vem ersätter dig?",
        queryset=Person.objects.none(),
        empty_label="Välj en person",
        error_messages={
            "required": "Välj en person.",
            "invalid_choice": "Välj en person i listan.",
        },
    )
    first_day = forms.DateField(label="Från", widget=DATE_INPUT, error_messages=DAY_WRONG)
    last_day = forms.DateField(
        label="Till och med",
        widget=DATE_INPUT,
        error_messages=DAY_WRONG,
        help_text="Den dagen går mejlen fortfarande till ersättaren.",
    )

    def __init__(self, data: Any = None, *, person: Person) -> None:
        super().__init__(data)
        field: Any = self.fields["stand_in"]
        field.queryset = colleagues_of(person)
        field.label_from_instance = _named
        self.anybody = field.queryset.exists()
        if person.is_region_staff:
            field.help_text = "En kollega i regionen."
        elif person.has_role(Role.MUNICIPAL_REGISTRAR):
            field.help_text = "En registrator i din kommun, eller någon i samma organ som du."
        else:
            field.help_text = "Någon som sitter i samma organ som du."

    def clean(self) -> dict[str, Any]:
        """Days in order: PostgreSQL cannot even ask about overlaps of a range that is none."""
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "Sista dagen ligger före den första.")
        return self.cleaned_data


def _named(person: Person) -> str:
    return ", ".join(filter(None, (person.full_name, person.title)))
