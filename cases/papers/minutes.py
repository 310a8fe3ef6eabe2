"""Protokoll and protokollsutdrag: what they say in words, and as PDF. The page says the same."""

from datetime import date
from itertools import groupby
from typing import Any

from cases.models import MinuteItem, Minutes
from cases.outcomes import ItemOutcome
from cases.queries.approval import Edition, edition_of
from cases.queries.minutes_content import Content
from samverkan.lib.dates import local_date, swedish_date
from samverkan.lib.pdf import pdf
from samverkan.lib.uploads import clean_name

Item = dict[str, Any]
Part = dict[str, str]
BLANK = ""
POSTED = "Justeringen har tillkännagivits på den digitala anslagstavlan."
NOT_POSTED = "Justeringen är inte anslagen än."
DIGITAL = "Genom digital justering"


def minutes_pdf(edition: Edition, content: Content) -> bytes:
    """The edition as PDF; `content` is what the reader may see of it."""
    return pdf("minutes", minutes_words(edition, content))


def minutes_words(edition: Edition, content: Content) -> dict[str, Any]:
    """Everything that the minutes say, as far as they have come."""
    minutes = edition.minutes
    day = swedish_date(date.fromisoformat(content["day"]))
    alone = f" {minutes.paragraph.citation}" if minutes.paragraph else ""
    return {
        "title": f"Protokoll{alone} {content['body']} {day}",
        "heading": f"Protokoll{alone}",
        "author": content["body"],
        "body": content["body"],
        "footer": f"{content['body']}, protokoll{alone} {day}",
        "notes": _notes(edition),
        "facts": _facts(content),
        "signed": _signed(edition, content),
        "notice_lead": POSTED if edition.notice else NOT_POSTED,
        "notice": _notice(edition, content),
        "people": content["people"],
        "others": content["others"],
        "items": [item_words(each) for each in content["items"]],
    }


def _notes(edition: Edition) -> list[str]:
    """What a reader must know of it at once: that it is not approved, or is approved alone."""
    minutes, told = edition.minutes, []
    if minutes.paragraph:
        told.append("Omedelbar justering av en paragraf.")
    if edition.handed_back:
        told.append("Utgåvan är lämnad tillbaka för rättning och gäller inte.")
    elif not edition.is_approved:
        told.append("Utkast. Protokollet är inte justerat.")
    if minutes.reason:
        told.append(f"Rättad utgåva {minutes.number}: {minutes.reason}")
    return told


def _facts(content: Content) -> list[Part]:
    serving = sum(1 for each in content["people"] if each["serves"])
    facts = [
        ("Sammanträdestid", content["time"]),
        ("Sammanträdesplats", content["place"]),
        ("Beslutande", f"{serving} tjänstgörande, se närvarolistan"),
        ("Övriga närvarande", "; ".join(content["others"])),
        ("Paragrafer", numbers_in_words(content["numbers"])),
    ]
    return [{"label": label, "text": text} for label, text in facts if text]


def numbers_in_words(numbers: list[int]) -> str:
    """§§ 12–15, 17; a single one as § 12."""
    ordered = sorted(numbers)
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])
    ]
    told = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"{'§§' if len(ordered) > 1 else '§'} {', '.join(told)}" if told else ""


def _signed(edition: Edition, content: Content) -> list[dict[str, str]]:
    """The secretary, the chair and the approvers, with the day of each one's digital signing."""
    sent = swedish_date(local_date(edition.minutes.made_at))
    days = {each.person.full_name: local_date(each.approved_at) for each in edition.approvals}
    found = [{"role": "Sekreterare", "name": content["secretary"], "text": f"{DIGITAL} {sent}"}]
    for each in content["approvers"]:
        on = days.get(each["name"])
        text = f"{DIGITAL} {swedish_date(on)}" if on else "Har inte justerat än"
        found.append({"role": each["role"], "name": each["name"], "text": text})
    return found


def _notice(edition: Edition, content: Content) -> list[Part]:
    """Bevis om anslag, as far as it has come (KL 8:12)."""
    found, days = edition.notice, edition.days
    approved = edition.approved_on
    facts = [("Organ", content["body"]), ("Justerat", swedish_date(approved) if approved else "")]
    if found:
        down = found.taken_down_on
        facts += [
            ("Anslagsdatum", swedish_date(found.posted_on)),
            ("Överklagas senast", swedish_date(found.appeal_last)),
            ("Anslaget tas ner", f"tidigast {swedish_date(found.down_earliest)}"),
            ("Anslaget nedtaget", swedish_date(down) if down else ""),
            ("Förvaringsplats", found.kept_at),
        ]
    elif days.notice_due:
        facts.append(("Anslås", f"senast {swedish_date(days.notice_due)}"))
    return [{"label": label, "text": text} for label, text in facts if text]


