"""What state an agreement is in: worked out from facts on a day, and never stored.

Pure: no ORM, no request and no clock. What may be written is the actions' to say, and what
the database refuses stands in `models.agreements.laws`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Party(StrEnum):
    MUNICIPALITY = "municipality"
    REGION = "region"


class Signer(StrEnum):
    ELECTED = "elected"
    OFFICIAL = "official"


class Outcome(StrEnum):
    ADOPTED = "adopted"
    DECLINED = "declined"


class Answer(StrEnum):
    """What a changed text means where an earlier one is adopted already."""

    HOLDS = "holds"
    AGAIN = "again"


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    DECLINED = "declined"
    ADOPTED_BY_MUNICIPALITY = "adopted_by_municipality"
    ADOPTED_BY_REGION = "adopted_by_region"
    ADOPTED = "adopted"
    PARTLY_SIGNED = "partly_signed"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    ENDED = "ended"
    REPLACED = "replaced"


class Step(StrEnum):
    """What has to be done, in the order in which it usually is; a column of the matrix each."""

    SENT = "sent"
    COUNCIL = "council"
    EXTRACT = "extract"
    MUNICIPALITY_ELECTED = "municipality_elected"
    MUNICIPALITY_OFFICIAL = "municipality_official"
    REGION_COUNCIL = "region_council"
    REGION_ELECTED = "region_elected"
    REGION_OFFICIAL = "region_official"
    ARCHIVED = "archived"


PARTY_WORDS = {Party.MUNICIPALITY: "Kommunen", Party.REGION: "Regionen"}
SIGNER_WORDS = {Signer.ELECTED: "Förtroendevald", Signer.OFFICIAL: "Tjänsteperson"}
OUTCOME_WORDS = {Outcome.ADOPTED: "Antaget", Outcome.DECLINED: "Sade nej"}
ANSWER_WORDS = {Answer.HOLDS: "Antagen version gäller", Answer.AGAIN: "Ska antas på nytt"}
STATE_WORDS = {
    State.DRAFT: "Utkast",
    State.SENT: "Skickat",
    State.DECLINED: "Sade nej",
    State.ADOPTED_BY_MUNICIPALITY: "Antaget av kommunen",
    State.ADOPTED_BY_REGION: "Antaget av regionen",
    State.ADOPTED: "Antaget av båda",
    State.PARTLY_SIGNED: "Delvis undertecknat",
    State.SIGNED: "Undertecknat, gäller inte än",
    State.IN_FORCE: "Gäller",
    State.ENDED: "Avslutat",
    State.REPLACED: "Ersatt av ett nyare",
}
STEP_WORDS = {
    Step.SENT: "Skickat",
    Step.COUNCIL: "Kommunfullmäktige",
    Step.EXTRACT: "Protokollsutdrag",
    Step.MUNICIPALITY_ELECTED: "Kommunens förtroendevalda",
    Step.MUNICIPALITY_OFFICIAL: "Kommunens tjänsteperson",
    Step.REGION_COUNCIL: "Regionfullmäktige",
    Step.REGION_ELECTED: "Regionens förtroendevalda",
    Step.REGION_OFFICIAL: "Regionens tjänsteperson",
    Step.ARCHIVED: "Arkiverat",
}
LACK_WORDS = {
    Step.SENT: "Inte skickat till kommunen",
    Step.COUNCIL: "Kommunfullmäktige har inte antagit",
    Step.EXTRACT: "Protokollsutdraget har inte kommit in",
    Step.MUNICIPALITY_ELECTED: "Kommunens förtroendevalda har inte undertecknat",
    Step.MUNICIPALITY_OFFICIAL: "Kommunens tjänsteperson har inte undertecknat",
    Step.REGION_COUNCIL: "Regionfullmäktige har inte antagit",
    Step.REGION_ELECTED: "Regionens förtroendevalda har inte undertecknat",
    Step.REGION_OFFICIAL: "Regionens tjänsteperson har inte undertecknat",
    Step.ARCHIVED: "Inte arkiverat",
}
QUESTION_WORDS = "Texten har ändrats sedan den antogs. Svara på om den antagna versionen gäller"
SIGNATURE_STEPS = {
    (Party.MUNICIPALITY, Signer.ELECTED): Step.MUNICIPALITY_ELECTED,
    (Party.MUNICIPALITY, Signer.OFFICIAL): Step.MUNICIPALITY_OFFICIAL,
    (Party.REGION, Signer.ELECTED): Step.REGION_ELECTED,
    (Party.REGION, Signer.OFFICIAL): Step.REGION_OFFICIAL,
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a council said of which version, the extract's day included. `key` orders a day."""

    key: int
    party: Party
    outcome: Outcome
    version: int
    day: date
    extract_on: date | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature rests on the resolution (its key) that it was given after."""

    resolution: int
    signer: Signer
    day: date


@dataclass(frozen=True, slots=True)
class Answered:
    """Whether what was adopted before this version still holds."""

    version: int
    answer: Answer
    day: date


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a state follows from. Voided rows are left out before they come here.

    `replaced_on` is the first day of a later agreement in force with the same municipality.
    """

    first_day: date
    last_day: date
    text_version: int = 1
    sent_on: date | None = None
    resolutions: tuple[Resolution, ...] = ()
    signatures: tuple[Signed, ...] = ()
    answers: tuple[Answered, ...] = ()
    ended_on: date | None = None
    replaced_on: date | None = None
    archived_on: date | None = None


