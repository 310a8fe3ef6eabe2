"""What an agenda says of each item: new, back from where, late."""

from datetime import timedelta

import pytest

from bodies.models import Meeting
from cases import actions
from cases.models import AgendaItem, Case, Document
from cases.queries.agenda_marks import marks_of
from cases.queries.meeting_page import agenda_rows
from cases.route import Step
from samverkan.lib.dates import now, swedish_date, today
from tests import factories as make
from tests.begun import at

pytestmark = pytest.mark.django_db


def words(home: make.House, meeting: Meeting) -> list[str]:
    (marks,) = marks_of(meeting, agenda_rows(meeting, home.secretary)).values()
    return [mark.word for mark in marks]


def on_agenda(home: make.House, case: Case, days: int = 9) -> Meeting:
    """RUN AU's agenda in so many days, with papers by tomorrow."""
    meeting = make.meeting(home.au, days, papers_due=today() + timedelta(1))
    actions.place_on_agenda(meeting_id=meeting.pk, case_id=case.pk, by=home.secretary)
    return meeting


@at(Step.PREPARATION)
def test_a_case_that_was_never_stopped_is_new(home: make.House, case: Case) -> None:
    assert words(home, on_agenda(home, case)) == ["Nytt"]


@at(Step.PREPARATION)
def test_a_tabled_case_comes_back(home: make.House, case: Case) -> None:
    before = make.placed(home, case, home.au, 8)
    make.step(case, "table", home.secretary, reason="Mer tid.")
    said = f"Åter: bordlagt i RUN AU {swedish_date(before.day)}"
    assert words(home, on_agenda(home, case)) == [said]
    assert words(home, before) == ["Nytt"]


@at(Step.BOARD)
def test_what_the_board_remitted_comes_back_to_the_committee(home: make.House, case: Case) -> None:
    make.placed(home, case, home.board, 12)
    make.step(case, "remit_back", home.secretary, reason="Utred mer.")
    make.step(case, "submit", home.officer)
    (said,) = words(home, on_agenda(home, case))
    assert said.startswith("Åter: återremitterat från RUN ")


@at(Step.PREPARATION)
def test_what_came_after_the_last_day_for_papers_is_late(home: make.House, case: Case) -> None:
    meeting = on_agenda(home, case)
    Meeting.objects.filter(pk=meeting.pk).update(papers_due=today() - timedelta(1))
    meeting.refresh_from_db()
    assert words(home, meeting) == ["Nytt", "Sent uppsatt"]
    AgendaItem.objects.update(placed_at=now() - timedelta(3))
    assert words(home, meeting) == ["Nytt", "Handling efter handlingsstopp"]
    Document.objects.update(created_at=now() - timedelta(3))
    assert words(home, meeting) == ["Nytt"]
