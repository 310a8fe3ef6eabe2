"""Some of the present cases follow of what the agreements say, as the registrar has noted."""

from dataclasses import fields

from bodies.queries.agreements import clause_groups
from cases import actions
from cases.actions.register import ReferralFacts
from cases.demo.world import World
from cases.models import Case
from cases.workflow import ANSWERED

SOME = 3


def tell(region: World) -> None:
    """The common text's clauses in turn, one to each of the last cases that can be mended."""
    at_hand = [clause for _, clauses in clause_groups() for clause in clauses]
    cases = Case.objects.exclude(step__in=ANSWERED).select_related("referral").order_by("-pk")
    for case, clause in zip(cases[:SOME], at_hand, strict=False):
        actions.edit_case(
            case_id=case.pk,
            version=case.version,
            by=region.accounts["registrar"],
            facts=_facts(case, clause=clause),
        )


def _facts(case: Case, **changed: object) -> ReferralFacts:
    """What is registered, and what is changed of it."""
    names = [field.name for field in fields(ReferralFacts)]
    known = {name: getattr(case if hasattr(case, name) else case.referral, name) for name in names}
    return ReferralFacts(**(known | changed))
