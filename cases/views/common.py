"""What every case page does alike: the visibility gate, and an action tried from a form."""

from collections.abc import Callable
from typing import cast

from django import forms
from django.http import Http404, HttpRequest

from bodies.models import Person
from cases.models import Case, Document
from samverkan.lib.errors import DomainError, NotAllowed, Stale, WrongStep


def person_of(request: HttpRequest) -> Person:
    """The signed-in person; LoginRequiredMiddleware has seen to it that there is one."""
    return cast(Person, request.user)


def visible_case(request: HttpRequest, slug: str) -> Case:
    """The case, or 404 when it is not there for this person. Rows for guards come along."""
    case: Case | None = (
        Case.objects.visible_to(person_of(request))
        .by_slug(slug)
        .select_related(
            "officer",
            "final_body",
            "registered_by",
            "referral__sender",
            "area__preparing_committee",
            "area__consultation",
            "area__board",
        )
        .first()
    )
    if case is None:
        raise Http404("Ärendet finns inte eller är inte delat med dig.")
    return case


def visible_document(request: HttpRequest, case: Case, act: int) -> Document:
    document: Document | None = (
        case.documents.visible_to(person_of(request)).filter(act=act).first()
    )
    if document is None:
        raise Http404("Handlingen finns inte eller är inte delad med dig.")
    return document


def posted_version(request: HttpRequest) -> int:
    """The version the form was rendered with; 0, which is always stale, if it is missing."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


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
