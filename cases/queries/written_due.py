"""Samråd in writing that fall due: to be answered, and then to be recorded.

As `falling_due`: each takes the one meeting that is asked about ("meeting:12"), or None for all.
"""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from bodies.models import Person
from bodies.notices import Letter
from bodies.queries import seated
from bodies.reminders import Due
from bodies.roles import Role
from cases.models import Position, WrittenRound
from cases.queries.falling_due import Staff
from cases.queries.written import left_to_record
from samverkan.lib.dates import swedish_date


def written_unanswered(only: str | None) -> Iterator[Due]:
    """For each delegate with something left to answer in a samråd in writing."""
    for written in _only(WrittenRound.objects.open(), only):
        meeting = written.meeting
        cases = {case.pk: case.round for case in left_to_record(written)}
        given = Position.objects.filter(case__in=cases).values_list("case", "round", "person")
        done = [person for case, number, person in given if cases[case] == number]
        for person in _once(seat.person for seat in seated(meeting.body, written.last_day)):
            left = len(cases) - done.count(person.pk)
            if left > 0:
                yield _to_answer(written, person, left)


def written_over(only: str | None) -> Iterator[Due]:
    """For the secretaries, while its outcome is not recorded of every case."""
    staff = Staff()
    for written in _only(WrittenRound.objects.over(), only):
        if left := len(left_to_record(written)):
            yield _to_record(written, staff.holding(Role.BOARD_SECRETARY), left)


def _only(rounds: "QuerySet[WrittenRound]", only: str | None) -> "QuerySet[WrittenRound]":
    if only is not None:
        prefix, _, key = only.partition(":")
        rounds = rounds.filter(meeting=int(key)) if prefix == "meeting" else rounds.none()
    return rounds.select_related("meeting__body")


def _once(people: Iterator[Person]) -> list[Person]:
    return list({person.pk: person for person in people if person.is_active}.values())


def _count(left: int) -> str:
    return "ett ärende" if left == 1 else f"{left} ärenden"


def _to_answer(written: WrittenRound, person: Person, left: int) -> Due:
    meeting, last = written.meeting, swedish_date(written.last_day)
    return Due(
        about=f"meeting:{meeting.pk}",
        day=written.last_day,
        since=written.opened_at,
        people=(person,),
        letter=Letter(
            subject=f"Skriftligt samråd: {_count(left)} kvar, svara senast {last}",
            text=(
                f"{meeting.body.name} hålls skriftligt. Du har {_count(left)} kvar att ta "
                f"ställning till. Läs och säg vad du tycker senast {last}."
            ),
            path=f"{reverse('next_consultation')}?mote={meeting.pk}",
        ),
        body_id=meeting.body_id,
    )


def _to_record(written: WrittenRound, people: tuple[Person, ...], left: int) -> Due:
    meeting = written.meeting
    return Due(
        about=f"meeting:{meeting.pk}",
        day=written.ended_on,
        since=written.opened_at,
        people=people,
        letter=Letter(
            subject=f"Skriftligt samråd är slut: anteckna utfallet i {_count(left)}",
            text=(
                f"Det skriftliga samrådet i stället för {meeting.body.name} "
                f"{swedish_date(meeting.day)} är slut. Anteckna vad ledamöterna kom fram till i "
                f"{_count(left)}."
            ),
            path=reverse("written_round", args=[meeting.pk]),
        ),
        body_id=meeting.body_id,
    )
