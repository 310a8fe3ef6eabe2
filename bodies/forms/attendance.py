"""Whether somebody comes to a meeting: three answers, each a button of its own."""

from django import forms

ANSWERS = (
    ("yes", "Ja, jag kommer"),
    ("distance", "Ja, på distans"),
    ("no", "Nej, jag kan inte"),
)


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label="Kommer du?",
        choices=ANSWERS,
        error_messages={
            "required": "Välj om du kommer.",
            "invalid_choice": "Välj ja, på distans eller nej.",
        },
    )