def end_of(facts: Facts) -> date:
    """The last day on which it may hold."""
    return min(facts.last_day, facts.ended_on or facts.last_day)


def sealed(facts: Facts, day: date) -> dict[Party, Resolution]:
    """The adoptions that all four signatures rest on; empty until the fourth is there.

    What is signed in full is never asked about a later text, nor undone by a later no.
    """
    found: dict[Party, Resolution] = {}
    for each in facts.resolutions:
        on = {sign.signer for sign in facts.signatures if sign.resolution == each.key}
        if len(on) == len(Signer) and each.outcome == Outcome.ADOPTED:
            found[each.party] = each
    signed = [sign for sign in facts.signatures if sign.day <= day]
    keys = {each.key for each in found.values()}
    whole = sum(sign.resolution in keys for sign in signed) == len(Party) * len(Signer)
    return found if whole else {}


def said_last(facts: Facts, party: Party, day: date) -> Resolution | None:
    """What the party's council has said last, whether it still counts or not."""
    said = [each for each in facts.resolutions if each.party == party and each.day <= day]
    return max(said, key=lambda each: (each.day, each.key), default=None)


def holds(facts: Facts, said: Resolution, day: date) -> bool:
    """Whether an adoption counts for the text as it is now.

    That of an older text does so only once somebody has answered that it does.
    """
    return said.version >= facts.text_version or any(
        each.version == facts.text_version and each.answer == Answer.HOLDS and each.day <= day
        for each in facts.answers
    )


def standing(facts: Facts, party: Party, day: date) -> Resolution | None:
    """What the party has said last, unless it was a yes to an older text that does not hold."""
    if whole := sealed(facts, day):
        return whole[party]
    last = said_last(facts, party, day)
    if last is None or last.outcome == Outcome.DECLINED:
        return last
    return last if holds(facts, last, day) else None


def adopted(facts: Facts, party: Party, day: date) -> Resolution | None:
    """The party's adoption, if it stands."""
    said = standing(facts, party, day)
    return said if said and said.outcome == Outcome.ADOPTED else None


def text_number(facts: Facts, day: date) -> int:
    """The version of the common text that the agreement is about.

    What the municipality's adoption that stands was of, else the region's, else the newest.
    """
    held = (adopted(facts, party, day) for party in Party)
    return next((each.version for each in held if each), facts.text_version)


