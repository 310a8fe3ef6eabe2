"""Letters about who steps in: a substitute is asked, and told when it is not needed after all."""

from bodies.models import Call, Meeting, Notice
from bodies.models.call import LIVE
from bodies.notices import Kind, Letter, post
from samverkan.lib.dates import swedish_time


def _still_asked(notice: Notice) -> bool:
    return bool(Call.objects.filter(pk=_call(notice), answer__in=LIVE).exists())


def _still_withdrawn(notice: Notice) -> bool:
    """Not if the same person has been asked again meanwhile."""
    found = Call.objects.filter(pk=_call(notice)).first()
    again = found and Call.objects.filter(
        meeting=found.meeting_id, day=found.day, substitute=found.substitute_id, answer__in=LIVE
    )
    return bool(found and not (again and again.exists()))


def _call(notice: Notice) -> int:
    return int(notice.occasion.partition(":")[2] or 0)


KINDS = (
    Kind(
        "substitute_asked",
        "Du tillfrågas som ersättare",
        "Ersättaren som står på tur",
        _still_asked,
        to_members=True,
        answers=True,
    ),
    Kind(
        "substitute_released",
        "Du behövs inte som ersättare",
        "Ersättaren som var tillfrågad",
        _still_withdrawn,
        to_members=True,
    ),
)


def announce_call(call: Call, meeting: Meeting) -> None:
    """Asked to step in, or told to, for one who has said before that they can."""
    when, name = swedish_time(meeting.starts_at), meeting.body.name
    gone = f"{call.absent} har fått förhinder till {name} {when}."
    what = (
        f"Du har svarat att du kan komma och tjänstgör därför i stället för {call.absent}."
        if call.is_accepted
        else "Du står på tur som ersättare. Kan du tjänstgöra? Svara så snart du kan: "
        "säger du nej går frågan vidare till nästa."
    )
    subject = "du tjänstgör" if call.is_accepted else "kan du tjänstgöra?"
    _post("substitute_asked", call, meeting, f"{_named(meeting)}: {subject}", f"{gone}\n\n{what}")


def announce_released(call: Call, meeting: Meeting) -> None:
    text = (
        f"{call.absent} kommer till {meeting.body.name} {swedish_time(meeting.starts_at)}. "
        "Du behöver inte tjänstgöra. Du får närvara ändå."
    )
    _post("substitute_released", call, meeting, f"{_named(meeting)}: du behövs inte", text)


def _named(meeting: Meeting) -> str:
    return f"{meeting.body.abbreviation} {swedish_time(meeting.starts_at)}"


def _post(rule: str, call: Call, meeting: Meeting, subject: str, text: str) -> None:
    post(
        rule=rule,
        about=f"meeting:{meeting.pk}",
        occasion=f"call:{call.pk}",
        recipients=[call.substitute],
        letter=Letter(subject=subject, text=text, path=meeting.get_absolute_url()),
    )
