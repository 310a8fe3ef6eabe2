"""A case points to the clause it stems from, and a samråd says who has no agreement in force."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bodies.models import Clause, MunicipalAgreement
from bodies.queries.agreements import clause_groups
from cases import actions
from cases.models import Case
from cases.queries.lacking import lacking_agreement
from samverkan.lib.dates import clock_at, start_of_day, today
from tests import factories as make
from tests.agreements import Place
from tests.bodies import agreed

pytestmark = pytest.mark.django_db
NEW = "/arenden/ny/remiss/"


@pytest.fixture
def home() -> make.House:
    return make.house()


@pytest.fixture
def place(home: make.House) -> Place:
    return Place(by=home.administrator, municipality=home.municipality)


def common() -> Clause:
    found: Clause = Clause.objects.filter(version__isnull=False).get()
    return found


def own(place: Place) -> Clause:
    agreement = MunicipalAgreement.objects.get(municipality=place.municipality)
    return Clause.objects.create(agreement=agreement, number=1, heading="Fjällen", text="Särskilt.")


def test_the_choice_is_grouped_by_whose_it_is(place: Place) -> None:
    mine = own(place)
    name = place.framework.term.name
    assert clause_groups() == [
        (f"Gemensamt {name}", [common()]),
        (f"{place.municipality.name} {name}", [mine]),
    ]


def test_only_the_newest_text_is_offered_and_what_stands_in_the_case(place: Place) -> None:
    old = common()
    version = agreed.a_text(place.framework, place.by, number=2)
    new = Clause.objects.create(version=version, number=1, heading="Nytt", text="Nytt.")
    offered = [each for _, rows in clause_groups() for each in rows]
    assert offered == [new]
    assert old in [each for _, rows in clause_groups(old.pk) for each in rows]


def test_a_term_that_is_over_is_not_offered(place: Place) -> None:
    with clock_at(start_of_day(place.framework.last_day + timedelta(1))):
        assert clause_groups() == []


def sent(**given: object) -> dict[str, object]:
    return {"title": "En remiss", "sender_name": "Provverket", "received_on": today()} | given


def test_it_is_chosen_on_registration_and_shown(
    client: Client, home: make.House, place: Place
) -> None:
    client.force_login(home.registrar)
    clause = common()
    assert "Kommer ur samverkansavtalet" in client.get(NEW).content.decode()
    client.post(NEW, sent(clause=clause.pk))
    case = Case.objects.get()
    assert case.clause == clause
    page = client.get(case.get_absolute_url()).content.decode()
    assert str(clause) in page
    assert f"?period={place.framework.term.board_from.year}" in page
    found = client.get("/arenden/", {"avtal": MunicipalAgreement.objects.get().pk})
    assert [row.case for row in found.context["rows"]] == [case]
    assert "Ur avtalet: Samverkansavtal med" in found.content.decode()


def test_a_wrong_choice_is_told_by_its_field_and_keeps_the_rest(
    client: Client, home: make.House, place: Place
) -> None:
    client.force_login(home.registrar)
    page = client.post(NEW, sent(clause=9999))
    assert page.context["form"].errors == {"clause": ["Välj ett villkor i listan."]}
    assert page.context["form"]["title"].value() == "En remiss"


def test_where_nothing_is_agreed_nothing_is_asked(client: Client, home: make.House) -> None:
    client.force_login(home.registrar)
    assert "Kommer ur samverkansavtalet" not in client.get(NEW).content.decode()
    client.post(NEW, sent())
    assert Case.objects.get().clause is None


def test_it_can_be_mended_and_the_history_says_so(home: make.House, place: Place) -> None:
    case = make.registered(home)
    facts = make.facts(clause=own(place))
    actions.edit_case(case_id=case.pk, version=case.version, by=home.registrar, facts=facts)
    case.refresh_from_db()
    assert case.clause == facts.clause
    assert case.events.get(verb="edit").text.endswith("villkor i samverkansavtalet.")


def test_the_list_of_one_agreement_has_its_own_and_the_common(
    client: Client, home: make.House, place: Place
) -> None:
    mine = make.registered(home, clause=own(place))
    shared = make.registered(home, clause=common(), title="Gemensam")
    make.registered(home, title="Ur inget")
    agreement = MunicipalAgreement.objects.get(municipality=place.municipality)
    assert set(Case.objects.stemming_from(agreement)) == {mine, shared}
    client.force_login(home.registrar)
    page = client.get("/arenden/", {"avtal": 9999})
    assert "Det valet finns inte" in page.content.decode()


def test_outside_the_staff_nobody_reads_whose_clause_it_is(
    client: Client, home: make.House, place: Place
) -> None:
    case = make.registered(home, clause=own(place))
    actions.share(case_id=case.pk, by=home.registrar, organisations=[home.municipality])
    client.force_login(home.municipal)
    assert "Fjällen" not in client.get(case.get_absolute_url()).content.decode()


# ── Who has no agreement when a samråd is prepared ───────────────────────────────────────


@pytest.fixture
def lapsed(home: make.House) -> tuple[MunicipalAgreement, MunicipalAgreement]:
    """Of this term's two agreements one is in force, and the other only sent."""
    framework = agreed.a_framework(home.administrator, date(today().year - 1, 1, 1))
    whole = agreed.an_agreement(framework, home.municipality)
    agreed.in_full(whole, home.administrator)
    lacking = agreed.an_agreement(framework, make.organisation(name="Ödeby"))
    return whole, lacking


