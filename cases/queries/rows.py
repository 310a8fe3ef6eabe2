"""Cases as rows of a list: the tiny drawing, and the next day that matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from cases.flow import ENDED_EARLY, FlowTrack
from cases.models import Case, Stage
from cases.queries.plan import Standing, standings
from cases.queries.tracks import tiny_tracks_of


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line: `next_label` and `next_date` name the coming meeting it is on, if any.

    `task` says what the reader is to do now; empty where nothing is asked of them.
    """

    case: Case
    tracks: list[FlowTrack]
    next_label: str
    next_date: date | None
    task: str = ""


def listed(cases: "QuerySet[Case]") -> "QuerySet[Case]":
    """The cases with what a row shows, so that no row asks for more."""
    cut = Stage.objects.filter(
        case=OuterRef("pk"), round=OuterRef("round"), left_by__in=ENDED_EARLY
    ).order_by("-pk")
    return cases.annotate(
        cut_by=Subquery(cut.values("left_by")[:1]), cut_at=Subquery(cut.values("step")[:1])
    ).select_related(
        "officer",
        "referral",
        "area__preparing_committee",
        "area__consultation",
        "area__board",
        "final_body",
    )


def case_rows(cases: Sequence[Case]) -> list[CaseRow]:
    """The rows of cases that came through `listed`. Three queries however many."""
    where = standings(cases) if cases else {}
    return [row_of(case, where[case.pk]) for case in cases]


def row_of(case: Case, where: Standing) -> CaseRow:
    """The row of a case that came through `listed`. No query."""
    meeting = where.next_meeting
    label = meeting.body.abbreviation if meeting else ""
    return CaseRow(case, tiny_tracks_of(case), label, meeting.day if meeting else None)
