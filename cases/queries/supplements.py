"""What has changed on a published agenda, and what of it a reader has not seen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Subquery

from bodies.models import Meeting, Person
from cases.models import AgendaChange, AgendaReading, Case, FrozenAgenda
from cases.models.case import sees_all


@dataclass(frozen=True, slots=True)
class Supplements:
    """The changes, newest first. `read_at` is when the reader last looked, if ever.

    `first` is the agenda as it was published, a line an item (FrozenAgenda.lines).
    """

    changes: list[AgendaChange]
    read_at: datetime | None
    first: list[dict[str, Any]]

    @property
    def version(self) -> int:
        """1 is what was published; every change that this reader knows of makes another."""
        return len(self.changes) + 1

    @property
    def changed_at(self) -> datetime | None:
        return self.changes[0].at if self.changes else None

    @property
    def news(self) -> list[AgendaChange]:
        """Since the reader last looked; nothing is news on a first reading."""
        return [each for each in self.changes if self.read_at and each.at > self.read_at]

    @property
    def seen(self) -> list[AgendaChange]:
        news = {each.pk for each in self.news}
        return [each for each in self.changes if each.pk not in news]


def supplements(meeting: Meeting, person: Person) -> Supplements:
    """What this person may read of. At most two queries; none before it is
    published. The meeting has its frozen agenda at hand."""
    if not meeting.is_published:
        return Supplements([], None, [])
    rows: QuerySet[AgendaChange] = meeting.changes.select_related("by", "case")
    if not sees_all(person):
        rows = rows.filter(case__in=Case.objects.visible_to(person).values("pk"))
    read = AgendaReading.objects.filter(meeting=meeting, person=person).values("at")
    found = rows.annotate(read_at=Subquery(read)).order_by(F("at").desc(), "-pk")
    changes: list[Any] = list(found)
    if not changes:
        return Supplements([], None, [])
    return Supplements(changes, changes[0].read_at, _first(meeting, person))


def _first(meeting: Meeting, person: Person) -> list[dict[str, Any]]:
    frozen: FrozenAgenda | None = getattr(meeting, "frozen_agenda", None)
    lines: list[dict[str, Any]] = frozen.lines if frozen else []
    if sees_all(person):
        return lines
    keys = [line["case"] for line in lines]
    seen = set(Case.objects.visible_to(person).filter(pk__in=keys).values_list("pk", flat=True))
    return [line for line in lines if line["case"] in seen]
