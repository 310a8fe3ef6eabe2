"""Guards that span rows, kept by the database also when the code is got round.

A check constraint sees one row. These triggers see the rows beside it, when a decision or the
samråd's word is written, and refuse as a constraint does, under a name of their own. Who may
act, and whether a meeting has begun, is not asked here: that is `policies` and `guards`.
"""

from typing import Any

import pgtrigger

# name of the refusal: what must never hold for the new row. `heard` is the round's samråd.
DECISION_NEVER = {
    # The samråd advises and AU prepares: neither decides.
    "cases_decision_by_deciding_body": (
        "NOT (SELECT decides FROM bodies_body WHERE id = NEW.body_id)"
    ),
    "cases_decision_by_the_body_that_met": (
        "NEW.body_id <> (SELECT body_id FROM bodies_meeting WHERE id = NEW.meeting_id)"
    ),
    # KL 6:38.
    "cases_decision_strategy_by_the_board": (
        "NEW.manner <> 'board'"
        " AND (SELECT kind FROM cases_case WHERE id = NEW.case_id) = 'strategy'"
    ),
    "cases_decision_after_consultation": "heard.id IS NULL",
    "cases_decision_relation_fits_advice": (
        "(NEW.relation = 'no_advice')"
        " <> (heard.manner = 'skipped' OR heard.outcome IN ('', 'not_treated'))"
    ),
    "cases_decision_not_before_samrad": (
        "(SELECT starts_at FROM bodies_meeting WHERE id = NEW.meeting_id)"
        " <= (SELECT starts_at FROM bodies_meeting WHERE id = heard.meeting_id)"
        " OR NEW.decided_on < (SELECT (starts_at AT TIME ZONE 'Europe/Stockholm')::date"
        " FROM bodies_meeting WHERE id = heard.meeting_id)"
    ),
    # The § has one home: the case's own in the minutes of that meeting.
    "cases_decision_of_its_paragraph": (
        "NEW.paragraph IS NOT NULL AND NEW.meeting_id IS NOT NULL AND NEW.manner = 'board'"
        " AND NOT EXISTS (SELECT 1 FROM cases_minuteitem AS minute"
        " JOIN cases_agendaitem AS item ON item.id = minute.item_id"
        " WHERE minute.meeting_id = NEW.meeting_id AND minute.body_id = NEW.body_id"
        " AND minute.year = NEW.year AND minute.number = NEW.paragraph"
        " AND item.case_id = NEW.case_id AND item.round = NEW.round)"
    ),
}
CONSULTATION_NEVER = {
    # What AU withdrew, tabled or remitted back does not reach the samråd; nor does what AU
    # has not treated yet, or treats after it.
    "cases_consultation_after_committee": (
        "NEW.manner <> 'skipped' AND NOT EXISTS (SELECT 1 FROM cases_agendaitem AS item"
        " JOIN bodies_meeting AS prepared ON prepared.id = item.meeting_id"
        " WHERE item.case_id = NEW.case_id AND item.round = NEW.round"
        " AND item.outcome = 'forwarded' AND (NEW.meeting_id IS NULL OR prepared.starts_at <"
        " (SELECT starts_at FROM bodies_meeting WHERE id = NEW.meeting_id)))"
    ),
    # One that follows an older agenda than the one that sent the case on was about others.
    "cases_consultation_where_it_was": (
        "NEW.meeting_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cases_agendaitem AS item"
        " JOIN bodies_meeting AS prepared ON prepared.id = item.meeting_id"
        " JOIN bodies_meeting AS samrad ON samrad.id = NEW.meeting_id"
        " JOIN bodies_meeting AS followed ON followed.id = samrad.follows_id"
        " JOIN cases_case AS subject ON subject.id = NEW.case_id"
        " JOIN bodies_cooperationarea AS area ON area.id = subject.area_id"
        " WHERE item.case_id = NEW.case_id AND item.round = NEW.round"
        " AND item.outcome = 'forwarded' AND samrad.state <> 'cancelled'"
        " AND samrad.body_id = area.consultation_id"
        " AND followed.starts_at >= prepared.starts_at)"
    ),
}
# What RUN has answered stands as it was when it did.
CHANGE_NEVER = {
    "cases_consultation_locked_when_decided": (
        "EXISTS (SELECT 1 FROM cases_decision WHERE case_id = OLD.case_id AND round = OLD.round)"
    ),
}

# KL 5:65–67 through 6:35: minutes are of the body that met, in the year that it did.
MINUTE_ITEM_NEVER = {
    "cases_minute_item_of_a_formal_body": (
        "(SELECT kind FROM bodies_body WHERE id = NEW.body_id) = 'consultation'"
    ),
    "cases_minute_item_of_its_meeting": (
        "NOT EXISTS (SELECT 1 FROM bodies_meeting AS met WHERE met.id = NEW.meeting_id"
        " AND met.body_id = NEW.body_id"
        " AND NEW.year = extract(year FROM met.starts_at AT TIME ZONE 'Europe/Stockholm'))"
    ),
    "cases_minute_item_of_the_agenda": (
        "NEW.meeting_id <> (SELECT meeting_id FROM cases_agendaitem WHERE id = NEW.item_id)"
        " OR NEW.meeting_id <> (SELECT meeting_id FROM bodies_agendapoint WHERE id = NEW.point_id)"
    ),
}
# KL 4:27: announced at the meeting, before it ended.
DISSENT_NEVER = {
    "cases_dissent_at_the_meeting": (
        "NOT EXISTS (SELECT 1 FROM cases_minuteitem AS minute"
        " JOIN bodies_meeting AS met ON met.id = minute.meeting_id"
        " WHERE minute.id = NEW.minute_item_id"
        " AND (NEW.announced_at AT TIME ZONE 'Europe/Stockholm')::date"
        " >= (met.starts_at AT TIME ZONE 'Europe/Stockholm')::date"
        " AND NEW.announced_at <= coalesce(met.ends_at, met.starts_at + interval '1 day'))"
    ),
}

