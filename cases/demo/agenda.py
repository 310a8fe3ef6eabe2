"""What the agendas have besides the cases: standing points, times, presenters, a break.

The points are those that a region's board is known to begin with; minutes are invented.
"""

from datetime import time, timedelta

from bodies.models import StandingPoint
from cases import actions
from cases.actions.agenda_order import Arranged
from cases.demo.diary import Diary
from cases.demo.facts import rows
from cases.demo.meetings import Calendar, moment
from cases.demo.world import World
from cases.queries.agenda_plan import AgendaLine, agenda_lines
from samverkan.lib.dates import today

TIMED = time(20, 40)


def adopt_points(world: World) -> None:
    """Before there are meetings, so that each gets them."""
    StandingPoint.objects.bulk_create(
        StandingPoint(
            body=world.bodies[row["body"]],
            kind=row["kind"],
            title=row["title"],
            text=row["text"],
            minutes=int(row["minutes"]) if row["minutes"] else None,
            position=number,
            at_end=row["at_end"] == "yes",
            signing_days=int(row["signing_days"]) if row["signing_days"] else None,
        )
        for number, row in enumerate(rows("standing_points"), start=1)
    )


def tell(world: World, calendar: Calendar, diary: Diary) -> None:
    """The board that comes next has its day planned."""
    diary.add(moment(today() - timedelta(1), TIMED), lambda: _plan_day(world, calendar))


def _plan_day(world: World, calendar: Calendar) -> None:
    board = calendar.now.board
    board.refresh_from_db()
    lines = agenda_lines(board)
    wanted = [_as_planned(n, line) for n, line in enumerate(lines, start=1)]
    last = next((n for n, line in enumerate(lines, start=1) if line.item), len(lines))
    wanted += [
        Arranged("", last, "briefing", "Läget i länet", presenter="Hanna Handläggare", minutes=20),
        Arranged("", last, "break", minutes=15),
        Arranged("", last, "group_meeting", minutes=30),
    ]
    actions.arrange_agenda(
        meeting_id=board.pk, version=board.version, lines=wanted, by=world.accounts["secretary"]
    )


def _as_planned(n: int, line: AgendaLine) -> Arranged:
    if line.item:
        presenter = str(line.item.case.officer or "")
        return Arranged(line.key, n, "decision", presenter=presenter, minutes=15)
    assert line.point is not None
    point = line.point
    return Arranged(line.key, n, point.kind, point.title, point.text, "", point.minutes)
