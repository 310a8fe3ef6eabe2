"""What the letter says: the form that registers a remiss, and the one that mends its facts.

Shape only. What is against the rules is refused by `cases.actions.register`.
"""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from bodies.models import Organisation, Person
from bodies.models.organisation import OrganisationKind
from bodies.roles import Role
from cases.actions.register import ReferralFacts
from cases.forms.clause import ClauseField
from cases.forms.fields import DayField, Text
from cases.forms.secrecy import SecrecyFields
from cases.forms.uploads_field import UploadsField, UploadsMixin
from cases.models import Case
from cases.models.document import DocumentKind
from cases.queries.duplicates import duplicates
from samverkan.lib.dates import today
from samverkan.lib.errors import DomainError
from samverkan.lib.ordering import swedish_order
from samverkan.lib.references import inquiry_number, ministry_number

# Words for a report without a number; a blank says the same.
UNNUMBERED = ("promemoria", "pm", "nej", "-")
ANYWAY = "Registrera ändå, det är en annan remiss"
REGISTERED_BEFORE = (
    "Remissen verkar redan vara registrerad som {}. "
    "Öppna ärendet och jämför, eller kryssa i att det är en annan remiss."
)


def case_officers() -> "QuerySet[Person]":
    """Those who may be named case officer, in Swedish order."""
    officers = Person.objects.with_role(Role.CASE_OFFICER)
    rows: QuerySet[Person] = officers.order_by(
        swedish_order("last_name"), swedish_order("first_name"), "pk"
    )
    return rows


def sender_by_name(name: str) -> Organisation | None:
    """The organisation with that name, one that exists today before one that did."""
    named = Organisation.objects.filter(Q(name__iexact=name) | Q(formal_name__iexact=name))
    found: Organisation | None = (
        named.existing(today()).order_by("pk").first() or named.order_by("-valid_to", "pk").first()
    )
    return found


def sender_names() -> list[str]:
    """The names to choose among while writing."""
    rows = Organisation.objects.existing(today()).order_by(swedish_order("name"))
    return list(rows.values_list("name", flat=True))


