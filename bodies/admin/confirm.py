"""The question before many rows are written at once, with the form that it needs."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from samverkan.lib.errors import DomainError, NotAllowed

T = TypeVar("T")


def told(request: HttpRequest) -> bool:
    """Whether the question has been answered, rather than just asked for."""
    return "confirm" in request.POST


def tried(form: forms.Form, act: Callable[[dict[str, Any]], T]) -> T | None:
    """What the action gave; None when the form is to be shown (again)."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except NotAllowed:
        raise
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return None


def ask(
    model_admin: Any,
    request: HttpRequest,
    rows: "QuerySet[Any]",
    form: forms.Form,
    title: str,
    action: str,
    submit: str,
) -> HttpResponse:
    """The page that asks; it posts the same action with the same rows back."""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        "form": form,
        "rows": rows,
        "action": action,
        "submit": submit,
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "bodies/admin/confirm.html", context)
