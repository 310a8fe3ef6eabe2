"""Forms for the administration: what an action refused stands by its field."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from samverkan.lib.errors import DomainError

if TYPE_CHECKING:
    AnyModelForm = forms.ModelForm[Any]
    AnyFormSet = forms.BaseInlineFormSet[Any, Any, Any]
else:
    AnyModelForm, AnyFormSet = forms.ModelForm, forms.BaseInlineFormSet


class RefusableForm(AnyModelForm):
    """`refusal` is what the action said when the form was tried; then it is not valid."""

    refusal: ClassVar[DomainError | None] = None

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
