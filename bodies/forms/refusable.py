"""Forms for the administration: what an action refused stands by its field.

Each carries what its row was when the page was rendered, so that nobody overwrites what
somebody else has changed meanwhile without having seen it.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from bodies.forms.fields import Seen
from samverkan.lib.errors import DomainError, Stale
from samverkan.lib.needed import say_what_is_needed
from samverkan.lib.seen import seen_as

if TYPE_CHECKING:
    AnyModelForm = forms.ModelForm[Any]
    AnyFormSet = forms.BaseInlineFormSet[Any, Any, Any]
else:
    AnyModelForm, AnyFormSet = forms.ModelForm, forms.BaseInlineFormSet


class RefusableForm(AnyModelForm):
    """`refusal` is what the action said when the form was tried; then it is not valid.

    `seen` is posted back to the action, anew after a refusal for being stale (`renews`,
    also when it was another form on the page that was).
    """

    refusal: ClassVar[DomainError | None] = None
    renews: ClassVar[bool] = False
    seen = Seen()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_is_needed(self.fields)
        if self.instance.pk and "seen" in self.fields:
            self.initial["seen"] = seen_as(self.instance)
            seen: Any = self.fields["seen"]
            seen.renew = self.renews or isinstance(self.refusal, Stale)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal is not None:
            field = self.refusal.field if self.refusal.field in self.fields else None
            self.add_error(field, self.refusal.message)
        return cleaned


class NamedRows(AnyFormSet):
    """Rows whose box for deletion has a name of its own: the column's heading is no label."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Ta bort raden"
