"""The list of cases: everything one may see, narrowed and ordered by the address."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bodies.models import Person
from bodies.roles import Role
from cases import policies
from cases.forms.filters import CaseFilter
from cases.models import Case
from cases.queries.lists import FIRST_ORDER, in_order
from cases.queries.rows import CaseRow, case_rows, listed
from cases.views.common import person_of

PAGE = 25
PAGE_NAME = "sida"
ALL = "Alla"
QUICK = (
    (ALL, ""),
    ("Pågående", "pagar=on"),
    ("Väntar på mig", "vantar=on"),
    ("Försenade", "forsenade=on"),
    ("Utan handläggare", "handlaggare=ingen&pagar=on"),
)
MINE = ("Mina", "mina=on")


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    cases = listed(in_order(Case.objects.visible_to(person), FIRST_ORDER))
    narrowed = CaseFilter(request.GET, cases, request=request)
    page = Paginator(narrowed.qs, PAGE).get_page(request.GET.get(PAGE_NAME))
    context = _narrowing(request, narrowed, person) | {
        "page_obj": page,
        "rows": _rows(page, person),
        "is_staff": person.is_region_staff,
        "may_register": policies.may_register(person),
    }
    return render(request, "cases/case_list.html", context)


def _narrowing(request: HttpRequest, narrowed: CaseFilter, person: Person) -> dict[str, Any]:
    return {
        "form": narrowed.form,
        "query": _without(request.GET, PAGE_NAME),
        "chips": [(words, _address(request, name)) for name, words in narrowed.chosen()],
        "quick": _quick(request, person),
        "list_url": reverse("case_list"),
    }


def _rows(page: "Page[Case]", person: Person) -> list[CaseRow]:
    """Outside the staff nobody is told of a place on an agenda that may be a draft."""
    rows = case_rows(list(page.object_list))
    if person.is_region_staff:
        return rows
    return [replace(row, next_label="", next_date=None) for row in rows]


def _without(given: QueryDict, *names: str) -> str:
    """The address's query without some of its parameters."""
    left = given.copy()
    for name in names:
        left.pop(name, None)
    return left.urlencode()


def _address(request: HttpRequest, without: str) -> str:
    """The same list with one choice taken away; "?" alone is the whole list."""
    return f"{request.path}?{_without(request.GET, without, PAGE_NAME)}"


def _quick(request: HttpRequest, person: Person) -> list[tuple[str, str, bool]]:
    """The usual choices, for those who have many cases to choose among."""
    if not person.is_region_staff:
        return []
    usual = [*QUICK[:2], MINE, *QUICK[2:]] if person.has_role(Role.CASE_OFFICER) else list(QUICK)
    now = _without(request.GET, PAGE_NAME, "ordning")
    return [
        (words, f"{request.path}?{query}" if query else request.path, query == now)
        for words, query in usual
    ]
