"""Agreements as Word: one, all of a term in a zip, and the template that they are filled from."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bodies import actions
from bodies.agreement_papers import (
    WORD,
    WORDS,
    agreement_name,
    all_agreements,
    filled,
    template_of,
)
from bodies.forms.agreement_template import TemplateForm
from bodies.models import FrameworkAgreement, MunicipalAgreement
from bodies.policies import check_keeps_agreements
from bodies.views.agreement import visible_agreement
from bodies.views.agreements import chosen_term
from bodies.views.common import attempt, person_of
from samverkan.lib.ordering import swedish_order

ZIP = "application/zip"


def _sent(content: bytes, name: str, kind: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=kind)


@require_safe
def agreement_word(request: HttpRequest, pk: int) -> FileResponse:
    """The agreement filled with what is known today, to those who may see it."""
    agreement = visible_agreement(person_of(request), pk)
    return _sent(filled(agreement), agreement_name(agreement), WORD)


@require_safe
def agreement_zip(request: HttpRequest) -> FileResponse:
    """All the term's agreements that the reader may see; 404 when there is none."""
    term = chosen_term(request)
    rows = MunicipalAgreement.objects.visible_to(person_of(request)).filter(framework__term=term)
    rows = rows.select_related("framework__term", "municipality")
    found = list(rows.order_by(swedish_order("municipality__name")))
    if not found:
        raise Http404("Det finns inga avtal att hämta.")
    return _sent(all_agreements(found), f"Samverkansavtal {term.name}.zip", ZIP)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Which template holds, what it may ask for, and how to choose another."""
    person = person_of(request)
    check_keeps_agreements(person)
    framework = get_object_or_404(FrameworkAgreement.objects.select_related("term"), pk=pk)
    form = TemplateForm(request.POST or None, request.FILES or None)
    status: int | None = 200
    back = request.POST.get("tillbaka") == "ja"
    if request.method == "POST" and (back or form.is_valid()):
        file = None if back else form.cleaned_data["file"]
        given: dict[str, Any] = {"framework_id": pk, "version": _seen(request), "by": person}
        status = attempt(form, lambda: actions.change_template(**given, file=file))
        if status is None:
            messages.success(request, "Mallen är bytt. Avtalen fylls i från den nya.")
            return redirect("agreement_template", pk)
        framework.refresh_from_db()
    context = {
        "framework": framework,
        "form": form,
        "chosen": framework.templates.order_by("-pk").select_related("made_by").first(),
        "words": [(f"{{{{ {word} }}}}", what) for word, what in WORDS.items()],
        "crumbs": [("Samverkansavtal", reverse("agreement_matrix")), ("Avtalsmall", "")],
    }
    return render(request, "bodies/agreement_template.html", context, status=status)


def _seen(request: HttpRequest) -> int:
    """The version the page was rendered with; 0, which is always stale, if it is missing."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@require_safe
def agreement_template_file(request: HttpRequest, pk: int) -> FileResponse:
    """The template that holds, to begin an own one from."""
    check_keeps_agreements(person_of(request))
    framework = get_object_or_404(FrameworkAgreement.objects.select_related("term"), pk=pk)
    return _sent(template_of(framework), f"Avtalsmall {framework.term.name}.docx", WORD)
