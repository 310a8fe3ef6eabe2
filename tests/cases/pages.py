"""What the tests of the case's pages share: pressing a button, and reading what came."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bodies.models import Person
from cases.models import Case, CaseEvent


def step_url(case: Case, name: str) -> str:
    return reverse("case_step", args=[case.slug, name])


def press(
    client: Client, by: Person, case: Case, name: str, query: str = "", **typed: Any
) -> HttpResponse:
    """Post the step's form with the version the case has now, unless another is given."""
    client.force_login(by)
    case.refresh_from_db()
    response: Any = client.post(step_url(case, name) + query, {"version": case.version} | typed)
    answer: HttpResponse = response
    return answer


def shown(client: Client, by: Person, url: str) -> str:
    """A page's text as `by` sees it, on one line."""
    client.force_login(by)
    return text_of(client.get(url))


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def events(case: Case, verb: str) -> int:
    return CaseEvent.objects.filter(case=case, verb=verb).count()
