"""The form of a vote by name: one choice for each who takes part. Shape only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from bodies.models import Person
from bodies.queries.attendance import Serving
from cases.forms.fields import Text
from cases.forms.minutes import SomebodyTaking, named
from cases.queries.minutes import MinuteRow, presiding
from cases.voting import Choice

BALLOT = "ballot_"


@dataclass(frozen=True, slots=True)
class BallotRow:
    """One who takes part, and the field of their vote."""

    serving: Serving
    field: forms.BoundField


class VoteForm(forms.Form):
    """A vote by name: one choice for each who takes part."""

    yes_means = Text(
        label="Ja betyder",
        max_length=300,
        error_messages={"required": "Skriv vad ja betyder."},
        help_text="Till exempel: bifall till förslaget till beslut.",
    )
    no_means = Text(
        label="Nej betyder",
        max_length=300,
        error_messages={"required": "Skriv vad nej betyder."},
        help_text="Till exempel: bifall till ett yrkande.",
    )

    def __init__(self, *args: Any, row: MinuteRow, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.serving = [*row.taking, *self._others(row.taking)]
        self.fields["chair"] = SomebodyTaking("Ordförande vid omröstningen", row.taking)
        self.fields["chair"].help_text = "Ordförandens röst avgör om rösterna väger jämnt."
        proposed = presiding(row.taking)
        self.initial["chair"] = proposed.pk if proposed else ""
        for each in self.serving:
            self.fields[f"{BALLOT}{each.person.pk}"] = forms.ChoiceField(
                label=named(each),
                choices=Choice.choices(),
                widget=forms.RadioSelect,
                error_messages={"required": "Välj ja, nej eller avstår."},
            )
        self._show(row, number)

    def _others(self, taking: list[Serving]) -> list[Serving]:
        """Those whose votes were sent although they take no part, so that it can be said why."""
        keys = {key.removeprefix(BALLOT) for key in self.data if key.startswith(BALLOT)}
        known = {str(each.person.pk) for each in taking}
        wanted = [int(key) for key in keys - known if key.isdecimal() and len(key) < 10]
        return [Serving(each, "", "") for each in Person.objects.filter(pk__in=wanted)]

    def _show(self, row: MinuteRow, number: int) -> None:
        """What was recorded before, or a proposal of what ja and nej stand for."""
        self.initial["yes_means"] = "bifall till förslaget till beslut"
        if row.motions:
            self.initial["no_means"] = f"bifall till {row.motions[0].person}s yrkande"
        for counted in row.votes:
            if counted.vote.number == number:
                for name in ("yes_means", "no_means", "chair_id"):
                    self.initial[name.removesuffix("_id")] = getattr(counted.vote, name)
                for ballot in counted.ballots:
                    self.initial[f"{BALLOT}{ballot.person_id}"] = ballot.choice

    def rows(self) -> Iterator[BallotRow]:
        for each in self.serving:
            yield BallotRow(each, self[f"{BALLOT}{each.person.pk}"])

    def arguments(self) -> dict[str, Any]:
        data: Mapping[str, Any] = self.cleaned_data
        ballots = {pk: data[f"{BALLOT}{pk}"] for pk in (each.person.pk for each in self.serving)}
        return {key: data[key] for key in ("yes_means", "no_means", "chair")} | {"ballots": ballots}
