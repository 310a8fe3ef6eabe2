"""All writes to bodies, people and meetings. Each leaves one line of history.

Keyword-only, with `by=` the person who does it; what a rule refuses is raised as
a DomainError with a Swedish sentence. Forms and admin call these and nothing else.
"""

from bodies.actions.agreements import (
    add_signed_copy,
    answer_version,
    archive_agreement,
    ask_for_extract,
    change_template,
    change_text,
    edit_clause,
    edit_framework,
    edit_reference,
    end_agreement,
    hand_in_extract,
    lift_archive,
    new_term,
    receive_extract,
    record_adoption,
    record_refusal,
    record_signature,
    remind_missing,
    remove_clause,
    save_council_day,
    send_agreement,
    set_fee,
    void_adoption,
    void_signature,
)
from bodies.actions.attendance import answer_meeting, record_presence, save_entry_order
from bodies.actions.calendar import open_calendar, revoke_calendar
from bodies.actions.links import revoke_link
from bodies.actions.meetings import save_meeting
from bodies.actions.notice_settings import (
    choose_manner,
    choose_reminder_days,
    end_stand_in,
    set_stand_in,
)
from bodies.actions.outbox import (
    acknowledge_bounce,
    hold_outbox,
    release_outbox,
    send_notices_again,
    send_notices_now,
    stop_notices,
)
from bodies.actions.people import invite_person, save_person, set_password
from bodies.actions.points import save_standing_point
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
from bodies.actions.year_plan import plan_year

__all__ = [
    "acknowledge_bounce",
    "add_signed_copy",
    "answer_meeting",
    "answer_version",
    "archive_agreement",
    "ask_for_extract",
    "change_template",
    "change_text",
    "check_removable",
    "choose_manner",
    "choose_reminder_days",
    "copy_memberships",
    "edit_clause",
    "edit_framework",
    "edit_reference",
    "end_agreement",
    "end_memberships",
    "end_stand_in",
    "hand_in_extract",
    "hold_outbox",
    "invite_person",
    "lift_archive",
    "new_term",
    "open_calendar",
    "outgoing",
    "plan_year",
    "receive_extract",
    "record_adoption",
    "record_presence",
    "record_refusal",
    "record_signature",
    "release_outbox",
    "remind_missing",
    "remove",
    "remove_clause",
    "revoke_calendar",
    "revoke_link",
    "save_area",
    "save_body",
    "save_council_day",
    "save_entry_order",
    "save_meeting",
    "save_membership",
    "save_organisation",
    "save_person",
    "save_seat_rule",
    "save_standing_point",
    "save_term",
    "send_agreement",
    "send_notices_again",
    "send_notices_now",
    "set_fee",
    "set_password",
    "set_stand_in",
    "stop_notices",
    "void_adoption",
    "void_signature",
]
