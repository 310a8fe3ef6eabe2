"""Every page asks the database as often at thirty rows as at one, and never often."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from bodies.models import NoticeChoice, Person, ReminderDays, StandIn
from bodies.roles import Role
from cases import actions
from cases.models import Case
from cases.route import Step
from samverkan.lib.dates import today
from tests import factories as make
from tests.contracts import world as worlds
from tests.contracts.access_table import row
from tests.contracts.walk import every_address
from tests.contracts.world import ROLES, World, address
from tests.shared import kept_world

# A walk of the whole site, twice: no part of the fast suite.
pytestmark = [pytest.mark.journey, pytest.mark.django_db, pytest.mark.xdist_group("queries")]
MOST = 25
# Sends the bytes of one file: no rows, and no page.
NO_PAGES = {"document_download"}
# One of each kind: staff who act, lead and keep the register; politicians; municipalities.
LOOKING = ("officer", "secretary", "chief", "administrator", "pkd_member", "municipal")
# Pages that show each of them something of their own.
DIFFERS = {"my_page", "next_consultation", "case_list", "case", "meeting"}
Counts = dict[tuple[str, str], list[str]]


def pages() -> list[tuple[str, str]]:
    """Every address that answers with a page, and the roles that get different ones."""
    found = []
    for name in sorted(set(every_address()) - NO_PAGES):
        decided = row(name)
        allowed = [role for role in ROLES if decided and decided[0][role] == 200]
        different = [role for role in LOOKING if role in allowed] or allowed[:1]
        found += [(name, role) for role in (different if name in DIFFERS else different[:1])]
    return found


def measured(world: World) -> Counts:
    """The queries of every page, in every role that gets it."""
    ContentType.objects.get_for_models(*apps.get_models())  # asked for once a process
    found: Counts = {}
    for name, role in pages():
        url = address(world, name)
        with CaptureQueriesContext(connection) as queries:
            world.visit(role, "GET", url)
        texts = [query["sql"] for query in queries.captured_queries]
        found[name, role] = [text for text in texts if "SAVEPOINT" not in text]
    return found


def grow(world: World, each: int) -> None:
    """So many more of everything: cases at every step, and rows on the one case's own page."""
    for step in Step:
        for _ in range(each // 10):
            make.case_in(step, world.home)
    for _ in range(each):
        member = _delegate(world)
        _agree(world.case, member)
        make.document(world.home, world.case)
    for _ in range(max(each // 2, 1)):
        case = make.case_in(Step.PREPARATION, world.home)
        actions.place_on_agenda(
            meeting_id=world.committee.pk, case_id=case.pk, by=world.home.secretary
        )
        _agree(case, world.home.pkd_member)
        away = 30 + world.home.board.meetings.count()
        make.meeting(world.home.board, days=away)
        make.meeting(world.home.board, days=-away)
    for number in range(each):
        make.notice(world.home.officer, "failed", about=f"case:{world.case.pk}")
        make.notice(world.home.chief, "sent", about=f"meeting:{world.committee.pk}")
        _away(world, number)
    places = [make.organisation() for _ in range(each)]
    actions.share(case_id=world.case.pk, by=world.home.registrar, organisations=places)


def _away(world: World, number: int) -> None:
    """One more who stands in, some other day, and days of somebody's own."""
    day = today() + timedelta(100 + number + StandIn.objects.count())
    other, officer = make.person(Role.CASE_OFFICER), world.home.officer
    StandIn.objects.create(person=officer, stand_in=other, first_day=day, last_day=day)
    ReminderDays.objects.create(rule="reply_near", person=other, days=[-3])
    NoticeChoice.objects.create(person=other, kind="turn", manner="daily")


def _agree(case: Case, member: Person) -> None:
    actions.take_position(
        case_id=case.pk, by=member, stance="supports_with_note", comment="Nämn avstånden."
    )


def _delegate(world: World) -> Person:
    """Another member of PKD AU, and so of the samråd, who also has a seat in RUN."""
    person = make.person()
    make.member(person, world.home.pkd_au)
    make.member(person, world.home.board)
    return person


@pytest.fixture(scope="module")
def counts(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, files: Path
) -> Iterator[tuple[Counts, Counts]]:
    """What each page asked at about one row and at thirty more."""
    with kept_world(django_db_blocker, files):
        world = worlds.build()
        grow(world, 1)
        for step in Step:
            make.case_in(step, world.home)
        few = measured(world)
        grow(world, 30)
        yield few, measured(world)


@pytest.mark.parametrize(("name", "role"), pages())
def test_as_many_questions_at_thirty_rows(
    counts: tuple[Counts, Counts], name: str, role: str
) -> None:
    few, many = (each[name, role] for each in counts)
    assert len(many) == len(few), "\n".join(many)
    assert len(few) <= MOST, "\n".join(few)
