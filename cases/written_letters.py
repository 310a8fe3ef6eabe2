"""What the members of a samråd are told of it in writing: asked, given more time, ended."""

from django.urls import reverse

from bodies.models import Notice, Person
from bodies.notices import Letter, post
from bodies.queries import people_in
from cases.models import WrittenRound
from samverkan.lib.dates import swedish_date, today

RULE = "written"


def still_asked(notice: Notice) -> bool:
    """Whoever is asked, or told of more time, can still answer when the letter leaves."""
    what, _, key = notice.occasion.partition(":")
    if what == "ended":
        return True
    return bool(WrittenRound.objects.open().filter(pk=key.partition(":")[0]).exists())


def announce_written(written: WrittenRound, *, by: Person) -> None:
    """The members are asked; also of why there is no meeting."""
    meeting = written.meeting
    day, last = swedish_date(meeting.day), swedish_date(written.last_day)
    parts = [
        f"{meeting.body.name} den {day} är inställt och hålls skriftligt i stället.",
        f"Skäl: {meeting.state_reason}" if meeting.state_reason else "",
        written.question,
        f"Läs ärendena och säg vad du tycker senast {last}. Samrådet ger råd, det beslutar inte.",
    ]
    text = "\n\n".join(part for part in parts if part)
    _post(written, "opened", f"svara skriftligt senast {last}", text, by)


def announce_extended(written: WrittenRound, *, by: Person) -> None:
    """Each time that there is more time."""
    last = swedish_date(written.last_day)
    text = f"Du kan nu svara till och med {last}.\n\nSkäl: {written.extended_because}"
    _post(written, f"extended:{written.last_day}", f"ny sista dag, {last}", text, by)


def announce_ended(written: WrittenRound, *, by: Person) -> None:
    text = (
        "Det skriftliga samrådet är avslutat. Det går inte längre att svara.\n\n"
        f"Skäl: {written.closed_because}"
    )
    _post(written, "ended", "det skriftliga samrådet är avslutat", text, by)


def _post(written: WrittenRound, what: str, subject: str, text: str, by: Person) -> None:
    meeting = written.meeting
    occasion, _, which = what.partition(":")
    post(
        rule=RULE,
        about=f"meeting:{meeting.pk}",
        occasion=":".join(part for part in (occasion, str(written.pk), which) if part),
        recipients=[each for each in people_in(meeting.body, today()) if each.pk != by.pk],
        letter=Letter(
            subject=f"{meeting.body.abbreviation} {swedish_date(meeting.day)}: {subject}",
            text=text,
            path=reverse("written_round", args=[meeting.pk]),
        ),
    )
