"""When a meeting's summons was sent, by whom, and who got it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from bodies.models import Event, Meeting, Notice


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending, with the letter to each."""

    event: Event
    notices: list[Notice]


def sendings_of(meeting: Meeting) -> "QuerySet[Event]":
    found: QuerySet[Event] = meeting.events.filter(verb="send_summons")
    return found


def sendings(meeting: Meeting) -> list[Sending]:
    """The latest first. Two queries."""
    letters: dict[str, list[Notice]] = {}
    rows = Notice.objects.about(f"meeting:{meeting.pk}").filter(rule="summons")
    for row in rows.select_related("recipient", "sent_to").order_by("recipient__last_name", "pk"):
        letters.setdefault(row.occasion, []).append(row)
    events = sendings_of(meeting).select_related("by").order_by("-pk")
    return [Sending(each, letters.get(f"summons:{each.data['number']}", [])) for each in events]
