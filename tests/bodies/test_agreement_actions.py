"""What may be done with an agreement, when, and by whom; and what a new term takes along."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from django.db import transaction

from bodies import actions
from bodies.actions.agreements.texts import Point
from bodies.agreement_plan import Plan, plan
from bodies.agreement_states import (
    Party,
    State,
    Step,
    missing,
    question_open,
    state_of,
)
from bodies.models import MunicipalAgreement
from bodies.queries.agreements import facts_of
from bodies.roles import Role
from samverkan.lib.dates import is_working_day, today
from samverkan.lib.errors import DomainError, NotAllowed, Stale
from tests import factories as make
from tests.agreements import SIGNERS, Place, a_copy, term

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(1)


@pytest.fixture
def place() -> Place:
    return Place()


def state(row: MunicipalAgreement, later: int = 0) -> State:
    return state_of(facts_of([row])[row.pk], today() + timedelta(later))


def refused(sentence: str, act: Callable[[], Any]) -> None:
    with pytest.raises(DomainError, match=sentence), transaction.atomic():
        act()


def test_from_draft_to_force(place: Place) -> None:
    seen = [state(place.agreement)]
    place.sent()
    seen.append(state(place.agreement))
    place.adopted()
    seen.append(state(place.agreement))
    place.adopted(Party.REGION)
    seen.append(state(place.agreement))
    for party, kind in SIGNERS:
        place.signed(party, kind)
        seen.append(state(place.agreement))
    seen.append(state(place.agreement, (place.framework.first_day - today()).days))
    partly = [State.PARTLY_SIGNED] * 3
    before = [State.DRAFT, State.SENT, State.ADOPTED_BY_MUNICIPALITY, State.ADOPTED]
    assert seen == [*before, *partly, State.SIGNED, State.IN_FORCE]


def test_a_changed_text_asks_and_the_answer_counts(place: Place) -> None:
    place.sent()
    place.adopted()
    place.signed()
    place.changed()
    agreement = place.agreement
    assert question_open(facts_of([agreement])[agreement.pk], today())
    answer: dict[str, Any] = {
        "agreement_id": agreement.pk,
        "by": place.by,
        "reason": "En ny punkt.",
    }
    actions.answer_version(version=agreement.version, answer="again", **answer)
    assert state(agreement) == State.SENT
    refused(
        "redan besvarad",
        lambda: actions.answer_version(version=None, answer="holds", **answer),
    )
    place.adopted(days=5)
    assert state(agreement) == State.ADOPTED_BY_MUNICIPALITY
    place.signed(days=2)
    assert state(agreement) == State.PARTLY_SIGNED


def test_a_municipality_that_says_no_may_think_again(place: Place) -> None:
    place.sent()
    no: dict[str, Any] = {"agreement_id": place.agreement.pk, "version": None, "by": place.by}
    day = today() - timedelta(20)
    actions.record_refusal(party="municipality", day=day, note="Anslaget är för högt.", **no)
    assert state(place.agreement) == State.DECLINED
    refused("har inte antagit", place.signed)
    place.adopted(days=3)
    assert state(place.agreement) == State.ADOPTED_BY_MUNICIPALITY


def test_a_yes_after_a_no_to_the_same_text_is_one(place: Place) -> None:
    place.sent()
    place.adopted(days=30)
    actions.record_refusal(
        agreement_id=place.agreement.pk,
        version=None,
        by=place.by,
        party="municipality",
        day=today() - timedelta(20),
        note="Omprövat.",
    )
    yes = place.adopted(days=5)
    assert place.signed(days=1).adoption == yes
    refused("redan antagit", lambda: place.adopted(days=3))


def test_nothing_happens_after_the_end(place: Place) -> None:
    """Of an agreement that began last year, so that its end can have been."""
    place.framework = actions.new_term(term=term(today().year - 1), by=place.by, text="Text.")
    place.sent()
    place.adopted(days=40)
    given: dict[str, Any] = {"agreement_id": place.agreement.pk, "version": None, "by": place.by}

    def end(days: int) -> object:
        day = today() - timedelta(days)
        return actions.end_agreement(ended_on=day, reason="Uppsagt.", **given)

    refused("efter den dagen", lambda: end(41))
    end(20)
    refused("efter avtalets sista dag", lambda: place.adopted(Party.REGION, days=19))
    refused("efter avtalets sista dag", lambda: place.signed(days=19))
    place.signed(days=20)
    refused("efter den dagen", lambda: end(21))


def test_what_is_archived_stands_until_it_is_taken_out(place: Place) -> None:
    row = place.complete()
    signature = row.signatures.earliest("pk")
    given: dict[str, Any] = {"version": None, "by": place.by}
    link = actions.ask_for_extract(agreement_id=row.pk, expires_on=today(), **given)

    def archive(days: int) -> object:
        day = today() - timedelta(days)
        return actions.archive_agreement(agreement_id=row.pk, archived_on=day, **given)

    refused("det sista steget", lambda: archive(1))
    archive(0)
    for act in (
        lambda: actions.void_signature(signature_id=signature.pk, reason="Fel.", **given),
        lambda: actions.add_signed_copy(signature_id=signature.pk, file=a_copy(), **given),
        lambda: actions.void_adoption(adoption_id=signature.adoption_id, reason="Fel.", **given),
        lambda: actions.ask_for_extract(agreement_id=row.pk, expires_on=today(), **given),
        lambda: place.adopted(days=1),
        place.sent,
    ):
        refused("Ångra arkiveringen", act)
    refused("gäller inte längre", lambda: actions.hand_in_extract(link=link, file=a_copy()))
    actions.lift_archive(agreement_id=row.pk, reason="Fel exemplar.", **given)
    refused(
        "inte arkiverat", lambda: actions.lift_archive(agreement_id=row.pk, reason="x", **given)
    )
    actions.void_signature(signature_id=signature.pk, reason="Fel.", **given)


def test_days_and_parties_are_honest(place: Place) -> None:
    refused("hade inte skickats", place.adopted)
    place.sent()
    refused("har inte varit än", lambda: place.adopted(days=-1))
    refused("hade inte skickats", lambda: place.adopted(days=61))
    refused("har inte antagit", place.signed)
    adoption = place.adopted()
    refused("redan antagit", place.adopted)
    refused("före dagen", lambda: place.signed(days=31))
    refused("har inte antagit", lambda: place.signed(Party.REGION))
    signature = place.signed()
    refused("redan antecknad", place.signed)
    void: dict[str, Any] = {"version": None, "by": place.by}
    refused(
        "underskrifterna först",
        lambda: actions.void_adoption(adoption_id=adoption.pk, reason="Fel", **void),
    )
    refused(
        "Skriv varför",
        lambda: actions.void_signature(signature_id=signature.pk, reason=" ", **void),
    )
    actions.void_signature(signature_id=signature.pk, reason="Fel namn.", **void)
    actions.void_adoption(adoption_id=adoption.pk, reason="Fel kommun.", **void)
    assert state(place.agreement) == State.SENT
    place.adopted()


def test_only_what_is_complete_is_archived(place: Place) -> None:
    agreement = place.sent()
    archive: dict[str, Any] = {"agreement_id": agreement.pk, "version": None, "by": place.by}
    refused("saknas", lambda: actions.archive_agreement(archived_on=today(), **archive))
    place.adopted(Party.REGION)
    adoption = place.adopted()
    for party, kind in SIGNERS:
        place.signed(party, kind)
    extract: dict[str, Any] = {
        "version": None,
        "by": place.by,
        "received_on": today(),
        "file": a_copy(),
    }
    kept = actions.receive_extract(adoption_id=adoption.pk, **extract)
    assert kept.filename == "utdrag.txt"
    assert kept.sha256 == sha256(kept.file.read()).hexdigest()
    actions.archive_agreement(archived_on=today(), **archive)
    row = place.agreement
    assert missing(facts_of([row])[row.pk], today()) == ()


def test_two_administrators_on_one_agreement(place: Place) -> None:
    seen = place.agreement.version
    place.sent()
    later: dict[str, Any] = {"agreement_id": place.agreement.pk, "version": seen, "by": place.by}
    with pytest.raises(Stale):
        actions.set_fee(year=place.framework.first_day.year, amount=Decimal(5), **later)
    with pytest.raises(Stale):
        actions.edit_clause(number=1, heading="Buss", text="Linje 1.", **later)
    assert place.agreement.fees.exclude(amount=None).count() == 0


@pytest.mark.parametrize("role", [Role.CHIEF, Role.REGISTRAR, Role.MUNICIPAL_REGISTRAR])
def test_others_may_not(place: Place, role: Role) -> None:
    who = make.person(role)
    with pytest.raises(NotAllowed):
        actions.new_term(term=term(2050), by=who, text="Text.")
    place.by = who
    with pytest.raises(NotAllowed):
        place.sent()


def test_an_administrator_receives_extracts_and_so_does_a_link(place: Place) -> None:
    place.sent()
    pk = place.adopted().pk
    given: dict[str, Any] = {"adoption_id": pk, "version": None, "received_on": today()}
    with pytest.raises(NotAllowed):
        actions.receive_extract(by=make.person(Role.REGISTRAR), **given)
    actions.receive_extract(by=None, sender="Kim i Provköping", file=a_copy(), **given)
    told = place.agreement.events.order_by("pk").last()
    assert told is not None
    assert told.by is None
    assert "från Kim i Provköping" in told.text


def test_a_new_term_takes_along_what_was_agreed(place: Place) -> None:
    draft: dict[str, Any] = {"agreement_id": place.agreement.pk, "version": None, "by": place.by}
    actions.edit_clause(number=1, heading="Buss", text="Linje 1.", **draft)
    last = place.framework.last_day.year
    actions.set_fee(year=last, amount=Decimal(125000), decided_on=today(), **draft)
    with pytest.raises(DomainError, match="redan upplagda"):
        actions.new_term(term=place.framework.term, by=place.by)
    made = actions.new_term(
        term=term(last + 1), by=place.by, clauses=[Point("Nytt", "Nytt villkor.")]
    )
    agreement = made.agreements.get(municipality=place.municipality)
    assert [each.heading for each in agreement.clauses.all()] == ["Buss"]
    assert {(fee.amount, fee.decided_on) for fee in agreement.fees.all()} == {
        (Decimal(125000), None)
    }
    assert agreement.fees.count() == 4
    version = made.versions.get()
    assert (version.text, [each.heading for each in version.clauses.all()]) == ("Text.", ["Nytt"])


def test_an_adopted_text_stands_until_it_must_be_adopted_again(place: Place) -> None:
    place.sent()
    place.adopted(Party.REGION)
    given: dict[str, Any] = {"agreement_id": place.agreement.pk, "version": None, "by": place.by}

    def edit() -> object:
        return actions.edit_clause(number=1, heading="Buss", text="Linje 1.", **given)

    refused("ligger fast", edit)
    place.changed()
    refused("ligger fast", edit)
    actions.answer_version(answer="again", reason="En ny punkt.", **given)
    edit()
    place.adopted(Party.REGION, days=5)
    refused("ligger fast", edit)


def test_a_later_agreement_in_force_replaces(place: Place) -> None:
    """The old one is prolonged until the new one is in force."""
    place.complete()
    old, framework = place.agreement, place.framework
    actions.edit_framework(
        framework_id=framework.pk,
        version=framework.version,
        by=place.by,
        title=framework.title,
        first_day=framework.first_day,
        last_day=framework.last_day + timedelta(120),
        reason="Övergångstid.",
    )
    place.framework = actions.new_term(term=term(framework.last_day.year + 1), by=place.by)
    first = (place.framework.first_day - today()).days
    assert state(old, first) == State.IN_FORCE
    place.complete()
    assert (state(old, first - 1), state(old, first)) == (State.IN_FORCE, State.REPLACED)


def test_the_plan_goes_backwards_on_working_days() -> None:
    first = term(2031).board_from
    made = plan(first)
    days = [made.send_by, made.papers_by, made.council_by, made.region_by, made.signed_by, first]
    assert days == sorted(set(days))
    assert all(is_working_day(day) for day in days[:-1])
    assert made.due(Step.SENT) == made.send_by
    assert made.due(Step.REGION_ELECTED) == made.signed_by
    assert not made.broken
    assert plan(first, council=first - TOMORROW).broken
    late = plan(first, council=made.signed_by - timedelta(2))
    assert any("protokollsutdrag" in said for said in late.broken)


def test_the_plan_of_2031_day_by_day() -> None:
    """Counted by hand in a calendar: 5, 10, 15, 20 and 15 working days, then 15 and 20 on."""
    assert plan(date(2031, 1, 1)) == Plan(
        first_day=date(2031, 1, 1),
        send_by=date(2030, 9, 26),
        papers_by=date(2030, 10, 17),
        council_by=date(2030, 11, 14),
        extract_by=date(2030, 12, 5),
        region_by=date(2030, 12, 5),
        signed_by=date(2030, 12, 19),
        archive_by=date(2031, 1, 30),
        guessed=True,
    )
