"""The days of a formal body's minutes: approved by, posted by, appealed until, taken down from.

Pure: days in, days out. Each is a statutory period of KL, so its last day rolls over weekends,
holidays and the three eves by lag (1930:173). Nothing here knows what has been done.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from samverkan.lib.dates import roll_forward

APPROVE_WITHIN = timedelta(days=14)
POST_WITHIN = timedelta(days=2)
APPEAL_FOR = timedelta(weeks=3)
NEXT_DAY = timedelta(days=1)


def minutes_due(met_on: date) -> date:
    """The last day to approve the minutes: the 14th after the meeting (KL 5:69, 6:35)."""
    return roll_forward(met_on + APPROVE_WITHIN)


def notice_due(approved_on: date) -> date:
    """The last day to post the notice: the second after the approval (KL 8:12)."""
    return roll_forward(approved_on + POST_WITHIN)


def appeal_last(posted_on: date) -> date:
    """The last day to appeal: three weeks from the day that it was posted (KL 13:5)."""
    return roll_forward(posted_on + APPEAL_FOR)


def notice_remove_earliest(posted_on: date) -> date:
    """The first day that the notice may come down: when the appeal time is out (KL 8:12)."""
    return appeal_last(posted_on) + NEXT_DAY


def legal_force(posted_on: date) -> date:
    """The day from which what was decided stands, unless somebody has appealed."""
    return appeal_last(posted_on) + NEXT_DAY


@dataclass(frozen=True, slots=True)
class MinutesDays:
    """All the days of one meeting's minutes as far as they are known; None before that."""

    due: date
    notice_due: date | None = None
    appeal_last: date | None = None
    remove_earliest: date | None = None
    legal_force: date | None = None


def days_of(
    met_on: date, *, approved_on: date | None = None, posted_on: date | None = None
) -> MinutesDays:
    return MinutesDays(
        due=minutes_due(met_on),
        notice_due=notice_due(approved_on) if approved_on else None,
        appeal_last=appeal_last(posted_on) if posted_on else None,
        remove_earliest=notice_remove_earliest(posted_on) if posted_on else None,
        legal_force=legal_force(posted_on) if posted_on else None,
    )
