"""Handing in the extract of a council's minutes, through a personal link."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bodies import actions
from bodies.actions.agreements.extracts import handed_in, waiting_adoption
from bodies.forms.extract import DecidedForm, ExtractForm
from bodies.models import MunicipalAgreement, PersonalLink
from bodies.models.personal_link import LinkPurpose
from bodies.views.common import attempt
from bodies.views.personal import personal


@require_http_methods(["GET", "HEAD", "POST"])
@personal(LinkPurpose.EXTRACT)
def extract_page(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """What was decided, if nobody has said it yet; then the file; then a receipt."""
    agreement = _agreement(link)
    said = waiting_adoption(agreement)
    # What somebody has told already is kept, also when another has recorded it meanwhile.
    told = "outcome" in request.POST
    asked = told or not said
    decided = DecidedForm(request.POST or None, sent_on=agreement.sent_on) if asked else None
    knows = decided is None or decided.is_valid()
    form = ExtractForm(*_handed(request)) if knows else ExtractForm()
    status = 200
    if form.is_bound and form.is_valid():
        facts = decided.cleaned_data if decided else {}
        given = {**form.cleaned_data, **facts}
        done = attempt(form, lambda: actions.hand_in_extract(link=link, **given))
        if done is None:
            return redirect(f"{reverse('extract', args=[link.key])}?klart=1")
        status = done
    context = {
        "agreement": agreement,
        "link": link,
        "said": said,
        "decided": decided,
        "form": form,
        "knows": knows,
        "handed_in": handed_in(link) if "klart" in request.GET else None,
    }
    return render(request, "bodies/extract.html", context, status=status)


def _handed(request: HttpRequest) -> tuple[Any, ...]:
    """What came with the second step; nothing while it is the first."""
    return (request.POST, request.FILES) if "step" in request.POST else ()


def _agreement(link: PersonalLink) -> MunicipalAgreement:
    rows = MunicipalAgreement.objects.select_related("framework__term", "municipality")
    found: MunicipalAgreement = rows.get(pk=int(link.about.partition(":")[2]))
    return found
