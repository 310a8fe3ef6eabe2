"""A samråd in writing: which cases it may be about, who has answered, and when it is too late."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from bodies.models import Meeting, Person
from bodies.queries import composition
from cases.models import AgendaItem, Case, Position, WrittenCase, WrittenRound
from cases.outcomes import ItemOutcome
from cases.queries.agenda import is_consultation, items_of
from cases.queries.meeting_page import AgendaRow, SeatRow, Sides, agenda_rows, seat_row
from cases.queries.samrad import named
from cases.route import Step
from samverkan.lib.dates import local_date, swedish_date, today


@dataclass(frozen=True, slots=True)
class Answer:
    """One delegate, and how many of the cases they have answered."""

    seat: SeatRow
    count: int


@dataclass(frozen=True, slots=True)
class Answers:
    """Who has answered of each side, region and municipalities; of how many cases."""

    cases: int
    sides: list[tuple[str, list[Answer]]]

    @property
    def seats(self) -> int:
        return sum(len(rows) for _, rows in self.sides)

    @property
    def done(self) -> int:
        """How many have answered everything."""
        return sum(each.count == self.cases for _, rows in self.sides for each in rows)


def round_of(meeting: Meeting) -> WrittenRound | None:
    """The written samråd that is held in the meeting's place, if there is one."""
    found = WrittenRound.objects.filter(meeting=meeting)
    written: WrittenRound | None = found.select_related("opened_by", "closed_by").first()
    return written


def asked_items(meeting: Meeting, written: WrittenRound) -> list[AgendaItem]:
    """Those of the agenda's items that the members are asked about in writing."""
    asked = dict(written.asked.values_list("case", "round"))
    return [each for each in items_of(meeting) if asked.get(each.case_id) == each.round]


def may_be_asked(meeting: Meeting) -> list[Case]:
    """Cases that the samråd was to treat and has said nothing of, in the agenda's order."""
    if not is_consultation(meeting) or meeting.follows_id is None:
        return []
    waiting = [item.case for item in items_of(meeting) if waits_for_samrad(item)]
    elsewhere = set(open_rounds_about(waiting).values_list("case", flat=True))
    return [case for case in waiting if case.pk not in elsewhere]


def waits_for_samrad(item: AgendaItem) -> bool:
    """RUN AU has sent the case on in this round, and the samråd has said nothing of it."""
    case, sent_on = item.case, item.outcome == ItemOutcome.FORWARDED
    return sent_on and item.round == case.round and case.step == Step.CONSULTATION


def open_rounds_about(cases: Sequence[Case]) -> "QuerySet[WrittenCase]":
    """The cases' places in written samråd that are still to be answered."""
    found: QuerySet[WrittenCase] = WrittenCase.objects.filter(
        case__in=cases, round=F("case__round"), written_round__in=WrittenRound.objects.open()
    )
    return found


def left_to_record(written: WrittenRound) -> list[Case]:
    """Those of its cases that the samråd's outcome is not recorded of."""
    asked = written.asked.filter(round=F("case__round"), case__step=Step.CONSULTATION)
    return [each.case for each in asked.select_related("case")]


def closed_to(case: Case) -> WrittenRound | None:
    """The written samråd that is over and was the case's last: nobody answers it any more.

    A later samråd whose agenda is out has called the case anew, at a meeting or in writing.
    """
    asked = WrittenRound.objects.filter(asked__case=case, asked__round=case.round)
    last: WrittenRound | None = asked.select_related("meeting").order_by("-opened_at").first()
    if last is None or last.is_open:
        return None
    later = Meeting.objects.filter(
        ~Q(state="cancelled") | Q(written_round__isnull=False),
        body=last.meeting.body_id,
        starts_at__gt=last.meeting.starts_at,
        agenda_published_at__isnull=False,
    )
    return None if later.exists() else last


def too_late(written: WrittenRound) -> str:
    """What is said to whoever answers it then."""
    last = swedish_date(written.ended_on)
    ended = f"avslutades {last}" if written.closed_at else f"gick att svara på till och med {last}"
    return (
        f"Det skriftliga samrådet {ended}. Ditt svar är inte sparat. "
        "Hör av dig till sekreteraren om det ska komma med."
    )


def answers(written: WrittenRound) -> Answers:
    """Everybody with a seat in the samråd, by side, and what they have answered. Few queries."""
    rounds = {each.case_id: each.round for each in written.asked.all()}
    given = Position.objects.filter(case__in=rounds).values_list("case", "round", "person")
    counts = Counter(person for case, number, person in given if rounds[case] == number)
    sides: Sides = [
        (group.rule.source.abbreviation, [seat_row(seat, None) for seat in group.members])
        for group in composition(written.meeting.body, min(today(), written.ended_on))
    ]
    return Answers(
        cases=len(rounds),
        sides=[
            (label, [Answer(row, counts[row.person.pk]) for row in rows]) for label, rows in sides
        ],
    )


def period(written: WrittenRound) -> str:
    """When it was held: "3 februari 2027 till 12 februari 2027"."""
    began = swedish_date(local_date(written.opened_at))
    return f"{began} till {swedish_date(written.ended_on)}"


def may_be_noted(meeting: Meeting, written: WrittenRound | None) -> bool:
    """Notes are written from the day of the meeting, or when what was held instead is over."""
    if meeting.is_cancelled:
        return written is not None and not written.is_open
    return meeting.has_begun


def noted_rows(meeting: Meeting, person: Person, written: WrittenRound | None) -> list[AgendaRow]:
    """The items that the notes are about."""
    return agenda_rows(meeting, person, asked_items(meeting, written) if written else None)


def people_who_answered(written: WrittenRound) -> list[dict[str, object]]:
    """By side, as text: those who answered anything at all."""
    return [
        {"label": label, "names": [_named(each.seat) for each in rows if each.count]}
        for label, rows in answers(written).sides
    ]


def _named(row: SeatRow) -> str:
    return named(row.person.full_name, str(row.on_behalf_of or ""), row.party)
