"""What is late about agreements of whatever terms, in words: a column of a list."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from bodies.agreement_states import Facts, missing
from bodies.models import FrameworkAgreement, MunicipalAgreement
from bodies.queries.agreements.days import plans_for
from bodies.queries.agreements.matrix import row_of
from samverkan.lib.dates import today


def late_of(
    agreements: Iterable[MunicipalAgreement], facts: Mapping[int, Facts]
) -> dict[int, tuple[str, ...]]:
    """By key, a sentence for each step that should have been taken; empty if none is late.

    Two queries for each term in which anything remains, whatever the number of agreements.
    Each needs its framework at hand.
    """
    day = today()
    late: dict[int, tuple[str, ...]] = {}
    waiting: dict[FrameworkAgreement, list[MunicipalAgreement]] = defaultdict(list)
    for row in agreements:
        late[row.pk] = ()
        if missing(facts[row.pk], day):
            waiting[row.framework].append(row)
    for framework, rows in waiting.items():
        plans = plans_for(framework, rows)
        late |= {row.pk: row_of(row, facts[row.pk], plans[row.pk], day).late for row in rows}
    return late
