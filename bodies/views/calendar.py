"""One's own calendar addresses: make one, copy it, end it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from bodies import actions
from bodies.forms.calendar import OWN, CalendarForm
from bodies.models import CalendarFeed
from bodies.views.common import person_of


@dataclass(frozen=True, slots=True)
class Address:
    feed: CalendarFeed
    url: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_page(request: HttpRequest) -> HttpResponse:
    """?organ= proposes a body's."""
    person = person_of(request)
    sent = request.POST if request.method == "POST" else None
    form = CalendarForm(sent, initial={"body": request.GET.get("organ", OWN)})
    if form.is_valid():
        actions.open_calendar(by=person, body=form.cleaned_data["body"])
        messages.success(request, "Adressen är gjord. Kopiera den till din kalender.")
        return redirect("calendar")
    feeds = CalendarFeed.objects.open().filter(person=person).select_related("body")
    addresses = [Address(each, _address(request, each)) for each in feeds]
    return render(request, "bodies/calendar.html", {"form": form, "addresses": addresses})


def _address(request: HttpRequest, feed: CalendarFeed) -> str:
    return request.build_absolute_uri(reverse("calendar_feed", args=[feed.key]))


@require_POST
def calendar_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Only one's own is there."""
    person = person_of(request)
    feed = get_object_or_404(CalendarFeed.objects.open(), pk=pk, person=person)
    actions.revoke_calendar(feed_id=feed.pk, by=person)
    messages.success(request, "Adressen är avslutad. Kalendern slutar att uppdateras.")
    return redirect("calendar")