def signatures(facts: Facts, day: date) -> dict[Step, Signed]:
    """The signatures that count: those that rest on an adoption that stands."""
    parties = {held.key: party for party in Party if (held := adopted(facts, party, day))}
    return {
        SIGNATURE_STEPS[parties[each.resolution], each.signer]: each
        for each in facts.signatures
        if each.resolution in parties and each.day <= day
    }


def in_force_from(facts: Facts, day: date) -> date | None:
    """The day from which it holds, as things stand on `day`; None while a signature is missing."""
    if not sealed(facts, day):
        return None
    return max(facts.first_day, *(each.day for each in signatures(facts, day).values()))


def is_in_force(facts: Facts, day: date) -> bool:
    return state_of(facts, day) == State.IN_FORCE


def state_of(facts: Facts, day: date) -> State:
    """How far the agreement has come on `day`, by what had happened until then."""
    replaced, end = facts.replaced_on, end_of(facts)
    if replaced and replaced <= min(day, end):
        return State.REPLACED
    if day > end:
        return State.ENDED
    if sealed(facts, day):
        return State.IN_FORCE if day >= facts.first_day else State.SIGNED
    return _unsigned_state(facts, day)


def _unsigned_state(facts: Facts, day: date) -> State:
    said = {party: standing(facts, party, day) for party in Party}
    if any(each and each.outcome == Outcome.DECLINED for each in said.values()):
        return State.DECLINED
    if signatures(facts, day):
        return State.PARTLY_SIGNED
    if all(said.values()):
        return State.ADOPTED
    if said[Party.REGION]:
        return State.ADOPTED_BY_REGION
    if said[Party.MUNICIPALITY]:
        return State.ADOPTED_BY_MUNICIPALITY
    return State.SENT if facts.sent_on and facts.sent_on <= day else State.DRAFT


def question_open(facts: Facts, day: date) -> bool:
    """The text has changed since a party adopted it, and nobody has said what that means."""
    if sealed(facts, day) or any(each.version == facts.text_version for each in facts.answers):
        return False
    said = (said_last(facts, party, day) for party in Party)
    return any(
        each and each.outcome == Outcome.ADOPTED and each.version < facts.text_version
        for each in said
    )


def own_clauses_stand(facts: Facts, day: date) -> bool:
    """Whether a party has adopted the agreement, own clauses and all, and need not do so again.

    Also while it is asked whether that holds for a changed text: the answer may be that it does.
    """
    again = any(
        each.version == facts.text_version and each.answer == Answer.AGAIN for each in facts.answers
    )
    said = (said_last(facts, party, day) for party in Party)
    return bool(sealed(facts, day)) or any(
        each
        and each.outcome == Outcome.ADOPTED
        and (each.version >= facts.text_version or not again)
        for each in said
    )


def done_on(facts: Facts, day: date) -> dict[Step, date]:
    """The steps that are taken, and when."""
    council, region = (adopted(facts, party, day) for party in Party)
    found: dict[Step, date | None] = {
        Step.SENT: facts.sent_on,
        Step.COUNCIL: council.day if council else None,
        Step.EXTRACT: council.extract_on if council else None,
        Step.REGION_COUNCIL: region.day if region else None,
        Step.ARCHIVED: facts.archived_on,
        **{step: each.day for step, each in signatures(facts, day).items()},
    }
    return {step: on for step in Step if (on := found.get(step)) and on <= day}


def missing(facts: Facts, day: date) -> tuple[Step, ...]:
    """The steps that remain, in their order; none of what is over."""
    if state_of(facts, day) in OVER:
        return ()
    done = done_on(facts, day)
    return tuple(step for step in Step if step not in done)


def missing_words(facts: Facts, day: date) -> tuple[str, ...]:
    """What lacks, in words: an open question first, as the rest waits for its answer."""
    question = (QUESTION_WORDS,) if question_open(facts, day) else ()
    return question + tuple(LACK_WORDS[step] for step in missing(facts, day))


OVER = frozenset({State.ENDED, State.REPLACED})
