"""What the files are called when they are saved: the body, the day, and what it is."""

from bodies.models import Meeting
from samverkan.lib.uploads import clean_name


def summons_name(meeting: Meeting) -> str:
    """Kallelse RUN 2027-02-03.pdf"""
    return _name("Kallelse", meeting, "pdf")


def word_name(meeting: Meeting) -> str:
    return _name("Ärendelista", meeting, "docx")


def packet_name(meeting: Meeting) -> str:
    return _name("Handlingar", meeting, "pdf")


def _name(what: str, meeting: Meeting, kind: str) -> str:
    return clean_name(f"{what} {meeting.body.abbreviation} {meeting.day:%Y-%m-%d}.{kind}")
