"""An agreement's own page in the administration: its number, and a row more of each part.

What the rows mean together is judged by the acts; here is only what can be read at all.
"""

from typing import Any, ClassVar

from django import forms

from bodies.agreement_states import OUTCOME_WORDS, SIGNER_WORDS, Outcome, Party
from bodies.forms.agreement_parts import (
    WIDE,
    KronorField,
    Version,
    day_field,
    prepare,
    put,
)
from bodies.forms.extract import CopyField
from bodies.forms.refusable import AnyModelForm, RefusableForm
from bodies.models import Adoption, Clause, Fee, FrameworkVersion, MunicipalAgreement, Signature
from bodies.models.agreements.parts import choices
from samverkan.lib.errors import DomainError, Stale
from samverkan.lib.uploads import ALLOWED

FILE_HELP = f"{ALLOWED}. Högst 40 MB."


class AgreementForm(RefusableForm):
    """The number it is registered under, and why what was there is changed."""

    # An agreement counts its versions.
    seen = None  # type: ignore[assignment]  # Django's way to leave a field out
    registry_reference = forms.CharField(
        label="Diarienummer", max_length=100, required=False, show_hidden_initial=True, widget=WIDE
    )
    reason = forms.CharField(
        label="Skäl till ändringen",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Behövs när du ändrar något som redan står: diarienumret, ett beslutat anslag "
        "eller ett villkor. Skälet blir kvar i historiken.",
    )
    seen_version = Version()

    class Meta:
        model = MunicipalAgreement
        fields = ("registry_reference",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stale = isinstance(self.refusal, Stale)
        self.initial["seen_version"] = self.instance.version
        seen: Any = self.fields["seen_version"]
        seen.renew = stale
        prepare(self, renews=stale)

    def _post_clean(self) -> None:
        """The act writes the row."""


class RowForm(AnyModelForm):
    """A row of the page; `refused` is which one an act said no to, by prefix, and why."""

    refused: ClassVar[tuple[str, DomainError] | None] = None
    renews: ClassVar[bool] = False
    agreement: ClassVar[MunicipalAgreement | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prepare(self, renews=self.renews)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refused and self.refused[0] == self.prefix:
            put(self, self.refused[1])
        return cleaned

    def _post_clean(self) -> None:
        """The act writes the row, and the database says what it may not be."""


def party_choices(agreement: MunicipalAgreement | None) -> list[tuple[str, str]]:
    place = agreement.municipality.name if agreement else ""
    words = {Party.MUNICIPALITY: f"Kommunen: {place}", Party.REGION: "Regionen"}
    return [("", "Välj part"), *choices(words)]


def choice(label: str, empty: str, given: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=[("", empty), *given], error_messages={"required": f"{empty}."}
    )


class AdoptionForm(RowForm):
    """What a council said, and the extract of its minutes if it has come."""

    party = choice("Vilket fullmäktige?", "Välj part", [])
    council_name = forms.CharField(
        label="Fullmäktiges namn",
        max_length=200,
        required=False,
        widget=WIDE,
        help_text="Lämna tomt: då är det partens eget fullmäktige.",
    )
    outcome = choice("Vad beslutades?", "Välj vad som beslutades", choices(OUTCOME_WORDS))
    day = day_field("Sammanträdesdag", "Skriv vilken dag fullmäktige sammanträdde.")
    paragraph = forms.IntegerField(
        label="Paragraf",
        min_value=1,
        max_value=9999,
        required=False,
        error_messages={
            "invalid": "Skriv paragrafen med siffror.",
            "min_value": "Paragrafen börjar på 1.",
            "max_value": "Så hög paragraf finns inte.",
        },
    )
    text_version = forms.ModelChoiceField(
        label="Vilken text?",
        queryset=FrameworkVersion.objects.none(),
        empty_label=None,
        show_hidden_initial=True,
        error_messages={"invalid_choice": "Välj en av avtalets texter."},
    )
    note = forms.CharField(
        label="Anteckning",
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Behövs när fullmäktige sade nej: skriv varför, med fullmäktiges ord.",
    )
    extract_received_on = day_field("Protokollsutdraget kom in")
    copy = CopyField(label="Protokollsutdrag", required=False, help_text=FILE_HELP)

    class Meta:
        model = Adoption
        fields: ClassVar = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party: Any = self.fields["party"]
        party.choices = party_choices(self.agreement)
        if self.agreement:
            texts = self.agreement.framework.versions.order_by("-number")
            version: Any = self.fields["text_version"]
            version.queryset = texts
            self.initial.setdefault("text_version", texts.values_list("pk", flat=True).first())

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        text = self.cleaned_data.get("text_version")
        if self.cleaned_data.get("outcome") == Outcome.DECLINED and text:
            newer = text.framework.versions.filter(number__gt=text.number)
            if newer.exists():
                self.add_error("text_version", "Ett nej gäller alltid den nyaste texten.")
        return cleaned


class SignatureForm(RowForm):
    """Who has signed for a party, and the signed copy if it is there."""

    party = choice("För vem?", "Välj part", [])
    kind = choice("Som vad?", "Välj förtroendevald eller tjänsteperson", choices(SIGNER_WORDS))
    name = forms.CharField(label="Namn", max_length=160, widget=WIDE)
    title = forms.CharField(label="Titel", max_length=120, required=False, widget=WIDE)
    day = day_field("Undertecknat", "Skriv vilken dag det undertecknades.")
    copy = CopyField(label="Undertecknat exemplar", required=False, help_text=FILE_HELP)

    class Meta:
        model = Signature
        fields: ClassVar = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party: Any = self.fields["party"]
        party.choices = party_choices(self.agreement)


class FeeForm(RowForm):
    """A year's amount: a proposal until it has the day on which it was decided."""

    amount = KronorField(label="Belopp i kronor", required=False, show_hidden_initial=True)
    decided_on = day_field("Beslutat", show_hidden_initial=True)

    class Meta:
        model = Fee
        fields = ("amount", "decided_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # The column's heading is no label.
            field.widget.attrs["aria-label"] = f"{field.label}, {self.instance.year}"


class ClauseForm(RowForm):
    """A clause of the municipality's own."""

    heading = forms.CharField(label="Rubrik", max_length=200, show_hidden_initial=True, widget=WIDE)
    text = forms.CharField(
        label="Text", show_hidden_initial=True, widget=forms.Textarea({"rows": 4})
    )

    class Meta:
        model = Clause
        fields = ("heading", "text")
