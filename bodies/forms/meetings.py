"""What an administrator fills in about a meeting. The rules themselves are the action's."""

from typing import Any, ClassVar

from django import forms

from bodies.forms.fields import SeenVersion
from bodies.forms.refusable import RefusableForm
from bodies.models import CooperationArea, Meeting
from samverkan.lib.errors import Stale


class MeetingForm(RefusableForm):
    in_the_past = forms.BooleanField(
        label="Mötet har redan varit",
        required=False,
        help_text="Kryssa bara när du lägger in ett äldre möte.",
    )
    # A meeting counts its versions, also those that acts on its agenda make.
    seen = None  # type: ignore[assignment]  # Django's way to leave a field out
    seen_version = SeenVersion()

    class Meta:
        model = Meeting
        fields = ("body", "starts_at", "follows", "papers_due", "summons_due")
        help_texts: ClassVar = {
            "follows": "Ett samråd måste följa på ett möte med utskottet, vars ärendelista gäller. "
            "Sök på dag, till exempel 3 februari eller 2027-02-03.",
            "papers_due": "Lämna tomt så räknas dagen fram av organets egna regler.",
            "summons_due": "Lämna tomt så räknas dagen fram av organets egna regler.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "seen_version" in self.fields:
            self.initial["seen_version"] = self.instance.version
            seen: Any = self.fields["seen_version"]
            seen.renew = isinstance(self.refusal, Stale)
        if "follows" in self.fields:
            self._mark_follows(self.fields["follows"])

    def _mark_follows(self, field: forms.Field) -> None:
        """Required for a samråd; the page's script marks it as soon as one is chosen."""
        inner: Any = getattr(field.widget, "widget", field.widget)
        joint = consultations()
        inner.attrs["data-required-for"] = " ".join(map(str, joint))
        meeting = self.instance
        chosen = str(self.data.get("body") or meeting.body_id or self.initial.get("body") or "")
        # One that was entered without stays as it is.
        if chosen in map(str, joint) and not (meeting.pk and meeting.follows_id is None):
            field.required = True
            field.error_messages["required"] = "Välj vilket möte som samrådet följer på."


def consultations() -> list[int]:
    """The bodies whose meetings follow a committee's, by primary key."""
    areas = CooperationArea.objects.filter(preparing_committee__isnull=False)
    found = areas.exclude(consultation=None).values_list("consultation", flat=True)
    return sorted(set(found))
