"""What the database keeps of approved minutes: who approves, when it is posted, what is locked.

As `laws`: triggers that see the rows beside the one that is written and refuse under a name of
their own. Who may act is not asked here: that is `policies`.
"""

import pgtrigger

from cases.models.laws import refusing

# "The edition is with those who approve it": neither approved nor handed back.
_WAITS = (
    "sent.approved_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM cases_minutesreturn WHERE minutes_id = sent.id)"
)
_STANDS = f"(sent.approved_at IS NOT NULL OR ({_WAITS}))"
MINUTES_NEVER = {
    "cases_minutes_have_paragraphs": (
        "NOT EXISTS (SELECT 1 FROM cases_minuteitem WHERE meeting_id = NEW.meeting_id"
        " AND (NEW.paragraph_id IS NULL OR id = NEW.paragraph_id))"
    ),
    # One edition at a time; the whole is not sent while one of its §§ is.
    "cases_minutes_one_waits": (
        "EXISTS (SELECT 1 FROM cases_minutes AS sent WHERE sent.meeting_id = NEW.meeting_id"  # nosec B608  # of constants alone
        f" AND (({_WAITS} AND (sent.paragraph_id IS NULL OR NEW.paragraph_id IS NULL"
        " OR sent.paragraph_id = NEW.paragraph_id)) OR (sent.approved_at IS NOT NULL"
        " AND (sent.paragraph_id IS NULL OR sent.paragraph_id = NEW.paragraph_id))))"
    ),
}
APPROVED_NEVER = {
    "cases_minutes_locked_when_approved": "OLD.approved_at IS NOT NULL",
    # KL 5:69: the chair and everybody who was chosen, of the edition that waits.
    "cases_minutes_approved_by_all": (
        "NEW.approved_at IS NOT NULL AND ("
        "NOT EXISTS (SELECT 1 FROM cases_approver WHERE meeting_id = NEW.meeting_id)"
        " OR EXISTS (SELECT 1 FROM cases_minutesreturn WHERE minutes_id = NEW.id)"
        " OR EXISTS (SELECT 1 FROM cases_approver AS chosen"
        " WHERE chosen.meeting_id = NEW.meeting_id AND NOT EXISTS (SELECT 1 FROM cases_approval"
        " WHERE minutes_id = NEW.id AND person_id = chosen.person_id)))"
    ),
}
# Of `sent`, the edition that the row is about.
APPROVAL_NEVER = {
    "cases_approval_by_the_chosen": (
        "NOT EXISTS (SELECT 1 FROM cases_approver"
        " WHERE meeting_id = sent.meeting_id AND person_id = NEW.person_id)"
    ),
    "cases_approval_of_what_waits": f"NOT ({_WAITS})",
}
RETURN_NEVER = {"cases_minutes_return_of_what_waits": "sent.approved_at IS NOT NULL"}
NOTICE_NEVER = {
    "cases_notice_after_approval": (
        "sent.approved_at IS NULL"
        " OR NEW.posted_on < (sent.approved_at AT TIME ZONE 'Europe/Stockholm')::date"
    ),
}
NOTICE_DOWN = {"cases_notice_stands_when_down": "OLD.taken_down_on IS NOT NULL"}
APPROVER_NEVER = {
    # Those who approve were there (KL 5:69); who stays chosen is settled while they read.
    "cases_approver_took_part": (
        "NOT EXISTS (SELECT 1 FROM bodies_presence"
        " WHERE meeting_id = NEW.meeting_id AND person_id = NEW.person_id)"
    ),
}
APPROVERS_SETTLED = {
    "cases_approver_settled": (
        "EXISTS (SELECT 1 FROM cases_minutes AS sent WHERE sent.meeting_id = aim.meeting_id"  # nosec B608  # of constants alone
        f" AND (({_WAITS}) OR (sent.paragraph_id IS NULL AND sent.approved_at IS NOT NULL)))"
    ),
}

_OF_ITS_PARAGRAPH = "(SELECT meeting_id FROM cases_minuteitem WHERE id = aim.minute_item_id)"
_OF_ITS_VOTE = "(SELECT minute_item_id FROM cases_vote WHERE id = aim.vote_id)"

