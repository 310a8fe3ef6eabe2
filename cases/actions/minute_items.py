"""The §§ of a formal body's minutes: who gets which number, and what stands under it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from bodies.models import AgendaPoint, Event, Meeting, Person
from cases import policies
from cases.actions.agenda import lock_meeting
from cases.models import AgendaItem, Dissent, MinuteItem, ParagraphSeries
from cases.queries.agenda import is_consultation
from cases.queries.minutes import check_minutes_open, named_in_minutes, to_number
from samverkan.lib.dates import now, swedish_time
from samverkan.lib.errors import DomainError, WrongStep


def check_minuted(meeting: Meeting) -> None:
    """Formal bodies keep minutes with §§ (KL 5:65, 6:35) of meetings that have been held."""
    if is_consultation(meeting):
        raise WrongStep("Ett samråd är rådgivande. Det har anteckningar, men inga paragrafer.")
    if meeting.is_cancelled or not meeting.has_begun:
        raise WrongStep("Paragraferna ges från och med mötesdagen.")


@transaction.atomic
def number_agenda(*, meeting_id: int, by: Person) -> list[MinuteItem]:
    """Give every case and point of the agenda that has none its §, in the agenda's order.

    Numbers run without gaps for the body and the calendar year, also when several do this at
    once. What was added later gets the next number; what has left the agenda keeps its own.
    Returns the new §§. Raises NotAllowed, WrongStep (samråd, not begun, cancelled).
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id)
    check_minuted(meeting)
    check_minutes_open(meeting)
    series = hold_series(meeting)
    return _give(series, meeting, to_number(meeting), by=by)


@transaction.atomic
def add_minute_item(*, meeting_id: int, by: Person, title: str) -> MinuteItem:
    """A § of its own for what is no case: the opening, an election, a question.

    It gets the next number. Raises NotAllowed, WrongStep, DomainError (title).
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id)
    check_minuted(meeting)
    check_minutes_open(meeting)
    if not title.strip():
        raise DomainError("Skriv en rubrik.", field="title")
    return _give(hold_series(meeting), meeting, [title.strip()], by=by)[0]


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
        check_minutes_open(meeting)
        return _give(series, meeting, [item], by=by, number=number)[0]
    if number not in (None, found.number):
        raise DomainError(
            f"Punkten har redan {found.citation} i mötets protokoll.", field="paragraph"
        )
    return found


def _give(
    series: ParagraphSeries,
    meeting: Meeting,
    about: Sequence[AgendaItem | AgendaPoint | str],
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
            item=each if isinstance(each, AgendaItem) else None,
            point=each if isinstance(each, AgendaPoint) else None,
            title="" if isinstance(each, AgendaItem) else str(each),
            made_at=now(),
            made_by=by,
        )
        for n, each in enumerate(about)
    ]
    if not rows:
        return []
    _write(rows, series)
    numbers = f"§ {first}" if len(rows) == 1 else f"§§ {first}–{rows[-1].number}"
    told = ", ".join(named_in_minutes(each) for each in about)
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


@transaction.atomic
def note_end(*, meeting_id: int, version: int, by: Person, ends_at: datetime) -> Meeting:
    """When the meeting was closed: until then reservations are announced (KL 4:27).

    Raises NotAllowed, Stale, WrongStep, DomainError (ends) for a time that is not yet, is
    before the start, or is before a reservation that stands.
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id, version)
    check_minuted(meeting)
    check_minutes_open(meeting)
    if not meeting.starts_at < ends_at <= now():
        raise DomainError("Skriv ett klockslag efter mötets början som har varit.", field="ends")
    later = Dissent.objects.filter(minute_item__meeting=meeting, announced_at__gt=ends_at).first()
    if later:
        raise DomainError(
            f"En reservation under § {later.minute_item.number} anmäldes senare än så. "
            "Rätta den först.",
            field="ends",
        )
    meeting.ends_at = ends_at
    meeting.version += 1
    meeting.save()
    text = f"Mötet avslutades {swedish_time(ends_at)}."
    Event.objects.create(at=now(), by=by, verb="note_end", text=text, meeting=meeting)
    return meeting
