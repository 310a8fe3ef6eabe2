"""The points of agreements that work can stem from."""

from itertools import groupby

from django.db.models import F, Max, Q, QuerySet

from bodies.models import Clause
from samverkan.lib.dates import today
from samverkan.lib.ordering import swedish_order

Group = tuple[str, list[Clause]]


def clause_groups(also: int | None = None) -> list[Group]:
    """Those of texts in force or to come, and `also` (a key), under whose they are. One query.

    The common texts first and then each municipality's own, the newest term first in both.
    """
    return [(name, list(rows)) for name, rows in groupby(_at_hand(also), key=whose)]


def whose(clause: Clause) -> str:
    """Gemensamt 2027–2030, or the municipality's own: Umeå 2027–2030."""
    if clause.version:
        return f"Gemensamt {clause.version.framework.term.name}"
    assert clause.agreement is not None, "bodies_clause_of_one_text"
    return f"{clause.agreement.municipality.name} {clause.agreement.framework.term.name}"


def with_whose(clauses: "QuerySet[Clause]") -> "QuerySet[Clause]":
    """Loaded so that `whose` asks for nothing."""
    return clauses.select_related(
        "version__framework__term", "agreement__framework__term", "agreement__municipality"
    ).defer("version__text")


def _at_hand(also: int | None) -> "QuerySet[Clause]":
    newest = Max("version__framework__versions__number")
    common = Q(version__framework__last_day__gte=today(), version__number=F("newest"))
    own = Q(agreement__framework__last_day__gte=today())
    rows = with_whose(Clause.objects.annotate(newest=newest)).filter(common | own | Q(pk=also))
    return rows.order_by(
        F("version__framework__first_day").desc(nulls_last=True),
        F("agreement__framework__first_day").desc(nulls_last=True),
        swedish_order("agreement__municipality__name"),
        "number",
    )
