"""What one wishes of a year of meetings, and the proposal that comes of it."""

import re
from datetime import date
from typing import Any

from django import forms

from bodies.actions.year_plan import SEATS, Starts, body_at
from bodies.forms.fields import MOMENT_INPUT
from bodies.models import CooperationArea
from bodies.year_plan import LAST, Rule, rule_days
from samverkan.lib.dates import MONTHS, WEEKDAYS, today

BY_RULE, BY_LIST = "regel", "lista"
WORKING = [(number, name) for number, name in enumerate(WEEKDAYS[:5])]
WHICH = [(1, "Första"), (2, "Andra"), (3, "Tredje"), (4, "Fjärde"), (LAST, "Sista")]
# July is no month for meetings; everything else is for the planner to take away.
USUAL_MONTHS = [month for month in range(1, 13) if month != 7]
MOST_DAYS = 60
FURTHEST = 90
DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
SHORT = re.compile(
    r"(?P<day>\d{1,2})(?:/(?P<month>\d{1,2})| (?P<name>[a-zå-ö]+))(?: (?P<year>\d{4}))?"
)
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

# What is proposed to begin with; every region has its own, so all of it can be changed.
USUAL: dict[str, Any] = {
    "satt": BY_RULE,
    "vilken": 1,
    "veckodag": 2,
    "manader": USUAL_MONTHS,
    "utskott_fore": 21,
    "samrad_fore": 14,
    "tid_utskott": "09:00",
    "tid_samrad": "13:00",
    "tid_namnd": "09:00",
}

AN_HOUR = {"required": "Skriv ett klockslag.", "invalid": "Skriv klockslaget som 09.00."}
DAYS_BEFORE = {
    "required": "Skriv antal dagar, 0 för samma dag.",
    "invalid": "Skriv antal dagar med siffror.",
    "min_value": "Skriv 0 eller mer.",
    "max_value": f"Skriv högst {FURTHEST} dagar.",
}


