"""The §§ of a formal body's minutes: who gets which number, and what stands under it."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max

from bodies.models import Event, Meeting, Person
from cases import policies
from cases.actions.agenda import lock_meeting
from cases.models import AgendaItem, MinuteItem, ParagraphSeries
from cases.queries.agenda import is_consultation
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, WrongStep


def check_minuted(meeting: Meeting) -> None:
    """Formal bodies keep minutes with §§ (KL 5:65, 6:35) of meetings that have been held."""
    if is_consultation(meeting):
        raise WrongStep("Ett samråd är rådgivande. Det har anteckningar, men inga paragrafer.")
    if meeting.is_cancelled or not meeting.has_begun:
        raise WrongStep("Paragraferna ges från och med mötesdagen.")


@transaction.atomic
def number_agenda(*, meeting_id: int, by: Person) -> list[MinuteItem]:
    """Give every item of the agenda that has none its §, in the agenda's order.

    Numbers run without gaps for the body and the calendar year, also when several do this at
    once. What was added later gets the next number; what has left the agenda keeps its own.
    Returns the new §§. Raises NotAllowed, WrongStep (samråd, not begun, cancelled).
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id)
    check_minuted(meeting)
    series = hold_series(meeting)
    items = meeting.items.filter(minute_item=None).select_related("case").in_order()
    return _give(series, meeting, list(items), by=by)


def hold_series(meeting: Meeting) -> ParagraphSeries:
    """The body's §§ of that year, held until the transaction ends: the last lock to be taken."""
    given = {"body_id": meeting.body_id, "year": meeting.day.year}
    ParagraphSeries.objects.bulk_create([ParagraphSeries(**given)], ignore_conflicts=True)
    series: ParagraphSeries = ParagraphSeries.objects.select_for_update().get(**given)
    return series


def paragraph_for(item: AgendaItem, *, by: Person, number: int | None = None) -> MinuteItem:
    """The § of an item that is decided now: the one it has, the one given, or the next.

    Raises DomainError (paragraph) for a number that is another's, or not the item's own.
    """
    meeting: Meeting = item.meeting
    series = hold_series(meeting)
    found = MinuteItem.objects.filter(item=item).first()
    if found is None:
        return _give(series, meeting, [item], by=by, number=number)[0]
    if number not in (None, found.number):
        raise DomainError(
            f"Punkten har redan {found.citation} i mötets protokoll.", field="paragraph"
        )
    return found


def _give(
    series: ParagraphSeries,
    meeting: Meeting,
    items: Sequence[AgendaItem],
    *,
    by: Person,
    number: int | None = None,
) -> list[MinuteItem]:
    """A § for each, from `number` or the next; one line of history on the meeting."""
    first = number or series.last + 1
    top = meeting.minute_items.aggregate(top=Max("position"))["top"] or 0
    rows = [
        MinuteItem(
            meeting=meeting,
            body_id=meeting.body_id,
            year=series.year,
            number=first + n,
            position=top + 1 + n,
            item=item,
            made_at=now(),
            made_by=by,
        )
        for n, item in enumerate(items)
    ]
    if not rows:
        return []
    _write(rows, series)
    numbers = f"§ {first}" if len(rows) == 1 else f"§§ {first}–{rows[-1].number}"
    told = ", ".join(item.case.registry_number for item in items)
    text = f"{numbers} i protokollet gavs åt {told}."
    Event.objects.create(at=now(), by=by, verb="number_agenda", text=text, meeting=meeting)
    return rows


def _write(rows: list[MinuteItem], series: ParagraphSeries) -> None:
    try:
        with transaction.atomic():
            MinuteItem.objects.bulk_create(rows)
    except IntegrityError as error:
        if "cases_minute_item_one_number" not in str(error):
            raise
        raise DomainError(
            f"§ {rows[0].number} är redan använd {series.year}. Välj nästa lediga nummer.",
            field="paragraph",
        ) from error
    series.last = max(series.last, rows[-1].number)
    series.save()
