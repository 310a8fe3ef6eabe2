"""A case's documents: add, new version, void, download.

Every way to the bytes goes through the case's gate and the document's own; files are
only ever sent as attachments of the type they were approved as.
"""

import logging

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases import actions, policies
from cases.actions.documents import why_locked
from cases.forms.documents import DocumentForm, VersionForm, VoidForm
from cases.models import Case, Document, DocumentVersion
from cases.queries.steps import enclosures
from cases.views.case import crumbs, note_reading
from cases.views.common import attempt, person_of, visible_case, visible_document
from cases.views.steps import back_url
from cases.views.uploads import keep_uploads

log = logging.getLogger(__name__)
METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def document_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new act of the case."""
    case, person = visible_case(request, slug), person_of(request)
    policies.check_add_document(person, case)
    form = DocumentForm(*_posted(request), case=case, by=person, kind=request.GET.get("slag", ""))
    status = 200
    if request.method == "POST" and form.is_valid():
        act = {"case_id": case.pk, "by": person, **form.arguments()}
        status = attempt(form, lambda: actions.add_document(**act)) or 302
        if status == 302:
            messages.success(request, f"Handlingen är tillagd i {case.registry_number}.")
            return redirect(back_url(request, case))
    keep_uploads(form, person)
    return render(request, "cases/document_new.html", _context(request, case, form), status=status)


@require_http_methods(METHODS)
def document_version_new(request: HttpRequest, slug: str, act: int) -> HttpResponse:
    """A new version of an act; the earlier ones stay."""
    case, person = visible_case(request, slug), person_of(request)
    document = visible_document(request, case, act)
    policies.check_add_document(person, case)
    if refusal := why_locked(case, document):
        return _refused(request, case, document, refusal)
    form = VersionForm(*_posted(request), by=person)
    status = 200
    if request.method == "POST" and form.is_valid():
        new = {"document_id": document.pk, "by": person, **form.arguments()}
        status = attempt(form, lambda: actions.add_version(**new)) or 302
        if status == 302:
            messages.success(request, f"{document} har fått en ny version.")
            return redirect(case)
    keep_uploads(form, person)
    context = _context(request, case, form, document)
    return render(request, "cases/document_version.html", context, status=status)


@require_http_methods(METHODS)
def document_void(request: HttpRequest, slug: str, act: int) -> HttpResponse:
    """Ask why, and void the act; its number stays taken."""
    case, person = visible_case(request, slug), person_of(request)
    document = visible_document(request, case, act)
    policies.check_void_document(person)
    if refusal := why_locked(case, document):
        return _refused(request, case, document, refusal)
    form = VoidForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        void = {"document_id": document.pk, "by": person, **form.cleaned_data}
        status = attempt(form, lambda: actions.void_document(**void)) or 302
        if status == 302:
            messages.success(request, f"{document} är makulerad. Numret står kvar.")
            return redirect(case)
    context = _context(request, case, form, document) | {
        "title": f"Makulera {document.act_number}?",
        "submit": "Makulera handlingen",
        "danger": True,
        "cancel_url": f"{case.get_absolute_url()}#handlingar",
    }
    return render(request, "cases/document_void.html", context, status=status)


@require_safe
def document_download(request: HttpRequest, slug: str, act: int, number: int) -> HttpResponseBase:
    """The bytes of a version. `?namn=svar` offers them under the name a ministry wants."""
    case = visible_case(request, slug)
    document = visible_document(request, case, act)
    version = document.versions.filter(number=number).first()
    if version is None:
        raise Http404("Versionen finns inte.")
    name = _answer_name(case, version) if request.GET.get("namn") == "svar" else version.filename
    try:
        content = version.file.open("rb")
    except FileNotFoundError:
        log.exception("Filen till %s saknas.", document.act_number)
        context = _context(request, case, None, document)
        return render(request, "cases/document_missing.html", context, status=404)
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type=version.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    note_reading(request, case, person_of(request))
    return response


def _posted(request: HttpRequest) -> tuple[object, object]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _refused(request: HttpRequest, case: Case, document: Document, refusal: str) -> HttpResponse:
    context = _context(request, case, None, document) | {"refusal": refusal}
    return render(request, "cases/document_locked.html", context, status=409)


def _answer_name(case: Case, version: DocumentVersion) -> str:
    """The name to send an act under; only the newest version of an answer's acts has one."""
    prefetch_related_objects([case], "documents__versions")
    named = {each.document.latest.pk: each.name for each in enclosures(case)}
    return named.get(version.pk, version.filename)


def _context(
    request: HttpRequest, case: Case, form: object, document: Document | None = None
) -> dict[str, object]:
    here = document.act_number if document else "Ny handling"
    last = ((case.registry_number, case.get_absolute_url()), (here, ""))
    return {
        "case": case,
        "form": form,
        "document": document,
        "back": back_url(request, case),
        "crumbs": crumbs(person_of(request), *last),
    }