class FactsForm(forms.Form):
    """The facts of a remiss as the letter has them."""

    title = Text(
        label="Rubrik",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Skriv remissens rubrik."},
    )
    sender_name = Text(
        label="Avsändare",
        max_length=200,
        help_text="Till exempel ett departement, en kommun, en myndighet eller ett företag.",
        widget=forms.TextInput(attrs={"list": "avsandare", "autocomplete": "off"}),
        error_messages={"required": "Skriv vem som har skickat remissen."},
    )
    sender_reference = Text(
        label="Avsändarens diarienummer",
        max_length=60,
        required=False,
        help_text="Som det står i missivet, till exempel M2020/01926.",
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    inquiry = Text(
        label="Utredning",
        max_length=60,
        required=False,
        help_text="Till exempel SOU 2020:73. Tomt om den saknar nummer.",
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    received_on = DayField(
        label="Inkom",
        initial=today,
        error_messages={"required": "Skriv vilken dag remissen kom in."},
    )
    reply_due = DayField(label="Svara senast", required=False)
    summary = Text(
        label="Sammanfattning",
        required=False,
        max_length=20_000,
        help_text="Vad remissen gäller, i några meningar. De förtroendevalda läser det här.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reply_address = forms.EmailField(
        label="Svaret skickas till",
        required=False,
        help_text="E-postadressen i missivet. Lämna tomt för avsändarens vanliga adress.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": "Skriv en e-postadress, till exempel namn@exempel.se."},
    )
    clause = ClauseField(
        label="Kommer ur samverkansavtalet",
        help_text="Välj villkoret om ärendet följer av ett avtal.",
    )
    own_initiative = forms.BooleanField(
        label="Eget initiativ",
        required=False,
        help_text="Regionen står inte på sändlistan men vill svara ändå.",
    )

    def __init__(self, *args: Any, clause: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["clause"]
        assert isinstance(field, ClauseField)
        field.offer(clause)

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_inquiry(self) -> str:
        text = self.cleaned_data["inquiry"]
        return "" if text.casefold() in UNNUMBERED else _or_error(inquiry_number, text)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        sender = self._sender(data)
        reference = data.get("sender_reference", "")
        if reference and sender and sender.kind == OrganisationKind.DEPARTMENT:
            try:
                data["sender_reference"] = ministry_number(reference)
            except DomainError as error:
                self.add_error("sender_reference", error.message)
        if sender and not data.get("reply_address") and "reply_address" not in self.errors:
            data["reply_address"] = sender.email
        return data

    def _sender(self, data: dict[str, Any]) -> Organisation | None:
        """Look the sender up, and write its name as the registry does."""
        sender = sender_by_name(data["sender_name"]) if data.get("sender_name") else None
        if sender:
            data["sender_name"] = sender.name
        data["sender"] = sender
        return sender

    def facts(self) -> ReferralFacts:
        """The facts of a valid form."""
        names = ReferralFacts.__dataclass_fields__
        return ReferralFacts(**{name: self.cleaned_data[name] for name in names})


def _or_error(check: Any, text: str) -> str:
    """What a check of `lib.references` makes of the text, its refusal as the field's error."""
    try:
        return str(check(text))
    except DomainError as error:
        raise forms.ValidationError(error.message) from error


class ReferralForm(UploadsMixin, SecrecyFields, FactsForm):
    """Registers a remiss. `found` are the cases that seem to be the same one."""

    officer = forms.ModelChoiceField(
        label="Handläggare",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Utses senare",
        error_messages={"invalid_choice": "Välj en handläggare i listan."},
    )
    letter = UploadsField(
        label="Missiv", kind=DocumentKind.COVER_LETTER, title="Missiv", multiple=False
    )
    reports = UploadsField(
        label="Betänkande och bilagor",
        kind=DocumentKind.INQUIRY_REPORT,
        multiple=True,
        help_text="Du kan välja flera filer på en gång.",
    )
    anyway = forms.BooleanField(label=ANYWAY, required=False)

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.by = by
        self.found: list[Case] = []
        officer = self.fields["officer"]
        assert isinstance(officer, forms.ModelChoiceField)
        officer.queryset = case_officers()
        if not self.is_bound:  # the letter is at hand: the first key goes into the first field
            self.fields["title"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.found = duplicates(self.by, **_telling(data))
        if self.found and not data.get("anyway"):
            self.add_error("anyway", REGISTERED_BEFORE.format(_numbers(self.found)))
        return data

    def only_what_was_asked(self) -> None:
        """Forget what is missing: the plan was asked for, nothing is to be saved yet."""
        for name, errors in list(self.errors.as_data().items()):
            if name == "anyway" or all(error.code == "required" for error in errors):
                del self.errors[name]


def _numbers(cases: list[Case]) -> str:
    """RUN 8-2026 eller RUN 9-2026"""
    return " eller ".join(case.registry_number for case in cases)


def _telling(data: dict[str, Any]) -> dict[str, str]:
    """What tells one remiss from another, of what was typed so far."""
    names = ("sender_reference", "inquiry", "title", "sender_name")
    return {name: data.get(name) or "" for name in names}


class HintsForm(forms.Form):
    """What the page asks for while one types: the plan, and whether it is registered already."""

    reply_due = DayField(required=False)
    sender_reference = Text(required=False, max_length=60)
    inquiry = Text(required=False, max_length=60)
    anyway = forms.BooleanField(label=ANYWAY, required=False)

    def duplicates(self, person: Person) -> list[Case]:
        return duplicates(person, **_telling(self.cleaned_data))


class EditForm(FactsForm):
    """Mends the facts of a registered remiss."""

    def __init__(self, data: Any = None, *, case: Case) -> None:
        sources = {**vars(case), **vars(case.referral), "clause": case.clause_id}
        initial = {name: sources[name] for name in FactsForm.base_fields}
        super().__init__(data, initial=initial, clause=case.clause_id)
