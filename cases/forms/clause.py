"""The point of an agreement that a case stems from, chosen among those in force or to come."""

from typing import Any

from django import forms

from bodies.models import Clause
from bodies.queries.agreements import clause_groups


class ClauseField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Grouped: the common text of each term, and each municipality's own."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid_choice": "Välj ett villkor i listan."})
        super().__init__(queryset=Clause.objects.none(), required=False, **kwargs)

    def offer(self, also: int | None) -> None:
        """Those at hand today, and `also`, which stands in the case whatever its term.

        Where nothing has been agreed the field is not shown.
        """
        groups = clause_groups(also)
        self.queryset = Clause.objects.filter(
            pk__in=[each.pk for _, rows in groups for each in rows]
        )
        named = [(name, [(each.pk, str(each)) for each in rows]) for name, rows in groups]
        self.choices = [("", "Inget villkor"), *named]
        if not groups:
            self.widget = forms.HiddenInput()
