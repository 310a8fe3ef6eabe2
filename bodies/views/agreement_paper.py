"""The matrix of agreements as data for the paper (templates/pdf/agreements.typ)."""

from dataclasses import asdict
from datetime import date
from typing import Any

from bodies.queries.agreements import Matrix
from bodies.views.agreement_rows import MatrixRow, matrix_rows, totals
from samverkan.lib.dates import swedish_date

LEGEND = "✓ klart   ! försenat eller nej"


def paper_of(found: Matrix, day: date) -> dict[str, Any]:
    """The same cells as the page, in the same order."""
    rows = matrix_rows(found)
    counted = totals(found)
    late = sum(bool(row.row.late) for row in rows)
    what = "1 avtal har" if late == 1 else f"{late} avtal har"
    title = f"Samverkansavtal {found.term.name}"
    return {
        "title": title,
        "footer": f"{title}, läget {swedish_date(day)}",
        "lead": f"Läget {swedish_date(day)}. {len(rows)} avtal.",
        "late": f"{what} något försenat." if late else "",
        "headings": ["Kommun", *(each.label for each in counted)],
        "rows": [_row(row) for row in rows],
        "totals": ["Klart", *("\n".join(each.lines) for each in counted)],
        "legend": LEGEND,
    }


def _row(row: MatrixRow) -> dict[str, Any]:
    return {
        "name": row.row.agreement.municipality.name,
        "tone": row.tone,
        "state": row.row.state_words,
        "columns": [[asdict(line) for line in column.lines] for column in row.columns],
    }
