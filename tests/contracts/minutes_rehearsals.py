"""How to come to where each act on minutes can be done, for test_events.py."""

from collections.abc import Callable
from typing import Any

from bodies.actions import record_presence
from bodies.actions.attendance import Was
from bodies.models import Meeting
from cases import actions
from cases.models import MinuteItem
from samverkan.lib.dates import now
from tests import factories as make

Deed = Callable[[], object]
MEANING = {"yes_means": "bifall", "no_means": "avslag"}


def attended(home: make.House) -> Meeting:
    """A meeting of the board that has begun, with all its members there."""
    meeting = make.meeting(home.board, hour=0)
    present = [Was(seat.person_id) for seat in home.board.memberships.all()]
    record_presence(meeting_id=meeting.pk, present=present, by=home.secretary)
    return meeting


def paragraph(home: make.House) -> MinuteItem:
    meeting = attended(home)
    return actions.add_minute_item(meeting_id=meeting.pk, by=home.secretary, title="Val")


def on(minute: MinuteItem, home: make.House) -> dict[str, Any]:
    minute.refresh_from_db()
    return {"minute_id": minute.pk, "version": minute.version, "by": home.secretary}


def add_minute_item(home: make.House) -> Deed:
    meeting = attended(home)
    return lambda: actions.add_minute_item(meeting_id=meeting.pk, by=home.secretary, title="Val")


def note_end(home: make.House) -> Deed:
    given: dict[str, Any] = {"meeting_id": attended(home).pk, "version": 1, "by": home.secretary}
    return lambda: actions.note_end(**given, ends_at=now())


def note_presence(home: make.House) -> Deed:
    meeting = attended(home)
    return lambda: actions.note_presence(meeting_id=meeting.pk, present=[], by=home.secretary)


def write_minute_item(home: make.House) -> Deed:
    key = on(paragraph(home), home)
    return lambda: actions.write_minute_item(**key, title="Val av justerare")


def add_motion(home: make.House) -> Deed:
    key = on(paragraph(home), home)
    return lambda: actions.add_motion(**key, person=home.run_member.pk, text="avslag")


def withdraw_motion(home: make.House) -> Deed:
    minute = paragraph(home)
    motion = actions.add_motion(**on(minute, home), person=home.run_member.pk, text="avslag")
    key: dict[str, Any] = {"motion_id": motion.pk, "version": 2, "by": home.secretary}
    return lambda: actions.withdraw_motion(**key)


def record_vote(home: make.House) -> Deed:
    minute = paragraph(home)
    ballots = {seat.person_id: "yes" for seat in home.board.memberships.all()}
    vote: dict[str, Any] = {"number": 1, "chair": home.run_member.pk, "ballots": ballots, **MEANING}
    key = on(minute, home)
    return lambda: actions.record_vote(**key, **vote)


def remove_vote(home: make.House) -> Deed:
    vote: Any = record_vote(home)()
    return lambda: actions.remove_vote(vote_id=vote.pk, version=2, by=home.secretary)


def add_dissent(home: make.House) -> Deed:
    key = on(paragraph(home), home)
    who = home.run_member.pk
    return lambda: actions.add_dissent(**key, person=who, announced_at=now())


def remove_dissent(home: make.House) -> Deed:
    dissent: Any = add_dissent(home)()
    return lambda: actions.remove_dissent(dissent_id=dissent.pk, version=2, by=home.secretary)


MINUTES: dict[str, Callable[[make.House], Deed]] = {
    each.__name__: each
    for each in (
        add_minute_item,
        note_end,
        note_presence,
        write_minute_item,
        add_motion,
        withdraw_motion,
        record_vote,
        remove_vote,
        add_dissent,
        remove_dissent,
    )
}
