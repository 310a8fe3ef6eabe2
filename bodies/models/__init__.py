"""The people, bodies and meetings that everything else refers to."""

from bodies.models.agenda_point import AgendaPoint
from bodies.models.agreements import (
    Adoption,
    AgreementTemplate,
    Clause,
    CouncilDay,
    Fee,
    FrameworkAgreement,
    FrameworkVersion,
    MunicipalAgreement,
    Signature,
    VersionAnswer,
)
from bodies.models.body import Body
from bodies.models.calendar_feed import CalendarFeed
from bodies.models.call import Call
from bodies.models.cooperation_area import CooperationArea
from bodies.models.entry_order import EntryOrder
from bodies.models.event import AbstractEvent, Event
from bodies.models.meeting import Meeting
from bodies.models.membership import Membership
from bodies.models.notice import Notice
from bodies.models.notice_choice import NoticeChoice
from bodies.models.organisation import Organisation
from bodies.models.outbox import Outbox
from bodies.models.person import Person
from bodies.models.personal_link import PersonalLink
from bodies.models.presence import Presence
from bodies.models.reminder_days import ReminderDays
from bodies.models.reply import Reply
from bodies.models.seat_rule import SeatRule
from bodies.models.stand_in import StandIn
from bodies.models.standing_point import StandingPoint
from bodies.models.term import Term

__all__ = [
    "AbstractEvent",
    "Adoption",
    "AgendaPoint",
    "AgreementTemplate",
    "Body",
    "CalendarFeed",
    "Call",
    "Clause",
    "CooperationArea",
    "CouncilDay",
    "EntryOrder",
    "Event",
    "Fee",
    "FrameworkAgreement",
    "FrameworkVersion",
    "Meeting",
    "Membership",
    "MunicipalAgreement",
    "Notice",
    "NoticeChoice",
    "Organisation",
    "Outbox",
    "Person",
    "PersonalLink",
    "Presence",
    "ReminderDays",
    "Reply",
    "SeatRule",
    "Signature",
    "StandIn",
    "StandingPoint",
    "Term",
    "VersionAnswer",
]
