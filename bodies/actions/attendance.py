"""Who comes: answers, substitutes asked in turn, and who was there.

Every act locks the meeting's row first, so that two answers at once have one effect.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bodies.actions.core import check_administrator, drop, locked, record, store, write
from bodies.announcements import announce_call, announce_released
from bodies.attendance import step_in
from bodies.models import Call, EntryOrder, Meeting, Person, Presence, Reply
from bodies.models.membership import Seat
from bodies.models.presence import Mode
from bodies.models.reply import COMING, Answer
from bodies.policies import check_keeps_attendance
from bodies.queries.attendance import Line, RollCall, presences_as_seen, roll_call, rules_for
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, NotAllowed, Stale, WrongStep


@transaction.atomic
def answer_meeting(*, meeting_id: int, person: Person, answer: str, by: Person) -> Meeting:
    """One person's answer; the last one counts, until the meeting begins.

    A no asks the first substitute in the adopted order (KL 5:17–18, 6:17), a no from that
    one the next. `by` is the secretary when it was said on the telephone. Raises
    DomainError (answer), NotAllowed, and WrongStep when it is too late.
    """
    meeting = _locked_meeting(meeting_id)
    if by.pk != person.pk:
        check_keeps_attendance(by)
    if answer not in Answer.values:
        raise DomainError("Välj om du kommer.", field="answer")
    _check_open(meeting)
    line = answering(roll_call(meeting), person)
    if line.reply and line.reply.answer == answer:
        return meeting
    _write_reply(meeting, line, answer, by)
    more = [*_settle(line, answer, meeting), *_ask_next(meeting)]
    text = f"{person}: {Answer(answer).label.lower()}."
    record("answer_meeting", " ".join([text, *more]), by=by, meeting=meeting, person=person.pk)
    return meeting


def _locked_meeting(meeting_id: int) -> Meeting:
    found: Meeting = (
        Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting_id)
    )
    return found


def _check_open(meeting: Meeting) -> None:
    if meeting.is_cancelled:
        raise WrongStep("Mötet är inställt, så det finns inget att svara på.")
    if meeting.starts_at <= now():
        raise WrongStep("Mötet har börjat, så det är för sent att svara. Ring sekreteraren.")


def answering(call: RollCall, person: Person) -> Line:
    """The person's line in the roll call. Raises NotAllowed for who is not called to it."""
    line = call.line_of(person.pk)
    if line is None or line.membership.seat == Seat.SECRETARY:
        raise NotAllowed(f"{person} har ingen plats i {call.meeting.body} den dagen.")
    return line


def _write_reply(meeting: Meeting, line: Line, answer: str, by: Person) -> None:
    given = {"day": meeting.day, "answer": answer, "at": now(), "by": by}
    Reply.objects.update_or_create(meeting=meeting, person=line.person, defaults=given)


def _settle(line: Line, answer: str, meeting: Meeting) -> list[str]:
    """What the answer makes of the call that the person is in, in words for the history."""
    call = line.live_call
    if call is None:
        return []
    if call.substitute_id == line.person.pk:
        _close(call, answer)
        return [f"Tillfrågad som ersättare för {call.absent}."]
    if answer in COMING:
        _close(call, "withdrawn")
        announce_released(call, meeting)
        return [f"{call.substitute} behövs inte som ersättare."]
    return []


def _close(call: Call, answer: str) -> None:
    call.answer, call.answered_at = answer, now()
    store(call)


def _ask_next(meeting: Meeting) -> list[str]:
    """Ask a substitute for each absent member who has none, those who answered first first."""
    call = roll_call(meeting)
    rules = rules_for(call)
    absent = [line for line in call.members if line.lacks_substitute]
    absent.sort(key=lambda line: line.reply.at if line.reply else now())
    spare = {line.person.pk: line for line in call.substitutes}
    taken = {pk for pk, line in spare.items() if line.declines or line.live_call}
    chairs = [rules.chairs[line.person.pk] for line in absent]
    found = step_in(chairs, rules.spares, rules.orders, taken=taken)
    lines = {line.person.pk: line for line in absent}
    return [_ask(meeting, lines[member], spare[chosen]) for member, chosen in found.items()]


def _ask(meeting: Meeting, absent: Line, spare: Line) -> str:
    """Who has said before that they can come steps in at once."""
    ready = spare.reply.answer if spare.reply and spare.reply.comes else ""
    call = Call(
        meeting=meeting,
        day=meeting.day,
        absent=absent.person,
        substitute=spare.person,
        asked_at=now(),
        answer=ready,
        answered_at=now() if ready else None,
    )
    store(call)
    announce_call(call, meeting)
    verb = "tjänstgör" if ready else "är tillfrågad som ersättare"
    return f"{spare.person} {verb} för {absent.person}."


