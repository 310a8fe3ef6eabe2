"""One agreement: where it stands, what was decided, who signed, and everything that happened."""

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bodies.models import Adoption, Clause, Event, MunicipalAgreement, Person, Signature
from bodies.models.agreements.parts import WithFile
from bodies.queries.agreements import Row, rows_of
from bodies.views.agreement_rows import matrix_row
from bodies.views.common import person_of
from samverkan.lib.dates import today

# The files of an agreement by the word in their address.
KEPT: dict[str, type[Adoption] | type[Signature]] = {"utdrag": Adoption, "underskrift": Signature}


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
    story = Q(agreement=agreement) | Q(framework=agreement.framework_id)
    context = {
        "agreement": agreement,
        "shown": matrix_row(row),
        "said": agreement.adoptions.valid().select_related("council", "version"),
        "signed": agreement.signatures.valid(),
        "yearly": agreement.fees.order_by("year"),
        "facts": _facts(row),
        "clauses": _clauses(agreement),
        "own_clauses": agreement.clauses.all(),
        "events": Event.objects.filter(story).select_related("by"),
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


def _clauses(agreement: MunicipalAgreement) -> list[Clause]:
    """Those of the newest common text."""
    newest = agreement.framework.versions.order_by("-number").first()
    return list(newest.clauses.order_by("number")) if newest else []


@require_safe
def agreement_file(request: HttpRequest, pk: int, kind: str, key: int) -> FileResponse:
    """An extract or a signed copy, to those who may see the agreement."""
    agreement = visible_agreement(person_of(request), pk)
    if kind not in KEPT:
        raise Http404("Det finns ingen sådan fil.")
    row: WithFile = get_object_or_404(KEPT[kind], pk=key, agreement=agreement)
    if not row.file:
        raise Http404("Det finns ingen fil.")
    return FileResponse(
        row.file.open(), as_attachment=True, filename=row.filename, content_type=row.content_type
    )
