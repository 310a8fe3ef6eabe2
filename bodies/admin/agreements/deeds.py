"""One act on an agreement, or on a row of it, with a page that asks for what it needs.

Each is one action; what it refuses comes back by its field with all that was typed, and a
form of an older version is answered with 409 and what has changed since.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from bodies import actions
from bodies.admin.agreements.inlines import DEED
from bodies.admin.base import AnyAdmin, person_of
from bodies.agreement_states import OVER, Facts, Step, missing, question_open, state_of
from bodies.forms import agreement_deeds as forms
from bodies.forms.agreement_parts import put
from bodies.models import Adoption, Clause, MunicipalAgreement, Person, Signature
from bodies.policies import check_keeps_agreements
from bodies.queries.agreements import changes_since, facts_of, last_events
from samverkan.lib.dates import today
from samverkan.lib.errors import DomainError, NotAllowed, Stale


def draft_or_on_its_way(facts: Facts) -> bool:
    return state_of(facts, today()) not in OVER and facts.archived_on is None


def ready_for_archive(facts: Facts) -> bool:
    return missing(facts, today()) == (Step.ARCHIVED,)


def asked_about(facts: Facts) -> bool:
    return question_open(facts, today())


@dataclass(frozen=True, slots=True)
class Deed:
    """`label` is on the way there, `submit` on the button; `of` is whose row it is about.

    `offered` says for an agreement's facts when the way is shown: what may be done is the
    action's to say. `what` names the row's key for the action.
    """

    label: str
    submit: str
    says: str
    form: type[forms.DeedForm]
    act: Callable[..., object]
    offered: Callable[[Facts], bool] = draft_or_on_its_way
    of: "type[Adoption | Clause | Signature] | None" = None
    what: str = "agreement_id"


VOIDED = "Det som makuleras står kvar i listan med ditt skäl, men räknas inte mer."
DEEDS: dict[str, Deed] = {
    "svara": Deed(
        "Svara om ändrad text",
        "Spara svaret",
        "Texten har ändrats sedan den antogs. Säg om det som antogs gäller, eller om "
        "fullmäktige ska anta den nya texten.",
        forms.AnswerForm,
        actions.answer_version,
        asked_about,
    ),
    "skicka": Deed(
        "Anteckna som skickat",
        "Anteckna som skickat",
        "Kommunen ser avtalet här från och med nu.",
        forms.SendForm,
        actions.send_agreement,
    ),
    "arkivera": Deed(
        "Anteckna som arkiverat",
        "Anteckna som arkiverat",
        "Alla steg är klara. Nu återstår arkivet.",
        forms.ArchiveForm,
        actions.archive_agreement,
        ready_for_archive,
    ),
    "avsluta": Deed(
        "Avsluta i förtid",
        "Avsluta avtalet",
        "Skriv den sista dag som avtalet gäller. Dagen kan ligga framåt i tiden.",
        forms.EndForm,
        actions.end_agreement,
        lambda facts: state_of(facts, today()) not in OVER,
    ),
    "utdrag": Deed(
        "Ta emot utdrag",
        "Spara utdraget",
        "Dagen räcker om filen kommer senare. En ny fil ersätter den som fanns.",
        forms.ReceiptForm,
        actions.receive_extract,
        of=Adoption,
        what="adoption_id",
    ),
    "ta-bort-villkor": Deed(
        "Ta bort villkoret",
        "Ta bort villkoret",
        "Villkoret gäller bara den här kommunen och är inte antaget av någon.",
        forms.WhyForm,
        actions.remove_clause,
        of=Clause,
        what="clause_id",
    ),
    "makulera-beslut": Deed(
        "Makulera beslutet",
        "Makulera beslutet",
        VOIDED,
        forms.WhyForm,
        actions.void_adoption,
        of=Adoption,
        what="adoption_id",
    ),
    "exemplar": Deed(
        "Lägg till exemplar",
        "Spara exemplaret",
        "Det undertecknade exemplaret, skannat. En ny fil ersätter den som fanns.",
        forms.SignedCopyForm,
        actions.add_signed_copy,
        of=Signature,
        what="signature_id",
    ),
    "makulera-underskrift": Deed(
        "Makulera underskriften",
        "Makulera underskriften",
        VOIDED,
        forms.WhyForm,
        actions.void_signature,
        of=Signature,
        what="signature_id",
    ),
}


def explained(refusal: DomainError, agreement_id: int, version: int) -> DomainError:
    """For a form of an older version: what has changed since it was rendered."""
    if not isinstance(refusal, Stale):
        return refusal
    fresh = MunicipalAgreement.objects.get(pk=agreement_id)
    told = [
        f"{event.text} ({event.by or 'en personlig länk'})"
        for event in changes_since(fresh, version)
    ]
    return Stale(f"{refusal.message} Sedan dess: {' '.join(told)}" if told else refusal.message)


def tried(deed: Deed, form: forms.DeedForm, pk: int, /, **given: Any) -> int:
    """Do it, if the form is whole: the answer's status, 302 when it is done."""
    if not form.is_valid():
        return 200
    typed = dict(form.cleaned_data)
    version = typed.pop("seen_version")
    try:
        deed.act(version=version, **given, **typed)
    except NotAllowed:
        raise
    except DomainError as error:
        put(form, explained(error, pk, version))
        return 409 if isinstance(error, Stale) else 200
    return 302


