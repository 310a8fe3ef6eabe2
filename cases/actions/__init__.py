"""WRITES: the only code that changes a case, a meeting's agenda or a document.

Every action is keyword-only, names the person (`by=`), and in one transaction
locks the row → checks who and when → writes → leaves one event → posts notices.
A transition's name in `workflow` is the name of its action here.
"""

from cases.actions.agenda import (
    place_on_agenda,
    publish_agenda,
    remove_from_agenda,
)
from cases.actions.agenda_order import arrange_agenda, fetch_standing_points
from cases.actions.closing import close, dispatch, reopen, strike_off
from cases.actions.committee import forward, remit_back, table, withdraw
from cases.actions.consultation import (
    correct_consultation,
    record_consultation,
    record_written_consultation,
    skip_consultation,
)
from cases.actions.decision import decide, decide_urgently
from cases.actions.documents import (
    add_document,
    add_version,
    clear_pending_uploads,
    keep_upload,
    void_document,
)
from cases.actions.drafting import (
    assess,
    assign,
    decline,
    recall,
    start_drafting,
    submit,
)
from cases.actions.item_attendance import note_item_attendance
from cases.actions.meeting_notes import review_notes, send_notes
from cases.actions.meetings import cancel_meeting, move_meeting
from cases.actions.minute_items import add_minute_item, note_end, number_agenda
from cases.actions.minute_texts import (
    add_dissent,
    add_motion,
    remove_dissent,
    withdraw_motion,
    write_minute_item,
)
from cases.actions.minutes import (
    approve_minutes,
    choose_approvers,
    hand_back_minutes,
    send_minutes,
)
from cases.actions.minutes_notice import correct_notice, post_notice, take_down_notice
from cases.actions.notes import edit_note, remove_note, write_note
from cases.actions.packets import ask_for_packet, make_packets
from cases.actions.positions import mark_read, read_agenda, take_position
from cases.actions.register import edit_case, register_referral
from cases.actions.reporting import report_decision
from cases.actions.samrad import record_samrad, save_draft
from cases.actions.secrecy import lift_secrecy, mark_secret
from cases.actions.sharing import share
from cases.actions.summons import send_summons
from cases.actions.votes import note_presence, record_vote, remove_vote
from cases.actions.written import end_written_round, extend_written_round, open_written_round

__all__ = [
    "add_dissent",
    "add_document",
    "add_minute_item",
    "add_motion",
    "add_version",
    "approve_minutes",
    "arrange_agenda",
    "ask_for_packet",
    "assess",
    "assign",
    "cancel_meeting",
    "choose_approvers",
    "clear_pending_uploads",
    "close",
    "correct_consultation",
    "correct_notice",
    "decide",
    "decide_urgently",
    "decline",
    "dispatch",
    "edit_case",
    "edit_note",
    "end_written_round",
    "extend_written_round",
    "fetch_standing_points",
    "forward",
    "hand_back_minutes",
    "keep_upload",
    "lift_secrecy",
    "make_packets",
    "mark_read",
    "mark_secret",
    "move_meeting",
    "note_end",
    "note_item_attendance",
    "note_presence",
    "number_agenda",
    "open_written_round",
    "place_on_agenda",
    "post_notice",
    "publish_agenda",
    "read_agenda",
    "recall",
    "record_consultation",
    "record_samrad",
    "record_vote",
    "record_written_consultation",
    "register_referral",
    "remit_back",
    "remove_dissent",
    "remove_from_agenda",
    "remove_note",
    "remove_vote",
    "reopen",
    "report_decision",
    "review_notes",
    "save_draft",
    "send_minutes",
    "send_notes",
    "send_summons",
    "share",
    "skip_consultation",
    "start_drafting",
    "strike_off",
    "submit",
    "table",
    "take_down_notice",
    "take_position",
    "void_document",
    "withdraw",
    "withdraw_motion",
    "write_minute_item",
    "write_note",
]
