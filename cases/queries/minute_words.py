"""What minutes are proposed to say: the decision by its outcome, and the order of putting."""

from collections.abc import Sequence

from bodies.models.standing_point import PointKind
from cases.models import Case, MinuteItem, Motion, Recusal
from cases.outcomes import ItemOutcome
from cases.queries import reports

# What a point is about, by a word of its title, and what the minutes then say.
USUALLY = {
    "öppnande": "Ordföranden förklarar sammanträdet öppnat.",
    "upprop": "Upprop förrättas.",
    "justerare": "Justerare utses att jämte ordföranden justera protokollet.",
    "listan": "Listan fastställs.",
    "föredragningslista": "Föredragningslistan fastställs.",
    "jäv": "Inget jäv anmäls.",
    "initiativ": "Inga initiativärenden väcks.",
    "avslut": "Ordföranden förklarar sammanträdet avslutat.",
}


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


def proposed_point(minute: MinuteItem) -> str:
    """What the minutes usually say under a formal point, for the secretary to read and save."""
    if minute.point and minute.point.kind in (PointKind.INFORMATION, PointKind.BRIEFING):
        return "Informationen antecknas."
    if minute.title == reports.TITLE:
        told = reports.in_words(list(reports.reports_at(minute.meeting)))
        return f"Nämnden lägger anmälan till handlingarna:\n{told}"
    title = minute.title.lower()
    if "jäv" in title and Recusal.objects.filter(meeting=minute.meeting).exists():
        return "Jäv anmäls. Det står vid varje ärende."
    said = next((words for start, words in USUALLY.items() if start in title), "")
    text = minute.point.text if minute.point and "justerare" in title else ""
    return f"{said} {text}".strip()


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
