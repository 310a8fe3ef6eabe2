"""What has been agreed: the matrix of a term, as a page, as Excel and as PDF."""

from datetime import date
from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bodies.agreement_states import STATE_WORDS, State
from bodies.models import Term
from bodies.queries.agreements import Matrix, matrix, terms_with_agreements
from bodies.views.agreement_paper import paper_of
from bodies.views.agreement_rows import COLUMNS, Drawn, map_of, matrix_rows, totals
from bodies.views.common import person_of
from samverkan.lib.dates import today
from samverkan.lib.pdf import PDF, pdf
from samverkan.lib.sheets import XLSX, Value, workbook


@require_safe
def agreement_matrix(request: HttpRequest) -> HttpResponse:
    """?period=2027 the term that begins that year; else the one that is being prepared."""
    terms = list(terms_with_agreements(person_of(request)) or terms_with_agreements())
    term = _chosen(terms, request.GET.get("period"))
    found = matrix(term, person_of(request)) if term else None
    rows, drawing = matrix_rows(found) if found else [], Drawn()
    context = {
        "term": term,
        "terms": terms,
        "matrix": found,
        "rows": rows,
        "drawn": [drawing.row(row) for row in rows],
        "totals": totals(found) if found else [],
        "states": [(STATE_WORDS[state].lower(), count) for state, count in _states(found)],
        "late": sum(bool(row.row.late) for row in rows),
        # Of those that a reader may not see the map would say that they have none.
        "map": map_of(rows) if person_of(request).is_region_staff else None,
    }
    return render(request, "bodies/agreement_matrix.html", context)


def _states(found: Matrix | None) -> list[tuple[State, int]]:
    return list(found.states.items()) if found else []


def chosen_term(request: HttpRequest) -> Term:
    """The one that ?period= asks for, as on the page. Raises Http404 when there is none."""
    seen = terms_with_agreements(person_of(request)) or terms_with_agreements()
    term = _chosen(list(seen), request.GET.get("period"))
    if term is None:
        raise Http404("Det finns inga avtal än.")
    return term


def _chosen(terms: list[Term], asked: str | None) -> Term | None:
    """Raises Http404 for a term that has no agreements."""
    if asked is None:
        return _at_hand(terms, today())
    found = next((term for term in terms if str(term.board_from.year) == asked), None)
    if found is None:
        raise Http404("Det finns inga avtal för den perioden.")
    return found


def _at_hand(terms: list[Term], day: date) -> Term | None:
    """The nearest term that is still to begin, else the one that goes on; the last of what was."""
    coming = [term for term in terms if term.board_from > day]
    return coming[-1] if coming else next(iter(terms), None)


@require_safe
def agreement_excel(request: HttpRequest) -> FileResponse:
    """Exactly what the page shows, a column for each step."""
    term = chosen_term(request)
    headings = ["Kommun", "Läge", *(f"{label} {word}".strip() for label, word in _steps())]
    found = matrix(term, person_of(request))
    sheet = workbook(f"Avtal {term.name}", headings, _values(found))
    name = f"Samverkansavtal {term.name}.xlsx"
    return FileResponse(BytesIO(sheet), as_attachment=True, filename=name, content_type=XLSX)


@require_safe
def agreement_pdf(request: HttpRequest) -> FileResponse:
    """What the page shows, to print, to archive and to have read aloud."""
    term = chosen_term(request)
    found = matrix(term, person_of(request))
    name = f"Samverkansavtal {term.name}.pdf"
    made = pdf("agreements", paper_of(found, today()))
    return FileResponse(BytesIO(made), as_attachment=True, filename=name, content_type=PDF)


def _steps() -> list[tuple[str, str]]:
    return [(label, word) for label, steps in COLUMNS for _, word in steps]


def _values(found: Matrix) -> list[list[Value]]:
    order = [step for _, steps in COLUMNS for step, _ in steps]
    return [
        [
            row.agreement.municipality.name,
            row.state_words,
            *({cell.step: cell.words for cell in row.cells}[step] for step in order),
        ]
        for row in found.rows
    ]
