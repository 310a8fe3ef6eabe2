"""Quorum and substitutes' order (KL 5:17–20, 6:27), against plainer ways to say the same."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodies.attendance import Chair, Spare, is_quorate, line_for, quorum, step_in

PARTIES = ("Alfa", "Beta", "Gamma", "Delta", "")
people = st.integers(1, 30)
sides = st.sampled_from(["", "RUN", "PKD AU"])
chairs = st.lists(
    st.builds(Chair, people, st.sampled_from(PARTIES), sides), unique_by=lambda c: c.person
)
spares = st.lists(
    st.builds(Spare, people, st.sampled_from(PARTIES), st.none() | st.integers(1, 9), sides),
    unique_by=lambda s: s.person,
)
orders = st.dictionaries(
    st.sampled_from(PARTIES[:4]), st.permutations(PARTIES[:4]).map(lambda p: p[:3]), max_size=4
)
takens = st.sets(people)


@given(st.integers(0, 200), st.integers(0, 200))
def test_more_than_half_is_quorate(present: int, seats: int) -> None:
    assert is_quorate(present, seats) == (seats > 0 and Fraction(present, seats) > Fraction(1, 2))


@pytest.mark.parametrize(("seats", "needed"), [(13, 7), (7, 4), (6, 4), (1, 1), (71, 36)])
def test_the_least_number(seats: int, needed: int) -> None:
    assert quorum(seats) == needed


@given(chairs, spares, orders, takens)
def test_nobody_twice_and_nobody_who_is_taken(
    absent: list[Chair], spare: list[Spare], order: dict[str, list[str]], taken: set[int]
) -> None:
    found = step_in(absent, spare, order, taken=taken)
    chosen = list(found.values())
    assert len(chosen) == len(set(chosen))
    assert not set(chosen) & taken
    assert all(member != substitute for member, substitute in found.items())


@given(chairs, spares, orders, takens)
def test_each_gets_the_first_in_line_that_is_left(
    absent: list[Chair], spare: list[Spare], order: dict[str, list[str]], taken: set[int]
) -> None:
    found = step_in(absent, spare, order, taken=taken)
    gone = set(taken)
    for chair in absent:
        free = [each.person for each in line_for(chair, spare, order) if each.person not in gone]
        assert found.get(chair.person) == (free[0] if free else None)
        gone |= {free[0]} if free else set()


@given(st.builds(Chair, people, st.sampled_from(PARTIES), sides), spares, orders)
def test_the_line_is_by_adopted_party_and_then_by_number(
    absent: Chair, spare: list[Spare], order: dict[str, list[str]]
) -> None:
    line = line_for(absent, spare, order)
    own = [each for each in spare if each.side == absent.side and each.person != absent.person]
    assert sorted(each.person for each in line) == sorted(each.person for each in own)
    named = order.get(absent.party, [])
    plain: list[Spare] = []
    for party in [*named, None]:
        some = [e for e in own if (e.party == party if party else e.party not in named)]
        for number in [*range(1, 10), None]:
            plain += [each for each in some if each.order == number]
    assert line == plain


def test_an_absent_member_of_a_party_without_an_order_is_served_by_number() -> None:
    spare = [Spare(2, "Beta", 2), Spare(3, "Alfa", 1), Spare(4, "Beta", None)]
    assert [each.person for each in line_for(Chair(1, "Gamma"), spare, {"Alfa": ["Beta"]})] == [
        3,
        2,
        4,
    ]
