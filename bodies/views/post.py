"""The demonstration's mail, as its readers see it; in demonstration mode and nowhere else."""

from collections.abc import Callable
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from samverkan.lib.mailbox import Letter, letter, letters

PAGE, MOST = 25, 500
View = Callable[..., HttpResponse]
# A mail program runs no script and this one fetches nothing; letters carry their looks along.
_nothing = csp(
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "frame-ancestors": [SELF],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)


def fetches_nothing(view: View) -> View:
    shut: View = _nothing(view)  # type: ignore[assignment]  # any view, whatever it takes
    return shut


def demo_only(view: View) -> View:
    """404 outside the demonstration, and where the mail goes to a real server."""

    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        if not settings.DEMO or not getattr(settings, "EMAIL_FILE_PATH", None):
            raise Http404("Det finns ingen post här.")
        return view(request, *args, **given)

    return answer


def _found(file: str, number: int) -> Letter:
    found = letter(Path(settings.EMAIL_FILE_PATH), file, number)
    if found is None:
        raise Http404("Brevet finns inte.")
    return found


@require_safe
@demo_only
def post_list(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    found = list(islice(letters(Path(settings.EMAIL_FILE_PATH)), MOST))
    page = Paginator(found, PAGE).get_page(request.GET.get("sida"))
    return render(request, "bodies/post_list.html", {"page_obj": page, "query": ""})


@require_safe
@demo_only
def post_letter(request: HttpRequest, file: str, number: int) -> HttpResponse:
    """The letter with its heads, its page and its plain text."""
    found = _found(file, number)
    crumbs = [("Demonstrationens post", reverse("post_list")), (found.subject, "")]
    return render(request, "bodies/post_letter.html", {"letter": found, "crumbs": crumbs})


@require_safe
@demo_only
@xframe_options_sameorigin
@fetches_nothing
def post_html(request: HttpRequest, file: str, number: int) -> HttpResponse:
    """The page of the letter, as a mail program draws it."""
    # Its link opens beside it: the frame may not leave this page.
    shown = _found(file, number).html.replace("<head>", '<head><base target="_blank">', 1)
    return HttpResponse(shown)
