"""A formal body's minutes, § by §: what stands under each, who took part, what is proposed.

What the law wants of them is in KL 5:65–67, for boards through 6:35. Nothing is written here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from bodies.attendance import is_quorate
from bodies.models import AgendaPoint, Meeting, Person
from bodies.models.membership import VOTING_SEATS, Seat
from bodies.queries.attendance import RollCall, Serving, roll_call, serving
from cases.models import (
    AgendaItem,
    Ballot,
    Case,
    Decision,
    Dissent,
    MinuteItem,
    Minutes,
    Motion,
    Vote,
)
from cases.outcomes import DecisionOutcome, ItemOutcome
from cases.queries import reports
from cases.queries.agenda_plan import agenda_lines
from cases.queries.attendance import Out, outs_of, serving_at
from cases.queries.minute_words import proposed_decision
from cases.voting import Result
from samverkan.lib.dates import now, start_of_day
from samverkan.lib.errors import WrongStep

PARTS = (
    "point",
    "meeting__body",
    "body",
    "item__meeting",
    "item__case__referral",
    "item__case__area__board",
    "item__case__final_body",
)
NOBODY = Out({}, {})


@dataclass(frozen=True, slots=True)
class Counted:
    """A vote with its ballots and what came of it."""

    vote: Vote
    ballots: list[Ballot]
    result: Result

    @property
    def sentence(self) -> str:
        return self.result.in_words(self.vote.yes_means, self.vote.no_means)

    def gainsays(self, decision: Decision) -> bool:
        """Whether what won is plainly not what was decided; other words are nobody's to judge."""
        won = self.result.won(self.vote.yes_means, self.vote.no_means).lower().split()
        rejected = decision.outcome == DecisionOutcome.REJECTED
        return bool(won) and won[0].strip(".,") == ("bifall" if rejected else "avslag")


@dataclass(frozen=True, slots=True)
class MinuteRow:
    """Everything that the minutes say under one §.

    `motions` are those not withdrawn. `taking` is who took part in it: blank until it is noted
    who was at the meeting; `differs` when that is not the meeting's own attendance. `seats` is
    how many members the body has.
    """

    minute: MinuteItem
    motions: list[Motion]
    votes: list[Counted]
    dissents: list[Dissent]
    decision: Decision | None
    taking: list[Serving]
    out: Out
    differs: bool
    seats: int
    withdrawn: list[Motion] = field(default_factory=list)

    @property
    def item(self) -> AgendaItem | None:
        return self.minute.item

    @property
    def case(self) -> Case | None:
        return self.minute.item.case if self.minute.item else None

    @property
    def title(self) -> str:
        return self.case.title if self.case else self.minute.title

    @property
    def registry_number(self) -> str:
        return self.case.registry_number if self.case else ""

    @property
    def decision_text(self) -> str:
        """What the body decided: the case's decision, what the secretary wrote, or a proposal."""
        if self.decision:
            return self.decision.wording
        return self.minute.decision_text or proposed_decision(self.minute)

    @property
    def is_decided(self) -> bool:
        """Whether the body has done with the item; a formal point has when something stands."""
        if self.item:
            return bool(self.item.outcome != ItemOutcome.SCHEDULED)
        return bool(self.minute.decision_text)

    @property
    def lacking(self) -> list[str]:
        """What the minutes must say of it and do not yet (KL 5:66), or say two of, in words."""
        lacks = []
        if self.is_decided and not self.decision_text:
            lacks.append("Beslutet saknas")
        if (self.motions or self.votes) and not self.minute.putting_order:
            lacks.append("Propositionsordningen saknas")
        if self.decision and self.votes and self.votes[-1].gainsays(self.decision):
            lacks.append("Omröstningen gav inte det beslut som är antecknat")
        return lacks

    @property
    def is_quorate(self) -> bool:
        """More than half of the members' places were served (KL 6:27)."""
        return is_quorate(len(self.taking), self.seats)


def closed_because(meeting: Meeting, minute: MinuteItem | None = None) -> str:
    """Why the minutes, or this § alone, may not be changed now; blank while they may."""
    stands = Minutes.objects.filter(meeting=meeting, handed_back=None)
    own = Q(paragraph=None) | Q(paragraph=minute) if minute else Q(paragraph=None)
    found = stands.filter(own).select_related("paragraph").order_by("approved_at").first()
    if found is None:
        return ""
    what = found.paragraph.citation if found.paragraph else "Protokollet"
    if found.approved_at:
        return f"{what} är justerat och ligger fast."
    return f"{what} är skickat för justering. Ta tillbaka det om något ska rättas."


def check_minutes_open(meeting: Meeting, minute: MinuteItem | None = None) -> None:
    """Raises WrongStep when the minutes, or this § alone, are approved or sent to be.

    Asked by every act that changes what stands under a §; the database asks too.
    """
    if why := closed_because(meeting, minute):
        raise WrongStep(why)


