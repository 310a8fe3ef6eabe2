"""What a municipality hands in through its link: what was decided, then the extract.

Two forms, so that a file that is refused is the only thing to choose again.
"""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from bodies.actions.agreements.core import Copy
from bodies.agreement_states import Outcome
from bodies.forms.fields import DATE_INPUT
from samverkan.lib.dates import swedish_date, today
from samverkan.lib.errors import DomainError
from samverkan.lib.uploads import ACCEPT, ALLOWED, check_upload


class CopyField(forms.FileField):
    """One file, approved by its content (lib.uploads); gives a `Copy`."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.FileInput({"accept": ACCEPT}), **more)

    def clean(self, data: Any, initial: Any = None) -> Copy | None:
        found: UploadedFile[bytes] | None = super().clean(data, initial)
        if not found:
            return None
        try:
            return Copy(found, check_upload(found))
        except DomainError as error:
            raise forms.ValidationError(error.message) from error

    def to_python(self, data: Any) -> Any:
        """Judged whole by lib.uploads, empty files too."""
        return data or None


class DecidedForm(forms.Form):
    """What the council said of an agreement `sent_on` a day, when nobody has recorded it yet."""

    outcome = forms.ChoiceField(
        label="Vad beslutade kommunfullmäktige?",
        choices=[
            (Outcome.ADOPTED.value, "Antog samverkansavtalet"),
            (Outcome.DECLINED.value, "Antog det inte"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad kommunfullmäktige beslutade."},
    )
    day = forms.DateField(
        label="Sammanträdesdag",
        widget=DATE_INPUT,
        error_messages={
            "required": "Skriv vilken dag fullmäktige sammanträdde.",
            "invalid": "Skriv dagen som 2027-02-03.",
        },
    )
    paragraph = forms.IntegerField(
        label="Paragraf",
        min_value=1,
        max_value=9999,
        error_messages={
            "required": "Skriv beslutets paragraf.",
            "invalid": "Skriv paragrafen med siffror.",
            "min_value": "Paragrafen börjar på 1.",
            "max_value": "Så hög paragraf finns inte.",
        },
    )

    def __init__(self, *args: Any, sent_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sent_on = sent_on

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > today():
            raise forms.ValidationError("Dagen har inte varit än.")
        if self.sent_on and day < self.sent_on:
            sent = swedish_date(self.sent_on)
            text = f"Avtalet skickades {sent}. Skriv dagen för mötet efter det."
            raise forms.ValidationError(text)
        return day


class ExtractForm(forms.Form):
    """The extract itself."""

    file = CopyField(
        label="Protokollsutdrag",
        help_text=f"{ALLOWED}. Högst 40 MB.",
        error_messages={"required": "Välj filen med protokollsutdraget."},
    )


class AskForm(forms.Form):
    """How long the municipality's link is to work."""

    expires_on = forms.DateField(
        label="Länken fungerar till och med",
        widget=DATE_INPUT,
        help_text=f"Högst {settings.PERSONAL_LINK_DAYS} dagar framåt.",
        error_messages={
            "required": "Skriv länkens sista dag.",
            "invalid": "Skriv dagen som 2027-02-03.",
        },
    )
