"""Forms for what the board decided, or somebody in its place."""

from typing import Any

from django import forms

from cases.forms.fields import DayField, Text
from cases.forms.steps import StepForm, text_area
from cases.models import Consultation
from cases.outcomes import DecisionManner, DecisionOutcome, Relation
from cases.queries.attendance import serving_count
from cases.queries.facts import consultation_of
from cases.queries.steps import board_day, board_seats, known_paragraphs, own_minute
from samverkan.lib.dates import today

RELATIONS = [(r.value, r.label) for r in (Relation.FOLLOWS, Relation.IN_PART, Relation.DEPARTS)]
MANNERS = [(m.value, m.label) for m in (DecisionManner.CHAIR_URGENT, DecisionManner.DELEGATED)]

MANY_DIGITS = 10
ODD_PARAGRAPH = (
    "Den senaste paragrafen {1} som finns här är § {0}, och du har skrivit § {paragraph}. "
    "Jämför med protokollet. Kryssa i att den stämmer, eller ändra den."
)


class RelatedForm(StepForm):
    """What every decision says: its outcome, its words, and how it stands to the advice."""

    outcome = forms.ChoiceField(
        label="Utfall",
        choices=DecisionOutcome.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj utfall."},
    )
    wording = Text(
        label="Beslutet",
        widget=text_area(),
        error_messages={"required": "Skriv vad som beslutades."},
        help_text="Så som det står i protokollet.",
    )
    relation = forms.ChoiceField(
        label="Hur beslutet förhåller sig till samrådets råd",
        choices=RELATIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur beslutet förhåller sig till samrådets råd."},
    )
    relation_reason = Text(
        label="Skäl",
        required=False,
        needed_when="behövs om beslutet följer rådet delvis eller avviker",
        widget=text_area(3),
    )

    def prepare(self) -> None:
        said = self.said
        if said is None or not said.is_advice:
            self._relate_to_nothing()
        self.initial.setdefault("outcome", DecisionOutcome.APPROVED.value)
        self.initial.setdefault("wording", self._proposed_wording())

    @property
    def said(self) -> Consultation | None:
        return consultation_of(self.case)

    def _relate_to_nothing(self) -> None:
        """Without advice there is one answer only, and no question is asked."""
        del self.fields["relation"], self.fields["relation_reason"]

    def _proposed_wording(self) -> str:
        receiver = self.case.referral.sender_name
        body = self.case.final_body.name
        return f"{body} antar förslaget till yttrande som sitt eget och lämnar det till {receiver}."

    def arguments(self) -> dict[str, Any]:
        return {"relation": Relation.NO_ADVICE.value} | dict(self.cleaned_data)


class DecisionForm(RelatedForm):
    """The board's own decision. `sure` is asked for only when the § does not follow the last."""

    paragraph = forms.IntegerField(
        label="Paragraf",
        min_value=1,
        max_value=9999,
        error_messages={
            "required": "Skriv beslutets paragraf.",
            "invalid": "Skriv paragrafen med siffror.",
            "min_value": "Skriv en paragraf från 1 och uppåt.",
            "max_value": "Skriv en paragraf som är högst 9999.",
        },
    )
    sure = forms.BooleanField(label="Paragrafen stämmer med protokollet", required=False)
    present = forms.IntegerField(
        label="Tjänstgörande ledamöter",
        min_value=0,
        max_value=999,
        error_messages={
            "required": "Skriv hur många som tjänstgjorde.",
            "invalid": "Skriv antalet med siffror.",
            "min_value": "Skriv ett antal från 0 och uppåt.",
            "max_value": "Skriv ett antal som är högst 999.",
        },
    )
    field_order = (
        "paragraph",
        "sure",
        "outcome",
        "wording",
        "relation",
        "relation_reason",
        "present",
    )

    def prepare(self) -> None:
        super().prepare()
        day = board_day(self.case)
        seats = board_seats(self.case, day)
        self.year, self.known = day.year, known_paragraphs(self.case, day.year)
        self._propose_paragraph(day.year)
        given = "" if self.fields["paragraph"].disabled else self.data.get("paragraph", "")
        if not self._is_odd(given):
            del self.fields["sure"]
        self.fields[
            "present"
        ].help_text = f"Nämnden har {seats} ledamöter. Fler än hälften måste tjänstgöra (KL 6:27)."
        self.initial.setdefault("present", serving_count(self.case) or seats)

    def _propose_paragraph(self, year: int) -> None:
        """The § that the item has in the minutes, which is not for this form to change."""
        field, own = self.fields["paragraph"], own_minute(self.case)
        self.initial["paragraph"] = own.number if own else max(self.known, default=0) + 1
        field.disabled = own is not None
        field.help_text = (
            "Punktens paragraf i mötets protokoll."
            if own
            else f"Nästa lediga nummer {year} är föreslaget, och blir punktens paragraf i mötets "
            "protokoll. Skriv ett annat om protokollet har börjat på annat håll."
        )

    def _is_odd(self, paragraph: str) -> bool:
        """Whether a § leaves some out or goes back; one that is taken is the action's to refuse."""
        if not (self.known and paragraph.strip().isdecimal() and len(paragraph) < MANY_DIGITS):
            return False
        number = int(paragraph)
        return number != self.known[-1] + 1 and number not in self.known

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "sure" in self.fields and "paragraph" in data and not data.pop("sure", False):
            self.add_error("sure", ODD_PARAGRAPH.format(self.known[-1], self.year, **data))
        return data


class UrgentDecisionForm(RelatedForm):
    """A decision without a meeting of the board, which then hears of it at its next."""

    manner = forms.ChoiceField(
        label="Hur beslutet fattades",
        choices=MANNERS,
        widget=forms.RadioSelect,
        help_text="Ordföranden får besluta när ärendet är så brådskande att nämnden inte kan "
        "avvaktas (KL 6:39). Beslutet anmäls på nämndens nästa sammanträde (KL 6:40).",
        error_messages={"required": "Välj ordförandebeslut eller delegationsbeslut."},
    )
    decided_on = DayField(
        label="Beslutsdag",
        error_messages={"required": "Skriv vilken dag beslutet fattades."},
    )
    skip_reason = Text(
        label="Varför beslutet fattas utan samråd",
        widget=text_area(3),
        error_messages={"required": "Skriv varför."},
        help_text="Samrådet har inte sagt något än. Skälet kommer att stå i beslutet.",
    )
    field_order = (
        "manner",
        "decided_on",
        "outcome",
        "wording",
        "relation",
        "relation_reason",
        "skip_reason",
    )

    def prepare(self) -> None:
        super().prepare()
        if self.said is not None:
            del self.fields["skip_reason"]
        self.initial.setdefault("decided_on", today())

    def _proposed_wording(self) -> str:
        receiver = self.case.referral.sender_name
        return f"Förslaget till yttrande antas och lämnas till {receiver}."
