"""What a template may ask for, in the words that its author writes: {{ kommun }}.

A fact that is not known is a blank, and a blank to write on where a paper needs one.
Nothing is invented here.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from bodies.agreement_states import SIGNATURE_STEPS, Facts, Party, Signer, signatures
from bodies.models import (
    Clause,
    Fee,
    FrameworkVersion,
    MunicipalAgreement,
    Organisation,
    Signature,
)
from bodies.models.organisation import OrganisationKind
from bodies.queries.agreements import facts_of, texts_of
from samverkan.lib.dates import swedish_date, today
from samverkan.lib.money import kronor

BLANK = "________________________"
# Every word, and what it stands for: the handbook's list is this one.
WORDS = {
    "kommun": "Kommunens namn i dagligt tal",
    "kommun_namn": "Kommunens fullständiga namn",
    "kommun_orgnr": "Kommunens organisationsnummer",
    "region_namn": "Regionens fullständiga namn",
    "region_orgnr": "Regionens organisationsnummer",
    "titel": "Överenskommelsens titel",
    "period": "Mandatperioden",
    "forsta_dag": "Första dagen som avtalet gäller",
    "sista_dag": "Sista dagen som avtalet gäller",
    "diarienummer": "Avtalets diarienummer",
    "text": "Den gemensamma texten",
    "villkor": "De gemensamma villkoren: nummer, rubrik och text för vart och ett",
    "egna_villkor": "Kommunens egna villkor: nummer, rubrik och text för vart och ett",
    "anslag": "Anslaget: ar och belopp för varje år",
    "underskrifter": "De fyra platserna: part, roll, namn, titel och dag för var och en",
}
PLACES = [
    (Party.MUNICIPALITY, Signer.ELECTED, "Förtroendevald"),
    (Party.MUNICIPALITY, Signer.OFFICIAL, "Tjänsteperson"),
    (Party.REGION, Signer.ELECTED, "Förtroendevald"),
    (Party.REGION, Signer.OFFICIAL, "Tjänsteperson"),
]


def words_of(agreement: MunicipalAgreement) -> dict[str, Any]:
    """The value of every word for one agreement."""
    (words,) = words_of_all([agreement])
    return words


def words_of_all(agreements: Sequence[MunicipalAgreement]) -> list[dict[str, Any]]:
    """The same of many, in their order: ten queries, however many they are."""
    region = Organisation.objects.filter(kind=OrganisationKind.REGION).order_by("pk").first()
    facts = facts_of(agreements)
    texts = texts_of(agreements, facts)
    signed = Prefetch("signatures", Signature.objects.valid())
    prefetch_related_objects(agreements, "clauses", "fees", signed)
    return [
        {
            **_parties(row.municipality, region),
            **_framework(row),
            **_text(texts[row.pk]),
            "egna_villkor": [_clause(each) for each in row.clauses.all()],
            "anslag": [_fee(each) for each in row.fees.all()],
            "underskrifter": _signatures(row, facts[row.pk], region),
        }
        for row in agreements
    ]


def _parties(place: Organisation, region: Organisation | None) -> dict[str, Any]:
    return {
        "kommun": place.name,
        "kommun_namn": place.formal_name or place.name,
        "kommun_orgnr": place.organisation_number or BLANK,
        "region_namn": _full(region),
        "region_orgnr": (region and region.organisation_number) or BLANK,
    }


def _framework(agreement: MunicipalAgreement) -> dict[str, Any]:
    framework = agreement.framework
    return {
        "titel": framework.title,
        "period": framework.term.name,
        "forsta_dag": swedish_date(framework.first_day),
        "sista_dag": swedish_date(framework.last_day),
        "diarienummer": agreement.registry_reference or BLANK,
    }


def _text(version: FrameworkVersion) -> dict[str, Any]:
    """A text that came as a file only is an appendix to the agreement."""
    return {
        "text": version.text or f"Se bilaga: {version.filename}",
        "villkor": [_clause(each) for each in version.clauses.all()],
    }


def sample() -> dict[str, Any]:
    """Values of the right shape, to try a template with."""
    point = {"nummer": 1, "rubrik": "Rubrik", "text": "Text"}
    signed = {"part": "Part", "roll": "Roll", "namn": "Namn", "titel": "Titel", "dag": "Dag"}
    lists = {"villkor": [point], "egna_villkor": [point], "underskrifter": [signed]}
    return dict.fromkeys(WORDS, "Ord") | lists | {"anslag": [{"ar": 2027, "belopp": "1 krona"}]}


def empty_sample() -> dict[str, Any]:
    """The same with nothing in the lists: a new agreement has no clauses of its own."""
    return {word: [] if isinstance(value, list) else value for word, value in sample().items()}


def _full(place: Organisation | None) -> str:
    return (place.formal_name or place.name) if place else BLANK


def _clause(clause: Clause) -> dict[str, Any]:
    return {"nummer": clause.number, "rubrik": clause.heading, "text": clause.text}


def _fee(fee: Fee) -> dict[str, Any]:
    """A fee that is not decided is to be written by hand."""
    if fee.decided_on is None or fee.amount is None:
        return {"ar": fee.year, "belopp": BLANK}
    return {"ar": fee.year, "belopp": kronor(fee.amount)}


def _signatures(
    agreement: MunicipalAgreement, facts: Facts, region: Organisation | None
) -> list[dict[str, str]]:
    """Those that count, for the text that the paper shows."""
    names = {Party.MUNICIPALITY: _full(agreement.municipality), Party.REGION: _full(region)}
    rows = {(row.adoption_id, row.kind): row for row in agreement.signatures.all()}
    counted = signatures(facts, today())
    known = {step: rows[each.resolution, each.signer.value] for step, each in counted.items()}
    return [
        {"part": names[party], "roll": role, **_signed(known.get(SIGNATURE_STEPS[party, kind]))}
        for party, kind, role in PLACES
    ]


def _signed(row: Signature | None) -> dict[str, str]:
    day: date | None = row.day if row else None
    return {
        "namn": row.name if row else BLANK,
        "titel": row.title if row else BLANK,
        "dag": swedish_date(day) if day else BLANK,
    }
