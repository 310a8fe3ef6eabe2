"""What a secretary chooses for a meeting's agenda, and why a meeting is cancelled."""

from collections.abc import Sequence

from django import forms

from cases.queries.meeting_page import Placeable


class PlaceForm(forms.Form):
    """Which of the cases that wait are to be put on the agenda."""

    cases = forms.TypedMultipleChoiceField(
        label="Ärenden",
        coerce=int,
        error_messages={
            "required": "Välj minst ett ärende.",
            "invalid_choice": "Ett av ärendena kan inte längre sättas upp. Välj igen.",
        },
    )

    def __init__(self, data: object, *, found: Sequence[Placeable]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["cases"].choices = [  # type: ignore[attr-defined]
            (each.case.pk, each.case.title) for each in found
        ]


class CancelForm(forms.Form):
    """Why the meeting is cancelled; it stands on the meeting's page from then on."""

    reason = forms.CharField(
        label="Varför ställs mötet in?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Skriv varför mötet ställs in.",
            "max_length": "Skriv högst 500 tecken.",
        },
    )
