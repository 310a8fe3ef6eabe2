"""Every step × transition × role is decided, by a table written out by hand.

The expected answers stand here in full and are computed from nothing in the workflow,
so that a change of the table there must be meant.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bodies.models import Person
from bodies.roles import Role
from cases import actions
from cases.models import Case, Share
from cases.route import Step
from cases.views.steps import check_known
from cases.workflow import REFERRAL_ROUTE, ROUTES
from samverkan.lib.errors import NotAllowed
from tests import factories
from tests.factories import House, case_in, house

# Who may take a transition, by the step the case is at. R registrator, O the case's own
# officer, S nämndsekreterare, C chef; nobody else ever may.
WHO: dict[str, dict[str, str]] = {
    "assess": {"registered": "R O C"},
    "decline": {"registered": "C", "assessed": "C", "drafting": "C"},
    "start_drafting": {"assessed": "O C"},
    "submit": {"drafting": "O C"},
    "recall": {"preparation": "O C S"},
    "forward": {"preparation": "S"},
    "table": {"preparation": "S", "board": "S"},
    "withdraw": {"preparation": "S", "board": "S"},
    "remit_back": {"preparation": "S", "board": "S"},
    "record_consultation": {"consultation": "S"},
    "record_written_consultation": {"consultation": "S"},
    "skip_consultation": {"consultation": "S C"},
    "correct_consultation": {"board": "S"},
    "decide": {"board": "S"},
    "decide_urgently": {"drafting": "S", "preparation": "S", "consultation": "S", "board": "S"},
    "dispatch": {"decided": "R O"},
    "close": {"dispatched": "R", "declined": "R"},
    "strike_off": {
        "registered": "C R",
        "assessed": "C R",
        "drafting": "C R",
        "preparation": "C R",
        "consultation": "C R",
        "board": "C R",
    },
    "reopen": {"closed": "R C", "declined": "R C"},
}


def people(home: House) -> dict[str, Person]:
    return {
        "R": home.registrar,
        "O": home.officer,
        "S": home.secretary,
        "C": home.chief,
        "other_officer": factories.person(Role.CASE_OFFICER),
        "administrator": home.administrator,
        "run_member": home.run_member,
        "pkd_member": home.pkd_member,
        "municipal": home.municipal,
        "stranger": home.stranger,
    }


def expected(name: str, step: str, who: str) -> int:
    """404 unseen, 403 never mine here, 409 mine at another step, 200 mine now."""
    if who == "stranger":
        return 404
    if step in WHO[name]:
        return 200 if who in WHO[name][step].split() else 403
    mine_somewhere = any(who in roles.split() for roles in WHO[name].values())
    return 409 if mine_somewhere else 403


def shown_to_all(home: House, case: Case) -> None:
    """Shared with the samråd and a municipality, so that their people see it."""
    actions.share(case_id=case.pk, by=home.registrar, organisations=[home.municipality])
    Share.objects.get_or_create(
        case=case,
        body=home.samrad,
        defaults={"shared_at": case.registered_at, "shared_by": home.registrar},
    )


def test_every_transition_has_one_swedish_address() -> None:
    """The words of its button; two transitions may not share them."""
    named = {(way.name, way.slug) for route in ROUTES for way in route.transitions}
    names, slugs = zip(*named, strict=True)
    assert len(named) == len(set(names)) == len(set(slugs))
    assert all(re.fullmatch(r"[a-z-]+", slug) for slug in slugs), slugs
    for name, slug in named:
        assert reverse("case_step", args=["RUN-1-2026", name]).endswith(f"/steg/{slug}/")


def test_the_table_names_every_transition() -> None:
    assert set(WHO) == {way.name for way in REFERRAL_ROUTE.transitions}
    assert {(name, step) for name, steps in WHO.items() for step in steps} == {
        (way.name, way.source) for way in REFERRAL_ROUTE.transitions
    }


def answer(case: Case | None, person: Person, name: str) -> int:
    """What the step's page answers, by the rules that it asks before it draws anything."""
    if case is None:
        return 404
    try:
        check_known(case, person, name)
    except NotAllowed:
        return 403
    return 409 if case.route.find(case.step, name) is None else 200


@pytest.mark.django_db
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("step", list(Step))
def test_every_transition_is_decided_for_every_role(step: Step) -> None:
    """By the rules themselves, and then over the wire."""
    home = house()
    pk = case_in(step, home).pk
    shown_to_all(home, Case.objects.get(pk=pk))
    named = people(home)
    wrong = []
    for who, person in named.items():
        case = Case.objects.visible_to(person).filter(pk=pk).first()
        for name in WHO:
            status = answer(case, person, name)
            if status != expected(name, step, who):
                wrong.append(f"{name} for {who}: {status}, not {expected(name, step, who)}")
    assert not wrong
    check_pages(Case.objects.get(pk=pk), step, named)


def check_pages(case: Case, step: Step, named: dict[str, Person]) -> None:
    """Each page once for somebody it is for and for somebody not."""
    browsers: dict[str, Client] = {}
    for name, steps in WHO.items():
        roles = steps.get(step, "").split()
        for who in [*roles[:1], "administrator"]:
            if who not in browsers:
                browsers[who] = Client()
                browsers[who].force_login(named[who])
            response = browsers[who].get(reverse("case_step", args=[case.slug, name]))
            assert response.status_code == expected(name, step, who), f"{name} for {who}"
    browsers["administrator"].force_login(named["stranger"])
    gone = browsers["administrator"].get(reverse("case_step", args=[case.slug, "assess"]))
    assert gone.status_code == 404


@pytest.mark.django_db
def test_the_page_offers_exactly_what_the_person_may_do(client: Client) -> None:
    home = house()
    case = case_in(Step.PREPARATION, home)
    for who, person in people(home).items():
        if who in ("R", "O", "S", "C", "administrator"):
            client.force_login(person)
            following = client.get(case.get_absolute_url()).context["next"]
            offered = {act.name for act in following.others}
            offered |= {following.main.name} if following.main else set()
            assert offered == {
                name for name in WHO if who in WHO[name].get("preparation", "").split()
            }
