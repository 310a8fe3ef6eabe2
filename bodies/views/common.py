"""What every page does alike: who asks, where to go back to, and an action tried from a form."""

from collections.abc import Callable
from typing import cast

from django import forms
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from bodies.models import Person
from samverkan.lib.errors import DomainError, NotAllowed, Stale, WrongStep


def person_of(request: HttpRequest) -> Person:
    """The signed-in person; LoginRequiredMiddleware has seen to it that there is one."""
    return cast(Person, request.user)


def back_to(request: HttpRequest, otherwise: str) -> str:
    """`?tillbaka=/moten/12/` if it is a page here."""
    url = request.GET.get("tillbaka", "")
    local = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if local else otherwise


def attempt(form: forms.BaseForm, act: Callable[[], object]) -> int | None:
    """Run an action for a valid form. None when it was done, else the status to answer.

    What the action refuses is put by its field, so the page comes back with all
    that was typed. NotAllowed is let through: it becomes the 403 page.
    """
    try:
        act()
    except NotAllowed:
        raise
    except (Stale, WrongStep) as error:
        form.add_error(None, error.message)
        return 409
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return 200
    return None
