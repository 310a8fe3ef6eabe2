"""The ledger of a case and of a meeting: for staff, and only of what they may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bodies.views.ledger import ledger_of
from cases.views.common import person_of, visible_case
from cases.views.meetings import meeting_name, meeting_or_404


@require_safe
def case_mail(request: HttpRequest, slug: str) -> HttpResponse:
    """What has been sent about the case, and what goes next."""
    case = visible_case(request, slug)
    context = ledger_of(request, f"case:{case.pk}", person_of(request))
    last = [(case.registry_number, case.get_absolute_url()), ("Mejl och påminnelser", "")]
    crumbs = [("Ärenden", reverse("case_list")), *last]
    name = {"number": case.registry_number, "name": case.title}
    return render(request, "bodies/ledger.html", context | name | {"crumbs": crumbs})


@require_safe
def meeting_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """What has been sent about the meeting, and what goes next."""
    meeting = meeting_or_404(pk)
    context = ledger_of(request, f"meeting:{meeting.pk}", person_of(request))
    last = [(meeting_name(meeting), meeting.get_absolute_url()), ("Mejl och påminnelser", "")]
    crumbs = [("Möten", reverse("meeting_list")), *last]
    name = {"name": meeting_name(meeting)}
    return render(request, "bodies/ledger.html", context | name | {"crumbs": crumbs})
