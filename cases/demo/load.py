"""Loading the demonstration into an empty database, all of it or nothing."""

from django.db import connection, transaction
from django.db.models import F

from bodies.models import Body, Notice, Organisation, Person
from bodies.models.notice import NoticeState
from cases.demo import (
    agenda,
    agreements,
    approvals,
    attendance,
    clauses,
    in_writing,
    meetings,
    minutes,
    now,
    papers,
    past,
    seats,
    world,
)
from cases.demo.diary import Diary
from cases.models import Case


class NotEmpty(Exception):
    """There is something in the database already, and the demonstration keeps off."""


@transaction.atomic
def load() -> None:
    """Build the region, play its past and present. Raises NotEmpty."""
    if any(model.objects.exists() for model in (Person, Organisation, Body, Case)):
        raise NotEmpty("Databasen är inte tom. Demonstrationen läses bara in i en tom databas.")
    region = world.build()
    seats.fill(region)
    agenda.adopt_points(region)
    calendar = meetings.build(region)
    diary = Diary()
    past.tell(region, calendar, diary)
    now.tell(region, calendar, diary)
    in_writing.tell(region, calendar, diary)
    attendance.tell(region, calendar, diary)
    minutes.tell(region, calendar, diary)
    agenda.tell(region, calendar, diary)
    approvals.tell(region, calendar, diary)
    diary.play()
    agreements.tell(region)
    clauses.tell(region)
    papers.tell(region, calendar)
    _deliver_nothing()


def _deliver_nothing() -> None:
    """The outbox remembers what would have gone out, and sends none of it.

    Hundreds of letters from the past, to people who do not exist, would only
    hide the first one that a visitor causes. What waits is stamped as sent on its
    day, and the nudges to the worker that wait for the commit are dropped.
    """
    Notice.objects.filter(state=NoticeState.WAITING).update(
        state=NoticeState.SENT, sent_at=F("due_at")
    )
    connection.run_on_commit = []
