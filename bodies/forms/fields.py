"""Fields and controls that several forms share."""

from django import forms

DATE_INPUT = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOMENT_INPUT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class SeenVersion(forms.IntegerField):
    """The version a form was rendered with.

    Shown again after somebody else's change it carries the version the row has
    now: whoever has read the page may save. Otherwise what was posted stands.
    """

    renew = False

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def bound_data(self, data: object, initial: object) -> object:
        return initial if self.renew else data
