"""Anmälningsärenden: on the board's next agenda, in its papers and its minutes by themselves."""

import pytest

from bodies.models import Meeting
from cases import actions
from cases.models import Case, Share
from cases.models.packet import Edition
from cases.queries.agenda_plan import agenda_lines
from cases.queries.minute_words import proposed_point
from cases.queries.minutes import minute_items_of
from cases.queries.papers import papers_of
from cases.queries.reports import TITLE, reported
from samverkan.lib.dates import now
from tests import factories as make

pytestmark = pytest.mark.django_db


def START(home: make.House) -> Case:
    return make.decided_urgently(home, title="Brådskande")


def titles(meeting: Meeting, edition: Edition = Edition.STAFF) -> list[str]:
    return [line.title for line in papers_of(meeting, edition).lines]


def test_it_is_on_the_next_agenda_and_no_other(home: make.House) -> None:
    following, after = make.meeting(home.board, 5), make.meeting(home.board, 40)
    following.points.create(kind="formal", title="Avslutning", position=9, at_end=True)
    told = reported(following, home.secretary)
    lines = agenda_lines(following, reporting=told)
    assert [(line.number, line.title) for line in lines] == [("1", TITLE), ("2", "Avslutning")]
    assert titles(following) == [TITLE, "Avslutning"]
    assert "Brådskande: Ordförandebeslut" in papers_of(following, Edition.STAFF).lines[0].text
    assert titles(after) == []
    committee = make.meeting(home.au, 5)
    assert titles(committee) == []


def test_members_papers_tell_only_of_what_they_may_see(home: make.House, case: Case) -> None:
    meeting = make.meeting(home.board, 5)
    assert titles(meeting, Edition.MEMBERS) == []
    Share.objects.create(case=case, body=home.board, shared_at=now(), shared_by=home.registrar)
    assert titles(meeting, Edition.MEMBERS) == [TITLE]


def test_it_gets_a_paragraph_with_words_proposed(home: make.House, case: Case) -> None:
    meeting = make.meeting(home.board)
    for _ in range(2):
        actions.number_agenda(meeting_id=meeting.pk, by=home.secretary)
    (row,) = minute_items_of(meeting)
    assert (row.minute.number, row.title) == (1, TITLE)
    assert f"{case.registry_number} Brådskande" in proposed_point(row.minute)
