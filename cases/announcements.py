"""When the turn passes: who is told, and what the letter says.

At most one letter per person and step of a round, and never to the person who
passed the turn. Letters hold the number, the title and one link, and of a cancelled
meeting why; nothing else of what the case contains. Of a case marked as secret not even
that: the sender asks when the letter leaves, also if it was marked after the writing.
"""

from collections.abc import Iterable
from datetime import datetime

from bodies.models import Meeting, Notice, Person
from bodies.notices import Kind, Letter, Subject, post
from bodies.queries import people_in, told_of_changes
from bodies.roles import Role
from cases import minutes_letters, written_letters
from cases.models import Case, MeetingNotes
from cases.models.case import sees_all
from cases.papers import wording
from cases.queries.papers import contact_of
from samverkan.lib.dates import local_date, swedish_date, swedish_time


def _still_there(notice: Notice) -> bool:
    """Whether the case is where the letter says that it is, in the same round."""
    round_, _, step = notice.occasion.partition(":")
    cases = Case.objects.filter(pk=notice.about.partition(":")[2], round=round_, step=step)
    return bool(cases.exists())


def _still_meets(notice: Notice) -> bool:
    meetings = Meeting.objects.not_cancelled().filter(pk=notice.about.partition(":")[2])
    return bool(meetings.exists())


def _hidden_from(person: Person) -> list[int]:
    """The secret cases that are not this person's to see."""
    if sees_all(person):
        return []
    seen = Case.objects.visible_to(person).secret().values("pk")
    return list(Case.objects.secret().exclude(pk__in=seen).values_list("pk", flat=True))


KINDS = (
    Kind("turn", "Ett ärende väntar på dig", "Den som ska göra nästa sak", _still_there),
    Kind("officer", "Du är handläggare", "Den som utses", _still_there),
    Kind(
        "agenda",
        "Ärendelistan är klar",
        "Organets ledamöter och ersättare",
        _still_meets,
        to_members=True,
        answers=True,
    ),
    Kind(
        "summons",
        "Kallelse till möte",
        "Organets ledamöter och ersättare",
        _still_meets,
        required="organets reglemente",
        to_members=True,
        answers=True,
    ),
    Kind("cancelled", "Ett möte är inställt", "De som fick ärendelistan", to_members=True),
    Kind(
        "notes",
        "Anteckningar från ett samråd",
        "Samrådets ordförande, och när de är genomgångna dess ledamöter",
        to_members=True,
    ),
    Kind(
        "moved",
        "Ett möte är flyttat",
        "De som fick ärendelistan eller har svarat om de kommer",
        _still_meets,
        to_members=True,
        answers=True,
    ),
    Kind(
        written_letters.RULE,
        "Skriftligt samråd",
        "Samrådets ledamöter och ersättare",
        written_letters.still_asked,
        to_members=True,
    ),
    Kind(
        minutes_letters.RULE,
        "Protokoll att justera",
        "Ordföranden och justerarna, och sekreteraren när det är justerat eller lämnas tillbaka",
        minutes_letters.still_asked,
        to_members=True,
        roles=(Role.BOARD_SECRETARY,),
    ),
)
SUBJECTS = (
    Subject(
        "case",
        visible=lambda person, key: Case.objects.visible_to(person).filter(pk=key).exists(),
        secret=lambda key: Case.objects.secret().filter(pk=key).exists(),
        hidden=_hidden_from,
    ),
    # Everybody may know when the bodies meet.
    Subject("meeting", visible=lambda person, key: Meeting.objects.filter(pk=key).exists()),
)


def turn_of(case: Case) -> list[Person]:
    """Those who must act now: a role's holders, or the officer, or failing that the chiefs."""
    stop = case.route.stop(case.step)
    if not stop.task:
        return []
    if stop.turn is not None:
        return list(Person.objects.with_role(stop.turn))
    if case.acting_officer:
        return [case.acting_officer]
    return list(Person.objects.with_role(Role.CHIEF))


def announce_turn(case: Case, *, by: Person | None) -> None:
    task = case.route.stop(case.step).task
    named = f"{case.registry_number} {case.public_title}"
    post(
        rule="turn",
        about=f"case:{case.pk}",
        occasion=f"{case.round}:{case.step}",
        recipients=_others(turn_of(case), by),
        letter=Letter(
            subject=f"{case.registry_number}: {task}",
            text=f"{named}\n\n{task}{_last_day(case)}",
            path=case.get_absolute_url(),
        ),
    )


def _last_day(case: Case) -> str:
    """A line of its own, if there is one."""
    due = case.reply_due
    return f"\nSvaret ska vara framme senast {swedish_date(due)}." if due else ""


def announce_officer(case: Case, *, by: Person) -> None:
    """The new case officer is told, once at a step however often it changes hands."""
    if case.officer is None:
        return
    named = f"{case.registry_number} {case.public_title}"
    stop = case.route.stop(case.step)
    task = stop.task if stop.turn is None else "Öppna ärendet och se hur långt det har kommit."
    post(
        rule="officer",
        about=f"case:{case.pk}",
        occasion=f"{case.round}:{case.step}",
        recipients=_others([case.officer], by),
        letter=Letter(
            subject=f"{case.registry_number}: du är handläggare",
            text=f"{named}\n\nDu är nu handläggare för ärendet. {task}{_last_day(case)}",
            path=case.get_absolute_url(),
        ),
    )


