"""Letting somebody in on a case: its case officer, and the municipalities."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases import actions, policies
from cases.forms.assign import AssignForm
from cases.forms.sharing import ShareForm
from cases.views.common import attempt, person_of, posted_version, visible_case
from cases.views.register import STALE, case_crumbs
from samverkan.lib.errors import WrongStep


@require_http_methods(["GET", "HEAD", "POST"])
def case_assign(request: HttpRequest, slug: str) -> HttpResponse:
    """Name, change or clear the case officer."""
    case, by = visible_case(request, slug), person_of(request)
    policies.check_assign(by)
    if case.is_closed:
        raise WrongStep("Ärendet är avslutat. Öppna det igen först.")
    form = AssignForm(request.POST if request.method == "POST" else None, case=case)
    status = None
    if request.method == "POST" and form.is_valid():
        officer = form.cleaned_data["officer"]
        version = posted_version(request)
        status = attempt(
            form,
            lambda: actions.assign(case_id=case.pk, version=version, by=by, officer=officer),
        )
        if status is None:
            said = f"{officer} är nu handläggare." if officer else "Ärendet har ingen handläggare."
            messages.success(request, f"{case.registry_number}: {said}")
            return redirect(case)
    context = {
        "form": form,
        "case": visible_case(request, slug) if status == STALE else case,
        "crumbs": case_crumbs(case, "Handläggare"),
    }
    return render(request, "cases/case_assign.html", context, status=status or 200)


@require_http_methods(["GET", "HEAD", "POST"])
def case_share(request: HttpRequest, slug: str) -> HttpResponse:
    """Share with municipalities: an act of its own, with its legal meaning on the button."""
    case, by = visible_case(request, slug), person_of(request)
    policies.check_share(by, case)
    form = ShareForm(request.POST if request.method == "POST" else None, case=case)
    status = None
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["organisations"])
        status = attempt(form, lambda: actions.share(case_id=case.pk, by=by, organisations=chosen))
        if status is None:
            names = ", ".join(each.name for each in chosen)
            messages.success(request, f"{case.registry_number} är nu delat med {names}.")
            return redirect(case)
    context = {
        "form": form,
        "case": case,
        "left": form.left,
        "shares": case.shares.select_related("organisation", "body", "shared_by"),
        "crumbs": case_crumbs(case, "Dela"),
    }
    return render(request, "cases/case_share.html", context, status=status or 200)
