"""The delegate's start page, and the saving of a position from it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from bodies.models import Person
from cases import actions, policies
from cases.forms.positions import PositionForm
from cases.models import Case
from cases.queries.delegate_page import DelegateItem, delegate_page
from cases.views.common import attempt, person_of, visible_case

Row = tuple[DelegateItem, PositionForm]


@require_safe
def next_consultation(request: HttpRequest) -> HttpResponse:
    """Everything a delegate needs before the next samråd, on one page."""
    page = delegate_page(person_of(request))
    context = {"page": page, "rows": _rows(page.items)}
    return render(request, "cases/next_consultation.html", context)


def _rows(items: Sequence[DelegateItem]) -> list[Row]:
    return [(each, PositionForm(case_id=each.case.pk, position=each.position)) for each in items]


@require_http_methods(["GET", "HEAD", "POST"])
def case_position(request: HttpRequest, slug: str) -> HttpResponse:
    """One case's position: saved from the start page, mended here if it was not right."""
    case, person = visible_case(request, slug), person_of(request)
    policies.check_take_position(person, case)
    own = case.positions.filter(person=person, round=case.round).first()
    data = request.POST if request.method == "POST" else None
    form = PositionForm(data, case_id=case.pk, position=own)
    status = 200
    if data is not None and form.is_valid():
        status = (
            attempt(
                form, lambda: actions.take_position(case_id=case.pk, by=person, **form.cleaned_data)
            )
            or 302
        )
    if status == 302:
        return _saved(request, case, person)
    return _page(request, case, form, status)


def _saved(request: HttpRequest, case: Case, person: Person) -> HttpResponse:
    """With htmx only the item is drawn anew; without, the page comes back at the item."""
    page = delegate_page(person)
    item = page.item_of(case)
    if _is_htmx(request) and item:
        form = PositionForm(case_id=case.pk, position=item.position)
        context = {"each": item, "form": form, "saved": True, "page": page}
        return render(request, "cases/_delegate_item.html", context)
    messages.success(request, f"Ditt ställningstagande i {case.registry_number} är sparat.")
    place = reverse("next_consultation") if item else case.get_absolute_url()
    url = f"{place}#arende-{case.pk}"
    return HttpResponseClientRedirect(url) if _is_htmx(request) else redirect(url)


def _page(request: HttpRequest, case: Case, form: PositionForm, status: int) -> HttpResponse:
    """The form with what is wrong: in its item, or by itself where there is no such item."""
    page = delegate_page(person_of(request))
    item = page.item_of(case)
    if _is_htmx(request) and item:
        context = {"each": item, "form": form, "page": page}
        return render(request, "cases/_delegate_item.html", context, status=status)
    crumbs = [
        ("Inför nästa samråd", reverse("next_consultation")),
        (case.registry_number, case.get_absolute_url()),
        ("Ditt ställningstagande", ""),
    ]
    context = {"case": case, "form": form, "crumbs": crumbs}
    response = render(request, "cases/position.html", context, status=status)
    return reswap(retarget(response, "body"), "innerHTML") if _is_htmx(request) else response


def _is_htmx(request: HttpRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]  # set by django-htmx
