"""Where an item's attendance differs from its meeting's: who was out, and who was challenged."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from bodies.models import Meeting, Person
from bodies.queries.attendance import RollCall, everybody_serving, roll_call
from cases import policies
from cases.actions.core import lock_case, record
from cases.actions.votes import check_voters
from cases.models import AgendaItem, ItemAbsence, Recusal
from cases.models.item_attendance import Ground
from cases.outcomes import ItemOutcome
from cases.queries.attendance import outs_of
from cases.queries.minutes import check_minutes_open
from samverkan.lib.dates import now, swedish_date
from samverkan.lib.errors import DomainError, WrongStep


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody who takes no part in the item; with a `ground` it is jäv (KL 6:28)."""

    person_id: int
    ground: int | None = None
    stands_in_id: int | None = None


@transaction.atomic
def note_item_attendance(
    *, item_id: int, meeting_id: int, gone: Sequence[Gone], by: Person
) -> AgendaItem:
    """Who took no part in one item, all at once; those left out took part if they served.

    `meeting_id` is the item's own meeting or the samråd with the same agenda. Raises
    NotAllowed, WrongStep for an item that is decided, and DomainError for somebody who did
    not serve, a substitute who is not there or serves already (KL 6:28–30), or one who has
    voted, moved something or entered a reservation in the item.
    """
    policies.check_run_meetings(by)
    item = AgendaItem.objects.select_related("case", "meeting__body").get(pk=item_id)
    case = lock_case(item.case_id)
    item.refresh_from_db(fields=["outcome"])
    meeting = Meeting.objects.select_related("body").get(pk=meeting_id)
    if item.meeting_id == meeting.pk and item.outcome == ItemOutcome.DECIDED:
        raise WrongStep("Ärendet är beslutat, så närvaron vid det ligger fast.")
    call = roll_call(meeting)
    _check(gone, call)
    check_minutes_open(meeting, getattr(item, "minute_item", None))
    if _write(item, meeting, gone, by):
        check_voters(meeting)
        where = f"{meeting.body.abbreviation} {swedish_date(meeting.day)}"
        text = f"Närvaron vid ärendet på {where}: {_in_words(gone, call)}."
        record(case, "note_item_attendance", text, by=by, meeting=meeting.pk)
    return item


def _check(gone: Sequence[Gone], call: RollCall) -> None:
    if not call.is_recorded:
        raise WrongStep("Anteckna först vilka som var med på mötet.")
    serving = {each.person.pk for each in everybody_serving(call.meeting, call)}
    stood_in: set[int] = set()
    for each in gone:
        if each.person_id not in serving:
            raise DomainError("Bara den som tjänstgjorde kan vara borta eller jävig vid ärendet.")
        if each.ground is not None and each.ground not in Ground.values:
            raise DomainError("Välj en grund för jävet (KL 6:28).")
        _check_stand_in(each, call, serving, stood_in)


def _check_stand_in(each: Gone, call: RollCall, serving: set[int], stood_in: set[int]) -> None:
    """There, free, and for one place only."""
    if each.stands_in_id is None:
        return
    line = call.line_of(each.stands_in_id)
    free = {line.person.pk for line in call.substitutes if line.presence} - serving
    if line is None or each.stands_in_id not in free:
        raise DomainError("Ersättaren är inte på mötet eller tjänstgör redan för någon annan.")
    if each.stands_in_id in stood_in:
        raise DomainError(f"{line.person} kan bara tjänstgöra på en plats i taget.")
    stood_in.add(each.stands_in_id)


def _write(item: AgendaItem, meeting: Meeting, gone: Sequence[Gone], by: Person) -> bool:
    """Whether anything was other than before."""
    before = outs_of([item], meeting)[item.pk].all.values()
    was = {Gone(o.person_id, getattr(o, "ground", None), o.stands_in_id) for o in before}
    if was == set(gone):
        return False
    given = {"item": item, "meeting": meeting}
    for model in (ItemAbsence, Recusal):
        model.objects.filter(**given).delete()
    noted = {**given, "noted_at": now(), "noted_by": by}
    for each in gone:
        who = {"person_id": each.person_id, "stands_in_id": each.stands_in_id}
        if each.ground is None:
            ItemAbsence.objects.create(**noted, **who)
        else:
            Recusal.objects.create(**noted, **who, ground=each.ground)
    return True


def _in_words(gone: Sequence[Gone], call: RollCall) -> str:
    names = {line.person.pk: str(line.person) for line in call.everybody}
    parts = []
    for each in gone:
        why = "borta" if each.ground is None else f"jävig (KL 6:28 p. {each.ground})"
        instead = f", {names[each.stands_in_id]} tjänstgör" if each.stands_in_id else ""
        parts.append(f"{names[each.person_id]} {why}{instead}")
    return "; ".join(parts) or "alla som tjänstgjorde var med"
