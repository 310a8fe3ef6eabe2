"""Minutes that are being written: §§ of RUN and RUN AU, a vote by name and a reservation.

Who voted how and what was said is invented.
"""

from datetime import time, timedelta
from typing import Any

from bodies.models import Meeting, Person
from cases import actions
from cases.demo.attendance import all_came
from cases.demo.diary import Diary
from cases.demo.meetings import Calendar, moment
from cases.demo.world import World
from cases.models import MinuteItem
from cases.queries.minute_words import proposed_point
from cases.queries.minutes import minute_item_at, minute_items_of, presiding, takes_part_in

SUMMARY = (
    "Remissen gäller vem som ska ansvara för färjelederna. Samrådet hade olika meningar om det."
)
MOTION = "att yttrandet förordar regionalt ansvar"
REASONS = "Ansvaret bör ligga nära dem som reser med färjorna."
MEANING = {
    "yes_means": "bifall till förslaget till beslut",
    "no_means": "bifall till yrkandet om regionalt ansvar",
}


def tell(world: World, calendar: Calendar, diary: Diary) -> None:
    """One RUN whole; RUN AU's and yesterday's RUN begun, and waiting for the visitor to go on."""
    secretary = world.accounts["secretary"]
    board, committee = calendar.recent[0].board, calendar.now.committee
    unwritten = calendar.unwritten.board
    diary.add(moment(board.day, time(15, 25)), lambda: number(board, secretary))
    diary.add(moment(board.day, time(15, 35)), lambda: _vote(board, secretary))
    diary.add(moment(committee.day, time(9, 5)), lambda: all_came(committee, secretary))
    diary.add(moment(committee.day, time(9, 10)), lambda: number(committee, secretary))
    diary.add(moment(unwritten.day, time(17, 10)), lambda: number(unwritten, secretary))


def number(meeting: Meeting, by: Person) -> None:
    """What is no case says what it usually does."""
    for minute in actions.number_agenda(meeting_id=meeting.pk, by=by):
        if minute.item_id is None:
            text = proposed_point(minute)
            actions.write_minute_item(**_key(minute, by), title=minute.title, decision_text=text)


def _vote(meeting: Meeting, by: Person) -> None:
    """Seven to six on the first case; one of the six enters a reservation."""
    first = next(row.minute for row in minute_items_of(meeting) if row.item)
    taking = takes_part_in(first)
    chair = presiding(taking) or taking[0].person
    others = [each.person for each in taking if each.person != chair]
    against = others[1::2][:6]
    mover = against[0]
    actions.add_motion(**_key(first, by), person=mover.pk, text=MOTION)
    ballots = {each.person.pk: "no" if each.person in against else "yes" for each in taking}
    vote: dict[str, Any] = {"number": 1, "chair": chair.pk, "ballots": ballots, **MEANING}
    actions.record_vote(**_key(first, by), **vote)
    announced = meeting.starts_at + timedelta(hours=2, minutes=40)
    actions.add_dissent(**_key(first, by), person=mover.pk, announced_at=announced, text=REASONS)
    order = (
        f"Ordföranden ställer proposition på förslaget till beslut och på {mover.full_name}s "
        "yrkande och finner att förslaget bifalls. Omröstning begärs. Ja-röst för bifall till "
        "förslaget, nej-röst för bifall till yrkandet."
    )
    actions.write_minute_item(**_key(first, by), summary=SUMMARY, putting_order=order)


def _key(minute: MinuteItem, by: Person) -> dict[str, Any]:
    """The § as it is now."""
    found = minute_item_at(minute.meeting, minute.number) or minute
    return {"minute_id": found.pk, "version": found.version, "by": by}
