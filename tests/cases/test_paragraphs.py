"""§§ of the minutes: given once, in the agenda's order, without gaps, also by many at once."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from bodies.actions import record_presence
from bodies.actions.attendance import Was
from bodies.models import AgendaPoint
from cases import actions
from cases.actions import item_attendance, minute_items
from cases.actions.agenda_order import Arranged
from cases.actions.item_attendance import Gone
from cases.models import Case, MinuteItem, ParagraphSeries
from cases.route import Step
from samverkan.lib.dates import today
from samverkan.lib.errors import DomainError, NotAllowed, WrongStep
from tests import factories
from tests.cases.test_races import FirstThen, at_once, unlocked_case
from tests.factories import House, case_in, house, placed, step

DECIDED = {
    "outcome": "approved",
    "wording": "Nämnden antar yttrandet.",
    "relation": "follows",
    "present": 5,
}


def at_the_board(home: House, count: int, hour: int = 12) -> list[Case]:
    cases = [case_in(Step.BOARD, home) for _ in range(count)]
    for case in cases:
        placed(home, case, home.board, hour)
    return cases


def numbers(home: House) -> list[int]:
    rows = MinuteItem.objects.filter(body=home.board).order_by("number")
    return list(rows.values_list("number", flat=True))


def number(home: House, meeting: int) -> list[MinuteItem]:
    return actions.number_agenda(meeting_id=meeting, by=home.secretary)


@pytest.mark.django_db
class TestOneByOne:
    def test_the_agendas_order_and_what_comes_later_is_last(self) -> None:
        home = house()
        first, second = at_the_board(home, 2)
        meeting = first.items.get(meeting__body=home.board).meeting
        assert [row.item and row.item.case for row in number(home, meeting.pk)] == [first, second]
        at_the_board(home, 1)
        assert [row.number for row in number(home, meeting.pk)] == [3]
        step(first, "withdraw", home.secretary, reason="Underlaget saknas.")
        step(second, "decide", home.secretary, **DECIDED)
        assert second.decisions.get().paragraph == 2
        assert numbers(home) == [1, 2, 3]
        assert number(home, meeting.pk) == []

    def test_a_decision_without_a_paragraph_gets_the_next_or_the_one_given(self) -> None:
        home = house()
        first, second, third = at_the_board(home, 3)
        step(first, "decide", home.secretary, **DECIDED, paragraph=40)
        step(second, "decide", home.secretary, **DECIDED)
        with pytest.raises(DomainError, match="§ 41 är redan använd"):
            step(third, "decide", home.secretary, **DECIDED, paragraph=41)
        assert numbers(home) == [40, 41]
        number(home, third.items.get(meeting__body=home.board).meeting_id)
        with pytest.raises(DomainError, match="har redan § 42"):
            step(third, "decide", home.secretary, **DECIDED, paragraph=50)

    def test_the_agendas_other_points_have_theirs_but_no_breaks(self) -> None:
        home = house()
        (case,) = at_the_board(home, 1)
        meeting = case.items.get(meeting__body=home.board).meeting
        for position, kind, last in (
            (0, "formal", False),
            (2, "break", False),
            (3, "formal", True),
        ):
            given: dict[str, Any] = {"position": position, "kind": kind, "at_end": last}
            AgendaPoint.objects.create(meeting=meeting, title=kind, **given)
        made = number(home, meeting.pk)
        assert [(row.number, row.title, row.item_id) for row in made] == [
            (1, "formal", None),
            (2, "", made[1].item_id),
            (3, "formal", None),
        ]
        gone = [Arranged(f"p{made[0].point_id}", 1, "formal", "formal", goes=True)]
        given = {"meeting_id": meeting.pk, "version": meeting.version, "by": home.secretary}
        with pytest.raises(DomainError, match="i protokollet och står kvar"):
            actions.arrange_agenda(lines=gone, **given)

    def test_bodies_count_for_themselves(self) -> None:
        home = house()
        case = case_in(Step.PREPARATION, home)
        meeting = placed(home, case, home.au, 8)
        assert [row.citation for row in number(home, meeting.pk)] == [f"§ 1/{today().year}"]
        with pytest.raises(WrongStep, match="Låt den utgå"):
            actions.remove_from_agenda(item_id=meeting.items.get(case=case).pk, by=home.secretary)
        step(case, "forward", home.secretary)
        assert numbers(home) == []

    def test_who_and_when(self) -> None:
        home = house()
        coming = factories.meeting(home.board, 3)
        with pytest.raises(WrongStep, match="från och med mötesdagen"):
            number(home, coming.pk)
        samrad = factories.meeting(home.samrad)
        with pytest.raises(WrongStep, match="rådgivande"):
            number(home, samrad.pk)
        with pytest.raises(NotAllowed):
            actions.number_agenda(meeting_id=coming.pk, by=home.chief)


def four_at_once(home: House) -> list[str]:
    """Two meetings of the body are numbered while two of a third one's items are decided."""

    def numbering(pk: int) -> Callable[[], object]:
        return lambda: number(home, pk)

    def deciding(case: Case) -> Callable[[], object]:
        return lambda: step(case, "decide", home.secretary, **DECIDED)

    firsts = [at_the_board(home, 2, hour)[0] for hour in (12, 13)]
    meetings = [case.items.get(meeting__body=home.board).meeting_id for case in firsts]
    acts = [*map(numbering, meetings), *map(deciding, at_the_board(home, 2, 14))]
    return at_once(*acts)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_no_gap() -> None:
    home = house()
    assert four_at_once(home) == ["done"] * 4
    assert numbers(home) == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db(transaction=True)
