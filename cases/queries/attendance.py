"""Who takes part in one item: the meeting's attendance, less who was out or challenged."""

from collections.abc import Iterable
from dataclasses import dataclass

from bodies.models import Meeting, Person
from bodies.queries.attendance import RollCall, Serving, everybody_serving, roll_call
from cases.models import AgendaItem, Case, ItemAbsence, Recusal
from cases.queries.facts import current_item
from cases.route import Seat
from samverkan.lib.errors import DomainError


@dataclass(frozen=True, slots=True)
class Out:
    """Those who take no part in an item: who was away, and who was challenged."""

    absences: dict[int, ItemAbsence]
    recusals: dict[int, Recusal]

    @property
    def all(self) -> dict[int, ItemAbsence | Recusal]:
        return {**self.absences, **self.recusals}


def outs_of(items: Iterable[AgendaItem], meeting: Meeting) -> dict[int, Out]:
    """By item. Two queries whatever their number."""
    found = {item.pk: Out({}, {}) for item in items}
    given = {"item__in": list(found), "meeting": meeting}
    for absence in ItemAbsence.objects.filter(**given).select_related("person", "stands_in"):
        found[absence.item_id].absences[absence.person_id] = absence
    for recusal in Recusal.objects.filter(**given).select_related("person", "stands_in"):
        found[recusal.item_id].recusals[recusal.person_id] = recusal
    return found


def serving_at(
    item: AgendaItem,
    meeting: Meeting | None = None,
    *,
    call: RollCall | None = None,
    out: Out | None = None,
) -> list[Serving]:
    """Who takes part in the item, one for each place (KL 5:17–20, 6:28–30).

    `meeting` is the samråd when the item is treated there. Empty until it is noted who was
    there. The member serves if in the room, else who served in the place during the
    meeting, else the substitute who stepped in for this item.
    """
    where = meeting or item.meeting
    call = call or roll_call(where)
    out = out or outs_of([item], where)[item.pk]
    away, taking = out.all, dict[int, Serving]()
    serving = everybody_serving(where, call)
    for each in serving:
        if each.person.pk not in away:
            taking.setdefault(each.place, each)
    for each in serving:
        gone = away.get(each.person.pk)
        if gone and gone.stands_in and each.place not in taking:
            taking[each.place] = _standing_in(each, gone.stands_in, call)
    return _once(taking.values())


def _standing_in(gone: Serving, substitute: Person, call: RollCall) -> Serving:
    line = call.line_of(substitute.pk)
    party = line.membership.party if line else substitute.party
    mode = line.presence.mode if line and line.presence else ""
    whose = gone.serves_for or gone.person
    return Serving(substitute, "substitute", party, whose, gone.side, mode)


def _once(serving: Iterable[Serving]) -> list[Serving]:
    """Nobody in two places."""
    return list({each.person.pk: each for each in serving}.values())


def serving_count(case: Case) -> int:
    """How many took part in the case's item at the board, as noted; 0 before it is."""
    item = current_item(case, Seat.BOARD)
    return len(serving_at(item)) if item else 0


def check_takes_part(person: Person, item: AgendaItem, meeting: Meeting | None = None) -> None:
    """Raises DomainError for a vote or a reservation by somebody who takes no part in the item.

    Only those who served may vote (KL 4:24) or enter a reservation (KL 4:27).
    """
    where = meeting or item.meeting
    call, out = roll_call(where), outs_of([item], where)[item.pk]
    taking = serving_at(item, meeting, call=call, out=out)
    if any(each.person.pk == person.pk for each in taking):
        return
    if person.pk in out.recusals:
        why = "är jävig i ärendet och deltar varken i beslutet eller i omröstningen (KL 6:28–30)"
    elif person.pk in out.absences:
        why = "var inte med när ärendet behandlades"
    elif not call.is_recorded:
        why = "går inte att pröva förrän närvaron är antecknad. Anteckna den först"
    else:
        why = "tjänstgjorde inte på mötet"
    raise DomainError(f"{person} {why}.")
