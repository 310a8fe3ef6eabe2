"""Reading about agreements: their facts and states, when things are due, and the matrix."""

from bodies.queries.agreements.changes import changes_since, last_events, story
from bodies.queries.agreements.clauses import clause_groups, whose, with_whose
from bodies.queries.agreements.coming import Adopted, ToCome, adopted_of, text_before, to_come
from bodies.queries.agreements.days import CouncilDates, council_dates, plans_for
from bodies.queries.agreements.facts import (
    facts_of,
    in_force,
    in_force_on,
    of_state,
    states_of,
    text_versions,
)
from bodies.queries.agreements.late import late_of
from bodies.queries.agreements.matrix import (
    Cell,
    Matrix,
    Row,
    matrix,
    rows_of,
    terms_with_agreements,
)
from bodies.queries.agreements.texts import text_of, texts_of

__all__ = [
    "Adopted",
    "Cell",
    "CouncilDates",
    "Matrix",
    "Row",
    "ToCome",
    "adopted_of",
    "changes_since",
    "clause_groups",
    "council_dates",
    "facts_of",
    "in_force",
    "in_force_on",
    "last_events",
    "late_of",
    "matrix",
    "of_state",
    "plans_for",
    "rows_of",
    "states_of",
    "story",
    "terms_with_agreements",
    "text_before",
    "text_of",
    "text_versions",
    "texts_of",
    "to_come",
    "whose",
    "with_whose",
]
