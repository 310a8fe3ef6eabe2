"""Who has a seat where, and who is a delegate because of it."""

from datetime import date, timedelta

import pytest

from bodies.models import Body, SeatRule
from bodies.policies import is_delegate
from bodies.roles import Role
from samverkan.lib.dates import today
from tests import factories as make

pytestmark = pytest.mark.django_db


def keys(person_id: int, day: date | None = None) -> set[str]:
    return {body.key for body in Body.objects.seating(person_id, day or today())}


def test_a_seat_is_one_s_own_or_derived() -> None:
    home = make.house()
    assert keys(home.run_member.pk) == {"run", "run-au", "samrad"}
    assert keys(home.pkd_member.pk) == {"pkd-au", "samrad"}
    assert keys(home.registrar.pk) == set()


def test_a_substitute_sits_in_the_own_body_only() -> None:
    home = make.house()
    substitute = make.person()
    make.member(substitute, home.pkd_au, "substitute")
    assert keys(substitute.pk) == {"pkd-au"}


def test_a_seat_derived_from_a_few_chosen_is_not_everybody_s() -> None:
    home = make.house()
    other = make.person()
    make.member(other, home.board)
    assert keys(other.pk) == {"run"}


def test_seats_follow_the_days() -> None:
    home = make.house()
    was = make.person()
    make.member(was, home.pkd_au, valid_to=today() - timedelta(1))
    assert keys(was.pk) == set()
    assert keys(was.pk, today() - timedelta(1)) == {"pkd-au", "samrad"}


def test_delegates_sit_in_the_chain_of_an_area() -> None:
    home = make.house()
    assert is_delegate(home.run_member)
    assert is_delegate(home.pkd_member)


def test_others_are_no_delegates() -> None:
    home = make.house()
    for person in (home.registrar, home.administrator, home.municipal, home.stranger):
        assert not is_delegate(person)


def test_a_seat_outside_the_areas_makes_no_delegate() -> None:
    make.house()
    elsewhere = make.person()
    make.member(elsewhere, make.body("hsn"))
    assert not is_delegate(elsewhere)


def test_a_seat_that_has_ended_makes_no_delegate() -> None:
    home = make.house()
    was = make.person()
    make.member(was, home.board, valid_to=today() - timedelta(1))
    assert not is_delegate(was)


def test_the_region_s_staff_are_never_delegates() -> None:
    home = make.house()
    secretary = make.person(Role.BOARD_SECRETARY)
    make.member(secretary, home.board, "secretary")
    assert not is_delegate(secretary)


def test_every_area_counts() -> None:
    home = make.house()
    board = make.body("hsn", decides=True)
    joint, source = make.body("vo", "consultation"), make.body("kommuner")
    SeatRule.objects.create(body=joint, source=source, seats=9, takes_all=True)
    home.area.__class__.objects.create(key="vo", name="Vård", board=board, consultation=joint)
    person = make.person()
    make.member(person, source)
    assert is_delegate(person)
