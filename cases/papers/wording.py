"""The words of a summons, said once for the PDF, the Word file and the mail."""

from datetime import datetime
from urllib.parse import urlsplit

from bodies.models import Meeting, Membership, Person
from cases.queries.papers import Line, MeetingPapers
from samverkan.lib.dates import STOCKHOLM, WEEKDAYS, swedish_date


def clock(moment: datetime | None) -> str:
    """09.30"""
    return f"{moment.astimezone(STOCKHOLM):%H.%M}" if moment else ""


def when(meeting: Meeting) -> str:
    """Onsdag 3 februari 2027 kl. 09.00–12.00"""
    ends = f"–{clock(meeting.ends_at)}" if meeting.ends_at else ""
    day = f"{WEEKDAYS[meeting.day.weekday()].capitalize()} {swedish_date(meeting.day)}"
    return f"{day} kl. {clock(meeting.starts_at)}{ends}"


def title(meeting: Meeting) -> str:
    return f"Kallelse till {meeting.body.name} {swedish_date(meeting.day)}"


def chairs(seats: list[Membership], meeting: Meeting) -> str:
    """Two are told apart by the body that each is chair of."""
    names = [
        each.person.full_name
        + (f" ({each.body.abbreviation})" if each.body_id != meeting.body_id else "")
        for each in seats
    ]
    return " och ".join(names)


def contact(person: Person | None) -> str:
    if person is None:
        return ""
    return ", ".join(part for part in (person.full_name, person.email, person.phone) if part)


def absence(person: Person | None) -> str:
    """How to say that one cannot come."""
    whom = person.full_name if person else "sekreteraren"
    ways = " eller ".join(way for way in (person and person.email, person and person.phone) if way)
    where = f" ({ways})" if ways else ""
    return (
        "Kan du inte komma? Svara nej i mejlet eller på mötets sida så snart du vet, "
        f"eller hör av dig till {whom}{where}. Då frågas din ersättare."
    )


def facts(found: MeetingPapers) -> list[tuple[str, str, str]]:
    """What, in words, and where it leads: label, text, web address or nothing."""
    rows = [
        *meeting_facts(found.meeting),
        ("Ordförande", chairs(found.chairs, found.meeting), ""),
        ("Sekreterare", contact(found.contact), ""),
    ]
    return [row for row in rows if row[1]]


def meeting_facts(meeting: Meeting) -> list[tuple[str, str, str]]:
    """When and where, as `facts` has them."""
    rows = [
        ("Tid", when(meeting), ""),
        ("Plats", meeting.place, ""),
        ("På distans", f"Anslut via {_host(meeting.link)}" if meeting.link else "", meeting.link),
    ]
    return [row for row in rows if row[1]]


def _host(link: str) -> str:
    return urlsplit(link).hostname or link


def about(line: Line) -> str:
    """What stands under a line's title: number, presenter, length."""
    length = f"{line.minutes} minuter" if line.minutes else ""
    told = f"Föredragande: {line.presenter}" if line.presenter else ""
    return " · ".join(part for part in (line.registry_number, told, length) if part)


SECRET = "Ärendet är sekretessmarkerat. Handlingarna läser du i ärendet efter inloggning."
EMPTY = "Inga ärenden än."
DRAFT = "Utkast. Ärendelistan är inte publicerad."
ADVICE = "Samrådet är rådgivande. Det beslutar inte."
