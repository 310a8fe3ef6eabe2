"""A form that can show what an action refused, by the field it is about."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from samverkan.lib.errors import DomainError

if TYPE_CHECKING:
    AnyModelForm = forms.ModelForm[Any]
else:
    AnyModelForm = forms.ModelForm


class RefusableForm(AnyModelForm):
    """`refusal` is what the action said when the form was tried; then it is not valid."""

    refusal: ClassVar[DomainError | None] = None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal is not None:
            field = self.refusal.field if self.refusal.field in self.fields else None
            self.add_error(field, self.refusal.message)
        return cleaned
