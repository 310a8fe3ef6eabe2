"""What the database keeps about what is typed at a samråd, as pairs for test_constraints.py."""

from collections.abc import Callable

from bodies.models import Person
from cases.models import ConsultationDraft, MeetingNotes, NotesReview
from samverkan.lib.dates import now
from tests import factories as make
from tests.contracts.rows import Act, row

VIEW = {"key": "view", "person": lambda home: home.pkd_member}
ANOTHERS = {"key": "view", "person": lambda home: home.run_member}


def typed(**changes: object) -> Act:
    return row(ConsultationDraft, **changes)


def notes(number: int = 1, reason: str = "") -> Act:
    def act(home: make.House) -> object:
        meeting = home.board.meetings.first() or make.meeting(home.board, 5)
        return MeetingNotes.objects.create(
            meeting=meeting,
            number=number,
            reason=reason,
            content={},
            made_at=now(),
            made_by=home.secretary,
        )

    return act


def review(who: Callable[[make.House], Person]) -> Act:
    def act(home: make.House) -> object:
        found = MeetingNotes.objects.get()
        return NotesReview.objects.create(notes=found, person=who(home), reviewed_at=now())

    return act


FIRST, SECOND = review(lambda home: home.run_member), review(lambda home: home.pkd_member)
FACTS: dict[str, list[tuple[list[Act], list[Act]]]] = {
    "cases_draft_one_of_each": [([typed(), typed()], [typed(), typed(key="reason")])],
    "cases_draft_one_view_each": [
        ([typed(**VIEW), typed(**VIEW)], [typed(**VIEW), typed(**ANOTHERS)])
    ],
    "cases_draft_view_is_somebodys": [
        ([typed(key="view")], [typed(**VIEW)]),
        ([typed(person=lambda home: home.chief)], [typed()]),
    ],
    "cases_notes_one_edition": [([notes(), notes()], [notes(), notes(2, "Fel namn.")])],
    "cases_notes_corrected_with_reason": [([notes(2)], [notes(2, "Fel namn.")])],
    "cases_notes_reviewed_once": [([notes(), FIRST, FIRST], [notes(), FIRST, SECOND])],
}
