"""All writes to bodies, people and meetings. Each leaves one line of history.

Keyword-only, with `by=` the person who does it; what a rule refuses is raised as
a DomainError with a Swedish sentence. Forms and admin call these and nothing else.
"""

from bodies.actions.meetings import save_meeting
from bodies.actions.outbox import retry_notices
from bodies.actions.people import invite_person, save_person, set_password
from bodies.actions.removal import check_removable, remove
from bodies.actions.seats import end_memberships, save_membership
from bodies.actions.settings import (
    save_area,
    save_body,
    save_organisation,
    save_seat_rule,
    save_term,
)
from bodies.actions.terms import copy_memberships, outgoing

__all__ = [
    "check_removable",
    "copy_memberships",
    "end_memberships",
    "invite_person",
    "outgoing",
    "remove",
    "retry_notices",
    "save_area",
    "save_body",
    "save_meeting",
    "save_membership",
    "save_organisation",
    "save_person",
    "save_seat_rule",
    "save_term",
    "set_password",
]
