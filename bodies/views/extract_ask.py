"""Asking a municipality for its extract: the personal link is made, shown, and revoked here."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bodies import actions
from bodies.actions.agreements.core import about
from bodies.forms.extract import AskForm
from bodies.models import PersonalLink
from bodies.policies import check_keeps_agreements
from bodies.views.agreement import visible_agreement
from bodies.views.common import attempt, person_of
from samverkan.lib.dates import today

# Time for a council's minutes to be approved and the extract written.
USUAL = timedelta(days=30)


@require_http_methods(["GET", "HEAD", "POST"])
def extract_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """What the link is for, how long it works, and the one that is open now."""
    person = person_of(request)
    agreement = visible_agreement(person, pk)
    check_keeps_agreements(person)
    form = AskForm(request.POST or None, initial={"expires_on": today() + USUAL})
    status = 200
    if form.is_valid():
        given = {"agreement_id": pk, "version": None, "by": person, **form.cleaned_data}
        done = attempt(form, lambda: actions.ask_for_extract(**given))
        if done is None:
            messages.success(request, "Länken är gjord. Den står här nedanför.")
            return redirect("extract_ask", pk)
        status = done
    link = PersonalLink.objects.open(today()).filter(about=about(agreement)).first()
    context = {
        "agreement": agreement,
        "form": form,
        "link": link,
        "address": link and request.build_absolute_uri(reverse("extract", args=[link.key])),
        "crumbs": [
            ("Samverkansavtal", reverse("agreement_matrix")),
            (agreement.municipality.name, agreement.get_absolute_url()),
            ("Be om protokollsutdraget", ""),
        ],
    }
    return render(request, "bodies/extract_ask.html", context, status=status)


@require_POST
def extract_revoke(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """The open link leads nowhere from now on."""
    person = person_of(request)
    agreement = visible_agreement(person, pk)
    check_keeps_agreements(person)
    link = get_object_or_404(PersonalLink.objects.open(today()), pk=key, about=about(agreement))
    actions.revoke_link(link_id=link.pk, by=person)
    messages.success(request, "Länken är återkallad.")
    return redirect("extract_ask", pk)
