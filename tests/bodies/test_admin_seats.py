"""The administration of seats: overlaps, endings, and the carrying over to a new term."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from bodies.models import Body, Event, Membership, Person, Term
from samverkan.lib.dates import today
from tests import factories as make
from tests.bodies.filled import submit

pytestmark = pytest.mark.django_db


def term(**changes: Any) -> Term:
    days = {
        "name": "2027–2030",
        "election_day": date(2026, 9, 13),
        "council_from": date(2026, 10, 15),
        "council_to": date(2030, 10, 14),
        "board_from": date(2027, 1, 1),
        "board_to": date(2030, 12, 31),
    }
    made: Term = Term.objects.create(**(days | changes))
    return made


def act(client: Client, model: str, action: str, rows: list[Any], **answers: Any) -> Any:
    data = {"action": action, "_selected_action": [row.pk for row in rows], **answers}
    answer: Any = client.post(f"/admin/bodies/{model}/", data)
    return answer


def add(office: Client, who: Person, where: Body, **more: Any) -> Any:
    given = {"person": who.pk, "body": where.pk, "valid_from": "2026-01-01"}
    return submit(office, "membership", "add", **(given | more))


def test_a_seat_is_added_with_the_person_s_party_and_an_event(
    office: Client, administrator: Person
) -> None:
    board, who = make.body("run"), make.person(party="DEM", first_name="Lo", last_name="Ledamot")
    assert add(office, who, board).status_code == 302
    assert Membership.objects.get().party == "DEM"
    event = Event.objects.get()
    assert event.text == "Uppdraget som ledamot i RUN för Lo Ledamot lades upp."
    assert (event.by, event.body) == (administrator, board)


def test_overlapping_seats_get_a_sentence(office: Client) -> None:
    board, who = make.body("run"), make.person()
    make.member(who, board, valid_to=date(2026, 6, 30))
    answer = add(office, who, board, valid_from="2026-06-30")
    assert answer.status_code == 200
    assert "Personen har redan ett uppdrag i organet" in answer.content.decode()
    assert add(office, who, board, valid_from="2026-07-01").status_code == 302


def test_others_and_other_bodies_are_no_overlap(office: Client) -> None:
    board, who = make.body("run"), make.person()
    make.member(make.person(), board)
    make.member(who, make.body("hsn"))
    assert add(office, who, board).status_code == 302


def test_a_seat_without_an_end_overlaps_all_that_comes(office: Client) -> None:
    board, who = make.body("run"), make.person()
    make.member(who, board)
    answer = add(office, who, board, valid_from="2040-01-01", valid_to="2040-12-31")
    assert "Personen har redan ett uppdrag i organet" in answer.content.decode()


def test_overlaps_within_one_form_get_a_sentence(office: Client) -> None:
    board, who = make.body("run"), make.person()
    rows: dict[str, Any] = {"memberships-TOTAL_FORMS": "2"}
    for n in (0, 1):
        rows |= {
            f"memberships-{n}-person": who.pk,
            f"memberships-{n}-body": board.pk,
            f"memberships-{n}-seat": "member",
            f"memberships-{n}-valid_from": "2026-01-01",
        }
    answer = submit(office, "body", f"{board.pk}/change", **rows)
    assert answer.status_code == 200
    assert "Personen har redan ett uppdrag i organet" in answer.content.decode()
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"valid_to": "2025-12-31"}, "Slutdagen ligger före startdagen."),
        ({"entry_order": "1"}, "Bara ersättare har inkallelseordning."),
        ({"valid_from": "2026-02-30"}, "giltigt datum"),
        ({"valid_from": ""}, "Fyll i ”"),
        ({"person": "999999"}, "giltigt"),
        ({"party": "\x00"}, "Null-tecken"),
        ({"party": "FÖRLÅNGTNAMN"}, "10 tecken"),
    ],
)
def test_bad_input_gets_a_sentence(office: Client, wrong: dict[str, str], sentence: str) -> None:
    answer = add(office, make.person(), make.body("run"), **wrong)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Membership.objects.exists()


def test_a_seat_that_has_begun_keeps_its_holder(office: Client) -> None:
    board = make.body("run")
    begun = make.member(make.person(), board)
    answer = submit(office, "membership", f"{begun.pk}/change", person=make.person().pk)
    assert "Uppdraget har börjat." in answer.content.decode()


def test_a_seat_to_come_may_be_given_to_another(office: Client) -> None:
    board, other = make.body("run"), make.person()
    coming = make.member(make.person(), board, valid_from=today() + timedelta(30))
    answer = submit(office, "membership", f"{coming.pk}/change", person=other.pk)
    assert answer.status_code == 302
    coming.refresh_from_db()
    assert coming.person == other


def test_a_seat_that_has_begun_is_ended_not_deleted(office: Client) -> None:
    begun = make.member(make.person(), make.body("run"))
    url = f"/admin/bodies/membership/{begun.pk}/delete/"
    answer = office.post(url, {"post": "yes"}, follow=True)
    assert "Skriv en slutdag i stället" in answer.content.decode()
    assert Membership.objects.filter(pk=begun.pk).exists()


def test_a_seat_to_come_may_be_taken_away(office: Client) -> None:
    board = make.body("run")
    coming = make.member(make.person(), board, valid_from=today() + timedelta(30))
    url = f"/admin/bodies/membership/{coming.pk}/delete/"
    assert office.get(url).status_code == 200
    office.post(url, {"post": "yes"})
    assert not Membership.objects.exists()
    assert Event.objects.get().verb == "remove_membership"


class TestEnding:
    def test_asks_for_the_day_first(self, office: Client) -> None:
        seat = make.member(make.person(), make.body("run"))
        page = act(office, "membership", "end_seats", [seat]).content.decode()
        assert "Vilken dag ska 1 uppdrag sluta?" in page
        assert "Sista dag" in page

    def test_ends_them_all_with_one_event(self, office: Client) -> None:
        board = make.body("run")
        seats = [make.member(make.person(), board) for _ in range(3)]
        ended = make.member(make.person(), board, valid_to=date(2021, 1, 1))
        act(office, "membership", "end_seats", [*seats, ended], confirm="ja", last_day="2026-12-31")
        days = Membership.objects.order_by("pk").values_list("valid_to", flat=True)
        assert list(days) == [*[date(2026, 12, 31)] * 3, date(2021, 1, 1)]
        assert "3 uppdrag i RUN" in Event.objects.get().text

    @pytest.mark.parametrize("day", ["", "i morgon", "2026-13-01"])
    def test_a_day_that_is_none_gets_a_sentence(self, office: Client, day: str) -> None:
        seat = make.member(make.person(), make.body("run"))
        answer = act(office, "membership", "end_seats", [seat], confirm="ja", last_day=day)
        assert "errorlist" in answer.content.decode()
        assert Membership.objects.get().valid_to is None

    def test_not_before_it_begins(self, office: Client) -> None:
        coming = make.member(make.person(), make.body("run"), valid_from=today() + timedelta(9))
        answer = act(
            office, "membership", "end_seats", [coming], confirm="ja", last_day=str(today())
        )
        assert "börjar först" in answer.content.decode()


class TestCarryingOver:
    def test_boards_and_councils_get_their_own_days(self, office: Client) -> None:
        new = term()
        council, board = make.body("rf", "council"), make.body("run")
        seats = [make.member(make.person(), body) for body in (council, board)]
        answer = act(office, "membership", "copy_seats", seats, confirm="ja", term=new.pk)
        assert answer.status_code == 302
        found = Membership.objects.filter(valid_from__gte=new.council_from)
        days = {row.body.key: (row.valid_from, row.valid_to) for row in found}
        assert days == {
            "rf": (new.council_from, new.council_to),
            "run": (new.board_from, new.board_to),
        }
        seats[0].refresh_from_db()
        seats[1].refresh_from_db()
        assert seats[0].valid_to == date(2026, 10, 14)
        assert seats[1].valid_to == date(2026, 12, 31)

    def test_carries_all_that_the_seat_says(self, office: Client) -> None:
        new, town = term(), make.organisation()
        seat = make.member(
            make.person(),
            make.body("run"),
            "substitute",
            party="DEM",
            entry_order=3,
            on_behalf_of=town,
            valid_to=date(2026, 12, 31),
        )
        act(office, "membership", "copy_seats", [seat], confirm="ja", term=new.pk)
        copy = Membership.objects.exclude(pk=seat.pk).get()
        assert (copy.person, copy.seat, copy.party) == (seat.person, "substitute", "DEM")
        assert (copy.entry_order, copy.on_behalf_of) == (3, town)

    def test_twice_is_once(self, office: Client) -> None:
        new = term()
        seats = [make.member(make.person(), make.body("run"))]
        for _ in range(2):
            act(office, "membership", "copy_seats", seats, confirm="ja", term=new.pk)
        assert Membership.objects.count() == 2
        assert Event.objects.count() == 1

    def test_a_person_s_last_seat_is_the_one_carried(self, office: Client) -> None:
        new, who, board = term(), make.person(), make.body("run")
        first = make.member(who, board, "substitute", valid_to=date(2025, 12, 31))
        second = make.member(who, board, "chair", valid_from=date(2026, 1, 1))
        act(office, "membership", "copy_seats", [first, second], confirm="ja", term=new.pk)
        assert Membership.objects.get(valid_from=new.board_from).seat == "chair"

    def test_a_seat_of_a_later_term_is_refused(self, office: Client) -> None:
        new = term()
        later = make.member(make.person(), make.body("run"), valid_from=date(2031, 1, 1))
        answer = act(office, "membership", "copy_seats", [later], confirm="ja", term=new.pk)
        assert "börjar inte före mandatperioden" in answer.content.decode()
        assert Membership.objects.count() == 1

    def test_a_body_s_outgoing_seats_are_carried_together(self, office: Client) -> None:
        new, board = term(), make.body("run")
        make.member(make.person(), board, valid_to=date(2026, 12, 31))
        make.member(make.person(), board, valid_to=date(2024, 6, 30))
        page = act(office, "body", "copy_seats", [board]).content.decode()
        assert "I vilken mandatperiod" in page
        act(office, "body", "copy_seats", [board], confirm="ja", term=new.pk)
        assert Membership.objects.filter(valid_from=new.board_from).count() == 1
        assert Event.objects.get().body == board

    def test_a_term_must_be_chosen(self, office: Client) -> None:
        answer = act(office, "body", "copy_seats", [make.body("run")], confirm="ja", term="")
        assert "errorlist" in answer.content.decode()


def test_a_whole_new_term_is_set_up_in_the_administration(office: Client) -> None:
    """15 municipalities and 100 seats: a term, the seats carried over, and a change of person."""
    towns = [make.organisation(name=f"Kommun {n}") for n in range(15)]
    board, committee = make.body("run"), make.body("run-au", "working_committee")
    pkd, council = make.body("pkd", "municipal_delegation"), make.body("rf", "council")
    for body, seats in ((board, 15), (committee, 7), (council, 48)):
        for _ in range(seats):
            make.member(make.person(), body, valid_to=date(2026, 12, 31))
    for town in towns:
        for seat in ("member", "substitute"):
            make.member(make.person(), pkd, seat, on_behalf_of=town)
    answer = submit(office, "term", "add", name="2027–2030", election_day="2026-09-13")
    assert answer.status_code == 302
    new = Term.objects.get()
    assert (new.council_from, new.board_to) == (date(2026, 10, 15), date(2030, 12, 31))
    bodies = [board, committee, pkd, council]
    assert act(office, "body", "copy_seats", bodies).status_code == 200
    act(office, "body", "copy_seats", bodies, confirm="ja", term=new.pk)
    coming = Membership.objects.filter(valid_from__gte=new.council_from)
    assert coming.count() == 100
    assert {row.on_behalf_of for row in coming.filter(body=pkd)} == set(towns)
    newcomer = submit(
        office, "person", "add", first_name="Nyvald", last_name="Ny", email="NY@demo.example"
    )
    assert newcomer.status_code == 302
    ny = Person.objects.get(email="ny@demo.example")
    changed = coming.filter(body=board).first()
    assert changed
    answer = submit(office, "membership", f"{changed.pk}/change", person=ny.pk)
    assert answer.status_code == 302
    assert "Nyvald Ny" in office.get("/organ/run/?dag=2027-01-01").content.decode()
    assert "Nyvald Ny" not in office.get("/organ/run/?dag=2026-12-31").content.decode()
