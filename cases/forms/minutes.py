"""Forms of the minutes: the texts of a §, motions, reservations, points that are no case."""

from datetime import datetime, time
from typing import Any

from django import forms

from bodies.models import Meeting
from bodies.queries.attendance import Serving
from cases.forms.fields import Text
from cases.forms.steps import text_area
from cases.queries.minute_words import proposed_decision, proposed_point, proposed_putting
from cases.queries.minutes import MinuteRow, is_on_now
from samverkan.lib.dates import STOCKHOLM, now

CLOCK = {"invalid": "Skriv klockslaget som 10:15.", "required": "Skriv ett klockslag som 10:15."}


class Clock(forms.TimeField):
    """A time of the meeting's day."""

    def __init__(self, label: str, help_text: str = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            error_messages=CLOCK,
        )


def on_the_day(meeting: Meeting, at: time) -> datetime:
    return datetime.combine(meeting.day, at, tzinfo=STOCKHOLM)


def named(each: Serving) -> str:
    """Who, for which party, and in whose place."""
    party = f" ({each.party})" if each.party else ""
    instead = f", för {each.serves_for}" if each.serves_for else ""
    return f"{each.person}{party}{instead}"


class SomebodyTaking(forms.TypedChoiceField):
    """One of those who take part; the action says why anybody else does not."""

    def __init__(self, label: str, taking: list[Serving]) -> None:
        super().__init__(
            label=label,
            coerce=int,
            choices=[("", "Välj"), *((each.person.pk, named(each)) for each in taking)],
            error_messages={"required": "Välj vem det är."},
        )

    def valid_value(self, value: Any) -> bool:
        return str(value).isdecimal()


class MinuteTextForm(forms.Form):
    """What the minutes say under the §, beside what is recorded elsewhere."""

    summary = Text(
        label="Sammanfattning",
        required=False,
        widget=text_area(4),
        help_text="Vad ärendet gäller, i några meningar. Ärendets egen är föreslagen.",
    )
    putting_order = Text(
        label="Propositionsordning",
        required=False,
        widget=text_area(3),
        help_text="Hur ordföranden ställde förslagen mot varandra. En formulering är föreslagen.",
    )
    decision_text = Text(label="Beslut", required=False, widget=text_area(4))
    statement = Text(
        label="Protokollsanteckning",
        required=False,
        widget=text_area(3),
        help_text="Vem som lät anteckna och vad.",
    )

    def __init__(self, *args: Any, row: MinuteRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        minute = row.minute
        for name in self.fields:
            self.initial[name] = getattr(minute, name)
        if row.item is None:
            self._ask_title(minute.title)
        if row.decision or (row.case and not row.is_decided):
            del self.fields["decision_text"]
        elif not minute.decision_text:
            proposal = proposed_decision if row.item else proposed_point
            self.initial["decision_text"] = proposal(minute)
        if row.case:
            self.initial["summary"] = minute.summary or row.case.summary
            self.initial["putting_order"] = minute.putting_order or proposed_putting(row.motions)

    def _ask_title(self, title: str) -> None:
        del self.fields["putting_order"]
        self.fields["title"] = Text(
            label="Rubrik", max_length=300, error_messages={"required": "Skriv en rubrik."}
        )
        self.initial["title"] = title
        self.order_fields(["title"])


class MotionForm(forms.Form):
    text = Text(
        label="Yrkande",
        widget=text_area(2),
        error_messages={"required": "Skriv vad som yrkas."},
        help_text="Till exempel: att ärendet återremitteras.",
    )

    def __init__(self, *args: Any, row: MinuteRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = SomebodyTaking("Vem yrkar", row.taking)
        self.order_fields(["person", "text"])


class DissentForm(forms.Form):
    text = Text(
        label="Motivering",
        required=False,
        widget=text_area(3),
        help_text="Den skriftliga motiveringen, om det finns en.",
    )

    def __init__(self, *args: Any, row: MinuteRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = row.minute.meeting
        self.fields["person"] = SomebodyTaking("Vem reserverar sig", row.taking)
        self.fields["announced"] = Clock(
            "Anmäld klockan", "En reservation ska anmälas innan mötet avslutas (KL 4:27)."
        )
        if is_on_now(self.meeting) and self.meeting.day == now().astimezone(STOCKHOLM).date():
            self.initial["announced"] = now().astimezone(STOCKHOLM).time()
        self.order_fields(["person", "announced", "text"])

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        at = on_the_day(self.meeting, data["announced"])
        return {"person": data["person"], "announced_at": at, "text": data["text"]}


class NewPointForm(forms.Form):
    title = Text(
        label="Rubrik",
        max_length=300,
        error_messages={"required": "Skriv en rubrik."},
        help_text="För en punkt som inte är ett ärende. Den får nästa nummer.",
    )


class EndForm(forms.Form):
    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["ends"] = Clock("Mötet avslutades klockan")
        if meeting.ends_at:
            self.initial["ends"] = meeting.ends_at.astimezone(STOCKHOLM).time()

    def moment(self) -> datetime:
        return on_the_day(self.meeting, self.cleaned_data["ends"])
