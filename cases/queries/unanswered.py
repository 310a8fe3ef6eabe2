"""Who has not answered whether they come to a meeting whose agenda is out."""

from collections.abc import Iterator

from bodies.models import Meeting, Person
from bodies.notices import Letter
from bodies.queries.attendance import RollCall, roll_call
from bodies.reminders import Due
from samverkan.lib.dates import now, swedish_date, swedish_time


def attendance_unanswered(only: str | None) -> Iterator[Due]:
    """Members, and substitutes who have been asked, at meetings to come that are summoned."""
    meetings = Meeting.objects.upcoming().filter(agenda_published_at__isnull=False)
    if only is not None:
        prefix, _, key = only.partition(":")
        meetings = meetings.filter(pk=int(key)) if prefix == "meeting" else meetings.none()
    for meeting in meetings.select_related("body"):
        if people := _silent(roll_call(meeting)):
            yield _letter(meeting, people)


def _silent(call: RollCall) -> tuple[Person, ...]:
    asked = [line for line in call.substitutes if line.live_call]
    return tuple(line.person for line in [*call.members, *asked] if line.reply is None)


def _letter(meeting: Meeting, people: tuple[Person, ...]) -> Due:
    name = f"{meeting.body.abbreviation} {swedish_date(meeting.day)}"
    return Due(
        about=f"meeting:{meeting.pk}",
        day=meeting.day,
        since=meeting.agenda_published_at or now(),
        people=people,
        letter=Letter(
            subject=f"{name}: kommer du?",
            text=(
                f"{meeting.body.name} {swedish_time(meeting.starts_at)}\n\n"
                "Du har inte svarat om du kommer. Har du förhinder frågas en ersättare direkt "
                "när du svarar nej."
            ),
            path=meeting.get_absolute_url(),
        ),
        body_id=meeting.body_id,
    )
