"""What a body can arrive at, in words, and what each outcome must be given with.

Pure: choices and checks shared by models, forms and actions. When a case may
receive an outcome is the workflow's question, and who may record it the policies'.
"""

from enum import StrEnum

from samverkan.lib.errors import DomainError


class Labelled(StrEnum):
    """A stored key with the Swedish word people see."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(member.value, member.label) for member in cls]


class ItemOutcome(Labelled):
    """How an item left a meeting's agenda (KL 5:50–51 and 6:33 for the sending back)."""

    SCHEDULED = "scheduled", "Ska behandlas"
    FORWARDED = "forwarded", "Till samråd"
    DECIDED = "decided", "Beslutat"
    TABLED = "tabled", "Bordlagt"
    REMITTED_BACK = "remitted_back", "Återremiss"
    WITHDRAWN = "withdrawn", "Utgår"


class ConsultationOutcome(Labelled):
    """The samråd advises: it has no decisions, no § and no votes."""

    CONSENSUS = "consensus", "Samsyn"
    CONSENSUS_WITH_NOTE = "consensus_with_note", "Samsyn med medskick"
    DIFFERING_VIEWS = "differing_views", "Olika meningar"
    NOT_TREATED = "not_treated", "Ej behandlat"


class ConsultationManner(Labelled):
    MEETING = "meeting", "Vid samrådets möte"
    WRITTEN = "written", "Skriftligt"
    SKIPPED = "skipped", "Hoppades över"


class Stance(Labelled):
    """What one delegate thinks before the samråd."""

    SUPPORTS = "supports", "Stödjer"
    SUPPORTS_WITH_NOTE = "supports_with_note", "Stödjer med medskick"
    DISSENTS = "dissents", "Annan mening"
    ABSTAINS = "abstains", "Avstår"


class DecisionOutcome(Labelled):
    APPROVED = "approved", "Bifall"
    APPROVED_AMENDED = "approved_amended", "Bifall med ändring"
    REJECTED = "rejected", "Avslag"


class DecisionManner(Labelled):
    """Who decided for the board: itself, or somebody in its place."""

    BOARD = "board", "Vid sammanträde"
    CHAIR_URGENT = "chair_urgent", "Ordförandebeslut (KL 6:39)"
    DELEGATED = "delegated", "Delegationsbeslut (KL 6:37)"


class Relation(Labelled):
    """How a decision stands to the samråd's advice."""

    FOLLOWS = "follows", "Följer rådet"
    IN_PART = "in_part", "Följer delvis"
    DEPARTS = "departs", "Avviker från rådet"
    NO_ADVICE = "no_advice", "Inget råd fanns"


TREATED = frozenset(
    {
        ConsultationOutcome.CONSENSUS,
        ConsultationOutcome.CONSENSUS_WITH_NOTE,
        ConsultationOutcome.DIFFERING_VIEWS,
    }
)


def check_consultation(*, manner: str, outcome: str, note: str, reason: str) -> None:
    """What a record of a samråd must hold.

    Raises DomainError with the field to mend. "Ej behandlat" and a samråd that
    was skipped need a reason, since the reason then stands in the decision.
    """
    if manner == ConsultationManner.SKIPPED:
        if not reason.strip():
            raise DomainError("Skriv varför samrådet hoppades över.", field="reason")
        return
    if not outcome:
        raise DomainError("Välj vad samrådet kom fram till.", field="outcome")
    if outcome == ConsultationOutcome.NOT_TREATED and not reason.strip():
        raise DomainError("Skriv varför ärendet inte behandlades.", field="reason")
    if outcome == ConsultationOutcome.CONSENSUS_WITH_NOTE and not note.strip():
        raise DomainError("Skriv vilket medskick samrådet gör.", field="note")
    if outcome == ConsultationOutcome.DIFFERING_VIEWS and not note.strip():
        raise DomainError("Skriv vilka meningar som fanns och vem som hade vilken.", field="note")


def gives_advice(*, manner: str, outcome: str) -> bool:
    """Whether there is advice to relate to; "ej behandlat" counts as skipped."""
    return manner != ConsultationManner.SKIPPED and outcome in TREATED


def check_relation(*, advised: bool, relation: str, reason: str) -> None:
    """A decision says how it relates to the advice, if there was any.

    Raises DomainError; a decision that follows in part or departs gives its reason.
    """
    if not advised:
        if relation != Relation.NO_ADVICE:
            raise DomainError("Samrådet gav inget råd. Välj ”Inget råd fanns”.", field="relation")
        return
    if relation not in (Relation.FOLLOWS, Relation.IN_PART, Relation.DEPARTS):
        raise DomainError("Välj hur beslutet förhåller sig till samrådets råd.", field="relation")
    if relation != Relation.FOLLOWS and not reason.strip():
        raise DomainError(
            "Skriv varför beslutet inte helt följer samrådets råd.", field="relation_reason"
        )


def check_quorum(*, present: int, seats: int) -> None:
    """More than half of the members must be present (KL 6:27).

    Raises DomainError. `seats` is the number of members the board has that day.
    """
    if present > seats:
        raise DomainError(
            f"Nämnden har {seats} ledamöter. Fler än så kan inte tjänstgöra.", field="present"
        )
    if present * 2 <= seats:
        raise DomainError(
            f"Nämnden är inte beslutsför: {present} av {seats} är inte mer än hälften (KL 6:27).",
            field="present",
        )
