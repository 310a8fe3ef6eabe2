"""Marking a case as secret, and taking the marking away: each asked for once, with why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from bodies.forms.reason import ReasonForm
from cases import actions, policies
from cases.forms.secrecy import SecrecyForm
from cases.queries.steps import region_name
from cases.views.case_forms import about_case, posted, submitted
from cases.views.common import person_of, posted_version, visible_case
from samverkan.lib.errors import WrongStep


@require_http_methods(["GET", "HEAD", "POST"])
def case_secrecy(request: HttpRequest, slug: str) -> HttpResponse:
    """Mark the case, or change what its marking says."""
    case, by = visible_case(request, slug), person_of(request)
    policies.check_mark_secret(by)
    form = SecrecyForm(posted(request), case=case)
    key = {"case_id": case.pk, "version": posted_version(request)}
    status = submitted(
        form,
        lambda: actions.mark_secret(
            **key, by=by, secrecy=form.marking(), reason=form.cleaned_data["reason"]
        ),
    )
    if status is None:
        messages.success(request, f"{case.registry_number} är sekretessmarkerat.")
        return redirect(case)
    shares = case.shares.select_related("organisation", "body")
    more = {"form": form, "shares": shares, "region": region_name()}
    return about_case(request, "case_secrecy", "Sekretess", case, status, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def case_secrecy_lift(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the marking away."""
    case, by = visible_case(request, slug), person_of(request)
    policies.check_mark_secret(by)
    if not case.is_secret:
        raise WrongStep("Ärendet är inte sekretessmarkerat.")
    form = ReasonForm(posted(request))
    key = {"case_id": case.pk, "version": posted_version(request)}
    status = submitted(
        form, lambda: actions.lift_secrecy(**key, by=by, reason=form.cleaned_data["reason"])
    )
    if status is None:
        messages.success(request, f"{case.registry_number} är inte längre sekretessmarkerat.")
        return redirect(case)
    more = {
        "form": form,
        "title": "Ta bort sekretessmarkeringen?",
        "submit": "Ta bort markeringen",
        "danger": True,
        "cancel_url": case.get_absolute_url(),
    }
    return about_case(request, "case_secrecy_lift", "Sekretess", case, status, **more)
