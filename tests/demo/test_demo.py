"""The demonstration has everything on show, and names nobody real."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from bodies.agreement_states import State
from bodies.models import Body, Meeting, Membership, MunicipalAgreement, Notice, Person, Term
from bodies.queries import composition, demo_accounts
from bodies.queries.agreements import states_of
from bodies.roles import Role
from cases.announcements import turn_of
from cases.demo.paper import MARK, paper
from cases.demo.people import ACCOUNTS, SURNAMES
from cases.models import Case, NumberSeries, ReadMark
from cases.models.document import DocumentKind
from cases.outcomes import ConsultationOutcome, DecisionManner, ItemOutcome, Relation
from cases.queries.agenda import items_of
from cases.queries.facts import facts_of
from cases.route import Step
from cases.workflow import REFERRAL_ROUTE, may_transition
from samverkan.lib.dates import today


def joint() -> Body:
    found: Body = Body.objects.get(key="samrad")
    return found


class TestToday:
    def test_refuses_a_database_that_is_not_empty(self) -> None:
        before = Case.objects.count()
        with pytest.raises(CommandError, match="Databasen är inte tom"):
            call_command("demo", verbosity=0)
        assert Case.objects.count() == before

    def test_has_a_case_at_every_step(self) -> None:
        assert set(Case.objects.values_list("step", flat=True)) == set(Step)

    @pytest.mark.parametrize(
        ("step", "name"),
        sorted({(way.source.value, way.name) for way in REFERRAL_ROUTE.transitions}),
    )
    def test_every_way_can_be_tried(self, step: str, name: str) -> None:
        cases = Case.objects.filter(step=step).select_related("area", "final_body")
        assert any(may_transition(case.kind, step, name, facts_of(case)) for case in cases)

    def test_has_the_troubles_of_real_life(self) -> None:
        board = Body.objects.get(key="run")
        next_board = Meeting.objects.upcoming().filter(body=board).earliest("starts_at")
        unanswered = Case.objects.unanswered()
        assert unanswered.filter(step=Step.DRAFTING, round=2).exists(), "återremiss"
        assert unanswered.filter(items__outcome=ItemOutcome.TABLED).exists(), "bordlagt"
        assert unanswered.overdue().exists(), "försenat"
        assert unanswered.without_officer().filter(step=Step.ASSESSED).exists(), "utan handläggare"
        assert unanswered.filter(reply_due__range=(today(), next_board.day)).exists(), "hinner inte"
        assert Meeting.objects.filter(body=joint(), state="cancelled").exists(), "inställt samråd"
        urgent = Case.objects.filter(decisions__manner=DecisionManner.CHAIR_URGENT)
        assert urgent.filter(decisions__report=None).exists(), "att anmäla"
        assert urgent.exclude(decisions__report=None).exists(), "anmält"
        assert Case.objects.secret().count() == 1
        assert Case.objects.filter(decisions__relation=Relation.IN_PART).exists()

    def test_has_preparation_placed_and_unplaced(self) -> None:
        waiting = Case.objects.filter(step=Step.PREPARATION)
        assert waiting.filter(items__outcome=ItemOutcome.SCHEDULED).exists()
        assert waiting.filter(items=None).exists()

    @pytest.mark.parametrize(
        "role", [Role.REGISTRAR, Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.CHIEF]
    )
    def test_something_waits_for_each_role(self, role: Role) -> None:
        whose_turn = {person.pk for case in Case.objects.open() for person in turn_of(case)}
        people = Person.objects.with_role(role)
        assert people
        assert all(person.pk in whose_turn for person in people)

    @pytest.mark.parametrize("key", ["board_member", "committee_member"])
    def test_a_delegate_has_read_one_case_and_has_the_rest_left(self, key: str) -> None:
        person = Person.objects.get(first_name=ACCOUNTS[key][0])
        coming = Meeting.objects.upcoming().filter(body=joint()).earliest("starts_at")
        cases = [item.case_id for item in items_of(coming)]
        assert coming.is_published
        assert today() + timedelta(3) <= coming.day <= today() + timedelta(10)
        assert 4 <= len(cases) <= 7
        assert ReadMark.objects.filter(person=person, case__in=cases).count() == 1
        assert not person.positions.filter(case__in=cases).exists()
        assert Case.objects.filter(pk__in=cases).exclude(positions=None).count() >= 4
        assert set(cases) <= set(Case.objects.visible_to(person).values_list("pk", flat=True))

    def test_the_municipal_registrar_has_something_to_read(self) -> None:
        person = Person.objects.with_role(Role.MUNICIPAL_REGISTRAR).get()
        assert Case.objects.visible_to(person).open().count() >= 2
        assert Case.objects.visible_to(person).count() < Case.objects.count()

    def test_every_role_has_an_account(self) -> None:
        roles = [account.role for account in demo_accounts()]
        assert roles == [
            "Registrator",
            "Handläggare",
            "Nämndsekreterare",
            "Chef",
            "RUN-ledamot",
            "PKD AU-ledamot",
            "Kommunens registrator",
            "Administratör",
        ]

    def test_names_nobody_real(self) -> None:
        surnames = {*SURNAMES, *(account[1] for account in ACCOUNTS.values())}
        for person in Person.objects.all():
            assert (person.email or "").endswith("@demo.example")
            assert person.last_name in surnames

    def test_has_somebody_in_every_body_now_and_after_the_term(self) -> None:
        term = Term.objects.boards_on(today()).get()
        for day in (today(), term.board_to + timedelta(1)):
            seats_on = Membership.objects.on(day).voting()
            assert seats_on.filter(body__key="rf").count() == 71
            assert seats_on.filter(body__key="pkd-au").count() == 7
            assert set(seats_on.values_list("body__key", flat=True)) == set(
                Body.objects.values_list("key", flat=True)
            )
            assert all(group.is_right for group in composition(joint(), day))
            assert {g.rule.source.key: len(g.members) for g in composition(joint(), day)} == {
                "run": 6,
                "pkd-au": 7,
            }

    def test_invented_cases_say_so(self) -> None:
        for case in Case.objects.filter(year__gte=today().year - 1):
            assert case.title.startswith("Påhittad remiss: ")

    def test_numbers_have_no_gaps(self) -> None:
        for series in NumberSeries.objects.all():
            numbers = Case.objects.filter(series=series.series, year=series.year)
            found = sorted(numbers.values_list("number", flat=True))
            assert found == list(range(1, series.last + 1))

    def test_sends_no_letters(self) -> None:
        assert Notice.objects.filter(state="sent").count() > 100
        assert not Notice.objects.exclude(state="sent").exists()

    def test_nothing_happened_in_the_future(self) -> None:
        for case in Case.objects.prefetch_related("events"):
            moments = [event.at for event in case.events.order_by("pk")]
            assert moments == sorted(moments)
            assert moments[-1].date() <= today()

    def test_meets_all_the_coming_year(self) -> None:
        days = [m.day for m in Meeting.objects.upcoming().filter(body__key="run")]
        assert 6 <= len(days) <= 10
        assert max(days) > today() + timedelta(330)


def test_agreements_of_a_term_that_was_one_that_is_and_the_next_at_every_stage() -> None:
    day = today()
    rows = MunicipalAgreement.objects.select_related("framework")
    states = states_of(rows, day)
    found: dict[str, list[State]] = defaultdict(list)
    for row in rows:
        begins = "next" if row.framework.first_day > day else "now"
        found["was" if row.framework.last_day < day else begins].append(states[row.pk])
    assert {when: len(those) for when, those in found.items()} == {"was": 15, "now": 15, "next": 15}
    assert set(found["was"]) <= {State.ENDED, State.REPLACED}
    assert set(found["now"]) == {State.IN_FORCE}
    assert set(found["next"]) == {
        *(State.DRAFT, State.SENT, State.ADOPTED_BY_MUNICIPALITY, State.ADOPTED),
        *(State.PARTLY_SIGNED, State.SIGNED, State.DECLINED),
    }


def test_the_forest_inquiry_is_there_whole() -> None:
    case = Case.objects.get(referral__inquiry="SOU 2020:73")
    assert case.referral.sender_reference == "M2020/01926/NV"
    assert str(case.reply_due) == "2021-04-30"
    assert [stage.step for stage in case.stages.order_by("pk")] == [
        step for step in Step if step != Step.DECLINED
    ]
    assert case.consultations.get().outcome == ConsultationOutcome.CONSENSUS_WITH_NOTE
    assert case.decisions.get().relation == Relation.FOLLOWS
    assert case.dispatches.get().subject == "M2020/01926/NV Region Västerbotten"
    assert str(case.dispatches.get().sent_on) <= "2021-04-30"
    assert case.positions.count() == 7
    assert case.documents.count() == 9
    assert case.shares.exclude(organisation=None).count() == 15


def test_its_documents_are_real_files() -> None:
    file = paper("Yttrande", "Yttrande (förslag)", "Åsele och Malå " * 40, DocumentKind.OPINION)
    assert file.checked.content_type == "application/pdf"
    assert MARK.encode("cp1252") in file.content.read()
