"""The matrix, what is in force, and who may see an agreement at all."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bodies.agreement_states import State, Step
from bodies.models import CouncilDay, MunicipalAgreement, Organisation, Person
from bodies.queries.agreements import Matrix, Row, in_force, in_force_on, matrix
from bodies.roles import Role
from tests import factories as make
from tests.bodies import agreed

pytestmark = pytest.mark.django_db
AUTUMN = date(2026, 11, 2)


def rows(found: Matrix) -> dict[str, Row]:
    return {row.agreement.municipality.name: row for row in found.rows}


def words(row: Row) -> dict[Step, tuple[str, str]]:
    return {cell.step: (cell.tone, cell.words) for cell in row.cells}


def test_each_row_says_how_far_it_has_come_and_what_is_late() -> None:
    by = make.person(Role.ADMINISTRATOR)
    framework = agreed.a_framework(by)
    names = ("Åby", "Alby", "Nejby", "Halvby", "Helby")
    places = {name: make.organisation(name=name) for name in names}
    made = {name: agreed.an_agreement(framework, place) for name, place in places.items()}
    agreed.an_agreement(framework, make.organisation(name="Utby"), sent=None)
    CouncilDay.objects.create(organisation=places["Alby"], day=date(2026, 12, 14))
    yes = agreed.said(made["Åby"], by, extract_received_on=date(2026, 5, 20))
    agreed.said(made["Nejby"], by, outcome="declined")
    agreed.signed(agreed.said(made["Halvby"], by), "elected", by)
    agreed.in_full(made["Helby"], by)

    found = matrix(framework.term, by, AUTUMN)
    assert [row.agreement.municipality.name for row in found.rows] == [
        *("Alby", "Halvby", "Helby", "Nejby", "Utby", "Åby")
    ]
    shown = rows(found)
    assert {name: row.state for name, row in shown.items()} == {
        "Alby": State.SENT,
        "Halvby": State.PARTLY_SIGNED,
        "Helby": State.SIGNED,
        "Nejby": State.DECLINED,
        "Utby": State.DRAFT,
        "Åby": State.ADOPTED_BY_MUNICIPALITY,
    }
    assert words(shown["Åby"])[Step.COUNCIL] == ("done", f"4 maj 2026 § {yes.paragraph}")
    assert words(shown["Åby"])[Step.EXTRACT] == ("done", "20 maj 2026")
    assert words(shown["Alby"])[Step.COUNCIL] == ("waiting", "Senast 14 december 2026")
    assert words(shown["Nejby"])[Step.COUNCIL] == ("declined", "Sade nej 4 maj 2026")
    assert words(shown["Nejby"])[Step.ARCHIVED][0] == "off"
    assert any(sentence.startswith("Skickat: Skulle") for sentence in shown["Utby"].late)
    assert any(sentence.startswith("Protokollsutdrag: ") for sentence in shown["Halvby"].late)
    assert found.done[Step.COUNCIL] == 3
    assert found.states[State.SIGNED] == 1


def test_a_changed_text_is_a_question_until_it_is_answered() -> None:
    by = make.person(Role.ADMINISTRATOR)
    framework = agreed.a_framework(by)
    held, again, asked, whole = (agreed.an_agreement(framework) for _ in range(4))
    for agreement in (held, again, asked):
        agreed.said(agreement, by)
    agreed.in_full(whole, by)
    agreed.a_text(framework, by, 2)
    agreed.answered(held, by)
    agreed.answered(again, by, "again")

    shown = {row.agreement.pk: row for row in matrix(framework.term, by, date(2027, 1, 2)).rows}
    assert [shown[each.pk].question for each in (held, again, asked, whole)] == [
        *(False, False, True, False)
    ]
    states = {pk: row.state for pk, row in shown.items()}
    assert states[held.pk] == State.ADOPTED_BY_MUNICIPALITY
    assert states[again.pk] == states[asked.pk] == State.SENT
    assert states[whole.pk] == State.IN_FORCE
    assert "Svara på om den gäller" in words(shown[asked.pk])[Step.COUNCIL][1]
    assert "antas på nytt" in words(shown[again.pk])[Step.COUNCIL][1]


def test_it_asks_as_seldom_for_all_of_sweden() -> None:
    by = make.person(Role.ADMINISTRATOR)
    framework = agreed.a_framework(by)
    agreed.a_framework(by, date(2023, 1, 1), date(2027, 3, 31))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            matrix(framework.term, by, AUTUMN)
        return len(queries)

    agreed.in_full(agreed.an_agreement(framework), by)
    one = asked()
    for year in range(2031, 2031 + 4 * 18, 4):
        agreed.a_framework(by, date(year, 1, 1))  # twenty terms in all
    places = Organisation.objects.bulk_create(
        Organisation(kind="municipality", name=f"Ort {number}") for number in range(289)
    )
    MunicipalAgreement.objects.bulk_create(
        MunicipalAgreement(framework=framework, municipality=place, created_at=framework.created_at)
        for place in places
    )
    assert asked() == one <= 10
    client = Client()
    client.force_login(by)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/avtal/?period={framework.term.board_from.year}")
    assert len(page.context["rows"]) == 290
    assert len(queries) <= 25


def test_in_force_only_between_its_days_and_until_a_later_one() -> None:
    by = make.person(Role.ADMINISTRATOR)
    first = agreed.a_framework(by, date(2023, 1, 1), date(2027, 3, 31))
    place, other = make.organisation(), make.organisation()
    old = agreed.in_full(agreed.an_agreement(first, place, date(2022, 3, 1)), by)
    agreed.in_full(agreed.an_agreement(first, other, date(2022, 3, 1)), by)
    new = agreed.in_full(agreed.an_agreement(agreed.a_framework(by), place), by)
    assert in_force(place, date(2022, 12, 31)) is None
    assert in_force(place, date(2026, 12, 31)) == old
    assert in_force(place, date(2027, 1, 1)) == new
    assert set(in_force_on(date(2027, 1, 1))) == {place.pk, other.pk}
    assert in_force_on(date(2027, 4, 1), [other]) == {}
    assert matrix(first.term, by, date(2027, 2, 1)).states == {
        State.IN_FORCE: 1,
        State.REPLACED: 1,
    }


def test_a_municipality_sees_its_own_once_it_is_sent() -> None:
    by = make.person(Role.ADMINISTRATOR)
    place, other = make.organisation(), make.organisation()
    framework = agreed.a_framework(by)
    own = agreed.an_agreement(framework, place)
    agreed.an_agreement(framework, other)
    draft = agreed.an_agreement(agreed.a_framework(by, date(2031, 1, 1)), place, sent=None)
    delegate = make.person()
    make.member(delegate, make.body("pkd"), on_behalf_of=place)
    registrar = make.person(Role.MUNICIPAL_REGISTRAR, organisation=place)
    gone = make.person(Role.MUNICIPAL_REGISTRAR, organisation=place, is_active=False)
    stranger = make.person(organisation=place)

    def seen(who: Person) -> list[MunicipalAgreement]:
        return list(MunicipalAgreement.objects.visible_to(who))

    assert seen(delegate) == seen(registrar) == [own]
    assert seen(gone) == seen(stranger) == []
    assert len(seen(by)) == len(seen(make.person(Role.CASE_OFFICER))) == 3
    assert draft in seen(by)
    assert [row.agreement for row in matrix(framework.term, delegate, AUTUMN).rows] == [own]
