"""Votes counted: simple majority, the chair at a tie, and a chair who must vote (KL 5:55–56)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.voting import Choice, missing, result
from samverkan.lib.errors import DomainError

BALLOTS = st.dictionaries(st.integers(1, 99), st.sampled_from(Choice), min_size=1, max_size=15)


@given(BALLOTS, st.data())
def test_the_majority_wins_and_the_chair_only_weighs_over_at_a_tie(
    ballots: dict[int, Choice], data: st.DataObject
) -> None:
    chair = data.draw(st.sampled_from(sorted(ballots)))
    yes = sum(each == Choice.YES for each in ballots.values())
    no = sum(each == Choice.NO for each in ballots.values())
    if yes == no and ballots[chair] == Choice.ABSTAIN:
        with pytest.raises(DomainError, match="ordföranden måste rösta") as refused:
            result(ballots, chair)
        assert refused.value.field == "chair"
        return
    found = result(ballots, chair)
    assert (found.yes, found.no, found.abstained) == (yes, no, len(ballots) - yes - no)
    assert found.by_chair == (yes == no)
    expected = ballots[chair] if yes == no else max((yes, Choice.YES), (no, Choice.NO))[1]
    assert found.winner == expected


@given(BALLOTS, st.data())
def test_who_presides_changes_nothing_without_a_tie(
    ballots: dict[int, Choice], data: st.DataObject
) -> None:
    chairs = data.draw(st.lists(st.sampled_from(sorted(ballots)), min_size=2, max_size=2))
    choices = list(ballots.values())
    if choices.count(Choice.YES) != choices.count(Choice.NO):
        assert result(ballots, chairs[0]) == result(ballots, chairs[1])


@given(BALLOTS, st.integers(100, 200))
def test_somebody_who_takes_no_part_does_not_preside(
    ballots: dict[int, Choice], outsider: int
) -> None:
    with pytest.raises(DomainError, match="måste delta"):
        result(ballots, outsider)
    assert missing(ballots, {*ballots, outsider}) == {outsider}


def test_the_minutes_sentence() -> None:
    ballots = {n: Choice.YES if n < 7 else Choice.NO for n in range(13)}
    assert result(ballots, 0).figures == "7–6"
    tie = {1: Choice.NO, 2: Choice.YES, 3: Choice.ABSTAIN}
    assert result(tie, 1).in_words("bifall", "avslag.") == (
        "1 ja-röster, 1 nej-röster och 1 som avstår. Vid lika röstetal avgör ordförandens röst. "
        "Därmed vinner nej: avslag."
    )
