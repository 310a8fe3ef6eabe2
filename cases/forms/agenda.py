"""What a secretary chooses for a meeting's agenda, and why it is cancelled or moved."""

from collections.abc import Sequence
from typing import Any

from django import forms

from bodies.forms.fields import MOMENT_INPUT
from bodies.models import Meeting
from cases.forms.written import LAST_DAY_NEEDED, last_day_field, question_field
from cases.models import AgendaItem
from cases.queries.agenda import is_consultation
from cases.queries.meeting_page import Placeable
from cases.queries.written import waits_for_samrad
from samverkan.lib.dates import swedish_time


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

    def __init__(self, data: Any, *, found: Sequence[Placeable]) -> None:
        super().__init__(data)
        cases: Any = self.fields["cases"]
        cases.choices = [(each.case.pk, each.case.title) for each in found]


class CancelForm(forms.Form):
    """Why the meeting is cancelled; it stands on the meeting's page from then on.

    A samråd that has cases waiting may be held in writing at once, with a last day to answer.
    """

    onto = forms.ModelChoiceField(
        label="Flytta ärendena till",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="Inget möte än: de sätts upp senare",
        error_messages={"invalid_choice": "Mötet finns inte längre. Välj ett annat."},
    )
    reason = forms.CharField(
        label="Varför ställs mötet in?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Skriv varför mötet ställs in.",
            "max_length": "Skriv högst 500 tecken.",
        },
    )
    in_writing = forms.BooleanField(
        label="Håll samrådet skriftligt i stället",
        help_text="Ledamöterna får ett mejl och svarar var och en på Inför nästa samråd.",
        required=False,
    )
    last_day = last_day_field(required=False, needed_when="om samrådet hålls skriftligt")
    question = question_field()

    def __init__(self, data: Any, *, meeting: Meeting, items: Sequence[AgendaItem]) -> None:
        super().__init__(data)
        if not any(waits_for_samrad(item) for item in items) or not is_consultation(meeting):
            for name in ("in_writing", "last_day", "question"):
                del self.fields[name]
        coming = Meeting.objects.upcoming().filter(body=meeting.body_id).exclude(pk=meeting.pk)
        if is_consultation(meeting) or not items or not coming.exists():
            del self.fields["onto"]
            return
        field: Any = self.fields["onto"]
        field.queryset = coming.select_related("body").order_by("starts_at")
        field.label_from_instance = lambda each: swedish_time(each.starts_at)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        asks = data.get("in_writing") and "last_day" not in self.errors
        if asks and not data.get("last_day"):
            self.add_error("last_day", LAST_DAY_NEEDED)
        return data


class MoveForm(forms.Form):
    """When the meeting is to begin instead, and why."""

    starts_at = forms.DateTimeField(
        label="Ny tid",
        widget=MOMENT_INPUT,
        error_messages={
            "required": "Välj dag och klockslag.",
            "invalid": "Välj dag och klockslag, till exempel 2027-02-03 kl. 09.00.",
        },
    )
    reason = forms.CharField(
        label="Varför flyttas mötet?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Skriv varför mötet flyttas.",
            "max_length": "Skriv högst 300 tecken.",
        },
    )
