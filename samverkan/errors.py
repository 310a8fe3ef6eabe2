"""The page for a failure nobody foresaw; the other error pages are Django's with our templates."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views import defaults
from psycopg_pool import PoolTimeout

from samverkan.lib.middleware import sorry


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 for a database that is away, 500 for everything else.

    A middleware that meets the lost database in `process_view` (the one that asks who is logged
    in) never lets DatabaseDownMiddleware see the exception: Django has made a 500 of it by then.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError | PoolTimeout):
        return sorry()
    return defaults.server_error(request)
