"""After an outage, or a restore: what was due goes out once, late and said to be, or waits."""

from dataclasses import dataclass
from datetime import date, timedelta

import psycopg
import pytest
from django.core import mail
from django.db import connection, transaction

from bodies.models import Notice, ReminderDays
from bodies.notices import outbox
from cases.models import Case
from samverkan.lib.dates import local_date
from tests import factories as make
from tests.cases.reminding import DAY, REPLY, RULES_BY_KEY, a_case, at, look, named_house, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> make.House:
    return named_house()


@pytest.fixture
def case(home: make.House) -> Case:
    return a_case(home)


def test_three_days_without_a_scheduler_cost_nothing_but_time(case: Case) -> None:
    """Wednesday and Thursday came; nobody looked before Saturday. Once, and marked as late."""
    ReminderDays.objects.create(rule="reply_near", days=[-14, -13])
    mail.outbox.clear()
    look(REPLY - timedelta(15))
    assert told("reply_near") == []
    look(REPLY - timedelta(11))
    look(REPLY - timedelta(11), hour=10)
    assert told("reply_near") == [("officer", f"{REPLY} -13")], "the first is no longer news"
    late = [each for each in mail.outbox if "försenat" in str(each.body)]
    assert len(late) == 1
    said = " ".join(str(late[0].body).split())
    assert "21 mars 2030 kl. 07.00" in said, "when it should have left"
    assert "3 april 2030" in said, "and the reply day, which is right whenever"


@dataclass(frozen=True)
class Told:
    """A reminder of a run: to whom about what, when it should have left and on which day it did."""

    about: str
    recipient: int
    rule: str
    occasion: str
    planned: date
    left: date


def run(days: list[int]) -> set[Told]:
    """What is told if somebody looks only on those days; then all of it is undone."""
    with transaction.atomic():
        for each in days:
            look(DAY + timedelta(each))
        rows = list(Notice.objects.filter(rule__in=RULES_BY_KEY, sent_at__isnull=False))
        transaction.set_rollback(True)
    assert len({row.message_id for row in rows}) == len(rows)
    return {
        Told(
            row.about,
            row.recipient_id,
            row.rule,
            row.occasion,
            local_date(row.planned_at),
            local_date(row.sent_at),
        )
        for row in rows
        if row.sent_at
    }


def test_two_outages_of_three_days_change_no_day_and_skip_nobody(
    case: Case, home: make.House
) -> None:
    """Against a run in which somebody looked every day; six rules come due in it."""
    with at(DAY):
        committee = make.meeting(home.au, 14, papers_due=DAY + timedelta(13))
        make.meeting(home.samrad, 15, follows=committee)
        make.meeting(home.board, 20)
        make.registered(home, officer=None, received_on=DAY, reply_due=DAY + timedelta(10))
    # Those on which something happens, the outages with the day after each, and the first.
    every = [0, 1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 13, 14]
    whole = run(every)
    assert {each.rule for each in whole} == {
        *("reply_near", "reply_today", "reply_passed"),
        *("papers_due", "plan_broken", "no_officer"),
    }
    back = {DAY + timedelta(gone): DAY + timedelta(4) for gone in (1, 2, 3)}
    back |= {DAY + timedelta(gone): DAY + timedelta(14) for gone in (11, 12, 13)}
    found = run([each for each in every if DAY + timedelta(each) not in back])
    assert all(each.left == back.get(each.planned, each.planned) for each in found)
    kept = {(each.rule, each.about, each.recipient, each.occasion) for each in found}
    for each in whole:
        if (each.rule, each.about, each.recipient, each.occasion) not in kept:
            instead = {(n.about, n.recipient, n.left) for n in found}
            assert (each.about, each.recipient, back[each.planned]) in instead, each


MADE_ANEW = """
    CREATE TABLE anew (LIKE bodies_outbox INCLUDING ALL);
    INSERT INTO anew SELECT * FROM bodies_outbox;
    DROP TABLE bodies_outbox;
    ALTER TABLE anew RENAME TO bodies_outbox;
"""


class TestHeld:
    def test_nothing_leaves_while_it_is_held(self, case: Case) -> None:
        outbox.hold("Prov.")
        mail.outbox.clear()
        look(REPLY - timedelta(14))
        assert mail.outbox == []
        assert Notice.objects.filter(rule="reply_near", state="waiting").exists()
        outbox.release()
        look(REPLY - timedelta(14), hour=10)
        assert len([each for each in mail.outbox if "framme" in each.subject]) == 1

    def test_a_database_that_was_restored_in_place_starts_on_hold(self, case: Case) -> None:
        """As pg_restore --clean leaves it: the same database, and its tables made anew."""
        look(DAY)
        with connection.cursor() as cursor:
            cursor.execute(MADE_ANEW)
        mine = outbox.fingerprint()
        mail.outbox.clear()
        look(REPLY - timedelta(14))
        assert mail.outbox == []
        state = outbox.the_outbox().get()
        assert state.held_since is not None
        assert "säkerhetskopia" in state.held_because
        assert outbox.release()
        assert outbox.the_outbox().get().database == mine


def test_an_upgrade_is_no_restore() -> None:
    """A fingerprint from before the table was part of it is this database's still."""
    assert outbox.look()
    here = outbox.fingerprint()
    outbox.the_outbox().update(database=here.rpartition("/")[0])
    assert outbox.look()
    assert outbox.the_outbox().get().database == here


def test_another_database_of_the_same_server_is_another() -> None:
    ours = connection.get_connection_params()
    login = {key: ours[key] for key in ("host", "port", "user", "password") if key in ours}
    with psycopg.connect(dbname="postgres", **login) as other:
        (there,) = other.execute(outbox.FINGERPRINT).fetchone() or ("",)
    here = outbox.fingerprint()
    assert there.split("/")[0] == here.split("/")[0], "the same server"
    assert there.split("/")[2] != here.split("/")[2]
