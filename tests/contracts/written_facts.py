"""What the database keeps about a samråd in writing, as pairs for test_constraints.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bodies.models import Meeting
from cases.models import Case, Position, WrittenCase, WrittenRound
from samverkan.lib.dates import now, today
from tests import factories as make
from tests.contracts.rows import Act, cancelled_samrad, one_case, row

GONE: dict[str, Any] = {"state": "cancelled", "state_reason": "Snö."}


def held(meeting: Callable[[make.House], Any] = cancelled_samrad, **changes: Any) -> Act:
    """A samråd in writing in the place of this meeting."""

    def act(home: make.House) -> WrittenRound:
        given = {"last_day": today(), "opened_at": now(), "opened_by": home.secretary} | changes
        made: WrittenRound = WrittenRound.objects.create(meeting=meeting(home), **given)
        return made

    return act


def ended(**changes: Any) -> Act:
    def act(home: make.House) -> object:
        given = {"closed_at": now(), "closed_by": home.secretary, "closed_because": "Klart."}
        return WrittenRound.objects.update(**given | changes)

    return act


def asked(home: make.House) -> WrittenCase:
    made: WrittenCase = WrittenCase.objects.create(
        written_round=WrittenRound.objects.get(), case=one_case(home), round=1
    )
    return made


def at_samrad(home: make.House) -> object:
    return Case.objects.filter(pk=one_case(home).pk).update(step="consultation")


def cancelled_board(home: make.House) -> Meeting:
    return make.meeting(home.board, 3, **GONE)


def samrad_to_come(home: make.House) -> Meeting:
    return make.meeting(home.samrad, 3)


def called_anew(home: make.House) -> Meeting:
    who: dict[str, Any] = {"agenda_published_at": now(), "agenda_published_by": home.secretary}
    return make.meeting(home.samrad, 4, **who)


IN_TIME, LATE = row(Position), row(Position, updated_at=now() + timedelta(days=2))
OPEN = [held(), at_samrad, asked]
FACTS: dict[str, list[tuple[list[Act], list[Act]]]] = {
    "cases_written_round_ended_who_when_why": [
        ([held(), ended(**{name: blank})], [held(), ended()])
        for name, blank in (("closed_at", None), ("closed_by", None), ("closed_because", ""))
    ],
    "cases_written_case_once": [([*OPEN, asked], OPEN)],
    "cases_written_round_of_a_cancelled_samrad": [
        ([held(samrad_to_come)], [held()]),
        ([held(cancelled_board)], [held()]),
    ],
    "cases_written_round_ends_after_it_began": [
        ([held(last_day=today() - timedelta(1))], [held()]),
    ],
    "cases_written_round_ended_once": [([held(), ended(), ended()], [held(), ended()])],
    "cases_written_case_waits_for_samrad": [([held(), asked], OPEN)],
    "cases_position_in_written_time": [
        ([*OPEN, LATE], [*OPEN, IN_TIME]),
        ([*OPEN, ended(), IN_TIME], [*OPEN, ended(), called_anew, IN_TIME]),
    ],
}
