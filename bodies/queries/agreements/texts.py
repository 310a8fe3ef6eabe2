"""Which version of the common text an agreement is about: never a newer one than was agreed."""

from collections.abc import Mapping, Sequence

from bodies.agreement_states import Facts, text_number
from bodies.models import FrameworkVersion, MunicipalAgreement
from bodies.queries.agreements.facts import facts_of
from samverkan.lib.dates import today


def texts_of(
    agreements: Sequence[MunicipalAgreement], facts: Mapping[int, Facts]
) -> dict[int, FrameworkVersion]:
    """By agreement, the text that holds for it with its clauses in order. Two queries."""
    frameworks = {row.framework_id for row in agreements}
    rows = FrameworkVersion.objects.filter(framework__in=frameworks).prefetch_related("clauses")
    known = {(row.framework_id, row.number): row for row in rows}
    day = today()
    return {row.pk: known[row.framework_id, text_number(facts[row.pk], day)] for row in agreements}


def text_of(agreement: MunicipalAgreement) -> FrameworkVersion:
    """The text that holds for one agreement. Seven queries."""
    return texts_of([agreement], facts_of([agreement]))[agreement.pk]
