"""What an administrator fills in about organisations, people and terms."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bodies.forms.fields import DATE_INPUT
from bodies.forms.refusable import RefusableForm
from bodies.models import CooperationArea, Person, Term
from bodies.roles import ROLES
from samverkan.lib.errors import DomainError
from samverkan.lib.needed import say_what_is_needed
from samverkan.lib.references import organisation_number

if TYPE_CHECKING:
    SetPersonPassword = SetPasswordForm[Person]
else:
    SetPersonPassword = SetPasswordForm


class OrganisationForm(RefusableForm):
    def clean_organisation_number(self) -> str:
        """In the form 232100-0222, with a check digit that holds; or nothing."""
        text: str = self.cleaned_data["organisation_number"].strip()
        try:
            return organisation_number(text) if text else ""
        except DomainError as error:
            raise forms.ValidationError(error.message) from error


def role_label(name: str, description: str) -> SafeString:
    return format_html("<strong>{}</strong> – {}", name, description)


class PersonForm(RefusableForm):
    roles = forms.MultipleChoiceField(
        label="Roller",
        required=False,
        choices=[(info.role.value, role_label(info.name, info.description)) for info in ROLES],
        widget=forms.CheckboxSelectMultiple,
        help_text="Ledamöter behöver ingen roll: deras rätt följer av uppdragen.",
    )

    def clean_email(self) -> str | None:
        """In small letters, and nobody else's."""
        email = (self.cleaned_data["email"] or "").strip().lower() or None
        others = Person.objects.get_queryset().exclude(pk=self.instance.pk)
        if email and others.filter(email__iexact=email).exists():
            raise forms.ValidationError("E-postadressen används redan av en annan person.")
        return email


class AreaForm(RefusableForm):
    """A chain without a committee is a dead end: cases wait there for a meeting of nobody."""

    class Meta:
        model = CooperationArea
        fields = ("preparing_committee",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["preparing_committee"]
        field.required = True
        field.error_messages["required"] = "Välj vilket utskott som bereder ärendena."


class PasswordForm(SetPersonPassword):
    """A new password for somebody else, typed twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_is_needed(self.fields)


class TermForm(RefusableForm):
    """Only the name and the election day are needed; the law gives the other days."""

    DAYS: ClassVar = ("council_from", "council_to", "board_from", "board_to")

    class Meta:
        model = Term
        fields = ("name", "election_day", "council_from", "council_to", "board_from", "board_to")
        widgets: ClassVar = dict.fromkeys(fields[1:], DATE_INPUT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.DAYS:
            self.fields[name].required = False
            self.fields[name].help_text = "Lämna tomt för den vanliga dagen."

    def clean(self) -> dict[str, Any] | None:
        """Blank days become the usual ones: 15 October (KL 5:9) and 1 January."""
        cleaned = super().clean()
        election = self.cleaned_data.get("election_day")
        for name, day in usual_days(election).items() if election else ():
            self.cleaned_data[name] = self.cleaned_data.get(name) or day
        return cleaned


def usual_days(election: date) -> dict[str, date]:
    year = election.year
    return {
        "council_from": date(year, 10, 15),
        "council_to": date(year + 4, 10, 14),
        "board_from": date(year + 1, 1, 1),
        "board_to": date(year + 4, 12, 31),
    }
