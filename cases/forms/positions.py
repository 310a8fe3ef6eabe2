"""What a delegate says before the samråd: a stance, and a line of their own."""

from typing import Any

from django import forms

from cases.forms.fields import Text
from cases.models import Position
from cases.outcomes import Stance


class PositionForm(forms.Form):
    """One case's fields; many stand in the same form, so their names carry the case's key."""

    stance = forms.ChoiceField(
        label="Vad tycker du?",
        choices=Stance.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett av alternativen."},
    )
    comment = Text(
        label="Skriv en rad",
        needed_when="behövs vid medskick",
        help_text="Till exempel vad du skickar med.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Skriv högst 2 000 tecken."},
    )

    def __init__(self, data: Any = None, *, case_id: int, position: Position | None = None) -> None:
        initial = {"stance": position.stance, "comment": position.comment} if position else None
        super().__init__(data, initial=initial, prefix=f"arende-{case_id}")