def item_words(item: Item) -> dict[str, Any]:
    """One § in words: its heading, and its parts in the order of minutes."""
    return {
        "minute": item["minute"],
        "number": f"§ {item['number']}",
        "title": item["title"],
        "registry_number": item["registry_number"],
        "hidden": bool(item.get("is_hidden")),
        "parts": [{"label": label, "text": text} for label, text in _parts(item) if text],
    }


def _parts(item: Item) -> list[tuple[str, str]]:
    parts = [
        ("Beslut", item["decision"] or item["outcome"]),
        ("Vidare", _onwards(item)),
        ("Förhållande till samrådets råd", _relation(item)),
        ("Yrkanden", _lines(f"{each['name']}: {each['text']}" for each in item["motions"])),
        ("Propositionsordning", item["putting_order"]),
        *[("Omröstning", _vote(each)) for each in item["votes"]],
        ("Reservation", _lines(_reserved(each) for each in item["dissents"])),
        ("Protokollsanteckning", item["statement"]),
        ("Jäv", _lines(item["recusals"])),
        ("Deltar i ärendet", "; ".join(item["taking"])),
        ("Sammanfattning", item["summary"]),
        ("Beslutsunderlag", _lines(item["papers"])),
        ("Omedelbar justering", item.get("immediate", BLANK)),
    ]
    # The minutes have the heading also when nobody is named yet.
    shown = item["case"] and not item.get("is_hidden")
    return [*parts, ("Expedieras till", item.get("sent_to") or "–")] if shown else parts


def _onwards(item: Item) -> str:
    """Of what RUN AU passed on: a stopped item's decision says itself where it went."""
    outcome: str = item["outcome"]
    is_on_its_way = item["decision"] and outcome.startswith(ItemOutcome.FORWARDED.label)
    return outcome if is_on_its_way else BLANK


def _relation(item: Item) -> str:
    reason: str = item["reason"]
    if not item["relation"]:
        return BLANK
    return f"{item['relation']}. {reason.rstrip('.')}." if reason else f"{item['relation']}."


def _lines(found: Any) -> str:
    return "\n".join(found)


def _reserved(each: dict[str, str]) -> str:
    return f"{each['name']}: {each['text']}" if each["text"] else each["name"]


def _vote(vote: dict[str, Any]) -> str:
    """What ja and nej stood for, who voted what, and what won."""
    told = [f"Ja: {vote['yes_means']}", f"Nej: {vote['no_means']}"]
    for choice in ("Ja", "Nej", "Avstår"):
        names = [each["name"] for each in vote["ballots"] if each["choice"] == choice]
        if names:
            told.append(f"{choice} ({len(names)}): {', '.join(names)}")
    return _lines([*told, vote["sentence"], f"Ordförande vid omröstningen: {vote['chair']}"])


def minutes_filename(minutes: Minutes) -> str:
    """Protokoll RUN 2027-02-03.pdf"""
    meeting = minutes.meeting
    alone = f" § {minutes.paragraph.number}" if minutes.paragraph else ""
    return clean_name(f"Protokoll {meeting.body.abbreviation} {meeting.day:%Y-%m-%d}{alone}.pdf")


def extract_pdf(minutes: Minutes, paragraph_id: int) -> bytes:
    """Protokollsutdrag: one § of an approved edition. Raises KeyError if it is not in it."""
    edition = edition_of(minutes.pk)
    assert edition is not None
    content = minutes.content
    found = {each["minute"]: each for each in content["items"]}[paragraph_id]
    item, day = item_words(found), swedish_date(date.fromisoformat(content["day"]))
    facts = [
        ("Organ", content["body"]),
        ("Sammanträde", day),
        ("Ärende", f"{item['registry_number']} {item['title']}".strip()),
        ("Diarienummer", item["registry_number"]),
    ]
    return pdf(
        "minutes_extract",
        {
            "title": f"Protokollsutdrag {item['number']} {content['body']} {day}",
            "heading": f"Protokollsutdrag {found['citation']}",
            "author": content["body"],
            "facts": [{"label": label, "text": text} for label, text in facts if text],
            "parts": item["parts"],
            "signed": _signed(edition, content),
            "notice": _notice(edition, content),
            "secretary": content["secretary"],
        },
    )


def extract_filename(minutes: Minutes, row: MinuteItem) -> str:
    meeting = minutes.meeting
    what = f"{meeting.body.abbreviation} {meeting.day:%Y-%m-%d} § {row.number}"
    return clean_name(f"Protokollsutdrag {what}.pdf")
