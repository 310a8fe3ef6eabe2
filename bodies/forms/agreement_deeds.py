"""What is asked before one act on an agreement, or on something that was recorded of it.

Each carries the version of the agreement that its page was rendered with.
"""

from typing import Any

from django import forms

from bodies.agreement_states import ANSWER_WORDS
from bodies.forms.agreement_parts import WIDE, Version, day_field, prepare
from bodies.forms.agreement_rows import FILE_HELP
from bodies.forms.extract import CopyField
from bodies.models.agreements.parts import choices


class DeedForm(forms.Form):
    seen_version = Version()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prepare(self, renews=False)

    def renew(self, version: int) -> None:
        """Shown again after somebody else's change: who has read it may go on."""
        self.initial["seen_version"] = version
        seen: Any = self.fields["seen_version"]
        seen.renew = True


class SendForm(DeedForm):
    sent_on = day_field("Vilken dag skickades det?", "Skriv vilken dag avtalet skickades.")
    sent_to = forms.CharField(
        label="Till vem?",
        max_length=200,
        widget=WIDE,
        help_text="Till exempel kommunens registrator.",
        error_messages={"required": "Skriv till vem avtalet skickades."},
    )


class ArchiveForm(DeedForm):
    archived_on = day_field("Vilken dag arkiverades det?", "Skriv vilken dag det arkiverades.")


class WhyForm(DeedForm):
    reason = forms.CharField(
        label="Varför?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="Skälet blir kvar i historiken.",
        error_messages={"required": "Skriv varför."},
    )


class EndForm(WhyForm):
    ended_on = day_field("Sista dag som avtalet gäller", "Skriv avtalets sista dag.")
    field_order = ("ended_on", "reason")


class AnswerForm(WhyForm):
    answer = forms.ChoiceField(
        label="Vad gäller?",
        choices=[("", "Välj ett svar"), *choices(ANSWER_WORDS)],
        error_messages={"required": "Välj ett svar."},
    )
    field_order = ("answer", "reason")


class ReceiptForm(DeedForm):
    received_on = day_field("Vilken dag kom utdraget in?", "Skriv vilken dag utdraget kom in.")
    file = CopyField(label="Protokollsutdrag", required=False, help_text=FILE_HELP)


class SignedCopyForm(DeedForm):
    file = CopyField(
        label="Undertecknat exemplar",
        help_text=FILE_HELP,
        error_messages={"required": "Välj filen med det undertecknade exemplaret."},
    )
