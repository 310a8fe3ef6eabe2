"""From a case's rows to the ärendeflöde's facts.

Reads only what the caller has prefetched: items with their meetings, stages,
consultations, decisions and dispatches. No query of its own may come in here.
"""

from collections.abc import Collection, Iterator

from bodies.models import CooperationArea, Meeting
from cases.flow import (
    AdviceFact,
    BodyName,
    DecisionFact,
    FlowFacts,
    FlowTrack,
    ItemFact,
    StageFact,
    full_tracks,
    tiny_tracks,
)
from cases.models import Case, Consultation, Decision
from cases.models.agenda_item import STOPPED
from cases.outcomes import ConsultationManner, DecisionManner, ItemOutcome
from cases.planning import Plan
from cases.route import Seat
from samverkan.lib.dates import local_date


def seat_names(area: CooperationArea) -> dict[str, BodyName]:
    """What the bodies of the area's chain are called; `area` with its bodies loaded."""
    bodies = {seat: getattr(area, seat.value) for seat in Seat}
    return {
        seat.value: BodyName(body.abbreviation, body.name) for seat, body in bodies.items() if body
    }


def tiny_tracks_of(case: Case) -> list[FlowTrack]:
    """The drawing for a row in a list; asks nothing but the area's bodies.

    A case that came through `rows.listed` also knows how it ended before its end.
    """
    cut = (getattr(case, "cut_by", None) or "", getattr(case, "cut_at", None) or "")
    return tiny_tracks(case.route, case.step, case.round, seat_names(case.area), cut=cut)


def full_tracks_of(
    case: Case,
    *,
    plan: Plan | None = None,
    samrad: Meeting | None = None,
    hidden: Collection[int] = (),
) -> list[FlowTrack]:
    """The whole drawing; `samrad` is the meeting where the case is about to be talked over.

    Meetings in `hidden` have an agenda that the reader may not know of yet.
    """
    stops = plan.stops if plan and plan.feasible else ()
    return full_tracks(
        FlowFacts(
            route=case.route,
            step=case.step,
            round=case.round,
            names=seat_names(case.area),
            stages=[
                StageFact(
                    stage.round,
                    stage.step,
                    local_date(stage.entered_at),
                    local_date(stage.left_at) if stage.left_at else None,
                    stage.left_by,
                )
                for stage in case.stages.all()
            ],
            items=list(_items(case, samrad, hidden)),
            advice=[_advice(said) for said in case.consultations.all()],
            decisions=[_decision(decision) for decision in case.decisions.all()],
            sent={sending.round: sending.sent_on for sending in case.dispatches.all()},
            planned={stop.seat: stop.day for stop in stops if stop.day},
            breaks_at=plan.breaks_at if plan else "",
            reply_due=case.reply_due,
        )
    )


def _items(case: Case, samrad: Meeting | None, hidden: Collection[int]) -> Iterator[ItemFact]:
    seats = {getattr(case.area, f"{seat.value}_id"): seat for seat in Seat}
    for item in sorted(case.items.all(), key=lambda each: each.meeting.starts_at):
        seat = seats.get(item.meeting.body_id)
        waits = item.outcome == ItemOutcome.SCHEDULED or item.outcome in STOPPED
        if seat and not (waits and item.meeting_id in hidden):
            meeting = item.meeting
            url = meeting.get_absolute_url()
            yield ItemFact(item.round, seat, item.outcome, meeting.day, url)
    if samrad is not None and samrad.pk not in hidden:
        url = samrad.get_absolute_url()
        yield ItemFact(case.round, Seat.CONSULTATION, ItemOutcome.SCHEDULED, samrad.day, url)


def _advice(said: Consultation) -> AdviceFact:
    words = said.summary.lower()
    return AdviceFact(
        round=said.round,
        words=f"{words}, skriftligt" if said.manner == ConsultationManner.WRITTEN else words,
        given=said.is_advice,
        day=said.meeting.day if said.meeting else local_date(said.recorded_at),
        url=said.meeting.get_absolute_url() if said.meeting else "",
    )


def _decision(decision: Decision) -> DecisionFact:
    if decision.paragraph is not None:
        return DecisionFact(decision.round, f"§ {decision.paragraph}", decision.decided_on)
    words = DecisionManner(decision.manner).label.lower().split(" (")[0]
    return DecisionFact(decision.round, words, decision.decided_on)
