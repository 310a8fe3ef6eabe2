"""What a term to come would mean for each municipality, and what a changed text asks of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bodies.agreement_plan import Plan, plan
from bodies.agreement_states import Outcome, Party, question_open, said_last, sealed
from bodies.models import Adoption, FrameworkAgreement, FrameworkVersion, Organisation
from bodies.models.agreements.agreement import MunicipalAgreement
from bodies.queries.agreements.days import council_dates
from bodies.queries.agreements.facts import facts_of
from samverkan.lib.dates import today
from samverkan.lib.ordering import swedish_order


@dataclass(frozen=True, slots=True)
class ToCome:
    """A municipality that gets a draft, and the plan that its agreement would be measured by."""

    municipality: Organisation
    plan: Plan


def to_come(first_day: date) -> list[ToCome]:
    """Every municipality on the first day, in Swedish order. Three queries."""
    places = Organisation.objects.municipalities().existing(first_day)
    rows = list(places.order_by(swedish_order("name")))
    met = council_dates([row.pk for row in rows], first_day)
    region = met.get(None)
    return [
        ToCome(
            row,
            plan(
                first_day,
                council=each.day if (each := met.get(row.pk)) else None,
                papers=each.papers_due if each else None,
                region=region.day if region else None,
            ),
        )
        for row in rows
    ]


def text_before(first_day: date) -> FrameworkVersion | None:
    """The newest text of the last term before the day, if there is one."""
    rows = FrameworkVersion.objects.filter(framework__first_day__lt=first_day)
    found: FrameworkVersion | None = (
        rows.order_by("-framework__first_day", "-number").select_related("framework").first()
    )
    return found


@dataclass(frozen=True, slots=True)
class Adopted:
    """An agreement that somebody has adopted: what they said, and whether it must be answered.

    `sealed` is true of what is signed in full, which is never asked about a later text.
    """

    agreement: MunicipalAgreement
    said: tuple[Adoption, ...]
    sealed: bool
    question: bool


def adopted_of(framework: FrameworkAgreement) -> list[Adopted]:
    """Every agreement of the framework that a council has adopted last. Seven queries."""
    day = today()
    own = framework.agreements.select_related("municipality", "framework__term")
    rows = list(own.order_by(swedish_order("municipality__name")))
    facts = facts_of(rows)
    keys = {
        row.pk: [
            said.key
            for party in Party
            if (said := said_last(facts[row.pk], party, day)) and said.outcome == Outcome.ADOPTED
        ]
        for row in rows
    }
    adoptions = _by_key(key for each in keys.values() for key in each)
    return [
        Adopted(
            row,
            tuple(adoptions[key] for key in keys[row.pk]),
            bool(sealed(facts[row.pk], day)),
            question_open(facts[row.pk], day),
        )
        for row in rows
        if keys[row.pk]
    ]


def _by_key(keys: Iterable[int]) -> dict[int, Adoption]:
    rows = Adoption.objects.filter(pk__in=list(keys)).select_related("council", "version")
    return {row.pk: row for row in rows}
