"""How to come to where each act on attendance can be done, for test_events.py."""

from collections.abc import Callable
from datetime import date

from bodies import actions
from bodies.actions.attendance import Was
from bodies.models import EntryOrder, StandingPoint, Term
from tests import factories as make

Deed = Callable[[], object]


def answer_meeting(home: make.House) -> Deed:
    meeting, who = make.meeting(home.board, 1), home.run_member
    return lambda: actions.answer_meeting(
        meeting_id=meeting.pk, person=who, answer="no", by=home.secretary
    )


def record_presence(home: make.House) -> Deed:
    meeting, present = make.meeting(home.board), [Was(home.run_member.pk)]
    return lambda: actions.record_presence(
        meeting_id=meeting.pk, present=present, by=home.secretary
    )


def save_entry_order(home: make.House) -> Deed:
    term = Term.objects.create(
        name="Sedan",
        election_day=date(2030, 9, 8),
        council_from=date(2030, 10, 15),
        council_to=date(2034, 10, 14),
        board_from=date(2031, 1, 1),
        board_to=date(2034, 12, 31),
    )
    order = EntryOrder(body=home.board, term=term, party="Alfa", steps_in=["Alfa", "Beta"])
    return lambda: actions.save_entry_order(order=order, by=home.administrator)


def save_standing_point(home: make.House) -> Deed:
    point = StandingPoint(body=home.board, kind="formal", title="Upprop", position=1)
    return lambda: actions.save_standing_point(point=point, by=home.administrator)


ATTENDANCE: dict[str, Callable[[make.House], Deed]] = {
    each.__name__: each
    for each in (answer_meeting, record_presence, save_entry_order, save_standing_point)
}
