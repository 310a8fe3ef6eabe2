"""Who comes to what is next, and who was at what has been: answers of every kind.

What is told is invented, also the order in which the invented parties step in for one another.
"""

from datetime import date, time, timedelta

from bodies import actions as on_bodies
from bodies.actions.attendance import Was
from bodies.models import EntryOrder, Meeting, Person, Term
from bodies.models.presence import Mode
from bodies.queries import roll_call
from bodies.queries.attendance import Line
from cases import actions
from cases.actions.item_attendance import Gone
from cases.demo.diary import Diary
from cases.demo.meetings import Calendar, moment
from cases.demo.people import PARTIES
from cases.demo.world import World
from samverkan.lib.dates import today

FIRST, EVENING, LATER = time(8, 40), time(19), time(20)


def tell(world: World, calendar: Calendar, diary: Diary) -> None:
    """Into the diary, among all else that happened."""
    secretary = world.accounts["secretary"]
    board, recent = calendar.now.board, calendar.recent[0].board
    diary.add(moment(_yesterday(180), FIRST), lambda: _adopt_order(world))
    for meeting in (calendar.now.consultation, board, calendar.coming[0].committee):
        _answers(meeting, diary, secretary, kept_open=set(_accounts(world)))
    diary.add(moment(recent.day, time(15, 10)), lambda: _was_there(recent, secretary))
    diary.add(moment(recent.day, time(15, 20)), lambda: _challenged(recent, secretary))
    unwritten = calendar.unwritten.board
    diary.add(moment(unwritten.day, time(17)), lambda: all_came(unwritten, secretary))


def _yesterday(days: int = 1) -> date:
    return today() - timedelta(days=days)


def _accounts(world: World) -> list[int]:
    """Whom a visitor may become: their answers are left for the visitor to give."""
    return [person.pk for person in world.accounts.values()]


def _adopt_order(world: World) -> None:
    """RUN, this term: one's own party first, then the others as they are listed."""
    term = Term.objects.boards_on(today()).get()
    for party in PARTIES:
        others = [each for each in PARTIES if each != party]
        order = EntryOrder(
            body=world.bodies["run"], term=term, party=party, steps_in=[party, *others]
        )
        on_bodies.save_entry_order(order=order, by=world.accounts["administrator"])


def _answers(meeting: Meeting, diary: Diary, secretary: Person, kept_open: set[int]) -> None:
    """Most come, one at a distance, two not; some have not said. The substitutes asked follow."""
    line = [one for one in roll_call(meeting).members if one.person.pk not in kept_open]
    said = {1: "distance", 2: "no", len(line) - 2: "no"}
    for number, one in enumerate(line[:-1]):
        by = secretary if number == 3 else one.person
        _say(diary, meeting, one.person, said.get(number, "yes"), by)
    diary.add(moment(_yesterday(), LATER), lambda: _substitutes_answer(meeting))


def _say(diary: Diary, meeting: Meeting, person: Person, answer: str, by: Person) -> None:
    def act() -> None:
        on_bodies.answer_meeting(meeting_id=meeting.pk, person=person, answer=answer, by=by)

    diary.add(moment(_yesterday(), EVENING), act)


def _substitutes_answer(meeting: Meeting) -> None:
    """The first who is asked cannot; the next one can, and the last has not answered."""
    for answer in ("no", "yes"):
        waiting = [one for one in roll_call(meeting).substitutes if _is_asked(one)]
        if waiting:
            person = waiting[0].person
            on_bodies.answer_meeting(meeting_id=meeting.pk, person=person, answer=answer, by=person)


def _is_asked(line: Line) -> bool:
    return line.live_call is not None and not line.live_call.answer


def _was_there(meeting: Meeting, secretary: Person) -> None:
    """All but one, whose substitute served; one came late, one on distance; another listened."""
    call = roll_call(meeting)
    *members, gone = [one.person.pk for one in call.members]
    spare = [one.person.pk for one in call.substitutes]
    present = [Was(pk) for pk in members[:-2]]
    present.append(Was(members[-2], arrived=meeting.starts_at + timedelta(minutes=20)))
    present.append(Was(members[-1], mode=Mode.DISTANCE.value))
    present += [Was(spare[0], serves_for_id=gone), Was(spare[1])]
    on_bodies.record_presence(meeting_id=meeting.pk, present=present, by=secretary)


def _challenged(meeting: Meeting, secretary: Person) -> None:
    """One member is challenged in the first item, and the substitute who listened steps in."""
    item = meeting.items.in_order().first()
    call = roll_call(meeting)
    there = [one.person.pk for one in call.substitutes if one.presence]
    gone = Gone(call.members[3].person.pk, ground=1, stands_in_id=there[1])
    if item:
        actions.note_item_attendance(
            item_id=item.pk, meeting_id=meeting.pk, gone=[gone], by=secretary
        )


def all_came(meeting: Meeting, secretary: Person) -> None:
    present = [Was(one.person.pk) for one in roll_call(meeting).members]
    on_bodies.record_presence(meeting_id=meeting.pk, present=present, by=secretary)
