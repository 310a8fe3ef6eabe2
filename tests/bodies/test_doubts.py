"""What does not add up about a seat is told to whoever saved it, and hinders nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from bodies.models import Membership, Person, Term
from bodies.queries.doubts import doubts
from samverkan.lib.dates import today
from tests import factories as make
from tests.bodies.filled import filled

pytestmark = pytest.mark.django_db
OUTSIDE = "Ett utskott väljs bland nämndens ledamöter och ersättare (6 kap. 42 § kommunallagen)."


@pytest.fixture
def home() -> make.House:
    return make.house()


def told(answer: Any) -> list[str]:
    return [
        str(message) for message in answer.context["messages"] if message.level_tag == "warning"
    ]


def seat_by_page(office: Client, who: Person, body: int, **more: Any) -> Any:
    url = "/admin/bodies/membership/add/"
    typed = {"person": who.pk, "body": body, "seat": "member", "valid_from": "2026-01-01"} | more
    return office.post(url, filled(office.get(url), "membership_form", **typed), follow=True)


def test_one_from_outside_the_board(office: Client, home: make.House) -> None:
    answer = seat_by_page(office, home.stranger, home.au.pk)
    assert told(answer) == [f"{home.stranger} sitter inte i RUN. {OUTSIDE}"]
    assert Membership.objects.filter(person=home.stranger, body=home.au).exists()


@pytest.mark.parametrize("seat", ["member", "substitute"])
def test_one_of_the_board_or_its_substitutes(office: Client, home: make.House, seat: str) -> None:
    make.member(home.stranger, home.board, seat)
    assert told(seat_by_page(office, home.stranger, home.au.pk)) == []


def test_a_secretary_comes_from_anywhere(home: make.House) -> None:
    assert doubts([make.member(home.secretary, home.au, "secretary")]) == []


def test_only_on_the_days_that_count(home: make.House) -> None:
    """A seat to come is held against the board of its first day; one that has ended is history."""
    soon = today() + timedelta(30)
    make.member(home.stranger, home.board, valid_to=today() + timedelta(9))
    assert len(doubts([make.member(home.stranger, home.au, valid_from=soon)])) == 1
    ended = make.member(home.officer, home.au, valid_to=today() - timedelta(1))
    assert doubts([ended]) == []


def test_a_committee_of_no_board(home: make.House) -> None:
    assert home.pkd_au.parent is None
    home.samrad.seat_rules.all().delete()
    assert doubts([make.member(home.stranger, home.pkd_au)]) == []


def test_more_than_the_rule_says(office: Client, home: make.House) -> None:
    """The samråd takes one of RUN and all of PKD AU, of whom there should be one."""
    assert doubts(Membership.objects.all()) == []
    answer = seat_by_page(office, home.stranger, home.pkd_au.pk)
    assert told(answer) == ["Samrådet: 2 ledamöter från PKD AU, men platsregeln säger 1."]


def test_more_in_the_joint_body_itself(home: make.House) -> None:
    another = Membership.objects.filter(body=home.board).exclude(person=home.run_member)[0]
    seat = make.member(another.person, home.samrad)
    assert doubts([seat]) == ["Samrådet: 2 ledamöter från RUN, men platsregeln säger 1."]


def test_a_body_without_rules_has_no_number(home: make.House) -> None:
    home.samrad.seat_rules.all().delete()
    assert doubts([make.member(make.person(), home.board) for _ in range(14)]) == []


def test_told_on_the_body_s_and_the_person_s_pages_too(office: Client, home: make.House) -> None:
    row: dict[str, Any] = {"seat": "member", "valid_from": "2026-01-01"}
    first: dict[str, Any] = {f"memberships-1-{name}": value for name, value in row.items()}
    url = f"/admin/bodies/body/{home.au.pk}/change/"
    first |= {"memberships-TOTAL_FORMS": "2", "memberships-1-person": home.stranger.pk}
    first |= {"memberships-1-body": home.au.pk}
    answer = office.post(url, filled(office.get(url), "body_form", **first), follow=True)
    assert told(answer) == [f"{home.stranger} sitter inte i RUN. {OUTSIDE}"]

    url = f"/admin/bodies/person/{home.officer.pk}/change/"
    second: dict[str, Any] = {f"memberships-0-{name}": value for name, value in row.items()}
    second |= {"memberships-TOTAL_FORMS": "1", "memberships-0-body": home.au.pk}
    second |= {"memberships-0-person": home.officer.pk}
    answer = office.post(url, filled(office.get(url), "person_form", **second), follow=True)
    assert told(answer) == [f"{home.officer} sitter inte i RUN. {OUTSIDE}"]


def test_what_is_refused_is_not_doubted(office: Client, home: make.House) -> None:
    answer = seat_by_page(office, home.run_member, home.au.pk)
    assert answer.status_code == 200
    assert told(answer) == []


def many(office: Client, name: str, rows: list[Membership], **typed: Any) -> list[str]:
    """What is warned of when an act is done to the chosen seats."""
    chosen = {"action": name, "_selected_action": [row.pk for row in rows], "confirm": "ja"}
    return told(office.post("/admin/bodies/membership/", chosen | typed, follow=True))


def test_ending_seats_in_a_board_tells_who_is_left_in_its_committee(
    office: Client, home: make.House
) -> None:
    seats = list(home.board.memberships.all())
    last = (today() + timedelta(40)).isoformat()
    both = list(Membership.objects.filter(person=home.run_member, body__in=(home.board, home.au)))
    assert f"{home.run_member} sitter inte i RUN. {OUTSIDE}" in many(
        office, "end_seats", seats, last_day=last
    )
    assert many(office, "end_seats", both, last_day=(today() + timedelta(20)).isoformat()) == []


def test_carrying_over_a_committee_without_its_board_is_told(
    office: Client, home: make.House
) -> None:
    year = today().year + 1
    term = Term.objects.create(
        name="Nästa",
        election_day=date(year - 1, 9, 11),
        council_from=date(year - 1, 12, 31),
        council_to=date(year + 4, 10, 14),
        board_from=date(year, 1, 1),
        board_to=date(year + 3, 12, 31),
    )
    home.board.memberships.update(valid_to=date(year - 1, 12, 31))
    seats = list(home.au.memberships.all())
    assert many(office, "copy_seats", seats, term=term.pk) == [
        f"{home.run_member} sitter inte i RUN. {OUTSIDE}"
    ]
    Membership.objects.filter(body=home.au, valid_from__gte=term.board_from).delete()
    both = [*seats, *home.board.memberships.all()]
    assert many(office, "copy_seats", both, term=term.pk) == []
