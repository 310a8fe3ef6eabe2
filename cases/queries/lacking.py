"""Who has no agreement in force on the day of a samråd: a notice, never a stop."""

from dataclasses import dataclass

from bodies.models import Meeting, Membership, MunicipalAgreement, Organisation
from bodies.queries.agreements import in_force_on
from cases.queries.agenda import is_consultation
from samverkan.lib.ordering import swedish_order


@dataclass(frozen=True, slots=True)
class Lacking:
    """A municipality, and its latest agreement, where it stands what is missing, if any."""

    municipality: Organisation
    latest: MunicipalAgreement | None


def samrad_prepared_at(meeting: Meeting) -> Meeting | None:
    """The samråd itself, or the coming one that takes this meeting's agenda, if any."""
    if is_consultation(meeting):
        return meeting
    found: Meeting | None = meeting.followed_by.not_cancelled().order_by("starts_at").first()
    return found


def lacking_agreement(meeting: Meeting) -> list[Lacking]:
    """Those of the parties whose agreement is not in force on the meeting's day.

    A party has had an agreement, or somebody sits on its behalf that day. Nobody where no
    agreements are kept. At most nine queries whatever the number.
    """
    rows = MunicipalAgreement.objects.filter(framework__first_day__lte=meeting.day)
    latest = {row.municipality_id: row for row in rows.order_by("framework__first_day")}
    if not latest:
        return []
    seated = Membership.objects.on(meeting.day).values("on_behalf_of")
    parties = Organisation.objects.municipalities().filter(pk__in=seated)
    parties = (parties | Organisation.objects.filter(pk__in=latest)).distinct()
    holding = in_force_on(meeting.day)
    return [
        Lacking(place, latest.get(place.pk))
        for place in parties.order_by(swedish_order("name"))
        if place.pk not in holding
    ]
