"""Fields and controls that several forms share."""

from django import forms

DATE_INPUT = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOMENT_INPUT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class AsRendered(forms.Field):
    """What the row was when the form was rendered; nothing that anybody fills in.

    Shown again after somebody else's change it carries what the row is now: whoever
    has read the page may save. Otherwise what was posted stands.
    """

    renew = False

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def bound_data(self, data: object, initial: object) -> object:
        return initial if self.renew else data

    def has_changed(self, initial: object, data: object) -> bool:
        return False


class SeenVersion(AsRendered, forms.IntegerField):
    """The version of a row that counts its own."""


class Seen(AsRendered, forms.CharField):
    """Any other row, in brief (lib.seen)."""
