"""Kompletteringar write themselves: the acts on cases and documents call this, nobody else."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db.models import Max

from bodies.models import Meeting, Person
from cases.models import AgendaChange, AgendaItem, Case, Document, FrozenAgenda
from cases.models.agenda_change import ChangeVerb
from cases.models.agenda_item import STOPPED
from cases.queries.agenda import items_of
from samverkan.lib.dates import now, start_of_day, today


def supplement(case: Case, verb: ChangeVerb, text: str, *, by: Person) -> None:
    """Tell the readers of every published agenda to come on which the case stands."""
    _write(_agendas_with(case), case, verb, text, by)


@contextmanager
def withdrawing(case: Case, reason: str, *, by: Person) -> Iterator[None]:
    """Around what takes the case off agendas: those it is gone from afterwards are told.

    A meeting that has begun needs no telling: it has itself said what became of the item.
    """
    before = _agendas_with(case)
    yield
    left = {meeting.pk for meeting in _agendas_with(case)}
    gone = [each for each in before if each.pk not in left and not each.has_begun]
    text = f"{case.registry_number} {case.title} utgår. {reason}".strip()
    _write(gone, case, ChangeVerb.ITEM_WITHDRAWN, text, by)


def document_supplement(document: Document, verb: ChangeVerb, what: str, *, by: Person) -> None:
    """`what` happened to a document; a working paper is nobody's business on an agenda."""
    if Document.objects.handed_over().contains(document):
        case = document.case
        supplement(case, verb, f"{case.registry_number}: {document.title} {what}", by=by)


def freeze(meeting: Meeting, items: Sequence[AgendaItem], *, by: Person) -> None:
    """Keep the agenda that is published right now, with the documents that come with it."""
    shown = Document.objects.handed_over().filter(case__in=[item.case_id for item in items])
    papers: dict[int, list[tuple[str, int]]] = defaultdict(list)
    tops = shown.annotate(top=Max("versions__number")).order_by("case", "act")
    for case_id, title, top in tops.values_list("case", "title", "top"):
        papers[case_id].append((title, top))
    lines = [
        {
            "case": item.case_id,
            "number": item.case.registry_number,
            "title": item.case.title,
            "documents": papers[item.case_id],
        }
        for item in items
    ]
    FrozenAgenda.objects.create(meeting=meeting, at=now(), by=by, lines=lines)


def _agendas_with(case: Case) -> list[Meeting]:
    """One query, and one more for each published agenda to come in the case's bodies."""
    area = case.area
    bodies = (area.preparing_committee_id, area.consultation_id, area.board_id)
    coming = Meeting.objects.not_cancelled().filter(
        body__in=[key for key in bodies if key],
        agenda_published_at__isnull=False,
        starts_at__gte=start_of_day(today()),
    )
    return [meeting for meeting in coming.select_related("body", "follows") if _has(meeting, case)]


def _has(meeting: Meeting, case: Case) -> bool:
    return any(
        item.case_id == case.pk and item.round == case.round and item.outcome not in STOPPED
        for item in items_of(meeting)
    )


def _write(meetings: list[Meeting], case: Case, verb: ChangeVerb, text: str, by: Person) -> None:
    AgendaChange.objects.bulk_create(
        AgendaChange(meeting=meeting, case=case, at=now(), by=by, verb=verb, text=text)
        for meeting in meetings
    )
