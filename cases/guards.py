"""Guards: is the case itself ready for a transition? Each answers None or why not.

Pure: what a guard may know comes in `CaseFacts`; who may act is not asked here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class CaseKind(StrEnum):
    EXTERNAL_REFERRAL = "external_referral"
    STRATEGY = "strategy"


CASE_KINDS: list[tuple[str, str]] = [
    (CaseKind.EXTERNAL_REFERRAL.value, "Extern remiss"),
    (CaseKind.STRATEGY.value, "Strategi"),
]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What guards may know of a case. Built by `cases.queries.facts_of`.

    The `item_…` facts are about the case's place on the agenda of the body
    whose step it is at, in this round; they and the samråd's are known at such a
    step only, `has_draft` and `has_answer` at the others only.
    """

    kind: CaseKind = CaseKind.EXTERNAL_REFERRAL
    has_officer: bool = False
    has_draft: bool = False
    has_answer: bool = False
    item_scheduled: bool = False
    item_begun: bool = False
    consultation_recorded: bool = False
    consultation_begun: bool = False
    consultation_announced: bool = False
    consultation_in_writing: bool = False
    in_order: bool = True


Guard = Callable[[CaseFacts], str | None]


def no_guard(facts: CaseFacts) -> str | None:
    return None


def has_officer(facts: CaseFacts) -> str | None:
    return None if facts.has_officer else "Utse en handläggare först."


def has_draft(facts: CaseFacts) -> str | None:
    if not facts.has_officer:
        return "Utse en handläggare först."
    return None if facts.has_draft else "Lägg till ett förslag till yttrande först."


def not_on_agenda(facts: CaseFacts) -> str | None:
    if facts.item_scheduled:
        return "Ta först bort ärendet från mötets ärendelista."
    return None


def at_meeting(facts: CaseFacts) -> str | None:
    """The body must have the case on an agenda, and its day must have come."""
    if not facts.item_scheduled:
        return "Sätt först upp ärendet på ett möte."
    return None if facts.item_begun else "Mötet har inte varit än."


def not_being_asked(facts: CaseFacts) -> str | None:
    """What the members are answering in writing is not settled before they have had their time."""
    if facts.consultation_in_writing:
        return "Det skriftliga samrådet pågår. Vänta till efter sista dagen, eller avsluta det."
    return None


def consultation_held(facts: CaseFacts) -> str | None:
    if not facts.consultation_begun:
        return "Samrådets möte har inte varit än."
    return not_being_asked(facts)


def not_announced(facts: CaseFacts) -> str | None:
    """What the samråd's members have been called to talk of is not settled by letter meanwhile."""
    if facts.consultation_announced:
        return (
            "Ärendet står på samrådets publicerade ärendelista. Anteckna utfallet efter mötet, "
            "eller ställ in mötet först."
        )
    return not_being_asked(facts)


def ready_to_decide(facts: CaseFacts) -> str | None:
    """RUN decides after the samråd, at a meeting that comes after it."""
    if not facts.consultation_recorded:
        return "Anteckna först vad samrådet kom fram till, eller varför det hoppades över."
    if not facts.in_order:
        return "Nämndens möte måste komma efter samrådet."
    return at_meeting(facts)


def may_decide_urgently(facts: CaseFacts) -> str | None:
    """A strategy is never decided by delegation or by the chair alone (KL 6:38)."""
    if facts.kind == CaseKind.STRATEGY:
        return "En strategi får inte beslutas på delegation (KL 6:38)."
    return None


def has_answer(facts: CaseFacts) -> str | None:
    return None if facts.has_answer else "Lägg till det beslutade yttrandet som handling först."
