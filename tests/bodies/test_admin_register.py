"""The administration of organisations, terms, bodies, areas, and of what is only read."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bodies import actions
from bodies.models import Body, CooperationArea, Event, Notice, Organisation, SeatRule, Term
from bodies.notices import Letter, post
from samverkan.lib.errors import DomainError
from tests import factories as make
from tests.bodies.filled import submit

pytestmark = pytest.mark.django_db
MODELS = (
    "organisation",
    "person",
    "term",
    "body",
    "membership",
    "meeting",
    "cooperationarea",
    "event",
    "notice",
)


@pytest.fixture
def home(db: None) -> make.House:
    house = make.house()
    make.meeting(house.au, 3, 8)
    return house


@pytest.mark.parametrize("model", MODELS)
def test_every_list_is_there_and_can_be_searched(
    office: Client, home: make.House, model: str
) -> None:
    assert office.get(f"/admin/bodies/{model}/").status_code == 200
    assert office.get(f"/admin/bodies/{model}/?q=prov").status_code == 200


@pytest.mark.parametrize("filters", ["nar=idag", "nar=kommande", "nar=avslutade", "nar=x"])
def test_seats_and_meetings_are_filtered_by_day(
    office: Client, home: make.House, filters: str
) -> None:
    for model in ("membership", "meeting"):
        assert office.get(f"/admin/bodies/{model}/?{filters}").status_code in (200, 302)


def test_seats_are_filtered_by_term(office: Client, home: make.House) -> None:
    submit(office, "term", "add", name="2027–2030", election_day="2026-09-13")
    period = Term.objects.get().pk
    home.board.memberships.update(valid_to="2026-12-31")
    found = office.get(f"/admin/bodies/membership/?period={period}").context["cl"].queryset
    assert {row.body.key for row in found} == {"run-au", "samrad", "pkd-au"}
    assert office.get("/admin/bodies/membership/?period=x").status_code == 200


@pytest.mark.parametrize(
    ("given", "kept"),
    [("2321000222", "232100-0222"), (" 232100-0222 ", "232100-0222"), ("", "")],
)
def test_an_organisation_number_is_kept_in_its_form(office: Client, given: str, kept: str) -> None:
    answer = submit(
        office, "organisation", "add", name="Region", kind="region", organisation_number=given
    )
    assert answer.status_code == 302
    assert Organisation.objects.get().organisation_number == kept


@pytest.mark.parametrize("number", ["232100-0223", "123", "abcdefghijk"])
def test_a_wrong_organisation_number_gets_a_sentence(office: Client, number: str) -> None:
    answer = submit(
        office, "organisation", "add", name="Region", kind="region", organisation_number=number
    )
    errors = answer.context["adminform"].form.errors
    assert "Organisationsnumret stämmer inte." in str(errors["organisation_number"])


def test_an_organisation_in_use_stays(office: Client, home: make.House) -> None:
    url = f"/admin/bodies/organisation/{home.municipality.pk}/delete/"
    answer = office.post(url, {"post": "yes"}, follow=True)
    assert "har historik och kan inte tas bort. Skriv en slutdag" in answer.content.decode()


def test_a_term_s_days_must_be_in_order(office: Client) -> None:
    answer = submit(
        office, "term", "add", name="Fel", election_day="2026-09-13", board_to="2026-12-01"
    )
    assert "Dagarna ligger inte i ordning." in answer.content.decode()


class TestBody:
    def add(self, office: Client, **more: Any) -> Any:
        given = {"name": "Nämnden", "abbreviation": "NN", "key": "nn", "kind": "board"}
        return submit(office, "body", "add", **(given | more))

    def test_is_added_with_an_event_of_its_own(self, office: Client) -> None:
        assert self.add(office).status_code == 302
        event = Event.objects.get()
        assert (event.text, event.body) == ("Nämnden lades upp.", Body.objects.get())

    def test_a_samrad_never_decides(self, office: Client) -> None:
        answer = self.add(office, kind="consultation", decides="on")
        assert "rådgivande och kan inte besluta" in answer.content.decode()

    def test_two_never_share_an_address(self, office: Client) -> None:
        make.body("nn")
        assert "finns redan" in self.add(office).content.decode()

    def test_never_belongs_to_itself(self, office: Client) -> None:
        above = make.body("ovan")
        below = make.body("under", parent=above)
        answer = submit(office, "body", f"{above.pk}/change", parent=below.pk)
        assert "kan inte höra till sig självt" in answer.content.decode()

    def test_seat_rules_are_kept_on_its_page(self, office: Client) -> None:
        source, joint = make.body("run"), make.body("samrad", "consultation")
        rows = {
            "seat_rules-TOTAL_FORMS": "1",
            "seat_rules-0-body": joint.pk,
            "seat_rules-0-source": source.pk,
            "seat_rules-0-seats": "6",
        }
        assert submit(office, "body", f"{joint.pk}/change", **rows).status_code == 302
        rule = SeatRule.objects.get()
        assert (rule.seats, Event.objects.get().verb) == (6, "add_seatrule")
        submit(office, "body", f"{joint.pk}/change", **{"seat_rules-0-DELETE": "on"})
        assert not SeatRule.objects.exists()
        assert Event.objects.filter(verb="remove_seatrule", body=joint).exists()

    def test_a_seat_rule_from_itself_gets_a_sentence(self, office: Client) -> None:
        joint = make.body("samrad", "consultation")
        rows = {
            "seat_rules-TOTAL_FORMS": "1",
            "seat_rules-0-body": joint.pk,
            "seat_rules-0-source": joint.pk,
            "seat_rules-0-seats": "6",
        }
        answer = submit(office, "body", f"{joint.pk}/change", **rows)
        assert "kan inte hämta platser från sig självt" in answer.content.decode()

    def test_one_with_a_history_stays(self, office: Client) -> None:
        self.add(office)
        body = Body.objects.get()
        url = f"/admin/bodies/body/{body.pk}/delete/"
        assert "har historik" in office.get(url, follow=True).content.decode()
        office.post(url, {"post": "yes"})
        assert Body.objects.exists()


class TestArea:
    def test_keeps_the_chain(self, office: Client, home: make.House) -> None:
        given = {"name": "Nytt område", "key": "nytt", "board": home.board.pk}
        given["preparing_committee"] = home.au.pk
        answer = submit(office, "cooperationarea", "add", consultation=home.samrad.pk, **given)
        assert answer.status_code == 302
        assert CooperationArea.objects.filter(key="nytt").exists()

    def test_refuses_who_cannot_sit_there(self, office: Client, home: make.House) -> None:
        given = {"name": "Nytt område", "key": "nytt", "preparing_committee": home.au.pk}
        answer = submit(
            office, "cooperationarea", "add", board=home.au.pk, consultation="", **given
        )
        assert "måste vara ett organ som beslutar" in answer.content.decode()
        answer = submit(
            office,
            "cooperationarea",
            "add",
            board=home.board.pk,
            consultation=home.au.pk,
            **given,
        )
        assert "organ av slaget samråd" in answer.content.decode()

    def test_needs_a_committee(self, office: Client, home: make.House) -> None:
        address = f"{home.area.pk}/change"
        answer = submit(office, "cooperationarea", address, preparing_committee="")
        assert "Välj vilket utskott" in answer.content.decode()
        home.area.preparing_committee = None
        with pytest.raises(DomainError, match="Välj vilket utskott") as refused:
            actions.save_area(area=home.area, by=home.administrator)
        assert refused.value.field == "preparing_committee"

    def test_needs_a_board_with_a_series(self, home: make.House) -> None:
        home.area.board = make.body("ny", "board", decides=True)
        with pytest.raises(DomainError, match="diarieserie") as refused:
            actions.save_area(area=home.area, by=home.administrator)
        assert refused.value.field == "board"

    def test_keeps_its_chain_while_cases_are_open(self, home: make.House) -> None:
        make.registered(home)
        home.area.board = make.body("ny", "board", decides=True, series="NY")
        with pytest.raises(DomainError, match="öppna ärenden"):
            actions.save_area(area=home.area, by=home.administrator)


class TestSeries:
    @pytest.fixture
    def home(self, db: None) -> make.House:
        return make.house()

    def test_an_area_s_board_keeps_one(self, office: Client, home: make.House) -> None:
        answer = submit(office, "body", f"{home.board.pk}/change", series="")
        assert "behöver en diarieserie" in answer.content.decode()
        assert submit(office, "body", f"{home.au.pk}/change", series="").status_code == 302

    @pytest.mark.parametrize("series", ["run", "RÅD", "R-1"])
    def test_is_in_capitals(self, office: Client, home: make.House, series: str) -> None:
        answer = submit(office, "body", f"{home.board.pk}/change", series=series)
        assert "stora bokstäver" in answer.content.decode()


class TestReadOnly:
    @pytest.mark.parametrize("model", ["event", "notice"])
    def test_nothing_is_added(self, office: Client, model: str) -> None:
        assert office.get(f"/admin/bodies/{model}/add/").status_code == 403

    def test_an_event_is_read(self, office: Client) -> None:
        submit(office, "term", "add", name="2027–2030", election_day="2026-09-13")
        url = f"/admin/bodies/event/{Event.objects.get().pk}/"
        assert "Mandatperioden 2027–2030 lades upp." in office.get(f"{url}change/").content.decode()
        assert office.post(f"{url}change/", {"text": "annat"}).status_code == 403
        assert office.post(f"{url}delete/", {"post": "yes"}).status_code == 403

    def test_failed_notices_are_sent_again(self, office: Client) -> None:
        who = make.person()
        letter = Letter("Hej", "Text", "/")
        for occasion in ("1", "2"):
            post(rule="prov", about="x", occasion=occasion, recipients=[who], letter=letter)
        first = Notice.objects.order_by("pk").first()
        assert first
        Notice.objects.filter(pk=first.pk).update(state="failed", refusals=3)
        rows = [notice.pk for notice in Notice.objects.all()]
        chosen = {"action": "send_again", "_selected_action": rows}
        question = office.post("/admin/bodies/notice/", chosen)
        assert "Varför?" in question.content.decode()
        office.post("/admin/bodies/notice/", chosen | {"confirm": "ja", "reason": "Fel adress."})
        first.refresh_from_db()
        assert (first.state, first.refusals) == ("waiting", 0)
        assert Event.objects.get().text == "1 avisering skickas igen. Skäl: Fel adress."


def test_many_are_never_deleted_at_once(office: Client, home: make.House) -> None:
    page = office.get("/admin/bodies/body/").content.decode()
    assert "delete_selected" not in page


def test_groups_and_addresses_of_others_are_not_offered(office: Client) -> None:
    page = office.get("/admin/").content.decode()
    assert "/admin/auth/group/" not in page
    assert "emailaddress" not in page


@pytest.mark.parametrize("model", ["person", "membership", "body", "meeting"])
def test_lists_cost_the_same_for_many(office: Client, model: str) -> None:
    town = make.organisation()
    board = make.body("run", organisation=town)
    costs = []
    for rows in (1, 30):
        for n in range(rows):
            make.member(make.person(organisation=town), board, on_behalf_of=town)
            make.meeting(board, n + 1, hour=8 + rows % 7)
            make.body(f"organ-{rows}-{n}", organisation=town, parent=board)
        with CaptureQueriesContext(connection) as queries:
            office.get(f"/admin/bodies/{model}/")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 25
