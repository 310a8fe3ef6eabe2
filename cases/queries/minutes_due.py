"""Minutes that fall due: to be approved, to be posted, and notices that may come down.

As `falling_due`: each takes the one meeting that is asked about ("meeting:12"), or None for all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Min, OuterRef, QuerySet
from django.urls import reverse

from bodies.models import Meeting, Person
from bodies.notices import Letter
from bodies.reminders import Due
from bodies.roles import Role
from cases.minutes_dates import minutes_due
from cases.models import MinuteItem, Minutes, MinutesReturn
from cases.queries.approval import Edition, editions, waiting_for
from cases.queries.falling_due import Staff
from samverkan.lib.dates import start_of_day, swedish_date, today

# Minutes that nobody has approved here for so long were approved somewhere else.
ASKED_FOR = timedelta(days=60)
NONE = 0  # the key of no row
DOWN = "Ta ner anslaget"


def _which(only: str | None) -> int | None:
    """The key of the meeting asked about, NONE for what is no meeting, None for all of them."""
    if only is None:
        return None
    prefix, _, key = only.partition(":")
    return int(key) if prefix == "meeting" and key.isdigit() else NONE


def _named(meeting: Meeting, minutes: Minutes | None = None) -> str:
    of = f"{meeting.body.abbreviation} {swedish_date(meeting.day)}"
    return f"{minutes.paragraph.citation}, {of}" if minutes and minutes.paragraph else of


def _due(
    meeting: Meeting,
    day: date,
    people: Iterable[Person],
    subject: str,
    text: str,
    since: datetime,
    *,
    minutes: Minutes | None = None,
    name: str = "",
) -> Due:
    path = reverse("minutes_approval", args=[meeting.pk])
    return Due(
        about=f"meeting:{meeting.pk}",
        day=day,
        since=since,
        people=tuple({each.pk: each for each in people if each.is_active}.values()),
        letter=Letter(subject=f"{_named(meeting, minutes)}: {subject}", text=text, path=path),
        body_id=meeting.body_id,
        name=name,
    )


def to_approve(only: str | None) -> Iterator[Due]:
    """Until everybody has approved: those who have not, or the secretaries until it is sent."""
    yield from _unsent(only)
    for each in _only(Minutes.objects.waiting(), only):
        minutes, meeting, last = each.minutes, each.minutes.meeting, each.days.due
        what = minutes.paragraph.citation if minutes.paragraph else "Protokollet"
        text = (
            f"{what} från {meeting.body.name} {swedish_date(meeting.day)} ska justeras senast "
            f"{swedish_date(last)}. Läs igenom och justera."
        )
        people = [one.person for one in each.missing]
        name = f"paragraph:{minutes.pk}" if minutes.paragraph else ""
        yield _due(
            meeting, last, people, "justera", text, minutes.made_at, minutes=minutes, name=name
        )


def _unsent(only: str | None) -> Iterator[Due]:
    """Meetings whose minutes are not with those who approve them."""
    staff, key = Staff(), _which(only)
    if key == NONE:
        return
    sent = Minutes.objects.whole().filter(meeting=OuterRef("pk"), handed_back=None)
    rows = Meeting.objects.not_cancelled().filter(
        ~Exists(sent),
        Exists(MinuteItem.objects.filter(meeting=OuterRef("pk"))),
        starts_at__gte=start_of_day(today() - ASKED_FOR),
        starts_at__lt=start_of_day(today() + timedelta(1)),
    )
    rows = rows if key is None else rows.filter(pk=key)
    found = rows.select_related("body").annotate(began=Min("minute_items__made_at"))
    for meeting in found.order_by("pk"):
        last = minutes_due(meeting.day)
        text = (
            f"Protokollet från {meeting.body.name} {swedish_date(meeting.day)} ska vara justerat "
            f"senast {swedish_date(last)}. Det är inte skickat för justering."
        )
        people, since = staff.holding(Role.BOARD_SECRETARY), meeting.began  # type: ignore[attr-defined]  # annotated above
        yield _due(meeting, last, people, "skicka protokollet för justering", text, since)


def to_announce(only: str | None) -> Iterator[Due]:
    """Approved and not yet on the notice board (KL 8:12)."""
    staff = Staff()
    for each in _only(Minutes.objects.approved().filter(notice=None), only):
        minutes, meeting, last = each.minutes, each.minutes.meeting, each.days.notice_due
        if last and minutes.approved_at:
            text = f"Det är justerat. Anslå det senast {swedish_date(last)} (KL 8:12)."
            yield _due(
                meeting,
                last,
                staff.holding(Role.BOARD_SECRETARY),
                "anslå justeringen",
                text,
                minutes.approved_at,
                minutes=minutes,
                name=f"minutes:{minutes.pk}",
            )


def may_come_down(only: str | None) -> Iterator[Due]:
    """Notices whose appeal time is over, or will be."""
    staff = Staff()
    up = Minutes.objects.filter(notice__isnull=False, notice__taken_down_on=None)
    for each in _only(up, only):
        minutes, notice = each.minutes, each.notice
        if notice:
            text = (
                f"Överklagandetiden gick ut {swedish_date(notice.appeal_last)}. "
                "Anslaget får tas ner."
            )
            yield _due(
                minutes.meeting,
                notice.down_earliest,
                staff.holding(Role.BOARD_SECRETARY),
                "anslaget får tas ner",
                text,
                notice.noted_at,
                minutes=minutes,
                name=f"notice:{minutes.pk}",
            )


def _only(rows: "QuerySet[Minutes]", only: str | None) -> list[Edition]:
    key = _which(only)
    if key == NONE:
        return []
    return editions(rows if key is None else rows.filter(meeting=key))


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that somebody has to do with minutes: what, where, and by which day."""

    title: str
    task: str
    url: str
    day: date
    tone: str


