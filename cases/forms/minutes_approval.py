"""The forms of a meeting's minutes on their way: approvers, reasons, notice. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms

from bodies.queries.attendance import Serving
from cases.forms.fields import DayField, Text


def _name(each: Serving) -> str:
    return f"{each.person.full_name} ({each.party})" if each.party else each.person.full_name


class ApproversForm(forms.Form):
    """Who chaired the meeting, who approves beside the chair, and the day of signing."""

    chair = forms.TypedChoiceField(
        label="Ordförande vid mötet",
        coerce=int,
        error_messages={"required": "Välj vem som var ordförande vid mötet."},
    )
    approvers = forms.TypedMultipleChoiceField(
        label="Justerare",
        help_text="De som mötet valde att justera protokollet jämte ordföranden.",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en justerare utöver ordföranden."},
    )
    signs_on = DayField(
        label="Dag för digital signering",
        help_text="Den dag som mötet bestämde.",
        error_messages={"required": "Skriv vilken dag protokollet ska justeras."},
    )

    def __init__(self, *args: Any, there: Sequence[Serving], **more: Any) -> None:
        super().__init__(*args, **more)
        people = [(each.person.pk, _name(each)) for each in there]
        chair, others = self.fields["chair"], self.fields["approvers"]
        chair.choices = [("", "Välj"), *people]  # type: ignore[attr-defined]  # a choice field
        others.choices = people  # type: ignore[attr-defined]  # a choice field

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "chair_id": data["chair"],
            "approver_ids": data["approvers"],
            "signs_on": data["signs_on"],
        }


class PlainForm(forms.Form):
    """Nothing to fill in, but a place for what the act refuses."""


class ReasonForm(forms.Form):
    reason = Text(
        label="Varför?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv varför."},
    )


class CorrectionForm(ReasonForm):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["reason"]
        field.label, field.help_text = "Vad är rättat?", "Det står i den nya utgåvan."
        field.error_messages["required"] = "Skriv vad som är rättat."


class NoticeForm(forms.Form):
    posted_on = DayField(
        label="Anslagsdag",
        help_text="Den dag då justeringen kom upp på anslagstavlan. Överklagandetiden räknas "
        "från den.",
        error_messages={"required": "Skriv vilken dag justeringen anslogs."},
    )
    kept_at = Text(
        label="Var förvaras protokollet?",
        max_length=200,
        error_messages={"required": "Skriv var protokollet förvaras."},
    )


class MendedNoticeForm(NoticeForm):
    """The same, and why what was noted first was wrong."""

    reason = Text(
        label="Vad var fel?",
        help_text="Står i mötets historik.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv vad som var fel."},
    )


class TakeDownForm(forms.Form):
    on = DayField(
        label="Dag då anslaget togs ner",
        error_messages={"required": "Skriv vilken dag anslaget togs ner."},
    )
