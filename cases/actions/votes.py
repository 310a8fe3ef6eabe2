"""Votes by name on a §: recorded, put right, taken away; and who voted stays who took part."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from bodies.actions import record_presence
from bodies.actions.attendance import Was
from bodies.models import Meeting, Person
from cases.actions.minute_texts import lock_minute, taking_person, tell
from cases.models import Ballot, MinuteItem, Vote
from cases.queries.minutes import MinuteRow, check_minutes_open, minute_items_of, takes_part_in
from cases.voting import Choice, missing, result
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError


@transaction.atomic
def record_vote(
    *,
    minute_id: int,
    version: int,
    by: Person,
    number: int,
    yes_means: str,
    no_means: str,
    chair: int,
    ballots: Mapping[int, str],
) -> Vote:
    """The vote of that order on the §, new or put right.

    Everybody who takes part votes or abstains; `ballots` are choices by person. The chair's
    vote decides at a tie (KL 5:56 through 6:33).
    Raises NotAllowed, Stale, WrongStep, DomainError (yes_means, no_means, chair, ballot_<key>).
    """
    minute = lock_minute(minute_id, version, by)
    _check_meaning(yes_means, no_means)
    parties = _voters(minute, ballots)
    choices = {pk: Choice(choice) for pk, choice in ballots.items()}
    counted = result(choices, chair)
    vote = Vote.objects.filter(minute_item=minute, number=number).first()
    if vote is None:
        vote = Vote(minute_item=minute, number=minute.votes.count() + 1)
    vote.yes_means, vote.no_means, vote.chair_id = yes_means.strip(), no_means.strip(), chair
    vote.recorded_at, vote.recorded_by = now(), by
    vote.save()
    vote.ballots.all().delete()
    Ballot.objects.bulk_create(
        Ballot(vote=vote, person_id=pk, party=parties[pk], choice=choices[pk]) for pk in parties
    )
    tell(minute, "record_vote", f"omröstningen antecknades, {counted.figures}.", by)
    return vote


def _check_meaning(yes_means: str, no_means: str) -> None:
    if not yes_means.strip():
        raise DomainError("Skriv vad ja betyder.", field="yes_means")
    if not no_means.strip():
        raise DomainError("Skriv vad nej betyder.", field="no_means")


def _voters(minute: MinuteItem, ballots: Mapping[int, str]) -> dict[int, str]:
    """The party of each who takes part, in that order. Only they vote (KL 4:24, 6:28–30)."""
    taking = {each.person.pk: each for each in takes_part_in(minute)}
    for pk, choice in ballots.items():
        if pk not in taking:
            taking_person(minute, pk, f"ballot_{pk}")
        if choice not in set(Choice):
            raise DomainError("Välj ja, nej eller avstår.", field=f"ballot_{pk}")
    for pk in missing(dict.fromkeys(ballots, Choice.YES), taking):
        name = taking[pk].person
        raise DomainError(f"Skriv hur {name} röstade.", field=f"ballot_{pk}")
    if not taking:
        raise DomainError("Anteckna först vilka som är med på mötet.")
    return {pk: each.party for pk, each in taking.items()}


@transaction.atomic
def remove_vote(*, vote_id: int, version: int, by: Person) -> MinuteItem:
    """A vote that was noted by mistake; those after it move up. Raises NotAllowed, Stale."""
    vote = Vote.objects.get(pk=vote_id)
    minute = lock_minute(vote.minute_item_id, version, by)
    vote.delete()
    for number, each in enumerate(minute.votes.order_by("number"), start=1):
        each.number = number
        each.save()
    tell(minute, "remove_vote", "en omröstning togs bort.", by)
    return minute


@transaction.atomic
def note_presence(
    *, meeting_id: int, present: Sequence[Was], by: Person, seen: str | None = None
) -> Meeting:
    """Who was at the meeting, unless it would undo what somebody did there (KL 4:24, 4:27).

    As `bodies.actions.record_presence`, and raises DomainError when one who has voted, moved
    something or entered a reservation would not have taken part.
    """
    meeting = record_presence(meeting_id=meeting_id, present=present, by=by, seen=seen)
    check_minutes_open(meeting)
    check_voters(meeting)
    return meeting


def check_voters(meeting: Meeting) -> None:
    """Raises DomainError naming one who acted under a § without taking part in it."""
    for row in minute_items_of(meeting):
        taking = {each.person.pk for each in row.taking}
        for person, did in _acted(row):
            if person.pk not in taking:
                raise DomainError(
                    f"{person} har {did} under § {row.minute.number} och måste därför ha deltagit "
                    "i ärendet. Rätta paragrafen först."
                )


def _acted(row: MinuteRow) -> list[tuple[Person, str]]:
    voted = [(ballot.person, "röstat") for vote in row.votes for ballot in vote.ballots]
    moved = [(motion.person, "lagt ett yrkande") for motion in row.motions]
    return voted + moved + [(each.person, "reserverat sig") for each in row.dissents]
