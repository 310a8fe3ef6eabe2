"""How far a meeting's minutes have come: editions, who has approved, notices, and each day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from bodies.models import Meeting, Person
from bodies.queries.attendance import Serving, everybody_serving, roll_call
from cases.minutes_dates import MinutesDays, days_of, minutes_due
from cases.models import (
    Approval,
    Approver,
    ApproverRole,
    Minutes,
    MinutesReturn,
    PostedNotice,
)
from samverkan.lib.dates import local_date, today


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition, with who has approved it, who has not, and every day it is counted to."""

    minutes: Minutes
    approvals: list[Approval]
    missing: list[Approver]
    handed_back: MinutesReturn | None
    notice: PostedNotice | None

    @property
    def waits(self) -> bool:
        return self.minutes.approved_at is None and self.handed_back is None

    @property
    def is_approved(self) -> bool:
        return self.minutes.approved_at is not None

    @property
    def approved_on(self) -> date | None:
        return local_date(self.minutes.approved_at) if self.minutes.approved_at else None

    @property
    def days(self) -> MinutesDays:
        posted = self.notice.posted_on if self.notice else None
        met_on = self.minutes.meeting.day
        return days_of(met_on, approved_on=self.approved_on, posted_on=posted)

    @property
    def may_come_down(self) -> bool:
        """Whether the notice is up and its appeal time is over."""
        found = self.notice
        return found is not None and not found.taken_down_on and found.down_earliest <= today()

    @property
    def is_final(self) -> bool:
        """Whether the day is past on which it could be appealed; nobody here knows if it was."""
        return self.notice is not None and self.notice.appeal_last < today()

    def waits_for(self, person: Person) -> bool:
        return self.waits and any(each.person_id == person.pk for each in self.missing)


@dataclass(frozen=True, slots=True)
class Way:
    """The whole way of one meeting's minutes. `alone` are §§ approved at once, newest edition."""

    meeting: Meeting
    approvers: list[Approver]
    whole: Edition | None = None
    alone: list[Edition] = field(default_factory=list)
    earlier: list[Edition] = field(default_factory=list)

    @property
    def editions(self) -> list[Edition]:
        """The newest of each, §§ first."""
        return [*self.alone, *([self.whole] if self.whole else [])]

    @property
    def due(self) -> date:
        return minutes_due(self.meeting.day)

    @property
    def is_approved(self) -> bool:
        return self.whole is not None and self.whole.is_approved

    @property
    def waiting(self) -> bool:
        return any(each.waits for each in self.editions)

    @property
    def is_overdue(self) -> bool:
        return not self.is_approved and self.due < today()

    @property
    def approved_alone(self) -> dict[int, date]:
        """The §§ that were approved at once, by key, and when."""
        return {
            e.minutes.paragraph_id: e.approved_on
            for e in self.alone
            if e.minutes.paragraph_id and e.approved_on
        }

    @property
    def chair(self) -> Approver | None:
        return next((each for each in self.approvers if each.role == ApproverRole.CHAIR), None)

    @property
    def is_chosen(self) -> bool:
        """A chair, and at least one beside them."""
        return self.chair is not None and len(self.approvers) > 1

    def of(self, paragraph: int | None) -> Edition | None:
        """The newest edition of the whole (None) or of one §."""
        return next((e for e in self.editions if e.minutes.paragraph_id == paragraph), None)


WITH_ALL = (
    Prefetch("approvals", Approval.objects.select_related("person")),
    "extracts__document__case",
)


def editions(found: QuerySet[Minutes]) -> list[Edition]:
    """Those found, oldest first. Four queries however many."""
    rows = list(
        found.select_related(
            "meeting__body", "made_by", "paragraph", "handed_back__person", "notice__posted_by"
        )
        .prefetch_related(*WITH_ALL)
        .order_by("pk")
    )
    people: dict[int, list[Approver]] = {}
    chosen = Approver.objects.filter(meeting__in=[row.meeting_id for row in rows])
    for each in chosen.select_related("person").order_by("meeting", "-role", "pk"):
        people.setdefault(each.meeting_id, []).append(each)
    return [_edition(row, people.get(row.meeting_id, [])) for row in rows]


def _edition(row: Minutes, chosen: Iterable[Approver]) -> Edition:
    approvals = list(row.approvals.all())
    done = {each.person_id for each in approvals}
    return Edition(
        minutes=row,
        approvals=approvals,
        missing=[each for each in chosen if each.person_id not in done],
        handed_back=getattr(row, "handed_back", None),
        notice=getattr(row, "notice", None),
    )


def way_of(meeting: Meeting) -> Way:
    """Five queries."""
    newest: dict[int | None, Edition] = {}
    found = editions(Minutes.objects.filter(meeting=meeting))
    for each in found:
        newest[each.minutes.paragraph_id] = each
    chosen = Approver.objects.filter(meeting=meeting).select_related("person")
    return Way(
        meeting=meeting,
        approvers=list(chosen.order_by("-role", "pk")),
        whole=newest.get(None),
        alone=sorted(
            (e for key, e in newest.items() if key),
            key=lambda e: e.minutes.paragraph.number if e.minutes.paragraph else 0,
        ),
        earlier=[e for e in found if e is not newest[e.minutes.paragraph_id]],
    )


def edition_of(pk: int) -> Edition | None:
    return next(iter(editions(Minutes.objects.filter(pk=pk))), None)


def may_be_chosen(meeting: Meeting) -> list[Serving]:
    """Those who took part in the meeting's decisions, and so may approve its minutes."""
    served = everybody_serving(meeting, roll_call(meeting))
    return list({each.person.pk: each for each in served}.values())


def waiting_for(person: Person) -> list[Edition]:
    """Editions that wait for this person's approval, the most pressing first."""
    asked = Approver.objects.filter(person=person, meeting=OuterRef("meeting"))
    done = Approval.objects.filter(person=person, minutes=OuterRef("pk"))
    mine = Minutes.objects.waiting().filter(Exists(asked), ~Exists(done))
    return sorted(editions(mine), key=lambda each: each.days.due)


def to_post() -> list[Edition]:
    """Approved, and not yet on the notice board."""
    return editions(Minutes.objects.approved().filter(notice=None))


def to_take_down() -> list[Edition]:
    """On the notice board although the appeal time is over."""
    over = Q(notice__taken_down_on=None, notice__appeal_last__lt=today())
    return editions(Minutes.objects.exclude(notice=None).filter(over))