def minutes_to_do(person: Person) -> list[ToDo]:
    """What waits for the person: their own approvals, and the secretary's notices and mending."""
    found = [_approval(each) for each in waiting_for(person)]
    if person.is_active and person.has_role(Role.BOARD_SECRETARY):
        found += _of_secretary()
    return sorted(found, key=lambda each: each.day)


def _approval(each: Edition) -> ToDo:
    meeting = each.minutes.meeting
    url = reverse("minutes_edition", args=[meeting.pk, each.minutes.pk])
    return _to_do(each, "Läs och justera", url, each.days.due)


def _of_secretary() -> list[ToDo]:
    posting = Minutes.objects.approved().filter(notice=None)
    down = Minutes.objects.filter(notice__taken_down_on=None, notice__appeal_last__lt=today())
    later = Minutes.objects.filter(
        meeting=OuterRef("meeting"), paragraph=None, pk__gt=OuterRef("pk")
    )
    mending = Minutes.objects.whole().filter(
        Exists(MinutesReturn.objects.filter(minutes=OuterRef("pk"))), ~Exists(later)
    )
    found = []
    for each in editions((posting | down | mending).distinct()):
        url = reverse("minutes_approval", args=[each.minutes.meeting_id])
        if each.handed_back:
            found.append(_to_do(each, "Rätta och skicka igen", url, each.days.due))
        elif each.notice:
            found.append(_to_do(each, DOWN, url, each.notice.down_earliest))
        elif each.days.notice_due:
            found.append(_to_do(each, "Anslå justeringen", url, each.days.notice_due))
    return found


def _to_do(each: Edition, task: str, url: str, day: date) -> ToDo:
    meeting, own = each.minutes.meeting, each.minutes.paragraph
    what = f"{own.citation}" if own else "Protokoll"
    # A notice may come down from its day, and is not late the day after.
    tone = "attention" if day < today() and task != DOWN else "waiting"
    return ToDo(f"{what} {_named(meeting)}", task, url, day, tone)
