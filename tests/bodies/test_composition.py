"""Who sits in a joint body: derived from its sources, and checked against the rule."""

from datetime import date

import pytest

from bodies.models import Body, Membership, SeatRule
from bodies.queries import composition, people_in, roster, seated
from samverkan.lib.dates import today
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Body:
    return make.body("run")


@pytest.fixture
def committee() -> Body:
    return make.body("pkd-au", "working_committee")


@pytest.fixture
def joint(board: Body, committee: Body) -> Body:
    """Two from the board, and all of the committee, which has two."""
    made = make.body("samrad", "consultation")
    SeatRule.objects.create(body=made, source=board, seats=2)
    SeatRule.objects.create(body=made, source=committee, seats=2, takes_all=True)
    return made


def sit(*bodies: Body, seat: str = "member", **days: date) -> Membership:
    """A person with the seat in each of the bodies; the last membership."""
    who = make.person()
    return [make.member(who, body, seat, **days) for body in bodies][-1]


def test_a_full_samrad_is_right(board: Body, committee: Body, joint: Body) -> None:
    chosen = [sit(board, joint) for _ in range(2)]
    derived = [sit(committee, seat="chair"), sit(committee)]
    groups = composition(joint, today())
    assert [group.is_right for group in groups] == [True, True]
    assert groups[0].members == chosen
    assert groups[1].members == derived
    assert seated(joint, today()) == [*chosen, *derived]


def test_vacant_seats_are_counted(board: Body, joint: Body) -> None:
    sit(board, joint)
    assert [group.vacant for group in composition(joint, today())] == [1, 2]


def test_too_many_are_counted(board: Body, committee: Body, joint: Body) -> None:
    for _ in range(3):
        sit(board, joint)
        sit(committee)
    groups = composition(joint, today())
    assert [(group.vacant, group.overfull) for group in groups] == [(0, 1), (0, 1)]


def test_a_stranger_holds_no_seat_of_a_source(board: Body, committee: Body, joint: Body) -> None:
    stranger = sit(joint)
    sit(board, joint)
    sit(committee, joint)
    groups = composition(joint, today())
    assert [group.strangers for group in groups] == [[stranger], []]
    assert stranger not in groups[0].members


def test_a_samrad_of_whole_committees_has_strangers_too(committee: Body) -> None:
    made = make.body("samrad", "consultation")
    SeatRule.objects.create(body=made, source=committee, seats=1, takes_all=True)
    stranger = sit(made)
    assert composition(made, today())[0].strangers == [stranger]


def test_who_leaves_the_source_becomes_a_stranger(board: Body, joint: Body) -> None:
    who = make.person()
    make.member(who, board, valid_to=date(2026, 6, 30))
    seat = make.member(who, joint)
    assert composition(joint, date(2026, 6, 30))[0].strangers == []
    assert composition(joint, date(2026, 7, 1))[0].strangers == [seat]


def test_only_voting_seats_are_derived(committee: Body, joint: Body) -> None:
    for seat in ("substitute", "observer", "secretary"):
        sit(committee, seat=seat)
    assert composition(joint, today())[1].members == []


def test_a_substitute_of_the_board_may_be_chosen(board: Body, joint: Body) -> None:
    who = make.person()
    make.member(who, board, "substitute")
    seat = make.member(who, joint)
    assert composition(joint, today())[0].members == [seat]


def test_a_body_without_rules_has_no_composition(board: Body) -> None:
    member = sit(board)
    sit(board, seat="substitute")
    assert composition(board, today()) == []
    assert seated(board, today()) == [member]


def test_between_the_election_and_the_new_year_both_sit() -> None:
    """From 15 October the new council (KL 5:9), until 31 December the old board (KL 6:18)."""
    council, board = make.body("rf", "council"), make.body("run")
    before = sit(council, valid_from=date(2022, 10, 15), valid_to=date(2026, 10, 14))
    after = sit(council, valid_from=date(2026, 10, 15), valid_to=date(2030, 10, 14))
    outgoing = sit(board, valid_from=date(2023, 1, 1), valid_to=date(2026, 12, 31))
    incoming = sit(board, valid_from=date(2027, 1, 1), valid_to=date(2030, 12, 31))
    expected = {
        date(2026, 10, 14): (before, outgoing),
        date(2026, 10, 15): (after, outgoing),
        date(2026, 12, 31): (after, outgoing),
        date(2027, 1, 1): (after, incoming),
    }
    for day, (in_council, in_board) in expected.items():
        assert seated(council, day) == [in_council]
        assert seated(board, day) == [in_board]


def test_those_told_are_members_and_substitutes_once(board: Body, joint: Body) -> None:
    chosen = sit(board, joint)
    substitute = sit(joint, seat="substitute")
    told = people_in(joint, today())
    assert {person.pk for person in told} == {chosen.person_id, substitute.person_id}
    assert len(told) == 2


def test_a_roster_leaves_nobody_out(board: Body) -> None:
    seats = ("chair", "vice_chair", "member", "substitute", "observer", "secretary")
    everybody = {sit(board, seat=seat).pk for seat in seats}
    found = roster(board, today())
    assert {m.pk for m in (*found.members, *found.substitutes, *found.others)} == everybody
    assert [m.seat for m in found.members] == ["chair", "vice_chair", "member"]
