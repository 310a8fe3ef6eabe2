"""What is told of minutes on their way: asked to approve, handed back, approved."""

from collections.abc import Iterable

from django.urls import reverse

from bodies.models import Notice, Person
from bodies.notices import Letter, post
from cases.minutes_dates import minutes_due, notice_due
from cases.models import Minutes
from samverkan.lib.dates import local_date, swedish_date

RULE = "minutes"


def still_asked(notice: Notice) -> bool:
    """A letter that asks for an approval goes only while that is waited for."""
    what, _, key = notice.occasion.partition(":")
    if what != "approve":
        return True
    waiting = Minutes.objects.waiting().filter(pk=key)
    return bool(waiting.exclude(approvals__person=notice.recipient_id).exists())


def announce_minutes(minutes: Minutes, people: Iterable[Person], *, by: Person) -> None:
    """The chair and the approvers are asked, each for themselves."""
    last = swedish_date(minutes_due(minutes.meeting.day))
    text = f"{_what(minutes)} väntar på att du justerar senast {last}. Läs igenom och justera."
    _post(minutes, "approve", people, "justera", text, by)


def announce_handed_back(
    minutes: Minutes, people: Iterable[Person], *, reason: str, by: Person
) -> None:
    """Whoever sent it, and those who had approved it already."""
    text = f"{_what(minutes)} är tillbaka hos sekreteraren för rättning.\n\nSkäl: {reason}"
    _post(minutes, "returned", people, "tillbaka för rättning", text, by)


def announce_approved(minutes: Minutes, *, by: Person) -> None:
    """Whoever sent it is told that everybody has approved, and to post the notice."""
    assert minutes.approved_at is not None
    last = swedish_date(notice_due(local_date(minutes.approved_at)))
    text = f"{_what(minutes)} är justerat av alla. Anslå det senast {last}."
    _post(minutes, "approved", [minutes.made_by], "justerat", text, by)


def _what(minutes: Minutes) -> str:
    meeting = minutes.meeting
    of = f"{meeting.body.name} {swedish_date(meeting.day)}"
    if minutes.paragraph:
        return f"{minutes.paragraph.citation} från {of} (omedelbar justering)"
    return f"Protokollet från {of}"


def _post(
    minutes: Minutes, occasion: str, people: Iterable[Person], what: str, text: str, by: Person
) -> None:
    meeting = minutes.meeting
    name = minutes.paragraph.citation if minutes.paragraph else "protokollet"
    post(
        rule=RULE,
        about=f"meeting:{meeting.pk}",
        occasion=f"{occasion}:{minutes.pk}",
        recipients=[each for each in people if each.pk != by.pk],
        letter=Letter(
            subject=f"{meeting.body.abbreviation} {swedish_date(meeting.day)}: {name} – {what}",
            text=text,
            path=reverse("minutes_edition", args=[meeting.pk, minutes.pk]),
        ),
    )
