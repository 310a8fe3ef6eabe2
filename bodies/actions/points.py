"""What every agenda of a body begins and ends with, and that each new meeting gets it."""

from datetime import timedelta

from bodies.actions.core import check_administrator, locked, write
from bodies.models import AgendaPoint, Meeting, Person, StandingPoint
from samverkan.lib.dates import roll_forward, swedish_date
from samverkan.lib.errors import DomainError

SIGNING_DAY = "{dag}"


def save_standing_point(
    *, point: StandingPoint, by: Person, seen: str | None = None
) -> StandingPoint:
    """Add or change a standing point; meetings that are planned already keep what they have.

    Raises NotAllowed, Stale, DomainError (signing_days) for a day that is asked for and not given.
    """
    check_administrator(by)
    if SIGNING_DAY in point.text and point.signing_days is None:
        raise DomainError(
            "Skriv hur många dagar efter mötet protokollet justeras, eller ta bort {dag}.",
            field="signing_days",
        )
    what = f"Den stående punkten {point.title} för {point.body.abbreviation}"
    write(point, locked(point, seen), what=what, by=by, body=point.body)
    return point


def copy_standing_points(meeting: Meeting) -> int:
    """Give the meeting its body's points, after those it has. Returns how many; two queries."""
    points = list(meeting.body.standing_points.order_by("at_end", "position", "pk"))
    AgendaPoint.objects.bulk_create(
        AgendaPoint(
            meeting=meeting,
            kind=point.kind,
            title=point.title,
            text=_text(point, meeting),
            minutes=point.minutes,
            position=number,
            at_end=point.at_end,
        )
        for number, point in enumerate(points, start=1)
    )
    return len(points)


def _text(point: StandingPoint, meeting: Meeting) -> str:
    """With the day of digital signing, a working day (lag 1930:173)."""
    if point.signing_days is None:
        return point.text
    day = roll_forward(meeting.day + timedelta(days=point.signing_days))
    return point.text.replace(SIGNING_DAY, swedish_date(day))
