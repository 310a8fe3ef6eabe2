"""A term's agreements as a whole: a new term, another text, and what that means for each."""

from collections.abc import Iterable
from typing import Any

from django import forms

from bodies.actions.agreements.texts import Point
from bodies.agreement_states import ANSWER_WORDS
from bodies.forms.agreement_deeds import DeedForm
from bodies.forms.agreement_parts import WIDE, Version, day_field, prepare
from bodies.forms.extract import CopyField
from bodies.forms.refusable import RefusableForm
from bodies.models import FrameworkAgreement, MunicipalAgreement, Term
from bodies.models.agreements.parts import choices
from samverkan.lib.errors import Stale
from samverkan.lib.uploads import ALLOWED

LONG = forms.Textarea({"rows": 14, "class": "vLargeTextField"})
FILE_HELP = f"{ALLOWED}. Högst 40 MB. Töm rutan ovanför om texten bara ska finnas i filen."


def why(label: str, needed: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=help_text,
        error_messages={"required": needed},
    )


class ChooseTermForm(forms.Form):
    """The first step: which term. Its days are in the register already."""

    term = forms.ModelChoiceField(
        label="Mandatperiod",
        queryset=Term.objects.filter(framework=None).order_by("-board_from"),
        empty_label="Välj mandatperiod",
        error_messages={
            "required": "Välj en mandatperiod.",
            "invalid_choice": "Avtalen för den mandatperioden är redan upplagda.",
        },
    )


class NewTermForm(forms.Form):
    """The second step, beside the list of municipalities and the plan. `planned` is the first
    day that the plan on the page was counted from.
    """

    title = forms.CharField(
        label="Titel",
        max_length=200,
        widget=WIDE,
        error_messages={"required": "Skriv överenskommelsens titel."},
    )
    first_day = day_field("Gäller från", "Skriv den första dagen.")
    last_day = day_field("Gäller till och med", "Skriv den sista dagen.")
    text = forms.CharField(label="Texten", required=False, widget=LONG)
    file = CopyField(label="Eller som fil", required=False, help_text=FILE_HELP)
    planned = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prepare(self, renews=False)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        check_in_order(self)
        return cleaned


def check_in_order(form: forms.BaseForm) -> None:
    first, last = form.cleaned_data.get("first_day"), form.cleaned_data.get("last_day")
    if first and last and last < first:
        form.add_error("last_day", "Sista dagen ligger före den första.")


class ChangeTextForm(DeedForm):
    """The text as it will be, and what is different from the one before."""

    what_changed = why(
        "Vad har ändrats?",
        "Skriv vad som har ändrats.",
        "Kommunerna läser det på avtalets sida. Det blir kvar i historiken.",
    )
    text = forms.CharField(label="Den nya texten", required=False, widget=LONG)
    file = CopyField(label="Eller som fil", required=False, help_text=FILE_HELP)


class PointForm(forms.Form):
    """A numbered point of the text; an empty one is no point."""

    heading = forms.CharField(label="Rubrik", max_length=200, required=False, widget=WIDE)
    text = forms.CharField(
        label="Text", required=False, widget=forms.Textarea({"rows": 3, "class": "vLargeTextField"})
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        heading, text = self.cleaned_data.get("heading"), self.cleaned_data.get("text")
        if text and not heading:
            self.add_error("heading", "Skriv villkorets rubrik.")
        if heading and not text:
            self.add_error("text", "Skriv villkorets text, eller töm rubriken.")
        return cleaned


PointForms = forms.formset_factory(PointForm, extra=2, max_num=60)


def points_of(rows: Any) -> list[Point]:
    """The points that are written, in order."""
    return [
        Point(each.cleaned_data["heading"], each.cleaned_data["text"])
        for each in rows.forms
        if each.cleaned_data.get("heading")
    ]


class FrameworkForm(RefusableForm):
    """Its title and days; the text has a page of its own."""

    # It counts its versions.
    seen = None  # type: ignore[assignment]  # Django's way to leave a field out
    first_day = day_field("Gäller från", "Skriv den första dagen.", show_hidden_initial=True)
    last_day = day_field("Gäller till och med", "Skriv den sista dagen.", show_hidden_initial=True)
    reason = why("Varför ändras det?", "Skriv varför.", "Skälet blir kvar i historiken.")
    seen_version = Version()

    class Meta:
        model = FrameworkAgreement
        fields = ("title", "first_day", "last_day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stale = isinstance(self.refusal, Stale)
        self.fields["title"].show_hidden_initial = True
        self.fields["title"].widget.attrs["class"] = "vTextField"
        self.initial["seen_version"] = self.instance.version
        seen: Any = self.fields["seen_version"]
        seen.renew = stale
        prepare(self, renews=stale)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        check_in_order(self)
        return cleaned

    def _post_clean(self) -> None:
        """The act writes the row."""


class AnswersForm(forms.Form):
    """For each agreement in question: holds, again, or nothing yet; one reason for them all."""

    reason = why(
        "Varför?", "Skriv varför.", "Gäller alla som du svarar för nu, och blir kvar i historiken."
    )

    def __init__(self, *args: Any, agreements: Iterable[MunicipalAgreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreements = list(agreements)
        for row in self.agreements:
            self.fields[f"answer-{row.pk}"] = forms.ChoiceField(
                label=f"Svar för {row.municipality}",
                choices=[("", "Svara senare"), *choices(ANSWER_WORDS)],
                required=False,
            )
            self.fields[f"version-{row.pk}"] = Version()
            self.initial[f"version-{row.pk}"] = row.version

    def rows(self) -> list[tuple[MunicipalAgreement, forms.BoundField, forms.BoundField]]:
        return [
            (row, self[f"answer-{row.pk}"], self[f"version-{row.pk}"]) for row in self.agreements
        ]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.answered():
            self.add_error(None, "Välj ett svar för minst en kommun.")
        return cleaned

    def answered(self) -> list[tuple[MunicipalAgreement, int, str]]:
        """(agreement, the version its row was rendered with, the answer)."""
        data = self.cleaned_data
        return [
            (row, data[f"version-{row.pk}"], data[f"answer-{row.pk}"])
            for row in self.agreements
            if data.get(f"answer-{row.pk}")
        ]

    def renew(self) -> None:
        """Shown again after somebody else's change: who has read it may go on."""
        for row in self.agreements:
            self.initial[f"version-{row.pk}"] = row.version
            version: Any = self.fields[f"version-{row.pk}"]
            version.renew = True