def announce_agenda(meeting: Meeting, *, by: Person) -> None:
    """The members' turn: the agenda is there to read."""
    day = swedish_date(local_date(meeting.starts_at))
    what = (
        "Läs ärendena och markera ditt ställningstagande."
        if meeting.body.kind == "consultation"
        else "Läs ärendena inför mötet."
    )
    post(
        rule="agenda",
        about=f"meeting:{meeting.pk}",
        occasion="published",
        recipients=_others(people_in(meeting.body, meeting.day), by),
        letter=Letter(
            subject=f"{meeting.body.abbreviation} {day}: ärendelistan är klar",
            text=f"Ärendelistan till {meeting.body.name} den {day} är klar.\n\n{what}",
            path=meeting.get_absolute_url(),
        ),
    )


def summoned(meeting: Meeting, *, by: Person) -> list[Person]:
    """Everybody who sits in the body that day, but for the one who sends."""
    return _others(people_in(meeting.body, meeting.day), by)


def summons_letter(meeting: Meeting, *, note: str, again: bool) -> Letter:
    """What a summons says in the mail; the agenda itself is read after login."""
    facts = [(label, link or text) for label, text, link in wording.meeting_facts(meeting)]
    parts = [
        f"Du kallas till {meeting.body.name}.",
        note.strip(),
        "\n".join(f"{label}: {text}" for label, text in facts),
        "Kallelsen som PDF, ärendelistan och alla handlingar finns på mötets sida.",
        wording.absence(contact_of(meeting)),
    ]
    what = "Ändrad kallelse" if again else "Kallelse"
    return Letter(
        subject=f"{what}: {meeting.body.abbreviation} {swedish_time(meeting.starts_at)}",
        text="\n\n".join(part for part in parts if part),
        path=meeting.get_absolute_url(),
    )


def announce_summons(meeting: Meeting, *, number: int, note: str, by: Person) -> int:
    """The summons to everybody who sits in the body; `number` is which sending it is, from 1."""
    return post(
        rule="summons",
        about=f"meeting:{meeting.pk}",
        occasion=f"summons:{number}",
        recipients=summoned(meeting, by=by),
        letter=summons_letter(meeting, note=note, again=number > 1),
    )


def announce_cancelled(meeting: Meeting, *, by: Person) -> None:
    """Those who were told of the agenda are told that the meeting is off."""
    day = swedish_date(local_date(meeting.starts_at))
    post(
        rule="cancelled",
        about=f"meeting:{meeting.pk}",
        occasion="cancelled",
        recipients=_others(people_in(meeting.body, meeting.day), by),
        letter=Letter(
            subject=f"{meeting.body.abbreviation} {day} är inställt",
            text=f"{meeting.body.name} den {day} är inställt.\n\nSkäl: {meeting.state_reason}",
            path=meeting.get_absolute_url(),
        ),
    )


def announce_moved(meeting: Meeting, before: datetime, reason: str, *, by: Person) -> None:
    """Each time that it moves: those who were told of the agenda, and those who have answered
    or been asked to step in on the old day. What they said then does not hold on another day.
    """
    start = swedish_time(meeting.starts_at)
    name = meeting.body.name
    again = " Svara på nytt om du kommer: det du svarade gällde den gamla dagen."
    another = local_date(before) != meeting.day
    post(
        rule="moved",
        about=f"meeting:{meeting.pk}",
        occasion=f"moved:{meeting.version}",
        recipients=_others(told_of_changes(meeting, local_date(before)), by),
        letter=Letter(
            subject=f"{meeting.body.abbreviation} är flyttat till {start}",
            text=(
                f"{name} {swedish_time(before)} är flyttat till {start}."
                f"{again if another else ''}\n\nSkäl: {reason}"
            ),
            path=meeting.get_absolute_url(),
        ),
    )


def announce_notes(notes: MeetingNotes, chairs: Iterable[Person], *, by: Person) -> None:
    """The chairs are asked to go through an edition, each for themselves."""
    _tell_of_notes(notes, "review", chairs, "Läs igenom dem och säg att du har gjort det.", by)


def announce_reviewed(notes: MeetingNotes, *, by: Person) -> None:
    """The members are told when both chairs have gone through them."""
    people = people_in(notes.meeting.body, notes.meeting.day)
    _tell_of_notes(notes, "reviewed", people, "De är genomgångna av ordförandena.", by)


def _tell_of_notes(
    notes: MeetingNotes, what: str, people: Iterable[Person], then: str, by: Person
) -> None:
    meeting = notes.meeting
    named = f"{meeting.body.name} {swedish_date(meeting.day)}"
    label = meeting.body.notes_label
    post(
        rule="notes",
        about=f"meeting:{meeting.pk}",
        occasion=f"{what}:{notes.number}",
        recipients=_others(people, by),
        letter=Letter(
            subject=f"{named}: {label.lower()}",
            text=f"{label} från {named} finns nu.\n\n{then}",
            path=f"{meeting.get_absolute_url()}anteckningar/",
        ),
    )


def _others(people: Iterable[Person], by: Person | None) -> list[Person]:
    return [person for person in people if by is None or person.pk != by.pk]