def test_without_the_series_held_numbers_clash(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: everybody reads the last number and nobody waits."""
    home = house()
    ParagraphSeries.objects.create(body=home.board, year=today().year)
    all_have_read = threading.Barrier(4)

    def unheld(meeting: object) -> ParagraphSeries:
        found: ParagraphSeries = ParagraphSeries.objects.get(body=home.board)
        all_have_read.wait(timeout=10)
        return found

    monkeypatch.setattr(minute_items, "hold_series", unheld)
    assert four_at_once(home) == ["DomainError"] * 3 + ["done"]


def gone_while_voting() -> list[str]:
    """A vote is recorded while one of its voters is noted as away from the item."""
    home = house()
    (case,) = at_the_board(home, 1)
    item = case.items.get(meeting__body=home.board)
    members = [seat.person_id for seat in home.board.memberships.all()]
    present = [Was(pk) for pk in members]
    record_presence(meeting_id=item.meeting_id, present=present, by=home.secretary)
    (minute,) = number(home, item.meeting_id)
    vote: dict[str, Any] = {"number": 1, "yes_means": "bifall", "no_means": "avslag"}
    vote |= {"chair": members[0], "ballots": dict.fromkeys(members, "yes")}
    key: dict[str, Any] = {"minute_id": minute.pk, "version": 1, "by": home.secretary}
    away: dict[str, Any] = {"item_id": item.pk, "meeting_id": item.meeting_id}
    gone = [Gone(members[1])]
    order = FirstThen()
    return at_once(
        order.first(lambda: actions.record_vote(**key, **vote)),
        order.then(lambda: actions.note_item_attendance(**away, gone=gone, by=home.secretary)),
    )


@pytest.mark.django_db(transaction=True)
def test_who_votes_is_not_gone_at_the_same_moment() -> None:
    assert gone_while_voting() == ["DomainError", "done"]


@pytest.mark.django_db(transaction=True)
def test_without_the_case_locked_they_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the vote is not seen yet by the one who notes."""
    monkeypatch.setattr(item_attendance, "lock_case", unlocked_case)
    assert gone_while_voting() == ["done", "done"]
