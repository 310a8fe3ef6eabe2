"""Reading about bodies, their seats and their meetings; nothing here writes."""

from bodies.queries.attendance import (
    Serving,
    forecast,
    roll_call,
    serving,
    told_of_changes,
)
from bodies.queries.demo import DEMO_DOMAIN, DemoAccount, demo_account, demo_accounts
from bodies.queries.meetings import coming_meetings, meetings_in_month, past_meetings
from bodies.queries.overview import BodyGroup, BodyRow, body_groups
from bodies.queries.seats import Roster, SeatGroup, composition, people_in, roster, seated

__all__ = [
    "DEMO_DOMAIN",
    "BodyGroup",
    "BodyRow",
    "DemoAccount",
    "Roster",
    "SeatGroup",
    "Serving",
    "body_groups",
    "coming_meetings",
    "composition",
    "demo_account",
    "demo_accounts",
    "forecast",
    "meetings_in_month",
    "past_meetings",
    "people_in",
    "roll_call",
    "roster",
    "seated",
    "serving",
    "told_of_changes",
]
