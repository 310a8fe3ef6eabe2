"""Who was there, item by item: places, jäv, and what that means for the decision."""

import pytest
from django.test import Client
from django.urls import reverse

from bodies.actions import record_presence
from bodies.actions.attendance import Was
from bodies.models import Meeting, Person
from bodies.queries import serving
from cases import actions
from cases.actions.item_attendance import Gone
from cases.models import AgendaItem, Case
from cases.outcomes import DecisionOutcome, Relation
from cases.queries.attendance import check_takes_part, serving_at
from cases.route import Step
from samverkan.lib.dates import STOCKHOLM
from samverkan.lib.errors import DomainError, Stale, WrongStep
from tests import factories as make

pytestmark = pytest.mark.django_db


class Meets:
    """RUN today with five members and one substitute, and one item."""

    def __init__(self) -> None:
        self.home = make.house()
        self.case: Case = make.case_in(Step.BOARD, self.home)
        self.meeting: Meeting = make.placed(self.home, self.case, self.home.board, 12)
        self.item: AgendaItem = self.meeting.items.get()
        seats = self.home.board.memberships.order_by("pk").select_related("person")
        self.members: list[Person] = [seat.person for seat in seats]
        self.spare = make.person()
        make.member(self.spare, self.home.board, "substitute")

    def came(self, *present: Was, **more: str) -> None:
        record_presence(meeting_id=self.meeting.pk, present=present, by=self.home.secretary, **more)

    def all_came(self, *more: Was) -> None:
        self.came(*(Was(person.pk) for person in self.members), *more)

    def gone(self, *people: Gone) -> None:
        given = {"item_id": self.item.pk, "meeting_id": self.meeting.pk}
        actions.note_item_attendance(**given, gone=people, by=self.home.secretary)

    def at(self, hour: int) -> object:
        return self.meeting.starts_at.astimezone(STOCKHOLM).replace(hour=hour)

    def decide(self, present: int) -> Case:
        return make.step(
            self.case,
            "decide",
            self.home.secretary,
            paragraph=1,
            outcome=DecisionOutcome.APPROVED,
            wording="Nämnden antar.",
            relation=Relation.FOLLOWS,
            present=present,
        )


@pytest.fixture
def meets() -> Meets:
    return Meets()


def test_jav_takes_the_member_out_and_lets_the_substitute_in(meets: Meets) -> None:
    meets.all_came(Was(meets.spare.pk))
    first = meets.members[0]
    assert meets.spare not in {each.person for each in serving(meets.meeting)}
    meets.gone(Gone(first.pk, ground=1))
    assert len(serving_at(meets.item)) == 4
    with pytest.raises(DomainError, match="jävig"):
        check_takes_part(first, meets.item)
    with pytest.raises(DomainError, match="deltog 4"):
        meets.decide(5)
    meets.gone(Gone(first.pk, ground=1, stands_in_id=meets.spare.pk))
    taking = {each.person: each.serves_for for each in serving_at(meets.item)}
    assert taking[meets.spare] == first
    assert first not in taking
    meets.decide(5)
    with pytest.raises(WrongStep, match="beslutat"):
        meets.gone()


def test_one_place_is_never_held_by_two_at_once(meets: Meets) -> None:
    first, *others = meets.members
    late = Was(first.pk, arrived=meets.at(14))  # type: ignore[arg-type]
    whole = [Was(each.pk) for each in others]
    with pytest.raises(DomainError, match="samtidigt"):
        meets.came(late, *whole, Was(meets.spare.pk, serves_for_id=first.pk))
    until = Was(meets.spare.pk, left=meets.at(14), serves_for_id=first.pk)  # type: ignore[arg-type]
    meets.came(late, *whole, until)
    assert len(serving(meets.meeting)) == 5
    meets.gone(Gone(first.pk))
    assert {each.person for each in serving_at(meets.item)} == {*others, meets.spare}


def test_what_is_refused(meets: Meets) -> None:
    with pytest.raises(DomainError, match="ingen plats"):
        meets.came(Was(meets.home.chief.pk))
    with pytest.raises(WrongStep, match="Anteckna först"):
        meets.gone(Gone(meets.members[0].pk))
    meets.all_came()
    with pytest.raises(Stale):
        meets.came(seen="gammal")
    for wrong, sentence in (
        (Gone(meets.spare.pk), "Bara den som tjänstgjorde"),
        (Gone(meets.members[0].pk, ground=9), "Välj en grund"),
        (Gone(meets.members[0].pk, stands_in_id=meets.members[1].pk), "tjänstgör redan"),
    ):
        with pytest.raises(DomainError, match=sentence):
            meets.gone(wrong)
    with pytest.raises(DomainError, match="tjänstgjorde inte"):
        check_takes_part(meets.spare, meets.item)


def test_before_it_is_noted_the_decision_asks_as_before(meets: Meets) -> None:
    assert serving(meets.meeting) == []
    meets.decide(5)


def test_the_secretary_notes_it_on_the_page(meets: Meets) -> None:
    client = Client()
    client.force_login(meets.home.secretary)
    url = reverse("meeting_attendance", args=[meets.meeting.pk])
    page = client.get(url).content.decode()
    assert "0 av 5" in page
    seen = page.partition('name="seen" value="')[2][:16]
    sent = {f"mode_{each.pk}": "room" for each in meets.members} | {"seen": seen}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 409
    first = meets.members[0].pk
    item = reverse("item_attendance", args=[meets.meeting.pk, meets.item.pk])
    assert client.post(item, {f"why_{first}": "2"}).status_code == 302
    assert "p. 2" in client.get(url).content.decode()
    assert client.post(url, sent | {f"arrived_{first}": "kvart över"}).status_code == 200
