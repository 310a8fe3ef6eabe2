"""What the database keeps about the §§ of minutes, as pairs for test_constraints.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from bodies.models import AgendaPoint, Meeting
from cases.models import AgendaItem, Ballot, Dissent, MinuteItem, Motion, ParagraphSeries, Vote
from samverkan.lib.dates import now
from tests import factories as make
from tests.contracts.rows import (
    HERE,
    Act,
    board_meeting,
    committee_meeting,
    decided,
    minute,
    moved,
    row,
    samrad_on,
)


def series(year: int) -> Act:
    return lambda home: ParagraphSeries.objects.create(body=home.board, year=year)


def a_meeting(home: make.House) -> Meeting:
    return make.meeting(home.board, 9)


def a_point(home: make.House) -> AgendaPoint:
    given: dict[str, Any] = {"kind": "formal", "title": "Upprop", "position": 1}
    made: AgendaPoint = AgendaPoint.objects.create(**given | {"meeting": board_meeting(home)})
    return made


def the_minute(home: make.House) -> MinuteItem:
    found: MinuteItem | None = MinuteItem.objects.first()
    return found or cast(MinuteItem, minute()(home))


def told(home: make.House, given: dict[str, Any]) -> dict[str, Any]:
    return {key: value(home) if callable(value) else value for key, value in given.items()}


def moved_that(text: str) -> Act:
    return lambda home: Motion.objects.create(
        minute_item=the_minute(home), person=home.run_member, text=text, made_at=now()
    )


def vote(**changes: Any) -> Callable[[make.House], Vote]:
    def act(home: make.House) -> Vote:
        given = {"number": 1, "yes_means": "bifall", "no_means": "avslag"} | changes
        who = {"chair": home.run_member, "recorded_by": home.secretary, "recorded_at": now()}
        made: Vote = Vote.objects.create(minute_item=the_minute(home), **given, **who)
        return made

    return act


def ballot(**changes: Any) -> Act:
    def act(home: make.House) -> object:
        given = {"person": home.run_member, "choice": "yes"} | told(home, changes)
        return Ballot.objects.create(vote=Vote.objects.first() or vote()(home), **given)

    return act


def dissent(after: timedelta = timedelta(hours=2), **changes: Any) -> Act:
    def act(home: make.House) -> object:
        minute_item = the_minute(home)
        at = minute_item.meeting.starts_at + after
        given = {"person": home.run_member, "announced_at": at} | told(home, changes)
        return Dissent.objects.create(minute_item=minute_item, **given)

    return act


def ended(after: timedelta) -> Act:
    def act(home: make.House) -> object:
        meeting = the_minute(home).meeting
        meeting.ends_at = meeting.starts_at + after
        meeting.save()
        return meeting

    return act


at_the_samrad = samrad_on(-4)
FACTS: dict[str, list[tuple[list[Act], list[Act]]]] = {
    "cases_paragraph_series_once": [([series(2030), series(2030)], [series(2030), series(2031)])],
    "cases_minute_item_one_number": [
        ([minute(), minute(position=2)], [minute(), minute(number=2, position=2)]),
        ([minute(), minute()], [minute(), minute(meeting=committee_meeting(3))]),
    ],
    "cases_minute_item_number_from_one": [([minute(number=0)], [minute()])],
    "cases_minute_item_about_something": [
        ([minute(title="")], [minute(item=row(AgendaItem, **HERE))])
    ],
    "cases_minute_item_of_a_formal_body": [([minute(meeting=at_the_samrad)], [minute()])],
    "cases_minute_item_of_its_meeting": [
        ([minute(year=1999)], [minute()]),
        ([minute(body=lambda home: home.au)], [minute()]),
    ],
    "cases_minute_item_of_the_agenda": [
        (
            [minute(item=row(AgendaItem, **HERE), meeting=a_meeting)],
            [minute(item=row(AgendaItem, **HERE))],
        ),
        ([minute(point=a_point, meeting=a_meeting)], [minute(point=a_point)]),
    ],
    "cases_minute_item_item_or_point": [
        ([minute(item=row(AgendaItem, **HERE), point=a_point)], [minute(point=a_point)])
    ],
    "cases_decision_of_its_paragraph": [
        ([minute(item=row(AgendaItem, **HERE)), decided(4)], [decided(4)]),
    ],
    "cases_motion_says_something": [([moved_that("")], [moved_that("avslag")])],
    "cases_vote_one_at_a_time": [([vote(), vote()], [vote(), vote(number=2)])],
    "cases_vote_means_something": [
        ([vote(yes_means="")], [vote()]),
        ([vote(no_means="")], [vote()]),
    ],
    "cases_ballot_one_each": [
        ([ballot(), ballot()], [ballot(), ballot(person=lambda home: home.chief)])
    ],
    "cases_ballot_known_choice": [([ballot(choice="perhaps")], [ballot(choice="abstain")])],
    "cases_dissent_once": [
        ([dissent(), dissent()], [dissent(), dissent(person=lambda home: home.chief)])
    ],
    "cases_dissent_at_the_meeting": [
        ([dissent(timedelta(days=2))], [dissent()]),
        ([dissent(timedelta(days=-1))], [dissent()]),
        ([ended(timedelta(hours=1)), dissent()], [ended(timedelta(hours=3)), dissent()]),
    ],
    "cases_meeting_with_paragraphs": [([minute(), moved], [board_meeting, moved])],
}
