"""What must hold for every request: a lost database heals, a refusal is readable.

Knows no app and no model.
"""

import logging
from collections.abc import Callable

import pghistory
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from psycopg_pool import PoolTimeout

from samverkan.lib.errors import DomainError, NotAllowed

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)
RETRY_SECONDS = 10


def _wants_history(request: HttpRequest) -> bool:
    return request.method not in ("GET", "HEAD", "OPTIONS")


def sorry() -> HttpResponse:
    """Return the 503 page, and log what was raised."""
    log.exception("Databasen svarar inte.")
    page = render_to_string("503.html")
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_SECONDS)})


class DatabaseDownMiddleware:
    """Answers 503 with a plain page while PostgreSQL is away; the next request tries anew."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError, PoolTimeout):
            return sorry()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError | InterfaceError | PoolTimeout):
            return sorry()
        return None


class CleanAddressMiddleware:
    """Answers 400 to a NUL in the address, which no filter in PostgreSQL could take.

    What comes in a form is checked by its fields, so that nothing typed is lost.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any("\0" in text for pair in request.GET.lists() for text in (pair[0], *pair[1])):
            return HttpResponse(render_to_string("400.html"), status=400)
        return self.get_response(request)


class HistoryMiddleware:
    """Tells the row history who wrote, and turns an action's refusal into a page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _wants_history(request):
            return self.get_response(request)
        with pghistory.context(person=request.user.pk, path=request.path):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        status = 403 if isinstance(error, NotAllowed) else 409
        return render(request, f"{status}.html", {"message": error.message}, status=status)
