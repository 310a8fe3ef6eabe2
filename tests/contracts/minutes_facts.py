"""What the database keeps about the §§ of minutes, as pairs for test_constraints.py."""

from bodies.models import Meeting
from cases.models import AgendaItem, MinuteItem, ParagraphSeries
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


def renumbered(home: make.House) -> object:
    return MinuteItem.objects.update(number=9)


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
        )
    ],
    "cases_decision_of_its_paragraph": [
        ([minute(item=row(AgendaItem, **HERE)), decided(4)], [decided(4)]),
    ],
    "cases_meeting_with_paragraphs": [([minute(), moved], [board_meeting, moved])],
}
