"""A samråd that was cancelled and is held in writing, for the tests of that."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bodies.models import Meeting
from cases import actions
from cases.models import Case, WrittenRound
from cases.route import Step
from samverkan.lib.dates import today
from tests import factories as make

DAYS = 5


@dataclass
class World:
    """`meeting` is the samråd, cancelled; `case` waits for it."""

    home: make.House
    case: Case
    meeting: Meeting

    @property
    def written(self) -> WrittenRound:
        found: WrittenRound = WrittenRound.objects.get()
        return found

    def open(self, **changes: Any) -> WrittenRound:
        """Ask about every case, for five days from today, but for the changes."""
        self.meeting.refresh_from_db()
        given: dict[str, Any] = {
            "meeting_id": self.meeting.pk,
            "version": self.meeting.version,
            "by": self.home.secretary,
            "last_day": today() + timedelta(DAYS),
            "case_ids": [self.case.pk],
        }
        return actions.open_written_round(**given | changes)

    def extend(self, days: int, **changes: Any) -> WrittenRound:
        given: dict[str, Any] = {"last_day": today() + timedelta(days), "reason": "Ont om tid."}
        return actions.extend_written_round(**self._round(), **given | changes)

    def end(self, reason: str = "Alla har svarat.") -> WrittenRound:
        return actions.end_written_round(**self._round(), reason=reason)

    def _round(self) -> dict[str, Any]:
        return {
            "meeting_id": self.meeting.pk,
            "version": self.written.version,
            "by": self.home.secretary,
        }

    def answer(self, stance: str = "supports", **more: Any) -> object:
        return actions.take_position(
            case_id=self.case.pk, by=self.home.pkd_member, stance=stance, **more
        )

    def record(self, **changes: Any) -> Case:
        given: dict[str, Any] = {"outcome": "consensus"} | changes
        return make.step(self.case, "record_written_consultation", self.home.secretary, **given)


def called_off(home: make.House | None = None, *, published: bool = True) -> World:
    """A samråd to come in three days, whose agenda one case is on, and then cancelled."""
    home = home or make.house()
    case = make.case_in(Step.PREPARATION, home)
    # Not the meeting that other cases are sent on from.
    committee = make.placed(home, case, home.au, 7)
    make.step(case, "forward", home.secretary)
    samrad = make.meeting(home.samrad, 3, 13, follows=committee)
    if published:
        actions.publish_agenda(meeting_id=samrad.pk, version=samrad.version, by=home.secretary)
    samrad.refresh_from_db()
    actions.cancel_meeting(
        meeting_id=samrad.pk, version=samrad.version, by=home.secretary, reason="Snö på vägarna."
    )
    samrad.refresh_from_db()
    return World(home, Case.objects.get(pk=case.pk), samrad)
