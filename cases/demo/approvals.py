"""Minutes on their way: RUN's approved and on the notice board, RUN AU's waiting to be approved.

Who approved and where it was posted is invented. The visitor may be the one who is waited for.
"""

from datetime import date, time, timedelta

from bodies.models import Meeting, Person
from cases import actions
from cases.demo.attendance import all_came
from cases.demo.diary import Diary
from cases.demo.meetings import Calendar, moment, working_day
from cases.demo.minutes import number
from cases.demo.world import World
from cases.models import Minutes
from cases.queries.approval import may_be_chosen
from cases.queries.minutes import minute_items_of

KEPT_AT = "Regionens diarium, Exempelhuset"


def tell(world: World, calendar: Calendar, diary: Diary) -> None:
    """Of each stage one.

    RUN's last has its notice up, and the one before may take it down; RUN AU's latest has a §
    approved at once; the RUN AU before the cancelled samråd waits for one to approve.
    """
    secretary, member = world.accounts["secretary"], world.accounts["board_member"]
    board, committee = calendar.recent[0].board, calendar.cancelled.committee
    diary.add(moment(_later(board, 1), time(10)), lambda: _send(board, secretary))
    diary.add(moment(_later(board, 3), time(11)), lambda: _approve(board, None))
    diary.add(moment(_later(board, 4), time(14)), lambda: _post(board, secretary))
    earlier, latest = calendar.recent[1].board, calendar.now.committee
    diary.add(moment(earlier.day, time(16)), lambda: all_came(earlier, secretary))
    diary.add(moment(earlier.day, time(16, 5)), lambda: number(earlier, secretary))
    diary.add(moment(_later(earlier, 1), time(10)), lambda: _send(earlier, secretary))
    diary.add(moment(_later(earlier, 3), time(11)), lambda: _approve(earlier, None))
    diary.add(moment(_later(earlier, 4), time(14)), lambda: _post(earlier, secretary))
    diary.add(moment(latest.day, time(18)), lambda: _at_once(latest, secretary, member))
    diary.add(moment(committee.day, time(12, 5)), lambda: all_came(committee, secretary))
    diary.add(moment(committee.day, time(12, 10)), lambda: number(committee, secretary))
    asked = moment(_later(committee, 1), time(10))
    diary.add(asked, lambda: _send(committee, secretary, beside=member))
    diary.add(moment(_later(committee, 2), time(11)), lambda: _approve(committee, member))


def _later(meeting: Meeting, days: int) -> date:
    return working_day(meeting.day + timedelta(days=days), 1)


def _at_once(meeting: Meeting, by: Person, beside: Person) -> None:
    """One § that could not wait, the same day; it is not on the notice board yet."""
    _choose(meeting, by, beside)
    row = next(row for row in minute_items_of(meeting) if row.item and row.is_decided)
    actions.send_minutes(meeting_id=meeting.pk, by=by, seen=0, paragraph_id=row.minute.pk)
    _approve(meeting, None)


def _send(meeting: Meeting, by: Person, beside: Person | None = None) -> None:
    _choose(meeting, by, beside)
    actions.send_minutes(meeting_id=meeting.pk, by=by, seen=0)


def _choose(meeting: Meeting, by: Person, beside: Person | None = None) -> None:
    """The first there presided; beside them the one named, or the last."""
    there = [each.person for each in may_be_chosen(meeting)]
    chair, approver = there[0], beside or there[-1]
    actions.choose_approvers(
        meeting_id=meeting.pk,
        by=by,
        chair_id=chair.pk,
        approver_ids=[approver.pk],
        signs_on=_later(meeting, 3),
    )


def _approve(meeting: Meeting, but: Person | None) -> None:
    """Everybody who was chosen, but for one who has not got round to it."""
    sent = Minutes.objects.get(meeting=meeting)
    for each in meeting.approvers.all():
        if but is None or each.person_id != but.pk:
            actions.approve_minutes(minutes_id=sent.pk, by=each.person)


def _post(meeting: Meeting, by: Person) -> None:
    sent = Minutes.objects.get(meeting=meeting)
    on = _later(meeting, 4)
    actions.post_notice(minutes_id=sent.pk, by=by, posted_on=on, kept_at=KEPT_AT)
