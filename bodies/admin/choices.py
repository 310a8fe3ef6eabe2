"""Django's choice with a search box, without a question to the database for each row's name."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models

if TYPE_CHECKING:
    from django import forms


class KnownChoice(AutocompleteSelect):
    """Shows the row in `known` by itself; only another choice than that is looked up."""

    known: models.Model | None = None

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        """As Django's: the empty choice, where one may choose none, and the chosen one."""
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attrs)
        option = self.create_option(name, value[0], str(self.known), True, 1)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*empty, option], 0)]


def show_what_is_known(form: "forms.ModelForm[Any]") -> None:
    """Gives each choice of a row the related row that was read together with it."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, KnownChoice) and name in form.instance._state.fields_cache:
            widget.known = form.instance._state.fields_cache[name]
