"""When the bodies meet: the known past, and a round of meetings about every six weeks.

The round that stands now is always near: RUN AU has just met and the samråd meets
within ten days, also in July and at Christmas, or there would be nothing to try.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bodies.actions.points import copy_standing_points
from bodies.models import Body, Meeting
from cases.demo.facts import day, rows
from cases.demo.world import World
from samverkan.lib.dates import STOCKHOLM, is_working_day, today

INVENTED, ROOM = "Påhittad mötesdag", "Exempelsalen"
COMMITTEE, CONSULTATION, BOARD = time(9), time(13), time(9, 30)
NEXT_DAY = time(10)
LATER, LAST = time(13), time(15)


@dataclass(frozen=True)
class Round:
    """RUN AU, the samråd that follows it, and the RUN that decides after both."""

    committee: Meeting
    consultation: Meeting
    board: Meeting


@dataclass(frozen=True)
class Calendar:
    """The rounds by their RUN's day in the past; `now` and its neighbours; the coming.

    `unwritten` has met, and nobody has recorded yet what came of it.
    """

    past: dict[date, Round]
    recent: list[Round]
    cancelled: Round
    unwritten: Round
    now: Round
    coming: list[Round]


def working_day(wanted: date, step: int = -1) -> date:
    """The day itself if it is a working day, else the nearest before (or after)."""
    while not is_working_day(wanted):
        wanted += timedelta(days=step)
    return wanted


def is_quiet(on: date) -> bool:
    """July, and the weeks around Christmas: nobody calls a meeting then."""
    return on.month == 7 or (on.month, on.day) >= (12, 18) or (on.month, on.day) <= (1, 6)


def moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, tzinfo=STOCKHOLM)


def build(world: World) -> Calendar:
    past = _past(world)
    yesterday = working_day(today() - timedelta(days=1))
    joint = working_day(today() + timedelta(days=3), 1)
    now = _round(world, yesterday, joint, NEXT_DAY, working_day(joint + timedelta(days=8), 1))
    return Calendar(
        past=past,
        recent=list(_recent(world, yesterday)),
        cancelled=_cancelled(world, yesterday, now.board),
        unwritten=_unwritten(world, yesterday),
        now=now,
        coming=list(_coming(world, yesterday, now.board.day)),
    )


def _meeting(body: Body, on: date, at: time, follows: Meeting | None = None) -> Meeting:
    made: Meeting = Meeting.objects.create(
        body=body,
        starts_at=moment(on, at),
        ends_at=moment(on, at) + timedelta(hours=3),
        place=ROOM if on > today() - timedelta(days=366) else INVENTED,
        papers_due=working_day(on - timedelta(days=body.papers_days)),
        summons_due=working_day(on - timedelta(days=body.summons_days)),
        follows=follows,
    )
    if made.place == ROOM:
        copy_standing_points(made)
    return made


def _round(world: World, committee: date, joint: date, at: time, board: date) -> Round:
    first = _meeting(world.bodies["run-au"], committee, COMMITTEE)
    return Round(
        committee=first,
        consultation=_meeting(world.bodies["samrad"], joint, at, follows=first),
        board=_meeting(world.bodies["run"], board, BOARD),
    )


def _past(world: World) -> dict[date, Round]:
    """RUN's known days; where a remiss was decided, a RUN AU and a samråd before it."""
    decided = {row["board_meeting"] for row in rows("referrals")}
    known = {row["date"] for row in rows("board_meetings") if row["body"] == "run"}
    found: dict[date, Round] = {}
    for text in sorted(decided):
        on = date.fromisoformat(text)
        before = working_day(on - timedelta(days=21))
        found[on] = _round(world, before, before, CONSULTATION, on)
        if text in known:
            Meeting.objects.filter(pk=found[on].board.pk).update(place="")
    for row in rows("board_meetings"):
        if row["date"] not in decided:
            _known(world.bodies[row["body"]], day(row["date"]))
    return found


def _known(body: Body, on: date | None) -> None:
    """A day that is known; the hour and the rest are not, and the page needs an hour."""
    if on is not None:
        Meeting.objects.create(body=body, starts_at=moment(on, BOARD))


def _recent(world: World, last: date) -> Iterator[Round]:
    """Three rounds before the one that stands, the latest first, none at quiet times."""
    board = last - timedelta(days=20)
    for _ in range(3):
        while _has_quiet_days(board - timedelta(days=25)):
            board -= timedelta(days=7)
        on = working_day(board)
        before = working_day(on - timedelta(days=21))
        yield _round(world, before, before, CONSULTATION, on)
        board -= timedelta(days=45)


def _has_quiet_days(first: date) -> bool:
    """Whether a round that begins then would meet at a quiet time."""
    return any(is_quiet(first + timedelta(days=days)) for days in (0, 1, 2, 17, 21, 25))


def _cancelled(world: World, last: date, board: Meeting) -> Round:
    """A RUN AU between the rounds, whose samråd was called off."""
    on = working_day(last - timedelta(days=10))
    first = _meeting(world.bodies["run-au"], on, COMMITTEE)
    joint = _meeting(
        world.bodies["samrad"], working_day(on + timedelta(days=1), 1), NEXT_DAY, first
    )
    return Round(committee=first, consultation=joint, board=board)


def _unwritten(world: World, last: date) -> Round:
    """A samråd and an extra RUN that met on the last working day, one after the other."""
    first = _meeting(world.bodies["run-au"], working_day(last - timedelta(days=6)), COMMITTEE)
    return Round(
        committee=first,
        consultation=_meeting(world.bodies["samrad"], last, LATER, follows=first),
        board=_meeting(world.bodies["run"], last, LAST),
    )


def _coming(world: World, last: date, board: date) -> Iterator[Round]:
    """The coming year: the samråd follows the same day or the next, none at quiet times."""
    number, on = 0, max(last + timedelta(days=40), board + timedelta(days=7))
    while on < today() + timedelta(days=366):
        while _has_quiet_days(on):
            on += timedelta(days=7)
        committee = working_day(on, 1)
        same = number % 2 == 0
        joint = committee if same else working_day(committee + timedelta(days=1), 1)
        hour = CONSULTATION if same else NEXT_DAY
        yield _round(world, committee, joint, hour, working_day(joint + timedelta(days=14), 1))
        number, on = number + 1, on + timedelta(days=44)
