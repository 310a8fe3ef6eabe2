"""Who has no agreement in force on the day of a samråd: a notice, never a stop."""

from dataclasses import dataclass

from bodies.models import Meeting, MunicipalAgreement, Organisation
from bodies.queries.agreements import in_force_on
from samverkan.lib.ordering import swedish_order


@dataclass(frozen=True, slots=True)
class Lacking:
    """A municipality, and its latest agreement, where it stands what is missing."""

    municipality: Organisation
    latest: MunicipalAgreement


def lacking_agreement(meeting: Meeting) -> list[Lacking]:
    """Those of the parties whose agreement is not in force on the meeting's day.

    Nobody where no agreements are kept. Eight queries whatever the number.
    """
    rows = MunicipalAgreement.objects.filter(framework__first_day__lte=meeting.day)
    latest = {
        row.municipality_id: row
        for row in rows.select_related("municipality").order_by("framework__first_day")
    }
    holding = in_force_on(meeting.day)
    order = Organisation.objects.filter(pk__in=latest.keys() - holding.keys())
    keys = order.order_by(swedish_order("name")).values_list("pk", flat=True)
    return [Lacking(latest[key].municipality, latest[key]) for key in keys]
