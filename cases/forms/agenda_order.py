"""The lines of an agenda in one form: a row each, and empty rows for new points."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from bodies.models.standing_point import LONGEST_MINUTES, PointKind
from cases.actions.agenda_order import Arranged
from cases.models.agenda_item import Section
from cases.queries.agenda_plan import AgendaLine
from samverkan.lib.needed import say_what_is_needed

MOST_LINES = 999
NEW = ("ny1", "ny2", "ny3")
BETWEEN = "Skriv ett tal mellan {} och {}."


def _number(label: str, most: int, *, required: bool) -> forms.IntegerField:
    wrong = BETWEEN.format(1, most)
    messages = {"invalid": wrong, "min_value": wrong, "max_value": wrong, "required": wrong}
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        required=required,
        widget=widget,
        error_messages=messages,
    )


class LineForm(forms.Form):
    """One line. A samråd's items are ordered by their committee, so there they have no fields."""

    place = _number("Ordning", MOST_LINES, required=True)
    kind = forms.ChoiceField(label="Slag", error_messages={"required": "Välj slag."})
    title = forms.CharField(label="Rubrik", max_length=200, required=False)
    text = forms.CharField(label="Text", max_length=2000, required=False, widget=forms.Textarea)
    presenter = forms.CharField(label="Föredragande", max_length=200, required=False)
    minutes = _number("Minuter", LONGEST_MINUTES, required=False)
    goes = forms.BooleanField(label="Ta bort", required=False)

    def __init__(self, *args: Any, is_item: bool, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = list(Section.choices if is_item else PointKind.choices)
        if is_item:
            for name in ("title", "text", "goes"):
                del self.fields[name]
        if is_new:
            del self.fields["goes"]
            kind.choices = [("", "Ingen ny punkt"), *kind.choices]
            kind.required = self.fields["place"].required = False
        for name, longest in (("title", 200), ("text", 2000), ("presenter", 200)):
            if name in self.fields:
                self.fields[name].error_messages["max_length"] = f"Skriv högst {longest} tecken."
        say_what_is_needed(self.fields)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A line and its fields; `line` is None for a new point, `form` for what is not set here."""

    key: str
    line: AgendaLine | None
    form: LineForm | None


class AgendaForm:
    """All the rows. Valid when every one of them is."""

    def __init__(self, data: Any, *, lines: Sequence[AgendaLine], advises: bool) -> None:
        self.rows = [
            OrderRow(line.key, line, _line_form(data, n, line, advises=advises))
            for n, line in enumerate(lines, start=1)
        ]
        for key in NEW:
            form = LineForm(data, prefix=key, is_item=False, is_new=True)
            self.rows.append(OrderRow(key, None, form))

    def is_valid(self) -> bool:
        return not [row for row in self.rows if row.form and not row.form.is_valid()]

    def arranged(self) -> list[Arranged]:
        """The lines as they are wanted; new ones come last unless they say where."""
        found = []
        for n, row in enumerate(self.rows, start=1):
            if row.form is None:
                found.append(Arranged(row.key, n, ""))
            elif row.line or row.form.cleaned_data["kind"]:
                given = dict(row.form.cleaned_data)
                place = given.pop("place") or MOST_LINES
                found.append(Arranged(row.line.key if row.line else "", place, **given))
        return found


def _line_form(data: Any, n: int, line: AgendaLine, *, advises: bool) -> LineForm | None:
    if line.item and advises:
        return None
    row: Any = line.item or line.point
    initial = {
        "place": n,
        "kind": line.item.section if line.item else row.kind,
        "title": "" if line.item else row.title,
        "text": "" if line.item else row.text,
        "presenter": row.presenter,
        "minutes": row.minutes,
    }
    return LineForm(data, prefix=line.key, initial=initial, is_item=line.item is not None)
