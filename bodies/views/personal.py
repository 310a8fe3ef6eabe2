"""Pages behind a personal link: no account, one errand, and nothing told to who guesses."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from bodies.actions.links import note_opened
from bodies.models import PersonalLink
from samverkan.lib.dates import today

Page = Callable[[HttpRequest, PersonalLink], HttpResponse]


def personal(purpose: str) -> Callable[[Page], Callable[..., HttpResponse]]:
    """For a view of one errand: its link, or 404 for no link, or 410 for one that has ended.

    Whoever holds an ended link held a working one, so that it has ended is no secret.
    """

    def decorate(page: Page) -> Callable[..., HttpResponse]:
        @login_not_required
        @never_cache
        @wraps(page)
        def answer(request: HttpRequest, key: UUID) -> HttpResponse:
            link = PersonalLink.objects.filter(key=key, purpose=purpose).first()
            if link is None:
                raise Http404("Länken finns inte.")
            if not link.is_open(today()):
                response = render(request, "bodies/link_gone.html", status=410)
            else:
                note_opened(link)
                response = page(request, link)
            response["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return answer

    return decorate
