"""Letting somebody in on a case: its case officer, and the municipalities."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from bodies.models import Person
from cases import actions, policies
from cases.forms.assign import AssignForm
from cases.forms.sharing import ShareForm
from cases.views.case_forms import about_case, posted, submitted
from cases.views.common import person_of, posted_version, visible_case
from samverkan.lib.errors import WrongStep


@require_http_methods(["GET", "HEAD", "POST"])
def case_assign(request: HttpRequest, slug: str) -> HttpResponse:
    """Name, change or clear the case officer."""
    case, by = visible_case(request, slug), person_of(request)
    policies.check_assign(by)
    if case.is_closed:
        raise WrongStep("Ärendet är avslutat. Öppna det igen först.")
    form = AssignForm(posted(request), case=case)
    key = {"case_id": case.pk, "version": posted_version(request)}
    status = submitted(form, lambda: actions.assign(**key, by=by, officer=form.chosen()))
    if status is None:
        messages.success(request, _assigned(form.chosen()))
        return redirect(case)
    return about_case(request, "case_assign", "Handläggare", case, status, form=form)


def _assigned(officer: Person | None) -> str:
    return f"{officer} är nu handläggare." if officer else "Ärendet har ingen handläggare nu."


@require_http_methods(["GET", "HEAD", "POST"])
def case_share(request: HttpRequest, slug: str) -> HttpResponse:
    """Share with municipalities: an act of its own, with its legal meaning on the button."""
    case, by = visible_case(request, slug), person_of(request)
    policies.check_share(by, case)
    form = ShareForm(posted(request), case=case)
    status = submitted(
        form, lambda: actions.share(case_id=case.pk, by=by, organisations=form.chosen())
    )
    if status is None:
        messages.success(request, f"Ärendet är nu delat med {', '.join(map(str, form.chosen()))}.")
        return redirect(case)
    shares = case.shares.select_related("organisation", "body", "shared_by")
    more = {"form": form, "left": form.left, "shares": shares}
    return about_case(request, "case_share", "Dela", case, status, **more)
