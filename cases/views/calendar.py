"""The feed that a calendar program fetches: no login, only an address that nobody guesses."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bodies.actions.calendar import note_read
from bodies.models import CalendarFeed
from cases.queries.calendar import calendar_name, entries
from samverkan.lib.ics import CONTENT_TYPE, calendar_bytes


@require_safe
@login_not_required
@never_cache
def calendar_feed(request: HttpRequest, key: UUID) -> HttpResponse:
    """Unknown, ended, and of somebody who may no longer log in are the same 404."""
    feed = CalendarFeed.objects.open().select_related("person", "body").filter(key=key).first()
    if feed is None:
        raise Http404("Kalendern finns inte.")
    note_read(feed)
    answer = HttpResponse(calendar_bytes(calendar_name(feed), entries(feed)), CONTENT_TYPE)
    answer["Content-Disposition"] = 'inline; filename="samverkan.ics"'
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
