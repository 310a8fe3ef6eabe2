"""Asking a municipality for its extract: the personal link is made, shown, and revoked here."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bodies import actions
from bodies.actions.agreements.core import about
from bodies.agreement_states import Outcome, Party, question_open, said_last
from bodies.forms.extract import AskForm
from bodies.models import MunicipalAgreement, PersonalLink
from bodies.policies import check_keeps_agreements
from bodies.queries.agreements import facts_of
from bodies.queries.registrars import registrars_of
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
    place = agreement.municipality_id
    context = {
        "agreement": agreement,
        "form": form,
        "recipient": next(iter(registrars_of([place])[place]), None),
        "pointless": _pointless(agreement),
        "link": link,
        "address": link and request.build_absolute_uri(reverse("extract", args=[link.key])),
        "crumbs": [
            ("Samverkansavtal", reverse("agreement_matrix")),
            (agreement.municipality.name, agreement.get_absolute_url()),
            ("Be om protokollsutdraget", ""),
        ],
    }
    return render(request, "bodies/extract_ask.html", context, status=status)


def _pointless(agreement: MunicipalAgreement) -> str:
    """Why the municipality has nothing to hand in, in a sentence; empty when it has."""
    facts = facts_of([agreement])[agreement.pk]
    if agreement.sent_on is None:
        return "Avtalet är inte skickat till kommunen än. Skicka det först."
    said = said_last(facts, Party.MUNICIPALITY, today())
    if said and said.outcome == Outcome.DECLINED:
        return "Kommunen har sagt nej. Be bara om ett utdrag om den ändrar sig."
    if said and said.extract_on and not question_open(facts, today()):
        return "Utdraget har redan kommit in. Ett nytt ersätter det."
    return ""


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
