"""The samråd's papers: its notes as PDF and Word, and the extract about one case as PDF."""

from functools import cache
from io import BytesIO
from typing import Any

from bodies.models import Meeting
from cases.models import Case, Consultation, MeetingNotes
from cases.queries.meeting_notes import Standing
from samverkan.lib.dates import local_date, swedish_date
from samverkan.lib.pdf import pdf
from samverkan.lib.uploads import clean_name
from samverkan.lib.word import Body, as_bytes, plain_paper, word

ADVICE = "Rådgivande – samrådet beslutar inte."
# In the order that an item is told. What each is called.
PARTS = (
    ("presentation", "Föredragning"),
    ("views", "Synpunkter"),
    ("advice", "Samrådets ställningstagande"),
    ("note", "Medskick"),
    ("reason", "Skäl"),
)
BODY: Body = (
    ("Title", "{{ heading }}"),
    ("Normal", "{{ when }}"),
    ("Normal", ADVICE),
    ("Normal", "{%p for note in notes %}"),
    ("Normal", "{{ note }}"),
    ("Normal", "{%p endfor %}"),
    ("Heading 1", "Deltagare"),
    ("Normal", "{%p for side in people %}"),
    ("Normal", "{{ side.label }}: {{ side.names }}"),
    ("Normal", "{%p endfor %}"),
    ("Heading 1", "Ärenden"),
    ("Normal", "{%p for item in lines %}"),
    ("Heading 2", "{{ item.title }}"),
    ("Normal", "{{ item.about }}"),
    ("Normal", "{%p for part in item.parts %}"),
    ("Normal", "{{ part.label }}: {{ part.text }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p if other %}"),
    ("Heading 1", "Övrigt"),
    ("Normal", "{{ other }}"),
    ("Normal", "{%p endif %}"),
)


def notes_pdf(standing: Standing, content: dict[str, Any]) -> bytes:
    """The edition as PDF; `content` is what the reader may see of it."""
    return pdf("notes", notes_words(standing, content))


def notes_word(standing: Standing, content: dict[str, Any]) -> bytes:
    return word(BytesIO(_template()), notes_words(standing, content))


def notes_words(standing: Standing, content: dict[str, Any]) -> dict[str, Any]:
    """Everything that the notes say, in words."""
    notes = standing.notes
    assert notes is not None
    meeting = notes.meeting
    heading = f"{content['label']} från {meeting.body.name}"
    place = f", {content['place']}" if content["place"] else ""
    return {
        "title": f"{heading} {swedish_date(meeting.day)}",
        "heading": heading,
        "author": meeting.body.name,
        "when": _when(meeting, content, place),
        "advice": ADVICE,
        "notes": _standing(standing, notes),
        "people": [
            each | {"names": ", ".join(each["names"]) or "ingen"} for each in content["people"]
        ],
        "lines": [_line(each) for each in content["items"]],
        "other": content["other"],
    }


def _when(meeting: Meeting, content: dict[str, Any], place: str) -> str:
    """The day and place, or in writing and from when until when."""
    if period := content.get("in_writing"):
        return f"Skriftligt samråd {period}, i stället för mötet {swedish_date(meeting.day)}"
    return f"{swedish_date(meeting.day)}{place}"


def _standing(standing: Standing, notes: MeetingNotes) -> list[str]:
    """Who wrote it, what is corrected, and who has gone through it."""
    told = [f"Antecknat av {notes.made_by.full_name} {swedish_date(local_date(notes.made_at))}."]
    if notes.reason:
        told.append(f"Rättad utgåva {notes.number}. {notes.reason}")
    told += [
        f"Genomgånget av {each.person.full_name} {swedish_date(local_date(each.reviewed_at))}."
        for each in standing.reviews
    ]
    told += [f"Ännu inte genomgånget av {each.full_name}." for each in standing.missing]
    return told


def _line(item: dict[str, Any]) -> dict[str, Any]:
    parts = [{"label": label, "text": item[key]} for key, label in PARTS if item[key]]
    return {
        "title": f"{item['number']}. {item['title']}",
        "about": item["registry_number"],
        "parts": parts,
    }


def notes_name(notes: MeetingNotes, kind: str) -> str:
    """Minnesanteckningar Samrådet 2027-02-03.pdf"""
    meeting = notes.meeting
    label = notes.content["label"]
    return clean_name(f"{label} {meeting.body.abbreviation} {meeting.day:%Y-%m-%d}.{kind}")


def consultation_extract(case: Case, said: Consultation) -> bytes:
    """Protokollsutdrag från samrådet: what it said of one case in one round."""
    body = case.area.consultation
    met = (
        f"{said.get_manner_display()} {swedish_date(said.meeting.day)}"
        if said.meeting
        else "Skriftligt"
    )
    facts = [
        ("Organ", body.name if body else ""),
        ("Samråd", met),
        ("Ärende", f"{case.registry_number} {case.title}"),
        ("Omgång", str(said.round) if case.round > 1 else ""),
    ]
    parts = [
        ("Samrådets ställningstagande", said.summary),
        ("Medskick och meningar", said.note),
        ("Skäl", said.reason),
    ]
    by, day = said.recorded_by.full_name, swedish_date(local_date(said.recorded_at))
    return pdf(
        "extract",
        {
            "title": f"Protokollsutdrag från samrådet, {case.registry_number}",
            "heading": "Protokollsutdrag från samrådet",
            "author": body.name if body else "Samverkan",
            "advice": ADVICE,
            "facts": [{"label": label, "text": text} for label, text in facts if text],
            "parts": [{"label": label, "text": text} for label, text in parts if text],
            "sign": f"Antecknat av {by} {day}.",
        },
    )


def extract_name(case: Case, said: Consultation) -> str:
    return clean_name(f"Protokollsutdrag samråd {case.slug} omgång {said.round}.pdf")


@cache
def _template() -> bytes:
    return as_bytes(plain_paper("Anteckningar från samråd", BODY))
