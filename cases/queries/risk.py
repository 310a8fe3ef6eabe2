"""What moving or cancelling a meeting does to the cases that count on it, before it is done."""

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime

from bodies.models import Meeting, Person
from cases.models import Case
from cases.planning import Plan
from cases.queries.agenda import seats_of_body
from cases.queries.plan import Standing, plans_for, standings
from cases.route import Seat, Step

# The chain is behind them.
PASSED = (Step.DECIDED, Step.DISPATCHED, Step.CLOSED, Step.DECLINED)


@dataclass(frozen=True, slots=True)
class Risk:
    """One case that counts on the meeting: whether it stands on it, and what then becomes of it.

    `board_day` is when the board can take it afterwards, None if nothing in the calendar makes
    the reply date. `was_late` if that was so already.
    """

    case: Case
    is_placed: bool
    board_day: date | None
    was_late: bool

    @property
    def breaks(self) -> bool:
        """A reply date that could be made, and then no longer can."""
        return self.board_day is None and not self.was_late


def risks(meeting: Meeting, person: Person, starts_at: datetime | None) -> list[Risk]:
    """The open cases that stand on the meeting or plan to; those that break first.

    Of those that `person` may see. `starts_at` is when it would begin instead, None if it is
    cancelled. The number of queries does not depend on how many cases there are.
    """
    cases = _open_cases(meeting, person)
    where = standings(cases)
    now = plans_for(cases, where)
    then = plans_for(cases, where, {meeting.pk: _as_if(meeting, starts_at)})
    found = [
        Risk(
            case=case,
            is_placed=_stands(where[case.pk], meeting),
            board_day=_board_day(then[case.pk]),
            was_late=not now[case.pk].feasible,
        )
        for case in cases
        if case.pk in now and _counts_on(now[case.pk], where[case.pk], meeting)
    ]
    return sorted(found, key=lambda risk: (not risk.breaks, risk.case.reply_due or date.max))


def _open_cases(meeting: Meeting, person: Person) -> list[Case]:
    """Those that the body has not been through yet."""
    areas = {area for area, _ in seats_of_body(meeting.body_id)}
    rows = Case.objects.visible_to(person).filter(area__in=areas).exclude(step__in=PASSED)
    bodies = ("area__preparing_committee", "area__consultation", "area__board")
    return list(rows.select_related("referral", *bodies).order_by("pk"))


def _as_if(meeting: Meeting, starts_at: datetime | None) -> Meeting | None:
    if starts_at is None:
        return None
    moved = copy(meeting)
    moved.starts_at = starts_at
    return moved


def _stands(standing: Standing, meeting: Meeting) -> bool:
    return any(each.pk == meeting.pk for each in standing.placed.values())


def _counts_on(plan: Plan, standing: Standing, meeting: Meeting) -> bool:
    planned = any(stop.slot and stop.slot.key == meeting.pk for stop in plan.stops)
    return planned or _stands(standing, meeting)


def _board_day(plan: Plan) -> date | None:
    """When the board can take it, if the plan holds."""
    return plan.day_at(Seat.BOARD) if plan.feasible else None
