"""What the small forms about a case do alike: try the action, or show the form again."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from cases.models import Case
from cases.views.common import attempt, visible_case

STALE = 409


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; nothing when it is only looked at."""
    return request.POST if request.method == "POST" else None


def submitted(form: forms.BaseForm, act: Callable[[], object]) -> int | None:
    """None when the form was right and the action done, else the status to show it with."""
    return attempt(form, act) if form.is_valid() else 200


def about_case(
    request: HttpRequest, name: str, here: str, case: Case, status: int, **context: Any
) -> HttpResponse:
    """A page about a case; after a stale form with the case, and its version, read anew."""
    context["case"] = visible_case(request, case.slug) if status == STALE else case
    context["crumbs"] = [
        ("Ärenden", reverse("case_list")),
        (case.registry_number, case.get_absolute_url()),
        (here, ""),
    ]
    return render(request, f"cases/{name}.html", context, status=status)
