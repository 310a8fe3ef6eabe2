"""Which municipalities a case is shared with. What that means stands on the page."""

from typing import Any

from django import forms

from bodies.models import Organisation
from cases.models import Case
from samverkan.lib.dates import today
from samverkan.lib.ordering import swedish_order


class ShareForm(forms.Form):
    """The municipalities that do not have the case yet, and all of them in one tick."""

    everyone = forms.BooleanField(label="Alla kommuner", required=False)
    organisations = forms.ModelMultipleChoiceField(
        label="Kommuner",
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Välj minst en kommun.",
            "invalid_choice": "Kommunen finns inte eller har redan ärendet. Välj i listan.",
            "invalid_pk_value": "Kommunen finns inte. Välj i listan.",
        },
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_it = case.shares.filter(organisation__isnull=False).values("organisation")
        self.left = (
            Organisation.objects.municipalities()
            .existing(today())
            .exclude(pk__in=has_it)
            .order_by(swedish_order("name"))
        )
        field = self.fields["organisations"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = self.left
        field.required = not self.data.get("everyone")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        everyone = data.get("everyone")
        data["organisations"] = list(self.left if everyone else data.get("organisations", ()))
        return data

    def chosen(self) -> list[Organisation]:
        """The municipalities of a valid form, read once: afterwards they are no longer left."""
        chosen: list[Organisation] = self.cleaned_data["organisations"]
        return chosen
