"""Votes by name: from ballots to what the body decided, and whose vote weighed over.

Pure: people are keys. Elections, which lots decide at a tie (KL 5:56), are not counted here.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cases.outcomes import Labelled
from samverkan.lib.errors import DomainError


class Choice(Labelled):
    """A ballot. Whoever takes part may abstain (KL 4:25)."""

    YES = "yes", "Ja"
    NO = "no", "Nej"
    ABSTAIN = "abstain", "Avstår"


@dataclass(frozen=True, slots=True)
class Result:
    """How many said what, and what therefore won; `by_chair` at a tie."""

    yes: int
    no: int
    abstained: int
    winner: Choice
    by_chair: bool

    @property
    def figures(self) -> str:
        """The winner's votes are not put first: ja–nej, as minutes have it."""
        return f"{self.yes}–{self.no}"

    def won(self, yes_means: str, no_means: str) -> str:
        """What the winning side had said that its votes meant."""
        return yes_means if self.winner == Choice.YES else no_means

    def in_words(self, yes_means: str, no_means: str) -> str:
        """The sentence of the minutes."""
        won = self.won(yes_means, no_means)
        word = self.winner.label.lower()
        counted = f"{self.yes} ja-röster, {self.no} nej-röster"
        if self.abstained:
            counted += f" och {self.abstained} som avstår"
        tie = " Vid lika röstetal avgör ordförandens röst." if self.by_chair else ""
        return f"{counted}.{tie} Därmed vinner {word}: {won.rstrip('.')}."


def result(ballots: Mapping[int, Choice], chair: int) -> Result:
    """Simple majority of those who vote; at a tie the chair's vote decides.

    KL 5:55–56, for boards through 6:33. Raises DomainError (chair) when the chair is not among
    those who take part, or abstains although the vote is needed for a decision (KL 4:25).
    """
    if chair not in ballots:
        raise DomainError("Ordföranden vid omröstningen måste delta i ärendet.", field="chair")
    counted = Counter(ballots.values())
    yes, no = counted[Choice.YES], counted[Choice.NO]
    tie = yes == no
    winner = ballots[chair] if tie else max(Choice.YES, Choice.NO, key=lambda each: counted[each])
    if winner == Choice.ABSTAIN:
        raise DomainError(
            "Rösterna väger jämnt, så ordföranden måste rösta för att ärendet ska kunna avgöras "
            "(KL 4:25 och 5:56).",
            field="chair",
        )
    return Result(yes, no, counted[Choice.ABSTAIN], winner, by_chair=tie)


def missing(ballots: Mapping[int, Choice], taking: Collection[int]) -> set[int]:
    """Those who take part and have neither voted nor abstained."""
    return set(taking) - set(ballots)
