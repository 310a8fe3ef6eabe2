"""The way of minutes as steps for people: what is done, what waits, and each day. No queries."""

from dataclasses import dataclass
from datetime import date

from cases.queries.approval import Edition, Way
from samverkan.lib.dates import local_date, swedish_date, today


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, the day it must or may be done, and how it stands."""

    title: str
    word: str
    tone: str
    limit: str = ""
    day: date | None = None
    lines: tuple[str, ...] = ()


def steps_of(way: Way, edition: Edition | None) -> list[Step]:
    """Of the whole minutes (or of one § where `edition` is), from the approvers to legal force."""
    return [
        _chosen(way),
        _sent(edition),
        _approved(way, edition),
        _posted(edition),
        _appeal(edition),
        _down(edition),
        _force(edition),
    ]


def _chosen(way: Way) -> Step:
    lines = tuple(f"{each.get_role_display()}: {each.person.full_name}" for each in way.approvers)
    if not lines:
        return Step("Välj ordförande och justerare", "Att göra", "waiting")
    on = way.approvers[0].signs_on
    return Step(
        "Ordförande och justerare", "Valda", "done", "justeringen är bestämd till", on, lines
    )


def _sent(edition: Edition | None) -> Step:
    if edition is None:
        return Step("Skicka för justering", "Inte skickat", "neutral")
    minutes = edition.minutes
    told = f"Utgåva {minutes.number} av {minutes.made_by.full_name}"
    lines = (told, *((f"Rättat: {minutes.reason}",) if minutes.reason else ()))
    if back := edition.handed_back:
        lines = (*lines, f"Tillbaka från {back.person.full_name}: {back.reason}")
        return Step("Skicka för justering", "Tillbaka för rättning", "attention", lines=lines)
    sent = local_date(minutes.made_at)
    return Step("Skickat för justering", "Skickat", "done", "", sent, lines)


def _approved(way: Way, edition: Edition | None) -> Step:
    """KL 5:69: within fourteen days."""
    title = "Justera"
    if edition is None or edition.handed_back:
        late = way.due < today()
        word, tone = ("Försenat", "attention") if late else ("Väntar", "neutral")
        return Step(title, word, tone, "senast", way.due)
    lines = tuple(
        f"{each.person.full_name} justerade {swedish_date(local_date(each.approved_at))}"
        for each in edition.approvals
    )
    if edition.is_approved:
        return Step("Justerat", "Justerat", "done", "", edition.approved_on, lines)
    lines += tuple(f"Väntar på {each.person.full_name}" for each in edition.missing)
    late = way.due < today()
    word, tone = ("Försenat", "attention") if late else ("Väntar på justering", "waiting")
    return Step(title, word, tone, "senast", way.due, lines)


def _posted(edition: Edition | None) -> Step:
    """KL 8:12: on the second day at the latest."""
    if edition and edition.notice:
        notice = edition.notice
        lines = (f"Protokollet förvaras: {notice.kept_at}",)
        return Step("Anslaget", "Anslaget", "done", "", notice.posted_on, lines)
    due = edition.days.notice_due if edition else None
    if due is None:
        lines = ("Dagen räknas från justeringen.",)
        return Step(
            "Anslå", "Inte än", "neutral", "senast två dagar efter justeringen", lines=lines
        )
    late = due < today()
    return Step(
        "Anslå",
        "Försenat" if late else "Att göra",
        "attention" if late else "waiting",
        "senast",
        due,
    )


def _appeal(edition: Edition | None) -> Step:
    """KL 13:5: three weeks from the day that it was posted."""
    last = edition.days.appeal_last if edition else None
    if last is None:
        return Step("Sista dag att överklaga", "Inte än", "neutral", "tre veckor efter anslaget")
    over = last < today()
    word, tone = ("Tiden är ute", "done") if over else ("Kan överklagas", "waiting")
    return Step("Sista dag att överklaga", word, tone, "", last)


def _down(edition: Edition | None) -> Step:
    notice = edition.notice if edition else None
    if notice is None:
        return Step("Ta ner anslaget", "Inte än", "neutral", "när överklagandetiden är slut")
    if notice.taken_down_on:
        return Step("Anslaget nedtaget", "Nedtaget", "done", "", notice.taken_down_on)
    ready = notice.down_earliest <= today()
    word, tone = ("Att göra", "waiting") if ready else ("Sitter uppe", "neutral")
    return Step("Ta ner anslaget", word, tone, "tidigast", notice.down_earliest)


def _force(edition: Edition | None) -> Step:
    day = edition.days.legal_force if edition else None
    if day is None:
        return Step("Laga kraft", "Inte än", "neutral", "dagen efter sista dag att överklaga")
    lines = ("Om ingen har överklagat.",)
    reached = day <= today()
    return Step(
        "Laga kraft",
        "Nådd" if reached else "Inte än",
        "done" if reached else "neutral",
        "",
        day,
        lines,
    )
