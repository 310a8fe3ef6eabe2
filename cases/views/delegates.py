"""The delegate's start page, and the saving of a position from it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from bodies.models import Person
from cases import actions, policies
from cases.forms.positions import PositionForm
from cases.models import Case
from cases.queries.delegate_page import DelegateItem, DelegatePage, delegate_page
from cases.queries.minutes_due import minutes_to_do
from cases.views.case_forms import submitted
from cases.views.common import person_of, visible_case
from cases.views.meetings import attendance_of, read_supplements

Row = tuple[DelegateItem, PositionForm]
ALL_SAVED = 302


@require_http_methods(["GET", "HEAD", "POST"])
def next_consultation(request: HttpRequest) -> HttpResponse:
    """Everything a delegate needs before the next samråd, on one page and in one form.

    Without JavaScript every button saves all that was written, so that nothing is lost.
    """
    person = person_of(request)
    page = delegate_page(person, _wanted(request))
    rows, status = _rows(page.items), 200
    if request.method == "POST":
        rows = _rows(page.items, request.POST)
        saved, status = _save_all(rows, request.POST.get("arende", ""), person)
        if saved:
            what = ", ".join(each.case.registry_number for each in saved)
            messages.success(request, f"Sparat: ditt ställningstagande i {what}.")
        if status == ALL_SAVED:
            return redirect(f"{_address(page)}{_place(request, page)}")
        page = delegate_page(person, _wanted(request))
        rows = [(page.item_of(each.case) or each, form) for each, form in rows]
    context = {
        "page": page,
        "rows": rows,
        "minutes_to_do": minutes_to_do(person),
        "wrong": any(form.errors for _, form in rows),
        "supplements": read_supplements(request, page.meeting)
        if page.meeting and page.items
        else None,
    }
    context |= attendance_of(page.meeting, person) if page.meeting else {}
    return render(request, "cases/next_consultation.html", context, status=status)


def _rows(items: Sequence[DelegateItem], data: QueryDict | None = None) -> list[Row]:
    """Each item with its form, bound to what was posted for it, if anything was."""
    rows = [(each, _form(each)) for each in items]
    if data is None:
        return rows
    return [(each, _form(each, data) if _is_in(form, data) else form) for each, form in rows]


def _is_in(form: PositionForm, data: QueryDict) -> bool:
    return any(form.add_prefix(name) in data for name in form.fields)


def _form(each: DelegateItem, data: QueryDict | None = None) -> PositionForm:
    return PositionForm(data, case_id=each.case.pk, position=each.position)


def _save_all(rows: list[Row], pressed: str, person: Person) -> tuple[list[DelegateItem], int]:
    """Save what was changed, and what the pressed button stands by; what, and the status.

    The forms that were left alone are given back as they were.
    """
    saved, status = [], ALL_SAVED
    for n, (each, form) in enumerate(rows):
        if not form.is_bound or (not form.has_changed() and str(each.case.pk) != pressed):
            rows[n] = (each, _form(each))
        elif _take(form, each.case, person) is None:
            saved.append(each)
        else:
            status = 200
    return saved, status


def _take(form: PositionForm, case: Case, person: Person) -> int | None:
    """None when the position is saved, else the status to show the form with."""
    return submitted(
        form,
        lambda: actions.take_position(case_id=case.pk, by=person, **form.cleaned_data),
    )


def _wanted(request: HttpRequest) -> int | None:
    """The key of the meeting that the page was asked about (`?mote=12`), if any."""
    text = request.GET.get("mote", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _address(page: DelegatePage) -> str:
    asked = f"?mote={page.meeting.pk}" if page.others and page.meeting else ""
    return f"{reverse('next_consultation')}{asked}"


def _place(request: HttpRequest, page: DelegatePage) -> str:
    """The item whose button was pressed, as a place on the page."""
    pressed = request.POST.get("arende", "")
    return next((f"#arende-{pressed}" for e in page.items if str(e.case.pk) == pressed), "")


@require_http_methods(["GET", "HEAD", "POST"])
def case_position(request: HttpRequest, slug: str) -> HttpResponse:
    """One case's position: saved from the start page, mended here if it was not right."""
    case, person = visible_case(request, slug), person_of(request)
    policies.check_take_position(person, case)
    own = case.positions.filter(person=person, round=case.round).first()
    data = request.POST if request.method == "POST" else None
    form = PositionForm(data, case_id=case.pk, position=own)
    status = 200 if data is None else _take(form, case, person)
    if status is None:
        return _saved(request, case, person)
    return _page(request, case, form, status)


def _saved(request: HttpRequest, case: Case, person: Person) -> HttpResponse:
    """With htmx only the item is drawn anew; without, the page comes back at the item."""
    page = delegate_page(person, _wanted(request))
    item = page.item_of(case)
    if _is_htmx(request) and item:
        form = PositionForm(case_id=case.pk, position=item.position)
        context = {"each": item, "form": form, "saved": True, "page": page}
        return render(request, "cases/_delegate_item.html", context)
    messages.success(request, f"Ditt ställningstagande i {case.registry_number} är sparat.")
    place = _address(page) if item else case.get_absolute_url()
    url = f"{place}#arende-{case.pk}"
    return HttpResponseClientRedirect(url) if _is_htmx(request) else redirect(url)


def _page(request: HttpRequest, case: Case, form: PositionForm, status: int) -> HttpResponse:
    """The form with what is wrong: in its item, or by itself where there is no such item."""
    page = delegate_page(person_of(request), _wanted(request))
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
