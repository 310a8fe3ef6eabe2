"""What an administrator fills in about a meeting. The rules themselves are the action's."""

from typing import Any, ClassVar

from django import forms

from bodies.forms.fields import SeenVersion
from bodies.forms.refusable import RefusableForm
from bodies.models import Meeting
from samverkan.lib.errors import Stale


class MeetingForm(RefusableForm):
    in_the_past = forms.BooleanField(
        label="Mötet har redan varit",
        required=False,
        help_text="Kryssa bara när du lägger in ett äldre möte.",
    )
    seen_version = SeenVersion()

    class Meta:
        model = Meeting
        fields = ("body", "starts_at", "follows", "papers_due", "summons_due")
        help_texts: ClassVar = {
            "papers_due": "Lämna tomt så räknas dagen fram av organets egna regler.",
            "summons_due": "Lämna tomt så räknas dagen fram av organets egna regler.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "seen_version" in self.fields:
            self.initial["seen_version"] = self.instance.version
            self.fields["seen_version"].renew = isinstance(self.refusal, Stale)  # type: ignore[attr-defined]
