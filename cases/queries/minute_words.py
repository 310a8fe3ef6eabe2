"""What minutes are proposed to say: the decision by its outcome, and the order of putting."""

from collections.abc import Sequence

from cases.models import Case, MinuteItem, Motion
from cases.outcomes import ItemOutcome


def proposed_decision(minute: MinuteItem) -> str:
    """What a body that sends a case on, or back, is to be minuted as having decided.

    The committee proposes to the board; bordläggning and återremiss as in KL 6:33.
    """
    item = minute.item
    if item is None:
        return ""
    note = f" {item.note}" if item.note else ""
    return {
        ItemOutcome.FORWARDED.value: _proposal(minute, item.case),
        ItemOutcome.TABLED.value: f"Ärendet bordläggs.{note}",
        ItemOutcome.REMITTED_BACK.value: f"Ärendet återremitteras.{note}",
        ItemOutcome.WITHDRAWN.value: "Ärendet utgår.",
    }.get(item.outcome, "")


def _proposal(minute: MinuteItem, case: Case) -> str:
    receiver = f" och lämnar det till {case.referral.sender_name}" if _is_referral(case) else ""
    return (
        f"{minute.body.abbreviation} föreslår att {case.final_body.name} antar förslaget till "
        f"yttrande som sitt eget{receiver}."
    )


def _is_referral(case: Case) -> bool:
    return hasattr(case, "referral")


def proposed_putting(motions: Sequence[Motion]) -> str:
    """A wording of how the chair puts the proposals (KL 5:53), for the secretary to change."""
    if not motions:
        return "Ordföranden frågar om förslaget till beslut kan bifallas och finner att så sker."
    names = _and([_genitive(each.person.full_name) for each in motions])
    what = "yrkande" if len(motions) == 1 else "yrkanden"
    return f"Ordföranden ställer proposition på förslaget till beslut och på {names} {what}."


def _genitive(name: str) -> str:
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def _and(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} och {last}" if first else last