@dataclass(frozen=True, slots=True)
class Was:
    """That somebody was there, as the secretary notes it. Blank times: from start to end."""

    person_id: int
    mode: str = Mode.ROOM.value
    arrived: datetime | None = None
    left: datetime | None = None
    serves_for_id: int | None = None


@transaction.atomic
def record_presence(
    *, meeting_id: int, present: Sequence[Was], by: Person, seen: str | None = None
) -> Meeting:
    """Who was there, all of it at once; whoever is left out was not.

    `seen` is what the form was rendered with (Stale if somebody has noted more since).
    Raises NotAllowed, WrongStep before the day of the meeting or when it is cancelled, and
    DomainError for two in one place, or a time outside the meeting's day.
    """
    check_keeps_attendance(by)
    meeting = _locked_meeting(meeting_id)
    if meeting.is_cancelled or not meeting.has_begun:
        raise WrongStep("Närvaron antecknas från och med mötesdagen.")
    call = roll_call(meeting)
    if seen is not None and seen != presences_as_seen(call):
        raise Stale(
            "Någon annan har antecknat närvaro sedan du öppnade sidan. Det du skrev står kvar. "
            "Läs igenom och spara igen."
        )
    _check_places(present, call)
    if _write_presences(present, call, meeting, by):
        count = sum(_serves(was, call) for was in present)
        text = f"Närvaron antecknades: {count} tjänstgörande av {len(call.members)} ledamöter."
        record("record_presence", text, by=by, meeting=meeting)
    return meeting


def _serves(was: Was, call: RollCall) -> bool:
    return was.serves_for_id is not None or any(
        line.person.pk == was.person_id for line in call.members
    )


def _check_places(present: Sequence[Was], call: RollCall) -> None:
    """Substitutes serve for members, one at a time, and not while the member is there."""
    there = {was.person_id: was for was in present}
    members = {line.person.pk: line.person for line in call.members}
    taken: dict[int, Was] = {}
    for was in present:
        _check_times(was, call)
        place = was.serves_for_id
        if place is None:
            continue
        if place not in members:
            raise DomainError("Välj en ledamot som ersättaren tjänstgör för.")
        rival = taken.get(place) or there.get(place)
        if rival and _meet(was, rival):
            raise DomainError(
                f"Två personer har {members[place]}s plats samtidigt. Skriv när den ena gick "
                "och den andra kom."
            )
        taken[place] = was


def _meet(one: Was, other: Was) -> bool:
    """Whether their times overlap; blank is from the start, and to the end."""
    one_first = one.left and other.arrived and one.left <= other.arrived
    other_first = other.left and one.arrived and other.left <= one.arrived
    return not (one_first or other_first)


def _check_times(was: Was, call: RollCall) -> None:
    line = call.line_of(was.person_id)
    if line is None:
        raise DomainError("Någon av dem du kryssade för har ingen plats i organet den dagen.")
    if was.mode not in Mode.values:
        raise DomainError(f"Välj om {line.person} var på plats eller på distans.")
    if was.arrived and was.left and was.left <= was.arrived:
        raise DomainError(f"{line.person} gick före ankomsten. Rätta tiderna.")
    if was.serves_for_id and line.membership.seat != Seat.SUBSTITUTE:
        raise DomainError(f"{line.person} är inte ersättare och tjänstgör på sin egen plats.")


def _write_presences(present: Sequence[Was], call: RollCall, meeting: Meeting, by: Person) -> bool:
    """Whether anything was other than before."""
    there = {was.person_id: was for was in present}
    changed = False
    for line in call.everybody:
        was, old = there.get(line.person.pk), line.presence
        if was is None and old:
            drop(old)
            changed = True
        elif was and not (old and _as_noted(old) == was):
            row = old or Presence(meeting=meeting, person=line.person)
            row.seat, row.mode, row.serves_for_id = (
                line.membership.seat,
                was.mode,
                was.serves_for_id,
            )
            row.arrived, row.left, row.noted_at, row.noted_by = was.arrived, was.left, now(), by
            store(row)
            changed = True
    return changed


def _as_noted(row: Presence) -> Was:
    return Was(row.person_id, row.mode, row.arrived, row.left, row.serves_for_id)


@transaction.atomic
def save_entry_order(*, order: EntryOrder, by: Person, seen: str | None = None) -> EntryOrder:
    """The council's decision for one party. Raises NotAllowed, Stale, DomainError (steps_in)."""
    check_administrator(by)
    order.steps_in = [party.strip() for party in order.steps_in if party.strip()]
    if len(set(order.steps_in)) != len(order.steps_in):
        raise DomainError("Varje parti står en gång i ordningen.", field="steps_in")
    what = f"Inkallelseordningen för {order.party} i {order.body.abbreviation} {order.term}"
    write(order, locked(order, seen), what=what, by=by, body=order.body)
    return order