REPORT_NEVER = {
    # KL 6:40: what was decided for the board is reported to that board, and afterwards.
    "cases_report_at_the_boards_meeting": (
        "NOT EXISTS (SELECT 1 FROM cases_decision AS made"
        " JOIN bodies_meeting AS met ON met.id = NEW.meeting_id"
        " WHERE made.id = NEW.decision_id AND made.manner <> 'board'"
        " AND made.body_id = met.body_id AND met.state <> 'cancelled'"
        " AND made.decided_on <= (met.starts_at AT TIME ZONE 'Europe/Stockholm')::date)"
    ),
}

# Rows of `bodies` that cases stand on. Those models may not know of cases, so these triggers
# are made by a migration of this app and not declared on a model.
OTHERS_NEVER: dict[str, tuple[str, str, str]] = {
    # name: (table, when it is looked at, what must not hold)
    "cases_meeting_with_outcomes": (
        "bodies_meeting",
        "OLD.starts_at <> NEW.starts_at OR (OLD.state <> NEW.state AND NEW.state = 'cancelled')",
        "EXISTS (SELECT 1 FROM cases_agendaitem WHERE meeting_id = OLD.id"
        " AND outcome NOT IN ('scheduled', 'withdrawn'))"
        " OR EXISTS (SELECT 1 FROM cases_consultation WHERE meeting_id = OLD.id)"
        " OR EXISTS (SELECT 1 FROM cases_decision WHERE meeting_id = OLD.id)",
    ),
    # Its §§ are of that year, and are not given to another meeting.
    "cases_meeting_with_paragraphs": (
        "bodies_meeting",
        "OLD.starts_at <> NEW.starts_at OR (OLD.state <> NEW.state AND NEW.state = 'cancelled')",
        "EXISTS (SELECT 1 FROM cases_minuteitem WHERE meeting_id = OLD.id)",
    ),
    "cases_area_with_open_cases": (
        "bodies_cooperationarea",
        "OLD.board_id <> NEW.board_id"
        " OR OLD.consultation_id IS DISTINCT FROM NEW.consultation_id"
        " OR OLD.preparing_committee_id IS DISTINCT FROM NEW.preparing_committee_id",
        "EXISTS (SELECT 1 FROM cases_case WHERE area_id = OLD.id AND step <> 'closed')",
    ),
}


def make_others() -> str:
    """SQL that makes the triggers on the rows that cases stand on."""
    return "\n".join(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN {_refusals({name: never})} RETURN NEW; END $$;"
        f" CREATE TRIGGER {name} BEFORE UPDATE ON {table}"
        f" FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {name}();"
        for name, (table, when, never) in OTHERS_NEVER.items()
    )


def drop_others() -> str:
    return "\n".join(
        f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"
        for name, (table, *_) in OTHERS_NEVER.items()
    )


def _refusals(never: dict[str, str]) -> str:
    return "\n".join(
        f"IF {condition} THEN RAISE EXCEPTION 'refused by {name}'"
        f" USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF;"
        for name, condition in never.items()
    )


def refusing(
    name: str,
    operation: pgtrigger.Operation | pgtrigger.Operations,
    never: dict[str, str],
    *,
    first: str = "",
    back: str = "NEW",
    **more: Any,
) -> pgtrigger.Trigger:
    """A trigger that refuses each of these, by its name; `back` is OLD for what is deleted."""
    func = f"{first}{_refusals(never)}\nRETURN {back};"
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.Before, operation=operation, func=func, **more
    )


def lawful_decision() -> list[pgtrigger.Trigger]:
    """Guards 1, 2, 3 and 6, when a decision is written (it is never changed)."""
    first = (
        "SELECT * INTO heard FROM cases_consultation"
        " WHERE case_id = NEW.case_id AND round = NEW.round;\n"
    )
    declare = [("heard", "cases_consultation%ROWTYPE")]
    return [refusing("lawful", pgtrigger.Insert, DECISION_NEVER, first=first, declare=declare)]


def lawful_consultation() -> list[pgtrigger.Trigger]:
    """Guards 3 and 4 when the samråd's word is written, and 7 when it is corrected."""
    return [
        refusing("lawful", pgtrigger.Insert, CONSULTATION_NEVER),
        refusing("locked", pgtrigger.Update, CHANGE_NEVER),
    ]


def lawful_minute_item() -> list[pgtrigger.Trigger]:
    """Whose §§ they are, and that the samråd has none (guard 1)."""
    return [refusing("lawful", pgtrigger.Insert, MINUTE_ITEM_NEVER)]


def lawful_dissent() -> list[pgtrigger.Trigger]:
    """When a reservation may be announced."""
    both = pgtrigger.Insert | pgtrigger.Update
    return [refusing("lawful", both, DISSENT_NEVER)]


def lawful_report() -> list[pgtrigger.Trigger]:
    """Which decisions are reported, and where."""
    return [refusing("lawful", pgtrigger.Insert, REPORT_NEVER)]
