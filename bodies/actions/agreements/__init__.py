"""Agreements: a new term, its text, and what each municipality and the region did with it."""

from bodies.actions.agreements.adoptions import (
    receive_extract,
    record_adoption,
    record_refusal,
    void_adoption,
)
from bodies.actions.agreements.extracts import ask_for_extract, hand_in_extract
from bodies.actions.agreements.keeping import (
    archive_agreement,
    edit_clause,
    edit_reference,
    end_agreement,
    lift_archive,
    remove_clause,
    save_council_day,
    send_agreement,
    set_fee,
)
from bodies.actions.agreements.reminding import remind_missing
from bodies.actions.agreements.signatures import add_signed_copy, record_signature, void_signature
from bodies.actions.agreements.templates import change_template
from bodies.actions.agreements.texts import answer_version, change_text, edit_framework, new_term

__all__ = [
    "add_signed_copy",
    "answer_version",
    "archive_agreement",
    "ask_for_extract",
    "change_template",
    "change_text",
    "edit_clause",
    "edit_framework",
    "edit_reference",
    "end_agreement",
    "hand_in_extract",
    "lift_archive",
    "new_term",
    "receive_extract",
    "record_adoption",
    "record_refusal",
    "record_signature",
    "remind_missing",
    "remove_clause",
    "save_council_day",
    "send_agreement",
    "set_fee",
    "void_adoption",
    "void_signature",
]