class WishForm(forms.Form):
    """Which days the board meets, and how long before it the others do. Lies in the address."""

    omrade = forms.ModelChoiceField(
        label="Samverkansområde",
        queryset=CooperationArea.objects.none(),
        to_field_name="key",
        empty_label=None,
        error_messages={
            "required": "Välj ett område.",
            "invalid_choice": "Välj ett område i listan.",
        },
    )
    ar = forms.TypedChoiceField(label="År", coerce=int, error_messages={"required": "Välj ett år."})
    satt = forms.ChoiceField(
        label="Nämndens dagar",
        choices=[(BY_RULE, "Efter en regel"), (BY_LIST, "Jag skriver dagarna själv")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur du vill välja nämndens dagar."},
    )
    vilken = forms.TypedChoiceField(label="Vilken", choices=WHICH, coerce=int, required=False)
    veckodag = forms.TypedChoiceField(label="Veckodag", choices=WORKING, coerce=int, required=False)
    manader = forms.TypedMultipleChoiceField(
        label="Månader",
        choices=[(month, name.capitalize()) for month, name in enumerate(MONTHS, 1)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dagar = forms.CharField(
        label="Dagar",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="En dag på varje rad, till exempel 2027-02-03 eller 3 februari.",
    )
    utskott_fore = forms.IntegerField(
        error_messages=DAYS_BEFORE,
        label="Utskottet, dagar före nämnden",
        min_value=0,
        max_value=FURTHEST,
        widget=forms.NumberInput({"class": "short"}),
    )
    samrad_fore = forms.IntegerField(
        error_messages=DAYS_BEFORE,
        label="Samrådet, dagar före nämnden",
        min_value=0,
        max_value=FURTHEST,
        widget=forms.NumberInput({"class": "short"}),
        help_text="Samma tal som utskottet betyder samma dag.",
    )
    tid_utskott = forms.TimeField(label="Utskottet börjar", widget=HOUR, error_messages=AN_HOUR)
    tid_samrad = forms.TimeField(label="Samrådet börjar", widget=HOUR, error_messages=AN_HOUR)
    tid_namnd = forms.TimeField(label="Nämnden börjar", widget=HOUR, error_messages=AN_HOUR)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = today().year
        areas: Any = self.fields["omrade"]
        areas.queryset = CooperationArea.objects.select_related(
            "preparing_committee", "consultation", "board"
        ).order_by("pk")
        years: Any = self.fields["ar"]
        years.choices = [(each, str(each)) for each in range(year, year + 4)]
        for name in ("vilken", "veckodag", "manader"):
            by_rule: Any = self.fields[name]
            by_rule.needed_when = "efter en regel"
        by_hand: Any = self.fields["dagar"]
        by_hand.needed_when = "när du skriver själv"
        first = areas.queryset.first()
        self.initial = {**USUAL, "omrade": first and first.key, "ar": year + 1, **self.initial}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("satt") == BY_LIST:
            self._read_list(data)
        elif data.get("satt") == BY_RULE and not data.get("manader"):
            self.add_error("manader", "Välj minst en månad.")
        before, after = data.get("utskott_fore"), data.get("samrad_fore")
        if before is not None and after is not None and after > before:
            self.add_error("samrad_fore", "Samrådet följer på utskottets möte. Skriv färre dagar.")
        return data

    def _read_list(self, data: dict[str, Any]) -> None:
        if "ar" not in data:
            return
        try:
            data["days"] = days_in(data.get("dagar", ""), data["ar"])
        except ValueError as error:
            self.add_error("dagar", str(error))

    @property
    def days(self) -> list[date]:
        """The board's days that are still to come, of a valid form."""
        data = self.cleaned_data
        if data["satt"] == BY_LIST:
            found: list[date] = data["days"]
        else:
            rule = Rule(data["veckodag"], data["vilken"], data["manader"])
            found = rule_days(data["ar"], rule)
        return [day for day in found if day > today()]


def days_in(text: str, year: int) -> list[date]:
    """The days of a typed list. Raises ValueError with a Swedish sentence that names the line."""
    lines = [
        line.strip().rstrip(".,;").lower() for line in re.split(r"[\n;]", text) if line.strip()
    ]
    if not lines:
        raise ValueError("Skriv minst en dag.")
    if len(lines) > MOST_DAYS:
        raise ValueError(f"Skriv högst {MOST_DAYS} dagar åt gången.")
    return sorted({_day(line, year) for line in lines})


def _day(line: str, year: int) -> date:
    found = DAY.fullmatch(line) or SHORT.fullmatch(line)
    try:
        if found is None:
            raise ValueError
        said = found.groupdict()
        month = MONTHS.index(said["name"]) + 1 if said.get("name") else int(said["month"])
        day = date(int(said["year"] or year), month, int(said["day"]))
    except ValueError:
        raise ValueError(f"”{line}” är ingen dag. Skriv till exempel 3 februari.") from None
    if day.year != year:
        raise ValueError(f"”{line}” ligger inte i {year}.")
    return day


class ChainForm(forms.Form):
    """One row of the proposal: when each body meets. A row without any time is left out."""

    committee = forms.DateTimeField(required=False, widget=MOMENT_INPUT)
    consultation = forms.DateTimeField(required=False, widget=MOMENT_INPUT)
    board = forms.DateTimeField(required=False, widget=MOMENT_INPUT)

    def __init__(self, *args: Any, area: CooperationArea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for seat in SEATS:
            if body := body_at(area, seat):
                self.fields[seat].label = f"{body.abbreviation}, rad {self.row}"
                self.fields[seat].error_messages["invalid"] = "Skriv dag och klockslag."
            else:
                del self.fields[seat]

    @property
    def row(self) -> int:
        return int(str(self.prefix).rpartition("-")[2]) + 1

    @property
    def starts(self) -> Starts:
        return Starts(**{seat: self.cleaned_data.get(seat) for seat in SEATS})


ChainFormSet = forms.formset_factory(ChainForm, extra=0, max_num=MOST_DAYS, absolute_max=MOST_DAYS)
