"""Notes of one's own and those shared with one, and whom they can be shared with."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import F, Max, Q, QuerySet, Value
from django.db.models.functions import Concat

from bodies.models import Person
from bodies.queries import people_in
from cases.models import Case, Document, Note
from samverkan.lib.dates import today


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note as it is read. `names` are those it is shared with, if any."""

    note: Note
    is_own: bool
    names: str

    @property
    def is_of_older(self) -> bool:
        """Whether its document has a newer version than the one that was read."""
        newest: int | None = getattr(self.note, "newest", None)
        return bool(self.note.document_version and newest and newest > self.note.document_version)


def notes_on(cases: Iterable[Case], person: Person) -> dict[int, list[ShownNote]]:
    """What this person may read on the cases, by case; the newest first. One query.

    A shared one about a document that this person may not see is not there.
    """
    cases = list(cases)
    name = Concat(F("shared_with__first_name"), Value(" "), F("shared_with__last_name"))
    seen = Document.objects.visible_to(person).filter(case__in=cases).values("pk")
    about = Q(person=person) | Q(document=None) | Q(document__in=seen)
    mine = Note.objects.readable_by(person).filter(about, case__in=cases).values("pk")
    rows: QuerySet[Note] = (
        Note.objects.filter(pk__in=mine)
        .select_related("person", "document__case")
        .annotate(
            names=StringAgg(name, ", ", distinct=True, filter=Q(shared_with__isnull=False)),
            newest=Max("document__versions__number"),
        )
        .order_by("-written_at", "-pk")
    )
    found: dict[int, list[ShownNote]] = defaultdict(list)
    for note in rows:
        found[note.case_id].append(
            ShownNote(note, note.person_id == person.pk, getattr(note, "names", None) or "")
        )
    return found


def readers_near(case: Case, person: Person) -> set[int]:
    """Who else sits in the case's committee, samråd or board today, and its officer: their keys."""
    area = case.area
    bodies = [body for body in (area.preparing_committee, area.consultation, area.board) if body]
    found = {each.pk for body in bodies for each in people_in(body, today())}
    return (found | {case.officer_id} if case.officer_id else found) - {person.pk}
