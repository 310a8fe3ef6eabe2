"""One agreement: where it stands, what was decided, who signed, and everything that happened."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bodies.models import Adoption, FrameworkVersion, MunicipalAgreement, Person, Signature
from bodies.models.agreements.parts import WithFile
from bodies.queries.agreements import Row, rows_of, story, text_of
from bodies.views.agreement_rows import matrix_row
from bodies.views.common import person_of
from samverkan.lib.dates import today


def visible_agreement(person: Person, pk: int) -> MunicipalAgreement:
    """Raises Http404 for one that the person may not know of."""
    rows = MunicipalAgreement.objects.visible_to(person)
    found: MunicipalAgreement = get_object_or_404(
        rows.select_related("framework__term", "municipality"), pk=pk
    )
    return found


@require_safe
def agreement_page(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(person_of(request), pk)
    (row,) = rows_of(agreement.framework, [agreement], today())
    text = text_of(agreement)
    context = {
        "agreement": agreement,
        "shown": matrix_row(row),
        "said": agreement.adoptions.valid().select_related("council", "version"),
        "signed": agreement.signatures.valid(),
        "yearly": agreement.fees.order_by("year"),
        "facts": _facts(row),
        "text": text,
        "clauses": text.clauses.all(),
        "own_clauses": agreement.clauses.all(),
        "events": story(agreement),
        "crumbs": [("Samverkansavtal", _of_term(agreement)), (agreement.municipality.name, "")],
    }
    return render(request, "bodies/agreement.html", context)


def _of_term(agreement: MunicipalAgreement) -> str:
    year = agreement.framework.term.board_from.year
    return f"{reverse('agreement_matrix')}?period={year}"


def _facts(row: Row) -> list[tuple[str, object]]:
    agreement = row.agreement
    return [
        ("Diarienummer", agreement.registry_reference),
        ("Skickat till", agreement.sent_to),
        ("Skäl till avslutet", agreement.end_reason),
    ]


@require_safe
def agreement_file(request: HttpRequest, pk: int, kind: str, key: int) -> FileResponse:
    """An extract, a signed copy or the text, to those who may see the agreement."""
    person = person_of(request)
    agreement = visible_agreement(person, pk)
    if kind not in KEPT:
        raise Http404("Det finns ingen sådan fil.")
    row: WithFile = get_object_or_404(KEPT[kind](agreement, person), pk=key)
    if not row.file:
        raise Http404("Det finns ingen fil.")
    return FileResponse(
        row.file.open(), as_attachment=True, filename=row.filename, content_type=row.content_type
    )


def _extracts(agreement: MunicipalAgreement, person: Person) -> "QuerySet[Any]":
    return _counted(Adoption.objects.filter(agreement=agreement), person)


def _signed_copies(agreement: MunicipalAgreement, person: Person) -> "QuerySet[Any]":
    return _counted(Signature.objects.filter(agreement=agreement), person)


def _counted(rows: Any, person: Person) -> "QuerySet[Any]":
    """What is voided may be another's paper: it stays within the region."""
    counted: QuerySet[Any] = rows if person.is_region_staff else rows.valid()
    return counted


def _texts(agreement: MunicipalAgreement, person: Person) -> "QuerySet[Any]":
    """The region's staff read every version; others the one that holds for the agreement."""
    rows = FrameworkVersion.objects.filter(framework=agreement.framework_id)
    return rows if person.is_region_staff else rows.filter(pk=text_of(agreement).pk)


# The files of an agreement by the word in their address.
KEPT: dict[str, Callable[[MunicipalAgreement, Person], "QuerySet[Any]"]] = {
    "utdrag": _extracts,
    "underskrift": _signed_copies,
    "text": _texts,
}
