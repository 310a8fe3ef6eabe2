"""A meeting's papers to take along: the summons, and the agenda as Word."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from bodies.models import Meeting, Person
from cases import policies
from cases.models.packet import Edition
from cases.papers import agenda_word, summons, summons_name, word_name
from cases.queries.papers import papers_of
from cases.views.common import person_of
from cases.views.meetings import meeting_or_404
from samverkan.lib.content import TYPES
from samverkan.lib.pdf import PDF


def readable_meeting(pk: int, person: Person) -> Meeting:
    """The meeting, or 404 when its agenda is not there for this person."""
    found = meeting_or_404(pk)
    if not policies.may_see_agenda(person, found):
        raise Http404("Ärendelistan finns inte eller är inte delad med dig.")
    return found


def edition_of(found: Meeting) -> Edition:
    """Once it is published everybody gets what the members get; before, staff see the draft."""
    return Edition.MEMBERS if found.is_published else Edition.STAFF


@require_safe
def meeting_summons(request: HttpRequest, pk: int) -> FileResponse:
    """The summons as it is now."""
    found = readable_meeting(pk, person_of(request))
    made = summons(papers_of(found, edition_of(found)))
    return sent(made, summons_name(found), PDF)


@require_safe
def meeting_agenda_word(request: HttpRequest, pk: int) -> FileResponse:
    """The agenda as Word, as it is now."""
    found = readable_meeting(pk, person_of(request))
    made = agenda_word(papers_of(found, edition_of(found)))
    return sent(made, word_name(found), TYPES[".docx"])


def sent(content: bytes, name: str, kind: str) -> FileResponse:
    """Never kept by a proxy or by the next one who borrows the machine."""
    answer = FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=kind)
    answer["Cache-Control"] = "private, no-store"
    return answer