# What the minutes are made of: it stands from when they are sent to be approved until they are
# handed back, and for good when they are approved. `aim` is the row, old or new.
# name: (table, the meeting that it is of, the § that it is of or NULL)
LOCKED = {
    "cases_paragraph_locked": ("cases_minuteitem", "aim.meeting_id", "aim.id"),
    "cases_presence_locked": ("bodies_presence", "aim.meeting_id", "NULL::bigint"),
    "cases_absence_locked": (
        "cases_itemabsence",
        "aim.meeting_id",
        "(SELECT id FROM cases_minuteitem WHERE item_id = aim.item_id)",
    ),
    "cases_motion_locked": ("cases_motion", _OF_ITS_PARAGRAPH, "aim.minute_item_id"),
    "cases_vote_locked": ("cases_vote", _OF_ITS_PARAGRAPH, "aim.minute_item_id"),
    "cases_dissent_locked": ("cases_dissent", _OF_ITS_PARAGRAPH, "aim.minute_item_id"),
    "cases_ballot_locked": (
        "cases_ballot",
        f"(SELECT meeting_id FROM cases_minuteitem WHERE id = {_OF_ITS_VOTE})",  # nosec B608  # of constants alone
        _OF_ITS_VOTE,
    ),
    "cases_recusal_locked": (
        "cases_recusal",
        "aim.meeting_id",
        "(SELECT id FROM cases_minuteitem WHERE item_id = aim.item_id)",
    ),
}

# Every name that these refuse under.
NEVER = (
    *MINUTES_NEVER,
    *APPROVED_NEVER,
    *APPROVAL_NEVER,
    *RETURN_NEVER,
    *NOTICE_NEVER,
    *NOTICE_DOWN,
    *APPROVER_NEVER,
    *APPROVERS_SETTLED,
    *LOCKED,
)


def lock(name: str) -> str:
    """SQL that makes the trigger: insert, update and delete, looked at alike."""
    table, meeting, paragraph = LOCKED[name]
    closed = (
        "EXISTS (SELECT 1 FROM cases_minutes AS sent"  # nosec B608  # of constants alone
        f" WHERE sent.meeting_id = {meeting} AND {_STANDS}"
        f" AND (sent.paragraph_id IS NULL OR sent.paragraph_id = {paragraph}))"
    )
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" DECLARE aim {table}%ROWTYPE; BEGIN"
        " IF TG_OP = 'DELETE' THEN aim := OLD; ELSE aim := NEW; END IF;"
        f" IF {closed} THEN RAISE EXCEPTION 'refused by {name}'"
        f" USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF;"
        " RETURN aim; END $$;"
        f" CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {name}();"
    )


def unlock(name: str) -> str:
    return f"DROP TRIGGER {name} ON {LOCKED[name][0]}; DROP FUNCTION {name}();"


_FIND = "SELECT * INTO sent FROM cases_minutes WHERE id = NEW.minutes_id;\n"
_SENT = [("sent", "cases_minutes%ROWTYPE")]


def lawful_minutes() -> list[pgtrigger.Trigger]:
    return [
        refusing("lawful", pgtrigger.Insert, MINUTES_NEVER),
        refusing("approved", pgtrigger.Update, APPROVED_NEVER),
    ]


def lawful_approval() -> list[pgtrigger.Trigger]:
    return [refusing("lawful", pgtrigger.Insert, APPROVAL_NEVER, first=_FIND, declare=_SENT)]


def lawful_return() -> list[pgtrigger.Trigger]:
    return [refusing("lawful", pgtrigger.Insert, RETURN_NEVER, first=_FIND, declare=_SENT)]


def lawful_notice() -> list[pgtrigger.Trigger]:
    both = pgtrigger.Insert | pgtrigger.Update
    return [
        refusing("lawful", both, NOTICE_NEVER, first=_FIND, declare=_SENT),
        refusing("down", pgtrigger.Update, NOTICE_DOWN),
    ]


def lawful_approver() -> list[pgtrigger.Trigger]:
    row = [("aim", "cases_approver%ROWTYPE")]
    changed = pgtrigger.Insert | pgtrigger.Update
    return [
        refusing("present", changed, APPROVER_NEVER),
        refusing("settled", changed, APPROVERS_SETTLED, first="aim := NEW;\n", declare=row),
        refusing(
            "settled_gone",
            pgtrigger.Delete,
            APPROVERS_SETTLED,
            first="aim := OLD;\n",
            declare=row,
            back="OLD",
        ),
    ]
