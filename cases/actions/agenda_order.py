"""The order of an agenda and what each line takes: all of it in one act, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from bodies.actions.points import copy_standing_points
from bodies.models import AgendaPoint, Event, Meeting, Person
from bodies.models.standing_point import PointKind
from cases import policies
from cases.actions.agenda import check_open, lock_meeting
from cases.models import AgendaItem, MinuteItem
from cases.models.agenda_item import Section
from cases.queries.agenda import is_consultation
from cases.queries.agenda_plan import agenda_lines
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, WrongStep


@dataclass(frozen=True, slots=True)
class Arranged:
    """A line as somebody wants it. `key` is AgendaLine.key, empty for a new point.

    `kind` is a Section for an item and a PointKind for a point. `place` need not be
    consecutive; a new point comes before the line that has its place.
    """

    key: str
    place: int
    kind: str
    title: str = ""
    text: str = ""
    presenter: str = ""
    minutes: int | None = None
    goes: bool = False


@transaction.atomic
def arrange_agenda(
    *, meeting_id: int, version: int, lines: Sequence[Arranged], by: Person
) -> Meeting:
    """Give the agenda this order, with presenters and times; add new points, drop others.

    A line that is not named (placed meanwhile by somebody else) comes last, and one that is
    gone is left out. A point after the last item stays after the items to come. Raises
    NotAllowed, Stale, WrongStep (over, cancelled), DomainError for a point without a title.
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id, version)
    check_open(meeting)
    known = {line.key: line.item or line.point for line in agenda_lines(meeting)}
    ordered = [each for each in sorted(lines, key=_wanted) if _stays(each, known)]
    named = {each.key for each in ordered} | {each.key for each in lines if each.goes}
    _drop(meeting, [each for each in lines if each.goes], known)
    _write(meeting, ordered, [row for key, row in known.items() if key not in named], known)
    meeting.version += 1
    meeting.save(update_fields=["version"])
    text = "Ärendelistans ordning och tider ändrades."
    Event.objects.create(at=now(), by=by, verb="arrange_agenda", text=text, meeting=meeting)
    return meeting


def _wanted(line: Arranged) -> tuple[int, bool]:
    return line.place, bool(line.key)


Known = dict[str, AgendaItem | AgendaPoint | None]


def _stays(line: Arranged, known: Known) -> bool:
    is_item = isinstance(known.get(line.key), AgendaItem)
    return (line.key in known or not line.key) and (is_item or not line.goes)


def _drop(meeting: Meeting, lines: Sequence[Arranged], known: Known) -> None:
    """Only points: an item is taken off by an act of its own, that says what becomes of it."""
    gone = [known.get(line.key) for line in lines]
    keys = [row.pk for row in gone if isinstance(row, AgendaPoint)]
    minuted = MinuteItem.objects.filter(point__in=keys).first()
    if minuted:
        raise DomainError(f"{minuted.title} har {minuted.citation} i protokollet och står kvar.")
    meeting.points.filter(pk__in=keys).delete()


def _write(
    meeting: Meeting,
    ordered: Sequence[Arranged],
    others: Sequence[AgendaItem | AgendaPoint | None],
    known: Known,
) -> None:
    rows = [known.get(line.key) or AgendaPoint(meeting=meeting) for line in ordered]
    for row, line in zip(rows, ordered, strict=True):
        _fill(row, line, advises=is_consultation(meeting))
    found = [*rows, *(row for row in others if row is not None)]
    last = max((n for n, row in enumerate(found) if isinstance(row, AgendaItem)), default=None)
    for n, row in enumerate(found):
        row.position = n + 1
        if isinstance(row, AgendaPoint) and last is not None:
            row.at_end = n > last
    _store(meeting, found)


def _fill(row: AgendaItem | AgendaPoint, line: Arranged, *, advises: bool) -> None:
    row.presenter, row.minutes = line.presenter.strip(), line.minutes
    if isinstance(row, AgendaItem):
        if not advises and line.kind in Section.values:
            row.section = line.kind
        return
    if line.kind not in PointKind.values:
        raise DomainError("Välj vad det är för punkt.", field="kind")
    row.kind, row.title = line.kind, line.title.strip() or _stock_title(line.kind)
    row.text = line.text.strip()


def _stock_title(kind: str) -> str:
    """A break needs no title of its own; what somebody is to speak about does."""
    if kind not in (PointKind.BREAK, PointKind.GROUP_MEETING):
        raise DomainError("Skriv en rubrik för punkten.", field="title")
    return str(PointKind(kind).label)


def _store(meeting: Meeting, rows: Sequence[AgendaItem | AgendaPoint]) -> None:
    """A samråd's items belong to its committee, where their order and times are set."""
    items = [row for row in rows if isinstance(row, AgendaItem) and row.meeting_id == meeting.pk]
    AgendaItem.objects.bulk_update(items, ["position", "section", "presenter", "minutes"])
    points = [row for row in rows if isinstance(row, AgendaPoint)]
    fields = ["position", "at_end", "kind", "title", "text", "presenter", "minutes"]
    AgendaPoint.objects.bulk_update([row for row in points if row.pk], fields)
    AgendaPoint.objects.bulk_create([row for row in points if not row.pk])


@transaction.atomic
def fetch_standing_points(*, meeting_id: int, by: Person) -> Meeting:
    """Give a meeting that has no points those of its body.

    Raises NotAllowed, WrongStep when it has points, is over or cancelled, DomainError when
    the body has none.
    """
    policies.check_run_meetings(by)
    meeting = lock_meeting(meeting_id)
    check_open(meeting)
    if meeting.points.exists():
        raise WrongStep("Mötet har redan fått sina stående punkter.")
    count = copy_standing_points(meeting)
    if not count:
        raise DomainError(
            f"{meeting.body.abbreviation} har inga stående punkter. "
            "En administratör lägger upp dem."
        )
    before = meeting.points.filter(at_end=False).count()
    for n, item in enumerate(meeting.items.in_order(), start=before + 1):
        AgendaItem.objects.filter(pk=item.pk).update(position=n)
    meeting.version += 1
    meeting.save(update_fields=["version"])
    text = f"{count} stående punkter hämtades till ärendelistan."
    Event.objects.create(at=now(), by=by, verb="fetch_standing_points", text=text, meeting=meeting)
    return meeting
