"""Fields and manners that every form of an agreement in the administration shares.

What an act refuses stands by its field; what nobody touched follows what somebody else
has written meanwhile; a file must be chosen again, and the page says so.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from bodies.forms.extract import CopyField
from bodies.forms.fields import DATE_INPUT, SeenVersion
from samverkan.lib.errors import DomainError
from samverkan.lib.needed import say_what_is_needed

if TYPE_CHECKING:
    AnyForm = forms.BaseForm
else:
    AnyForm = object

CHOOSE_AGAIN = "Välj filen igen: en webbläsare får inte behålla den åt dig."
WIDE = forms.TextInput({"class": "vTextField"})


class Version(SeenVersion):
    """Required: a form that does not say which version it was made of is of an old one."""

    def clean(self, value: Any) -> int:
        try:
            return super().clean(value) or 0
        except forms.ValidationError:
            return 0


class KronorField(forms.DecimalField):
    """An amount as people write it: 125 000,50."""

    def __init__(self, **more: Any) -> None:
        kept = {"max_digits": 12, "decimal_places": 2, "min_value": 0, **more}
        super().__init__(widget=forms.TextInput({"inputmode": "decimal"}), **kept)
        wrong = "Skriv beloppet med siffror, till exempel 125000 eller 125000,50."
        self.error_messages |= {"invalid": wrong}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return f"{value:.2f}".removesuffix(".00").replace(".", ",")


def day_field(label: str, needed: str = "", **more: Any) -> forms.DateField:
    """A day; `needed` is what is said when it is left out, nothing if that is no fault."""
    said = {"invalid": "Skriv dagen som 2027-02-03."} | ({"required": needed} if needed else {})
    return forms.DateField(
        label=label, widget=DATE_INPUT, required=bool(needed), error_messages=said, **more
    )


def as_typed(text: str | None) -> list[str]:
    """The words: browsers send the ends of lines in their own manner."""
    return (text or "").split()


def brought_up_to_date(form: AnyForm) -> Any:
    """What was posted, but for what nobody touched: that is as the row is now.

    Only fields that carry what they were rendered with (`show_hidden_initial`) can tell.
    A text that somebody meant is never swapped for a newer one.
    """
    posted: Any = form.data
    data = posted.copy()
    for name, field in form.fields.items():
        bound = form[name]
        if not field.show_hidden_initial or isinstance(field, forms.ModelChoiceField):
            continue
        current = field.prepare_value(bound.initial)
        shown = "" if current is None else str(current)
        if as_typed(data.get(bound.html_name)) == as_typed(data.get(bound.html_initial_name)):
            data[bound.html_name] = shown
        data[bound.html_initial_name] = shown
    return data


def say_choose_again(form: AnyForm) -> None:
    """Where a file came with a form that is shown again."""
    for name, field in form.fields.items():
        if isinstance(field, CopyField) and form.add_prefix(name) in form.files:
            field.help_text = CHOOSE_AGAIN


def prepare(form: AnyForm, *, renews: bool) -> None:
    """What each of these forms does when it is made."""
    say_what_is_needed(form.fields)
    if not form.is_bound:
        return
    say_choose_again(form)
    if renews:
        form.data = brought_up_to_date(form)


def put(form: forms.BaseForm, refusal: DomainError) -> None:
    """What the act refused, by its field."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
