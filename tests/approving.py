"""A meeting whose minutes can be approved: RUN has decided one case and met with five members."""

from typing import Any

from bodies.actions import record_presence
from bodies.actions.attendance import Was
from bodies.models import Meeting, Person
from cases import actions
from cases.models import Case, MinuteItem, Minutes
from cases.route import Step
from samverkan.lib.dates import today
from tests import factories as make


class Approving:
    """`chair` presided and `approver` was chosen beside; `other` was there, nobody more."""

    def __init__(self, home: make.House | None = None) -> None:
        self.home = home or make.house()
        self.case: Case = make.case_in(Step.DECIDED, self.home)
        self.meeting: Meeting = self.home.board.meetings.get()
        seats = self.home.board.memberships.order_by("pk").select_related("person")
        self.chair, self.approver, self.other = (seat.person for seat in seats[:3])
        here: dict[str, Any] = {"meeting_id": self.meeting.pk, "by": self.home.secretary}
        record_presence(present=[Was(seat.person_id) for seat in seats], **here)
        self.row: MinuteItem = MinuteItem.objects.get(meeting=self.meeting)

    def choose(self, *approvers: Person, **more: Any) -> None:
        given: dict[str, Any] = {
            "meeting_id": self.meeting.pk,
            "by": self.home.secretary,
            "chair_id": self.chair.pk,
            "approver_ids": [each.pk for each in approvers or (self.approver,)],
            "signs_on": today(),
        }
        actions.choose_approvers(**(given | more))

    def send(self, seen: int = 0, **more: Any) -> Minutes:
        given: dict[str, Any] = {"meeting_id": self.meeting.pk, "by": self.home.secretary}
        return actions.send_minutes(seen=seen, **(given | more))

    def sent(self, **more: Any) -> Minutes:
        self.choose()
        return self.send(**more)

    def approve(self, minutes: Minutes, *people: Person) -> Minutes:
        for each in people or (self.chair, self.approver):
            actions.approve_minutes(minutes_id=minutes.pk, by=each)
        minutes.refresh_from_db()
        return minutes

    def post(self, minutes: Minutes, **more: Any) -> None:
        given: dict[str, Any] = {"posted_on": today(), "kept_at": "Regionens diarium"}
        actions.post_notice(minutes_id=minutes.pk, by=self.home.secretary, **(given | more))
