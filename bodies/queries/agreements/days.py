"""When the councils meet, and the plan that each agreement is measured by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from bodies.agreement_plan import Plan, plan
from bodies.models import CouncilDay, FrameworkAgreement, Meeting, MunicipalAgreement
from bodies.models.body import BodyKind
from bodies.models.organisation import OrganisationKind
from samverkan.lib.dates import start_of_day

# A council that has not met for a year before the term says nothing of when it will.
NEARBY = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class CouncilDates:
    """A council's last meeting before the term, and when it wants its papers, if that is known."""

    day: date
    papers_due: date | None


def council_dates(places: Iterable[int], first_day: date) -> dict[int | None, CouncilDates]:
    """By organisation, the last council meeting before `first_day`. Two queries.

    From the councils' own meetings where they are in the register, else from the days that
    an administrator has written; the later of the two counts. The region's is under None.
    """
    wanted = list(places)
    found: dict[int | None, CouncilDates] = {}
    for place, kind, each in [*_written(wanted, first_day), *_met(wanted, first_day)]:
        whose = None if kind == OrganisationKind.REGION else place
        if whose not in found or found[whose].day < each.day:
            found[whose] = each
    return found


Found = list[tuple[int, str, CouncilDates]]


def _written(places: list[int], first_day: date) -> Found:
    whose = Q(organisation__in=places) | Q(organisation__kind=OrganisationKind.REGION)
    rows = CouncilDay.objects.filter(whose, day__lt=first_day, day__gte=first_day - NEARBY)
    return [
        (place, kind, CouncilDates(day, papers))
        for place, kind, day, papers in rows.values_list(
            "organisation", "organisation__kind", "day", "papers_due"
        )
    ]


def _met(places: list[int], first_day: date) -> Found:
    whose = Q(body__organisation__in=places) | Q(body__organisation__kind=OrganisationKind.REGION)
    rows = Meeting.objects.not_cancelled().filter(
        whose,
        body__kind=BodyKind.COUNCIL,
        starts_at__lt=start_of_day(first_day),
        starts_at__gte=start_of_day(first_day - NEARBY),
    )
    return [
        (place.pk, place.kind, CouncilDates(each.day, each.papers_due))
        for each in rows.select_related("body__organisation")
        if (place := each.body.organisation)
    ]


def plans_for(
    framework: FrameworkAgreement, agreements: Iterable[MunicipalAgreement]
) -> dict[int, Plan]:
    """The plan of each agreement of the framework, by its key. Two queries."""
    rows = list(agreements)
    met = council_dates((row.municipality_id for row in rows), framework.first_day)
    region = met.get(None)
    return {
        row.pk: plan(
            framework.first_day,
            council=each.day if (each := met.get(row.municipality_id)) else None,
            papers=each.papers_due if each else None,
            region=region.day if region else None,
        )
        for row in rows
    }
