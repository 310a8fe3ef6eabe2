"""What falls due: whom each rule finds, and that it finds nothing once the thing is done."""

from datetime import date, timedelta

import pytest

from bodies.models import Person, SeatRule
from bodies.reminders import count_days
from cases import actions
from cases.models import Case
from cases.models.document import DocumentKind
from cases.route import Step
from samverkan.lib.dates import today
from tests import factories as make
from tests.cases.reminding import RULES_BY_KEY

pytestmark = pytest.mark.django_db


def found(key: str) -> set[Person]:
    return {person for due in RULES_BY_KEY[key].find(None) for person in due.people}


@pytest.fixture
def home() -> make.House:
    return make.house()


def test_papers_until_they_are_handed_in(home: make.House) -> None:
    case = make.case_in(Step.DRAFTING, home, reply_due=today() + timedelta(60))
    committee = make.meeting(home.au, 20, papers_due=today() + timedelta(10))
    make.meeting(home.samrad, 21, follows=committee)
    make.meeting(home.board, 28)
    assert found("papers_due") == {home.officer}
    make.document(home, case)
    make.step(case, "submit", home.officer)
    assert found("papers_due") == set()


def test_without_an_officer_until_there_is_one(home: make.House) -> None:
    case = make.registered(home, officer=None)
    assert found("no_officer") == {home.chief}
    make.step(case, "assess", home.chief, officer=home.officer)
    assert found("no_officer") == set()


def test_the_chiefs_while_the_officer_no_longer_works_here(home: make.House) -> None:
    make.case_in(Step.DRAFTING, home, reply_due=today() + timedelta(30))
    assert found("reply_near") == {home.officer}
    Person.objects.filter(pk=home.officer.pk).update(is_active=False)
    assert found("reply_near") == {home.chief}


@pytest.mark.parametrize(
    ("days", "rule", "roles"),
    [(9, "reply_near", "officer"), (0, "reply_today", "officer registrar"),
     (-3, "reply_passed", "officer chief"), (9, "not_dispatched", "officer registrar")],
)  # fmt: skip
def test_an_answer_is_asked_for_until_it_is_sent(
    home: make.House, days: int, rule: str, roles: str
) -> None:
    case = make.case_in(Step.DECIDED, home)
    dates = {"received_on": today() - timedelta(9), "reply_due": today() + timedelta(days)}
    Case.objects.filter(pk=case.pk).update(**dates)
    assert found(rule) == {getattr(home, role) for role in roles.split()}
    answer = make.document(home, case, DocumentKind.OPINION)
    sent = {"sent_on": today(), "recipient": "Provdepartementet", "documents": [answer]}
    make.step(case, "dispatch", home.registrar, **sent)
    assert found(rule) == set()


def test_only_those_with_a_voice_are_asked_for_a_position(home: make.House) -> None:
    for seat in ("observer", "secretary"):
        make.member(make.person(), home.samrad, seat=seat)
    case = make.case_in(Step.PREPARATION, home)
    committee = make.placed(home, case, home.au, 8, days=20)
    samrad = make.meeting(home.samrad, 21, follows=committee)
    actions.publish_agenda(meeting_id=samrad.pk, version=samrad.version, by=home.secretary)
    assert found("samrad_coming") == {home.run_member, home.pkd_member}
    SeatRule.objects.all().delete()  # a samråd that is not derived from other bodies
    assert found("samrad_coming") == {home.run_member}


@pytest.mark.parametrize(
    ("count", "working", "day"),
    [
        (-4, True, date(2030, 3, 28)),
        (-4, False, date(2030, 3, 29)),
        (4, False, date(2030, 4, 8)),
        (4, True, date(2030, 4, 9)),
        (0, True, date(2030, 4, 3)),
    ],
)
def test_working_days_pass_over_the_weekend(count: int, working: bool, day: date) -> None:
    """From a Wednesday."""
    assert count_days(date(2030, 4, 3), count, working=working) == day
