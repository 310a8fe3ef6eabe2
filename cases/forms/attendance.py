"""The roll call at a meeting, and where an item differs: one row a person, in one form."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django import forms

from bodies.actions.attendance import Was
from bodies.models.presence import Mode
from bodies.queries.attendance import Line, RollCall, Serving
from cases.actions.item_attendance import Gone
from cases.models.item_attendance import Ground
from cases.queries.attendance import Out
from samverkan.lib.dates import STOCKHOLM

GONE = [("", "Inte här"), (Mode.ROOM.value, "På plats"), (Mode.DISTANCE.value, "På distans")]
TAKES_PART, AWAY = "", "borta"


class Clock(forms.TimeField):
    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            error_messages={"invalid": "Skriv klockslaget som 10:15."},
        )


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the table, and the fields that are theirs."""

    line: Line
    mode: forms.BoundField
    arrived: forms.BoundField
    left: forms.BoundField
    serves: forms.BoundField | None

    @property
    def errors(self) -> list[str]:
        fields = (self.mode, self.arrived, self.left, self.serves)
        return [str(error) for field in fields if field for error in field.errors]


class PresenceForm(forms.Form):
    """Who was there. Until it is noted the answers are proposed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, call: RollCall, seen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call, self.initial["seen"] = call, seen
        members = [(line.person.pk, str(line.person)) for line in call.members]
        spare = {line.person.pk for line in call.substitutes}
        for line in call.everybody:
            self._add(line, [("", "Ingen"), *members] if line.person.pk in spare else None)

    def _add(self, line: Line, members: list[Any] | None) -> None:
        pk, name = line.person.pk, str(line.person)
        proposed = _proposed(line, recorded=self.call.is_recorded)
        self.fields[f"mode_{pk}"] = forms.ChoiceField(
            label=f"Närvaro för {name}", choices=GONE, required=False
        )
        self.fields[f"arrived_{pk}"] = Clock(f"{name} kom kl.")
        self.fields[f"left_{pk}"] = Clock(f"{name} gick kl.")
        if members:
            self.fields[f"serves_{pk}"] = forms.ChoiceField(
                label=f"{name} tjänstgör för", choices=members, required=False
            )
        self.initial.update({f"{key}_{pk}": value for key, value in proposed.items()})

    def rows(self, lines: list[Line]) -> Iterator[PersonRow]:
        for line in lines:
            pk = line.person.pk
            serves = self[f"serves_{pk}"] if f"serves_{pk}" in self.fields else None
            mode, arrived, left = (self[f"{each}_{pk}"] for each in ("mode", "arrived", "left"))
            yield PersonRow(line, mode, arrived, left, serves)

    def present(self) -> list[Was]:
        """Those who were there, with times on the meeting's day."""
        data = self.cleaned_data
        return [
            Was(
                person_id=pk,
                mode=data[f"mode_{pk}"],
                arrived=self._moment(data.get(f"arrived_{pk}")),
                left=self._moment(data.get(f"left_{pk}")),
                serves_for_id=int(data.get(f"serves_{pk}") or 0) or None,
            )
            for pk in (line.person.pk for line in self.call.everybody)
            if data.get(f"mode_{pk}")
        ]

    def _moment(self, at: time | None) -> datetime | None:
        return datetime.combine(self.call.meeting.day, at, tzinfo=STOCKHOLM) if at else None


def _proposed(line: Line, *, recorded: bool) -> dict[str, Any]:
    """What has been noted; before that, those who said that they would come."""
    was = line.presence
    if was:
        times = {"arrived": _clock(was.arrived), "left": _clock(was.left)}
        return {"mode": was.mode, "serves": was.serves_for_id or "", **times}
    if recorded or not (line.reply and line.reply.comes):
        return {}
    call = line.live_call
    stands = line.membership.seat == "substitute" and call and call.is_accepted
    mode = Mode.DISTANCE if line.reply.answer == "distance" else Mode.ROOM
    return {"mode": mode.value, "serves": call.absent_id if call and stands else ""}


def _clock(moment: datetime | None) -> time | None:
    return moment.astimezone(STOCKHOLM).time() if moment else None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Somebody who served at the meeting, and what became of them in the item."""

    serving: Serving
    why: forms.BoundField
    instead: forms.BoundField


class ItemAttendanceForm(forms.Form):
    def __init__(
        self, *args: Any, serving: list[Serving], call: RollCall, out: Out, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.serving = serving
        taken = {each.person.pk for each in serving}
        there = [line.person for line in call.substitutes if line.presence]
        free = [("", "Ingen"), *((p.pk, str(p)) for p in there if p.pk not in taken)]
        grounds = [(str(value), f"Jäv: {label}") for value, label in Ground.choices]
        ways = [(TAKES_PART, "Deltog"), (AWAY, "Borta vid ärendet"), *grounds]
        for each in serving:
            self._add(each, ways, free, out)

    def _add(self, each: Serving, ways: list[Any], free: list[Any], out: Out) -> None:
        pk, name = each.person.pk, str(each.person)
        label = f"{name} i ärendet"
        self.fields[f"why_{pk}"] = forms.ChoiceField(label=label, choices=ways, required=False)
        label = f"Ersätts i ärendet av (för {name})"
        self.fields[f"instead_{pk}"] = forms.ChoiceField(label=label, choices=free, required=False)
        if found := out.all.get(pk):
            self.initial[f"why_{pk}"] = str(getattr(found, "ground", "") or AWAY)
            self.initial[f"instead_{pk}"] = found.stands_in_id or ""

    def rows(self) -> Iterator[ItemRow]:
        for each in self.serving:
            pk = each.person.pk
            yield ItemRow(each, self[f"why_{pk}"], self[f"instead_{pk}"])

    def gone(self) -> list[Gone]:
        data = self.cleaned_data
        return [
            Gone(
                person_id=pk,
                ground=None if why == AWAY else int(why),
                stands_in_id=int(data.get(f"instead_{pk}") or 0) or None,
            )
            for pk in (each.person.pk for each in self.serving)
            if (why := data.get(f"why_{pk}"))
        ]
