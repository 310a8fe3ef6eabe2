"""What is reminded of about agreements, to whom, and that it ends when the thing is done."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bodies import reminders
from bodies.agreement_plan import plan
from bodies.agreement_reminders import RULES, finding
from bodies.forms.days import days_in_words
from bodies.models import Adoption, Fee, FrameworkAgreement, MunicipalAgreement, Notice, Person
from bodies.notices.kinds import may_see
from bodies.roles import Role
from samverkan.lib.dates import STOCKHOLM, add_working_days, clock_at
from tests import factories as make
from tests.bodies import agreed

PLAN = plan(agreed.FIRST)
HANDBOOK = Path(__file__).resolve().parents[2] / "docs/handbok/paminnelser.md"


def at(day: date) -> Any:
    return clock_at(datetime.combine(day, time(9), tzinfo=STOCKHOLM))


def told(day: date) -> list[tuple[str, str, str]]:
    """Who got which reminder of what, that day."""
    known = set(Notice.objects.values_list("pk", flat=True))
    with at(day):
        reminders.write_due()
    fresh = Notice.objects.exclude(pk__in=known).select_related("recipient").order_by("rule", "pk")
    return [(row.rule, row.about.partition(":")[0], row.recipient.first_name) for row in fresh]


@pytest.fixture
def ada(db: None) -> Person:
    return make.person(Role.ADMINISTRATOR, first_name="Ada")


@pytest.fixture
def framework(ada: Person) -> FrameworkAgreement:
    with at(date(2026, 3, 1)):
        return agreed.a_framework(ada)


@pytest.fixture
def agreement(framework: FrameworkAgreement) -> MunicipalAgreement:
    place = make.organisation(name="Kimby")
    make.person(Role.MUNICIPAL_REGISTRAR, first_name="Kim", organisation=place)
    return agreed.an_agreement(framework, place)


def test_papers_until_the_council_has_decided(
    ada: Person, framework: FrameworkAgreement, agreement: MunicipalAgreement
) -> None:
    agreed.an_agreement(framework, make.organisation(name="Annanby"), sent=None)
    day = add_working_days(PLAN.papers_by, -3)
    mine = [("agreement_papers", "framework", "Ada"), ("agreement_papers", "agreement", "Kim")]
    assert [row for row in told(day) if row[0] == "agreement_papers"] == mine
    assert told(day) == []
    letter = Notice.objects.get(rule="agreement_papers", about__startswith="framework")
    assert "– Annanby: " in letter.text
    assert "– Kimby: " in letter.text
    assert letter.text.endswith("\n\nFråga kommunerna om avtalet kommer med.")
    theirs = Notice.objects.get(rule="agreement_papers", about__startswith="agreement")
    assert theirs.text.endswith("Se till att det kommer med på ärendelistan.")
    assert all(may_see(row.recipient, row) for row in Notice.objects.all())
    said = PLAN.papers_by - timedelta(1)
    agreed.said(agreement, ada, day=said, extract_received_on=said)
    with at(PLAN.papers_by):
        assert [due.about for due in finding.papers(None)] == [f"framework:{framework.pk}"]
        assert list(finding.papers(f"agreement:{agreement.pk}")) == []


def test_the_extract_is_asked_for_until_it_has_come(
    ada: Person, agreement: MunicipalAgreement
) -> None:
    adoption = agreed.said(agreement, ada)
    day = add_working_days(adoption.day, 15)
    assert [row[0] for row in told(day)] == ["agreement_extract"] * 2
    Adoption.objects.update(extract_received_on=day)
    assert told(add_working_days(day, 5)) == []


def test_signatures_are_asked_for_until_all_four_are_there(
    ada: Person, agreement: MunicipalAgreement
) -> None:
    adoption = agreed.said(agreement, ada, extract_received_on=date(2026, 6, 1))
    agreed.signed(adoption, "elected", ada)
    day = add_working_days(PLAN.signed_by, -3)
    with at(day):
        letter = next(iter(finding.signature(f"agreement:{agreement.pk}"))).letter
    assert "Kommunens tjänsteperson har inte undertecknat" in letter.text
    assert "Kommunens förtroendevalda" not in letter.text
    assert ("agreement_signature", "agreement", "Kim") in told(day)
    agreed.signed(adoption, "official", ada)
    region = agreed.said(agreement, ada, "region")
    for kind in ("elected", "official"):
        agreed.signed(region, kind, ada)
    assert told(add_working_days(PLAN.signed_by, 1)) == []
    assert told(agreed.FIRST - timedelta(7)) == []


def test_a_term_that_begins_without_agreements_is_told_of(ada: Person) -> None:
    agreed.a_term()
    assert told(date(2026, 12, 2)) == [("agreement_none", "term", "Ada")]


def test_who_has_said_no_has_no_agreement_and_no_papers(
    ada: Person, framework: FrameworkAgreement, agreement: MunicipalAgreement
) -> None:
    agreed.said(agreement, ada, outcome="declined")
    Fee.objects.create(agreement=agreement, year=2027)
    assert told(PLAN.papers_by) == [("agreement_none", "framework", "Ada")]
    assert "sagt nej" in Notice.objects.get().text


def test_fees_of_next_year_until_they_are_decided(
    ada: Person, agreement: MunicipalAgreement
) -> None:
    row = Fee.objects.create(agreement=agreement, year=2027, amount=1000)
    found = [each for each in told(date(2026, 12, 18)) if each[0] == "agreement_fee"]
    assert found == [("agreement_fee", "framework", "Ada")]
    row.decided_on = date(2026, 12, 18)
    row.save()
    with at(date(2026, 12, 18)):
        assert list(finding.fee(None)) == []
        Fee.objects.filter(pk=row.pk).update(decided_on=None)
        assert list(finding.fee(None)), "the control"
        agreed.said(agreement, ada, outcome="declined", day=date(2026, 12, 1))
        assert list(finding.fee(None)) == [], "one that said no pays nothing"


def test_the_handbook_has_every_rule() -> None:
    text = HANDBOOK.read_text()
    for rule in RULES:
        when = days_in_words(rule.days, working=rule.working)
        cells = (rule.label, rule.who, when, rule.until)
        row = " | ".join(cell[0].upper() + cell[1:] for cell in cells)
        assert f"| {row} |" in text