def test_the_secretary_sees_who_has_none_and_goes_on(
    client: Client, home: make.House, lapsed: tuple[MunicipalAgreement, MunicipalAgreement]
) -> None:
    committee = make.meeting(home.au, 3)
    samrad = make.meeting(home.samrad, 4, follows=committee)
    assert [each.latest for each in lacking_agreement(samrad)] == [lapsed[1]]
    client.force_login(home.secretary)
    for meeting in (f"{samrad.pk}/", f"{samrad.pk}/publicera/", f"{committee.pk}/publicera/"):
        url = f"/moten/{meeting}"
        page = client.get(url).content.decode()
        assert "En kommun saknar gällande samverkansavtal" in page
        assert f'href="/avtal/{lapsed[1].pk}/"' in page
        assert f'href="/avtal/{lapsed[0].pk}/"' not in page
    assert "saknar gällande" not in client.get(f"/moten/{committee.pk}/").content.decode()
    client.force_login(home.pkd_member)
    assert "saknar gällande" not in client.get(f"/moten/{samrad.pk}/").content.decode()


def test_one_that_sits_there_without_any_agreement_is_named(
    home: make.House, lapsed: tuple[MunicipalAgreement, MunicipalAgreement]
) -> None:
    seated = make.organisation(name="Åavtalslösa")
    samrad = make.meeting(home.samrad, 4)
    make.member(make.person(), home.samrad, on_behalf_of=seated)
    make.organisation(name="Grannlänet")  # another county's, known as a sender only
    found = {each.municipality: each.latest for each in lacking_agreement(samrad)}
    assert found[seated] is None
    assert [place.name for place in found] == ["Åavtalslösa", "Ödeby"]


def test_it_asks_as_often_for_many_as_for_one(
    home: make.House, lapsed: tuple[MunicipalAgreement, MunicipalAgreement]
) -> None:
    samrad = make.meeting(home.samrad, 4)
    with CaptureQueriesContext(connection) as few:
        lacking_agreement(samrad)
    for number in range(30):
        agreed.an_agreement(lapsed[0].framework, make.organisation(name=f"Kommun {number}"))
    with CaptureQueriesContext(connection) as many:
        assert len(lacking_agreement(samrad)) >= 31
    assert len(many) == len(few) <= 9


def test_where_no_agreements_are_kept_nothing_is_said(home: make.House) -> None:
    assert lacking_agreement(make.meeting(home.samrad, 4)) == []


def test_a_term_without_its_agreements_lists_everybody(
    home: make.House, lapsed: tuple[MunicipalAgreement, MunicipalAgreement]
) -> None:
    after = make.meeting(home.samrad, (lapsed[0].framework.last_day - today()).days + 5)
    assert {each.latest for each in lacking_agreement(after)} == set(lapsed)
