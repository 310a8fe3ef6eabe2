"""Two who write in the same text: whatever either has added is there when both have saved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib.merging import merge

# What either adds is told apart from the start and from the other's.
STARTED = st.lists(st.sampled_from(["vi", "vill", "ha", "bättre", "tåg", "\n", " "]), max_size=12)


def _of(letter: str) -> st.SearchStrategy[str]:
    return st.builds(lambda n: f"{letter}{n}", st.integers(0, 999))


@st.composite
def _written(draw: st.DrawFn, start: list[str], letter: str) -> tuple[str, list[str]]:
    """The text with words put in and taken out anywhere, and the words put in."""
    out, added = [], []
    for word in [*start, ""]:
        for new in draw(st.lists(_of(letter), max_size=2)):
            added.append(new)
            out.append(new)
        if draw(st.booleans()):
            out.append(word)
    return " ".join(out), added


@given(st.data())
def test_no_word_of_either_is_lost(data: st.DataObject) -> None:
    start = data.draw(STARTED)
    mine, ours = data.draw(_written(start, "x"))
    theirs, others = data.draw(_written(start, "y"))
    words = merge(" ".join(start), mine, theirs).split()
    for added in (ours, others):
        # All of each writer's words, as often and in the order that they were written.
        assert [word for word in words if word[0] == added[0][0]] == added if added else True


@given(st.text(max_size=60), st.text(max_size=60))
def test_one_writer_alone_is_taken_as_it_is(base: str, text: str) -> None:
    assert merge(base, text, base) == text
    assert merge(base, base, text) == text
    assert merge(base, text, text) == text


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "wanted"),
    [
        ("", "Umeå", "Vännäs", "Vännäs Umeå"),
        ("kommu", "kommunerna", "kommu och", "kommunerna och"),
        ("a b", "a bc", "a", "a bc"),
        ("x", "x nytt", "x nytt mer", "x nytt mer"),  # the answer was lost, and it is sent again
        ("rad", "rad\nmin", "din\nrad", "din\nrad\nmin"),
    ],
)
def test_as_people_write(base: str, mine: str, theirs: str, wanted: str) -> None:
    assert merge(base, mine, theirs) == wanted
