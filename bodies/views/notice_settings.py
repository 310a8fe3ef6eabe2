"""Mail and reminders, as one wants them oneself; and the rules, for staff to read."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bodies import actions, policies
from bodies.forms.days import days_in_words
from bodies.forms.notice_settings import MailForm, StandInForm
from bodies.models import Person
from bodies.queries.notice_settings import common_days, stand_ins_of, standing_in
from bodies.reminders import all_rules
from bodies.views.common import attempt, person_of
from samverkan.lib.dates import swedish_date


@require_http_methods(["GET", "HEAD", "POST"])
def mail_settings(request: HttpRequest) -> HttpResponse:
    """Each kind at once, in the letter of the day or not at all; the days; who stands in."""
    person = person_of(request)
    form = MailForm(request.POST or None, person=person)
    status: int | None = 200
    if form.is_valid():
        status = attempt(form, lambda: _save(form, person))
        if status is None:
            messages.success(request, "Dina val är sparade. De gäller från nästa mejl.")
            return redirect("mail_settings")
    away = {"away": stand_ins_of(person), "for_others": standing_in(person)}
    return render(request, "bodies/mail_settings.html", {"form": form} | away, status=status)


@transaction.atomic
def _save(form: MailForm, person: Person) -> None:
    """All of it or nothing."""
    for kind, manner in form.changed_manners().items():
        actions.choose_manner(kind=kind, manner=manner, by=person)
    for rule, days in form.changed_days().items():
        actions.choose_reminder_days(rule=rule, days=days, person=person, by=person)


@require_http_methods(["GET", "HEAD", "POST"])
def stand_in_new(request: HttpRequest) -> HttpResponse:
    """Somebody who gets one's mail for some days."""
    person = person_of(request)
    form = StandInForm(request.POST if request.method == "POST" else None, person=person)
    status: int | None = 200
    if form.is_valid():
        status = attempt(form, lambda: actions.set_stand_in(by=person, **form.cleaned_data))
        if status is None:
            messages.success(request, _told(form.cleaned_data))
            return redirect("mail_settings")
    crumbs = [("Mejl och påminnelser", reverse("mail_settings")), ("Ersättare", "")]
    return render(request, "bodies/stand_in.html", {"form": form, "crumbs": crumbs}, status=status)


def _told(given: dict[str, Any]) -> str:
    first, last = (swedish_date(given[name]) for name in ("first_day", "last_day"))
    return f"{given['stand_in'].full_name} får dina mejl från {first} till och med {last}."


@require_POST
def stand_in_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Back again, or plans changed. Only one's own."""
    row = get_object_or_404(
        person_of(request).stand_ins.select_related("stand_in", "person"), pk=pk
    )
    actions.end_stand_in(row=row, by=person_of(request))
    messages.success(request, f"{row.stand_in.full_name} ersätter dig inte längre.")
    return redirect("mail_settings")


@require_safe
def reminder_rules(request: HttpRequest) -> HttpResponse:
    """The rule table in words."""
    policies.check_sees_ledger(person_of(request))
    common = common_days()
    rules = [
        (rule, days_in_words(common.get(rule.key, rule.days), working=rule.working))
        for rule in all_rules()
    ]
    return render(request, "bodies/reminder_rules.html", {"rules": rules})
