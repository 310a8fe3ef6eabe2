"""Days before and after, as people write them: "14, 7, 2 dagar före"."""

import re
from collections.abc import Iterable, Sequence

from django import forms

from bodies.actions.notice_settings import FURTHEST, MOST_DAYS
from bodies.reminders import Rule

# A number, perhaps with a sign, or a word that tells which way or means none at all.
PIECE = re.compile(r"[+-]?\d+|samma dag|i dag|idag|före|innan|efter|\S+", re.IGNORECASE)
SAME_DAY = ("samma dag", "i dag", "idag")
WAYS = {"före": -1, "innan": -1, "efter": 1}
AFTER = {-1: "före", 1: "efter"}
UNSAID = {"dag", "dagar", "arbetsdag", "arbetsdagar", "och", "samt", "dagen", "d"}


def days_in_words(days: Iterable[int], *, working: bool) -> str:
    """14, 7 och 2 dagar före; 5 och 1 arbetsdagar före och samma dag."""
    known = sorted(days)
    unit = "arbetsdag" if working else "dag"
    before = _counted([-day for day in known if day < 0], unit, "före")
    after = _counted([day for day in known if day > 0], unit, "efter")
    return _listed([each for each in (before, "samma dag" if 0 in known else "", after) if each])


def _counted(days: list[int], unit: str, way: str) -> str:
    if not days:
        return ""
    return f"{_listed([str(day) for day in days])} {unit if days == [1] else unit + 'ar'} {way}"


def _listed(words: Sequence[str]) -> str:
    return " och ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def days_as_typed(days: Sequence[int]) -> str:
    """What stands in the field: 14, 7, 2. The rule says which way; else 10, 3 före, 1 efter."""
    before = ", ".join(str(-day) for day in sorted(days) if day < 0)
    after = ", ".join(str(day) for day in sorted(days) if day >= 0)
    if before and any(day > 0 for day in days):
        return f"{before} före, {after} efter"
    return ", ".join(filter(None, (before, after)))


class DaysField(forms.CharField):
    """The days of one rule. Empty is the usual ones; an answer the rule cannot use is refused."""

    def __init__(self, rule: Rule, usual: Iterable[int]) -> None:
        self.rule = rule
        self.ways = {-1 if day < 0 else 1 for day in rule.days if day}
        # What is not said is before, unless the rule only comes afterwards.
        self.way = min(self.ways, default=-1)
        unit = "arbetsdagar" if rule.working else "dagar"
        super().__init__(
            label=f"Antal {unit} {' eller '.join(AFTER[way] for way in sorted(self.ways))}",
            required=False,
            max_length=100,
            help_text=f"Tomt betyder {days_in_words(usual, working=rule.working)}.",
            widget=forms.TextInput({"class": "short", "autocomplete": "off"}),
        )

    def clean(self, value: object) -> list[int]:
        text = super().clean(value)
        days = sorted(set(self._days(text))) if text else []
        if len(days) > MOST_DAYS:
            raise forms.ValidationError(f"Skriv högst {MOST_DAYS} olika dagar.")
        if any(abs(day) > FURTHEST for day in days):
            raise forms.ValidationError(f"Skriv tal som är högst {FURTHEST}.")
        return days

    def _days(self, text: str) -> Iterable[int]:
        """Each number takes the way that is written after it, else the rule's own."""
        way = 0
        for piece in reversed(PIECE.findall(text.replace(",", " ").replace(";", " ").lower())):
            if piece in WAYS:
                way = WAYS[piece]
            elif piece in SAME_DAY:
                yield self._usable(0)
            elif piece.lstrip("+-").isdecimal():
                signed = piece[0] in "+-"
                yield self._usable(int(piece) if signed else int(piece) * (way or self.way))
            elif piece.strip(".") not in UNSAID:
                raise forms.ValidationError(f"”{piece}” är inget tal. {self._example}")

    def _usable(self, day: int) -> int:
        if day and (-1 if day < 0 else 1) not in self.ways:
            raise forms.ValidationError(
                f"De här påminnelserna går ut {AFTER[self.way]} dagen. {self._example}"
            )
        if day == 0 and 0 not in self.rule.days:
            raise forms.ValidationError(f"Skriv minst 1. {self._example}")
        return day

    @property
    def _example(self) -> str:
        return f"Skriv antal dagar med komma emellan, till exempel {days_as_typed(self.rule.days)}."
