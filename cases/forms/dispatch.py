"""The form for a sent answer: the day, to whom, and which acts."""

from typing import Any

from django import forms

from cases.forms.fields import DayField, Text
from cases.forms.steps import StepForm, text_area
from cases.models import Document
from cases.models.document import DocumentKind
from cases.queries.steps import enclosures, letter_of
from samverkan.lib.dates import today


class ActChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Acts by number, title and kind."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.act_number} {obj.title} ({obj.get_kind_display().lower()})"


class DispatchForm(StepForm):
    sent_on = DayField(
        label="Skickat",
        error_messages={"required": "Skriv vilken dag svaret skickades."},
    )
    recipient = Text(
        label="Mottagare",
        max_length=200,
        error_messages={"required": "Skriv vem svaret skickades till."},
    )
    address = Text(
        label="Adress", required=False, max_length=254, help_text="E-post eller postadress."
    )
    subject = Text(
        label="Ämnesrad",
        required=False,
        max_length=300,
        help_text="Avsändarens diarienummer och regionens namn.",
    )
    documents = ActChoice(
        Document.objects.none(),
        label="Handlingar som skickades",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj yttrandet bland ärendets handlingar."},
    )
    note = Text(label="Anteckning", required=False, widget=text_area(2))

    def prepare(self) -> None:
        letter = letter_of(self.case)
        acts = [enclosure.document for enclosure in enclosures(self.case)]
        documents: Any = self.fields["documents"]
        documents.queryset = (
            Document.objects.filter(pk__in=[act.pk for act in acts])
            .select_related("case")
            .order_by("act")
        )
        opinions = [act.pk for act in acts if act.kind == DocumentKind.OPINION]
        proposed = {
            "sent_on": today(),
            "recipient": self.case.referral.sender_name,
            "address": letter.address,
            "subject": letter.subject,
            "documents": opinions,
        }
        for name, value in proposed.items():
            self.initial.setdefault(name, value)

    def arguments(self) -> dict[str, Any]:
        return self.cleaned_data | {"documents": list(self.cleaned_data["documents"])}