def minute_items_of(meeting: Meeting, call: RollCall | None = None) -> list[MinuteRow]:
    """All §§ of the meeting in order. Fifteen queries at most, whatever their number.

    `call` is the meeting's roll call, when the caller has asked.
    """
    return _rows(meeting, MinuteItem.objects.filter(meeting=meeting), call)


def minute_row_of(minute: MinuteItem) -> MinuteRow:
    """One § with all that stands under it."""
    return _rows(minute.meeting, MinuteItem.objects.filter(pk=minute.pk))[0]


def _rows(
    meeting: Meeting, found: QuerySet[MinuteItem], call: RollCall | None = None
) -> list[MinuteRow]:
    minutes = list(
        found.select_related(*PARTS).prefetch_related(
            Prefetch("motions", Motion.objects.select_related("person")),
            Prefetch("votes", Vote.objects.select_related("chair")),
            Prefetch("votes__ballots", Ballot.objects.select_related("person")),
            Prefetch("dissents", Dissent.objects.select_related("person")),
            "item__case__decisions",
        )
    )
    call = call or roll_call(meeting)
    served = serving(meeting, call)
    outs = outs_of([each.item for each in minutes if each.item], meeting)
    return [_row(each, call, served, outs.get(each.item_id or 0, NOBODY)) for each in minutes]


def _row(minute: MinuteItem, call: RollCall, served: list[Serving], out: Out) -> MinuteRow:
    item = minute.item
    taking = serving_at(item, call=call, out=out) if item else served
    motions = list(minute.motions.all())
    return MinuteRow(
        minute=minute,
        motions=[each for each in motions if each.withdrawn_at is None],
        votes=[Counted(each, list(each.ballots.all()), each.result) for each in minute.votes.all()],
        dissents=list(minute.dissents.all()),
        decision=_decision(item) if item else None,
        taking=taking,
        out=out,
        differs={each.person.pk for each in taking} != {each.person.pk for each in served},
        seats=len(call.members),
        withdrawn=[each for each in motions if each.withdrawn_at],
    )


def _decision(item: AgendaItem) -> Decision | None:
    """The case's decision, if it was made at this meeting."""
    made = item.case.decisions.all()
    return next((each for each in made if each.meeting_id == item.meeting_id), None)


def to_number(meeting: Meeting) -> list[AgendaItem | AgendaPoint | str]:
    """What of the agenda has no § yet, in its order; breaks and the like get none.

    An item that was taken off before the agenda went out, or before a meeting without one was
    held, was never the meeting's.
    """
    out = meeting.agenda_published_at or start_of_day(meeting.day)
    keys = list(meeting.minute_items.values_list("item_id", "point_id"))
    items, points = {item for item, _ in keys}, {point for _, point in keys}
    found: list[AgendaItem | AgendaPoint | str] = []
    told = meeting.minute_items.filter(title=reports.TITLE).exists()
    reporting = [] if told else list(reports.reports_at(meeting))
    for line in agenda_lines(meeting, reporting=reporting):
        if line.item and line.item.pk not in items and not _left_before(line.item, out):
            found.append(line.item)
        if line.point and line.number and line.point.pk not in points:
            found.append(line.point)
        if line.reports:
            found.append(line.title)
    return found


def _left_before(item: AgendaItem, moment: datetime) -> bool:
    gone = item.outcome == ItemOutcome.WITHDRAWN
    return gone and item.recorded_at is not None and item.recorded_at < moment


def named_in_minutes(about: AgendaItem | AgendaPoint | str) -> str:
    """How what gets a § is told of, in a sentence."""
    return about.case.registry_number if isinstance(about, AgendaItem) else str(about)


def minute_item_at(meeting: Meeting, number: int) -> MinuteItem | None:
    found: MinuteItem | None = (
        MinuteItem.objects.filter(meeting=meeting, number=number).select_related(*PARTS).first()
    )
    return found


def takes_part_in(minute: MinuteItem) -> list[Serving]:
    """Who took part in the §: the item's own attendance, or the meeting's for a formal point."""
    return serving_at(minute.item) if minute.item else serving(minute.meeting)


def presiding(taking: Sequence[Serving]) -> Person | None:
    """Who presides: the chair who is there, else the vice chair; else nobody is proposed."""
    ranks = {seat: rank for rank, seat in enumerate(VOTING_SEATS[:2])}
    seated = [each for each in taking if each.seat in ranks]
    return min(seated, key=lambda each: ranks[Seat(each.seat)]).person if seated else None


def is_on_now(meeting: Meeting) -> bool:
    """Whether the meeting is going on, as far as its hours tell."""
    return meeting.starts_at <= now() and (meeting.ends_at is None or now() <= meeting.ends_at)