class DeedPages(AnyAdmin):
    """The pages of the acts, and the ways to those that the agreement is ready for."""

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view(self.deed_view), DEED.partition(":")[2]
        places = ("<int:pk>/<slug:deed>/", "<int:pk>/<slug:deed>/<int:key>/")
        own = [path(f"atgard/{place}", view, name=name) for place in places]
        return [*own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        agreement = context["original"]
        facts = facts_of([agreement])[agreement.pk]
        context["deeds"] = [
            (reverse(DEED, args=[agreement.pk, name]), deed.label)
            for name, deed in DEEDS.items()
            if deed.of is None and deed.offered(facts)
        ]
        return super().render_change_form(request, context, *args, **kwargs)

    def deed_view(
        self, request: HttpRequest, pk: int, deed: str, key: int | None = None
    ) -> HttpResponse:
        by = person_of(request)
        agreement, row, found = _asked_for(by, pk, deed, key)
        form = found.form(
            *((request.POST, request.FILES) if request.method == "POST" else ()),
            initial=_known(agreement, row, deed),
        )
        status = 200
        with transaction.atomic():
            if form.is_bound:
                status = tried(found, form, pk, by=by, **{found.what: key or pk})
                agreement.refresh_from_db()
            if status == 302:
                self._tell(request, agreement)
                return redirect("admin:bodies_municipalagreement_change", pk)
        if status == 409:
            form.renew(agreement.version)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{found.label}: {row or agreement}",
            "opts": self.opts,
            "original": agreement,
            "row": row,
            "deed": found,
            "form": form,
        }
        return TemplateResponse(request, "bodies/admin/deed.html", context, status=status)

    def _tell(self, request: HttpRequest, agreement: MunicipalAgreement) -> None:
        for event in last_events(agreement, 1):
            self.log_change(request, agreement, event.text)
            self.message_user(request, event.text, messages.SUCCESS)


def _asked_for(
    by: Person, pk: int, deed: str, key: int | None
) -> tuple[MunicipalAgreement, Any, Deed]:
    """What the address names. Raises Http404 for what is not there, NotAllowed."""
    check_keeps_agreements(by)
    rows = MunicipalAgreement.objects.visible_to(by)
    agreement = get_object_or_404(rows.select_related("municipality", "framework__term"), pk=pk)
    found = DEEDS.get(deed)
    if found is None or (found.of is None) != (key is None):
        raise Http404("Sidan finns inte.")
    row = get_object_or_404(found.of, agreement=agreement, pk=key) if found.of else None
    return agreement, row, found


def _known(agreement: MunicipalAgreement, row: Any, deed: str) -> dict[str, Any]:
    """What the fields hold before anybody has typed."""
    return {
        "seen_version": agreement.version,
        "sent_on": agreement.sent_on or today(),
        "sent_to": agreement.sent_to,
        "archived_on": today(),
        "ended_on": agreement.ended_on,
        "reason": agreement.end_reason if deed == "avsluta" else "",
        "received_on": getattr(row, "extract_received_on", None) or today(),
    }
