"""What an edition of minutes says, frozen as it is sent: text and keys, nothing that changes.

KL 5:65–67 through 6:35: who served, and under each § what was proposed, how it was put, how
they voted, what was decided, who was reserved. Read back from the edition, never recomputed.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bodies.models import Meeting, Person, Presence
from bodies.models.membership import Seat
from bodies.queries.attendance import Line, RollCall, Serving, roll_call
from cases.models import Approver, Case, Document
from cases.models.item_attendance import Ground
from cases.outcomes import ItemOutcome, Relation
from cases.queries.meeting_notes import HIDDEN
from cases.queries.minutes import Counted, MinuteRow
from samverkan.lib.dates import STOCKHOLM, swedish_date, swedish_time

Content = dict[str, Any]
# Of a § that the reader may not see, what the minutes leave out.
TEXTS = ("decision", "summary", "statement", "putting_order", "relation", "reason")
LISTS = ("motions", "votes", "dissents", "recusals", "taking", "papers")


def content_of(
    meeting: Meeting,
    rows: Sequence[MinuteRow],
    approvers: Sequence[Approver],
    by: Person,
    alone: Mapping[int, date],
) -> Content:
    """Everything that the minutes of these §§ say; `alone` were approved at once, on which day."""
    call, papers = roll_call(meeting), papers_on(rows)
    numbers = [row.minute.number for row in rows]
    return {
        "body": meeting.body.name,
        "short": meeting.body.abbreviation,
        "decides": meeting.body.decides,
        "day": meeting.day.isoformat(),
        "time": _time(meeting),
        "place": meeting.place or ("Distansmöte" if meeting.link else ""),
        "year": meeting.day.year,
        "numbers": numbers,
        "people": _people(call),
        "others": _others(call),
        "approvers": [
            {"name": each.person.full_name, "role": each.get_role_display()} for each in approvers
        ],
        "signs_on": approvers[0].signs_on.isoformat() if approvers else "",
        "secretary": by.full_name,
        "items": [_item(row, papers) | _at_once(row, alone) for row in rows],
    }


def _time(meeting: Meeting) -> str:
    started = swedish_time(meeting.starts_at)
    if meeting.ends_at is None:
        return started
    return f"{started}–{meeting.ends_at.astimezone(STOCKHOLM):%H.%M}"


def _people(call: RollCall) -> list[dict[str, str]]:
    """The närvarolista: every member's place, and the substitutes who were there."""
    there = [line for line in call.substitutes if line.presence]
    return [_person(line) for line in [*call.members, *there]]


def _person(line: Line) -> dict[str, str]:
    seat, was = line.membership, line.presence
    return {
        "name": line.person.full_name,
        "party": seat.party,
        "seat": seat.get_seat_display(),
        "presence": _presence(was) if was else "Frånvarande",
        "serves": "ja" if was and (was.serves_for or seat.seat != Seat.SUBSTITUTE) else "",
        "note": f"Ersätter {was.serves_for.full_name}" if was and was.serves_for else "",
    }


def _presence(was: Presence) -> str:
    """På distans, kom 9.30, gick 11.00"""
    parts = [was.get_mode_display()]
    if was.arrived:
        parts.append(f"kom {was.arrived.astimezone(STOCKHOLM):%H.%M}")
    if was.left:
        parts.append(f"gick {was.left.astimezone(STOCKHOLM):%H.%M}")
    return ", ".join(parts)


def _others(call: RollCall) -> list[str]:
    lines = [line for line in call.others if line.presence]
    return [f"{each.person.full_name}, {each.membership.get_seat_display()}" for each in lines]


def papers_on(rows: Sequence[MinuteRow]) -> dict[int, list[str]]:
    """By case, what the decision was made on: acts that were there then. One query."""
    keys = [row.case.pk for row in rows if row.case]
    found: dict[int, list[str]] = {}
    acts = Document.objects.valid().filter(case__in=keys, is_internal=False, extract_of=None)
    when = {row.case.pk: row.item.recorded_at for row in rows if row.case and row.item}
    for act in acts.select_related("case").order_by("act"):
        treated = when.get(act.case_id)
        if treated is None or act.created_at <= treated:
            told = f"{act.title}, {act.act_number}, {swedish_date(act.dated)}"
            found.setdefault(act.case_id, []).append(told)
    return found


def _at_once(row: MinuteRow, alone: Mapping[int, date]) -> dict[str, str]:
    on = alone.get(row.minute.pk)
    return {"immediate": f"Justerades för sig {swedish_date(on)}." if on else ""}


def _item(row: MinuteRow, papers: dict[int, list[str]]) -> dict[str, Any]:
    minute, case, made = row.minute, row.case, row.decision
    return {
        "minute": minute.pk,
        "number": minute.number,
        "citation": minute.citation,
        "case": case.pk if case else None,
        "registry_number": row.registry_number,
        "title": row.title,
        "outcome": _outcome(row),
        "decision": row.decision_text,
        "relation": Relation(made.relation).label if made else "",
        "reason": (made.relation_reason or made.skipped_reason) if made else "",
        "summary": minute.summary,
        "putting_order": minute.putting_order,
        "statement": minute.statement,
        "motions": [
            {"name": _named(each.person, each.party), "text": each.text} for each in row.motions
        ],
        "votes": [_vote(each) for each in row.votes],
        "dissents": [
            {"name": _named(each.person, each.party), "text": each.text} for each in row.dissents
        ],
        "recusals": [
            f"{each.person.full_name}: {Ground(each.ground).label}"
            for each in row.out.recusals.values()
        ],
        "taking": [_serving(each) for each in row.taking] if row.differs else [],
        "papers": papers.get(case.pk, []) if case else [],
    }


def _outcome(row: MinuteRow) -> str:
    """What became of an item that was not decided: återremiss, bordlagt, utgår."""
    if row.item is None or row.item.outcome in (ItemOutcome.DECIDED, ItemOutcome.SCHEDULED):
        return ""
    word: str = row.item.get_outcome_display()
    return f"{word}. {row.item.note}".strip() if row.item.note else f"{word}."


def _named(person: Person, party: str) -> str:
    return f"{person.full_name} ({party})" if party else person.full_name


def _serving(each: Serving) -> str:
    name = _named(each.person, each.party)
    return f"{name}, ersätter {each.serves_for.full_name}" if each.serves_for else name


def _vote(counted: Counted) -> dict[str, Any]:
    vote = counted.vote
    return {
        "yes_means": vote.yes_means,
        "no_means": vote.no_means,
        "chair": vote.chair.full_name,
        "sentence": counted.sentence,
        "ballots": [
            {"name": _named(each.person, each.party), "choice": each.get_choice_display()}
            for each in counted.ballots
        ],
    }


def shown_content(content: Content, person: Person) -> Content:
    """The edition's content, without what this person may not see. One query."""
    keys = [each["case"] for each in content["items"] if each["case"]]
    seen = set(Case.objects.visible_to(person).filter(pk__in=keys).values_list("pk", flat=True))
    told = [
        each if each["case"] is None or each["case"] in seen else _hidden(each)
        for each in content["items"]
    ]
    return {**content, "items": told}


def _hidden(item: dict[str, Any]) -> dict[str, Any]:
    blank: dict[str, Any] = dict.fromkeys(TEXTS, "") | {name: [] for name in LISTS}
    return item | blank | {"title": HIDDEN, "outcome": "", "is_hidden": True}
