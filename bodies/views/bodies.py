"""The bodies: all of them, and one with its members on any day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bodies.forms.pages import DayForm
from bodies.models import Body
from bodies.queries import body_groups, coming_meetings, roster
from bodies.views.rows import meeting_lines
from samverkan.lib.dates import today

MEETINGS_SHOWN = 6


@require_safe
def body_list(request: HttpRequest) -> HttpResponse:
    return render(request, "bodies/body_list.html", {"groups": body_groups()})


@require_safe
def body_page(request: HttpRequest, key: str) -> HttpResponse:
    """What the body is, who sits in it (?dag= another day), and when it meets."""
    body = get_object_or_404(Body.objects.select_related("organisation", "parent"), key=key)
    form = DayForm(request.GET if request.GET.get("dag") else None)
    chosen = form.cleaned_data["dag"] if form.is_valid() else None
    context = {
        "body": body,
        "form": form,
        "open": form.is_bound,
        "clear_url": body.get_absolute_url() if form.is_bound else "",
        "other_day": chosen,
        "roster": roster(body, chosen or today()),
        "meetings": meeting_lines(coming_meetings(body)[:MEETINGS_SHOWN]),
        "crumbs": [("Organ", reverse("body_list")), (body.name, "")],
    }
    return render(request, "bodies/body.html", context)
