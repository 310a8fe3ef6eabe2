"""The facts that states follow from, asked for as often for one agreement as for a thousand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max

from bodies.agreement_states import (
    Answer,
    Answered,
    Facts,
    Outcome,
    Party,
    Resolution,
    Signed,
    Signer,
    State,
    in_force_from,
    state_of,
)
from bodies.models import (
    Adoption,
    FrameworkAgreement,
    MunicipalAgreement,
    Organisation,
    Signature,
    VersionAnswer,
)
from bodies.models.agreements.agreement import MunicipalAgreementQuerySet
from samverkan.lib.dates import local_date, today


def facts_of(agreements: Iterable[MunicipalAgreement]) -> dict[int, Facts]:
    """What is known of each, by its key. Five queries whatever the number, voided rows left out."""
    own, frameworks = list(agreements), text_versions()
    later = _that_may_replace(own, frameworks)
    found = _loaded([*own, *later], frameworks)
    first = {row.pk: in_force_from(found[row.pk], date.max) for row in later}
    return {row.pk: _with_replacement(row, found, later, first) for row in own}


@dataclass(frozen=True, slots=True)
class Text:
    """A framework and the number of its newest text."""

    framework: FrameworkAgreement
    newest: int


def text_versions() -> dict[int, Text]:
    """Every framework, a handful. One query."""
    rows = FrameworkAgreement.objects.annotate(newest=Max("versions__number"))
    return {row.pk: Text(row, row.newest or 1) for row in rows}


def states_of(
    agreements: Iterable[MunicipalAgreement], day: date | None = None
) -> dict[int, State]:
    """The state of each on `day` (today). Five queries."""
    return {pk: state_of(facts, day or today()) for pk, facts in facts_of(agreements).items()}


def of_state(
    agreements: MunicipalAgreementQuerySet, states: Iterable[State]
) -> MunicipalAgreementQuerySet:
    """Those of them that are in one of the states today."""
    wanted = set(states)
    found = states_of(agreements.select_related(None).prefetch_related(None))
    return agreements.filter(pk__in=[pk for pk, state in found.items() if state in wanted])


def in_force_on(
    day: date, places: Iterable[Organisation] | None = None
) -> dict[int, MunicipalAgreement]:
    """The agreements in force on `day`, by municipality; of these municipalities only, if given.

    Six queries whatever the number.
    """
    rows = MunicipalAgreement.objects.filter(
        framework__first_day__lte=day, framework__last_day__gte=day
    ).select_related("municipality", "framework__term")
    if places is not None:
        rows = rows.filter(municipality__in=list(places))
    states = states_of(rows, day)
    return {row.municipality_id: row for row in rows if states[row.pk] == State.IN_FORCE}


def in_force(municipality: Organisation, day: date | None = None) -> MunicipalAgreement | None:
    """The municipality's agreement in force on `day` (today), if there is one. Six queries."""
    return in_force_on(day or today(), [municipality]).get(municipality.pk)


def _that_may_replace(
    own: Sequence[MunicipalAgreement], frameworks: dict[int, Text]
) -> list[MunicipalAgreement]:
    """Agreements of frameworks that begin before another of them ends; usually none do."""
    days = [
        (pk, each.framework.first_day, each.framework.last_day) for pk, each in frameworks.items()
    ]
    concerned = {row.framework_id for row in own}
    over = {
        later
        for pk, first, last in days
        for later, begins, _ in days
        if pk in concerned and first < begins <= last
    }
    if not over:
        return []
    places = {row.municipality_id for row in own}
    return list(MunicipalAgreement.objects.filter(framework__in=over, municipality__in=places))


def _with_replacement(
    row: MunicipalAgreement,
    found: dict[int, Facts],
    later: Sequence[MunicipalAgreement],
    first: dict[int, date | None],
) -> Facts:
    facts = found[row.pk]
    taken = [
        begins
        for other in later
        if other.municipality_id == row.municipality_id
        and found[other.pk].first_day > facts.first_day
        and (begins := first[other.pk])
    ]
    return replace(facts, replaced_on=min(taken)) if taken else facts


def _loaded(rows: Sequence[MunicipalAgreement], frameworks: dict[int, Text]) -> dict[int, Facts]:
    said, signed, answered = _resolutions(rows), _signatures(rows), _answers(rows)
    return {
        row.pk: Facts(
            first_day=frameworks[row.framework_id].framework.first_day,
            last_day=frameworks[row.framework_id].framework.last_day,
            text_version=frameworks[row.framework_id].newest,
            sent_on=row.sent_on,
            resolutions=tuple(said[row.pk]),
            signatures=tuple(signed[row.pk]),
            answers=tuple(answered[row.pk]),
            ended_on=row.ended_on,
            archived_on=row.archived_on,
        )
        for row in rows
    }


def _resolutions(rows: Sequence[MunicipalAgreement]) -> dict[int, list[Resolution]]:
    """As plain values: a matrix of all of Sweden reads thousands."""
    found: dict[int, list[Resolution]] = defaultdict(list)
    asked = Adoption.objects.valid().filter(agreement__in=rows).order_by("day", "pk")
    for agreement, key, party, outcome, *facts in asked.values_list(
        *("agreement", "pk", "party", "outcome"),
        *("version__number", "day", "extract_received_on", "paragraph"),
    ):
        found[agreement].append(Resolution(key, Party(party), Outcome(outcome), *facts))
    return found


def _signatures(rows: Sequence[MunicipalAgreement]) -> dict[int, list[Signed]]:
    found: dict[int, list[Signed]] = defaultdict(list)
    asked = Signature.objects.valid().filter(agreement__in=rows).order_by("day", "pk")
    for agreement, adoption, kind, day in asked.values_list("agreement", "adoption", "kind", "day"):
        found[agreement].append(Signed(adoption, Signer(kind), day))
    return found


def _answers(rows: Sequence[MunicipalAgreement]) -> dict[int, list[Answered]]:
    found: dict[int, list[Answered]] = defaultdict(list)
    given = VersionAnswer.objects.filter(agreement__in=rows)
    for agreement, version, answer, at in given.values_list(
        "agreement", "version__number", "answer", "at"
    ):
        found[agreement].append(Answered(version, Answer(answer), local_date(at)))
    return found
