"""Registering a remiss with the letter at hand, and mending its facts afterwards."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bodies.models import CooperationArea, Person
from cases import actions, policies
from cases.forms.referral import EditForm, HintsForm, ReferralForm, sender_names
from cases.models import Case
from cases.planning import Plan
from cases.queries.plan import area_by_default, plan_for, plan_from
from cases.queries.tracks import tiny_tracks_of
from cases.views.case_forms import about_case, posted, submitted
from cases.views.common import person_of, posted_version, visible_case
from cases.views.uploads import keep_uploads
from samverkan.lib.dates import swedish_date


@require_http_methods(["GET", "HEAD", "POST"])
def referral_new(request: HttpRequest) -> HttpResponse:
    """The form; with htmx only the plan and what seems to be the same remiss."""
    by = person_of(request)
    policies.check_register(by)
    area = area_by_default()
    if area is None:
        return render(request, "cases/referral_form_no_area.html")
    if request.method == "POST":
        return _post(request, area, by)
    if request.headers.get("HX-Request"):
        return _hints(request, area, by)
    return _form(request, ReferralForm(by=by), area)


def _post(request: HttpRequest, area: CooperationArea, by: Person) -> HttpResponse:
    form = ReferralForm(request.POST, request.FILES, by=by)
    made: list[Case] = []
    status: int | None = 200
    if "show_plan" in request.POST:
        form.only_what_was_asked()
    else:
        status = submitted(form, lambda: made.append(_register(form, area, by)))
    if made:
        messages.success(request, _registered(made[0]))
        return redirect(made[0])
    keep_uploads(form, by)
    return _form(request, form, area, status or 200)


def _register(form: ReferralForm, area: CooperationArea, by: Person) -> Case:
    return actions.register_referral(
        by=by,
        facts=form.facts(),
        area=area,
        officer=form.cleaned_data["officer"],
        files=form.new_files(),
        anyway=form.cleaned_data["anyway"],
        secrecy=form.secrecy(),
    )


def _registered(case: Case) -> str:
    """What has happened, and what comes next."""
    plan = plan_for(case)
    if plan is None or not plan.feasible:
        rest = "Inget ordinarie möte hinner före svarsdagen. Nedan står vad som går att göra."
    else:
        rest = f"Handlingarna ska vara klara senast {_day(plan)}."
    return f"{case.registry_number} är registrerat. {rest}"


def _day(plan: Plan) -> str:
    return swedish_date(plan.papers_due) if plan.papers_due else ""


def _form(
    request: HttpRequest, form: ReferralForm, area: CooperationArea, status: int = 200
) -> HttpResponse:
    due = form.cleaned_data.get("reply_due") if form.is_bound else None
    context = {
        "form": form,
        "area": area,
        "senders": sender_names(),
        "plan": plan_from(area, due) if due else None,
        "found": _rows(form.found),
        "crumbs": [("Ärenden", reverse("case_list")), ("Registrera remiss", "")],
    }
    return render(request, "cases/referral_form.html", context, status=status)


def _hints(request: HttpRequest, area: CooperationArea, by: Person) -> HttpResponse:
    form = HintsForm(request.GET)
    form.is_valid()
    due = form.cleaned_data.get("reply_due")
    context = {
        "form": form,
        "area": area,
        "plan": plan_from(area, due) if due else None,
        "found": _rows(form.duplicates(by)),
    }
    return render(request, "cases/referral_form_hints.html", context)


def _rows(cases: list[Case]) -> list[dict[str, Any]]:
    return [{"case": case, "tracks": tiny_tracks_of(case)} for case in cases]


@require_http_methods(["GET", "HEAD", "POST"])
def case_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Mend what was registered, until the answer has gone."""
    case, by = visible_case(request, slug), person_of(request)
    policies.check_edit(by, case)
    form = EditForm(posted(request), case=case)
    key = {"case_id": case.pk, "version": posted_version(request)}
    status = submitted(form, lambda: actions.edit_case(**key, by=by, facts=form.facts()))
    if status is None:
        messages.success(request, f"Uppgifterna i {case.registry_number} är sparade.")
        return redirect(case)
    more = {"form": form, "senders": sender_names()}
    return about_case(request, "case_edit", "Ändra uppgifter", case, status, **more)
