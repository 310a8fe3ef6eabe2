"""What a secretary may record of an item from the meeting's page: the ways on from its step."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from bodies.models import Meeting, Person
from cases import policies
from cases.models import Case
from cases.outcomes import ItemOutcome
from cases.queries.agenda import is_consultation, seat_of
from cases.queries.meeting_page import AgendaRow
from cases.queries.minutes import MinuteRow
from cases.route import Seat, Transition

# Acts on a case that belong to its own page and not to a meeting's.
ELSEWHERE = frozenset({"recall", "strike_off", "decide_urgently", "correct_consultation"})
# What may become of a case when the samråd is cancelled, and what else there is at a meeting.
INSTEAD = frozenset({"record_written_consultation", "skip_consultation"})
AT_SAMRAD = INSTEAD | {"record_consultation"}


@dataclass(frozen=True, slots=True)
class Button:
    """One way to record what the meeting made of an item."""

    label: str
    url: str
    main: bool


def can_place(found: Meeting) -> bool:
    return not (found.is_cancelled or found.is_over or is_consultation(found))


def buttons(row: AgendaRow, found: Meeting, person: Person) -> list[Button]:
    """The ways on from this body, when the case is at its step in this round."""
    seat = seat_of(row.case, found.body_id)
    if seat is None or row.item.round != row.case.round:
        return []
    ways = consultation_ways(row, found) if seat == Seat.CONSULTATION else own_ways(row, seat)
    return [
        button(w, row.case, found) for w in ways if policies.may_transition(person, row.case, w)
    ]


def own_ways(row: AgendaRow | MinuteRow, seat: Seat) -> list[Transition]:
    """What RUN AU and RUN can do with an item that still waits for them."""
    case = row.case
    if case is None or row.item is None:
        return []
    if row.item.outcome != ItemOutcome.SCHEDULED or case.route.stop(case.step).seat != seat:
        return []
    return [way for way in case.route.leaving(case.step) if way.name not in ELSEWHERE]


def consultation_ways(row: AgendaRow, found: Meeting) -> list[Transition]:
    """At the meeting; of a cancelled one in writing or not at all; afterwards to be corrected."""
    case, said = row.case, row.said
    leaving = case.route.leaving(case.step)
    if said is None:
        at_samrad = case.route.stop(case.step).seat == Seat.CONSULTATION
        names = INSTEAD if found.is_cancelled else AT_SAMRAD
        return [way for way in leaving if at_samrad and way.name in names]
    is_here = said.meeting_id == found.pk or (found.is_cancelled and said.outcome)
    return [way for way in leaving if is_here and way.name == "correct_consultation"]


def button(way: Transition, case: Case, found: Meeting, back: str = "") -> Button:
    """The way's own form, which leads back to the meeting or to the § of its minutes."""
    query = urlencode({"tillbaka": back or found.get_absolute_url(), "mote": found.pk})
    url = f"{reverse('case_step', args=[case.slug, way.name])}?{query}"
    return Button(way.label, url, way.main)
