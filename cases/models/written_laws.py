"""What the database keeps of a samråd in writing: of a cancelled samråd, and answered in time.

As `laws`: triggers that see the rows beside the one that is written and refuse under a name of
their own. Who may act is not asked here: that is `policies`.
"""

import pgtrigger

from cases.models.laws import refusing

# "The day it is in Sweden" at an instant.
_DAY = "({} AT TIME ZONE 'Europe/Stockholm')::date"

ROUND_NEVER = {
    "cases_written_round_of_a_cancelled_samrad": (
        "NOT EXISTS (SELECT 1 FROM bodies_meeting AS met JOIN bodies_body AS body"
        " ON body.id = met.body_id WHERE met.id = NEW.meeting_id"
        " AND met.state = 'cancelled' AND body.kind = 'consultation')"
    ),
    "cases_written_round_ends_after_it_began": f"NEW.last_day < {_DAY.format('NEW.opened_at')}",
}
ENDED_NEVER = {
    **ROUND_NEVER,
    "cases_written_round_ended_once": "OLD.closed_at IS NOT NULL",
}
# It is asked of what RUN AU has sent on, and the samråd has not said anything of yet.
CASE_NEVER = {
    "cases_written_case_waits_for_samrad": (
        "NOT EXISTS (SELECT 1 FROM cases_case WHERE id = NEW.case_id AND round = NEW.round"
        " AND step = 'consultation')"
    ),
}
# What is answered when it is over counts for a later samråd only, if one has called the case.
POSITION_NEVER = {
    "cases_position_in_written_time": (
        "EXISTS (SELECT 1 FROM cases_writtencase AS asked"  # nosec B608  # of constants alone
        " JOIN cases_writtenround AS written ON written.id = asked.written_round_id"
        " JOIN bodies_meeting AS met ON met.id = written.meeting_id"
        " WHERE asked.case_id = NEW.case_id AND asked.round = NEW.round"
        " AND (written.closed_at IS NOT NULL"
        f" OR written.last_day < {_DAY.format('NEW.updated_at')})"
        " AND NOT EXISTS (SELECT 1 FROM bodies_meeting AS later"
        " WHERE later.body_id = met.body_id AND later.starts_at > met.starts_at"
        " AND later.agenda_published_at IS NOT NULL AND (later.state <> 'cancelled'"
        " OR EXISTS (SELECT 1 FROM cases_writtenround WHERE meeting_id = later.id))))"
    ),
}

NEVER = {**ENDED_NEVER, **CASE_NEVER, **POSITION_NEVER}


def lawful_round() -> list[pgtrigger.Trigger]:
    """A cancelled samråd, a last day that is not before it began, ended once."""
    return [
        refusing("lawful", pgtrigger.Insert, ROUND_NEVER),
        refusing("ended_once", pgtrigger.Update, ENDED_NEVER),
    ]


def lawful_written_case() -> list[pgtrigger.Trigger]:
    return [refusing("lawful", pgtrigger.Insert, CASE_NEVER)]


def lawful_position() -> list[pgtrigger.Trigger]:
    """Nobody answers a written samråd that is over."""
    return [refusing("lawful", pgtrigger.Insert | pgtrigger.Update, POSITION_NEVER)]
