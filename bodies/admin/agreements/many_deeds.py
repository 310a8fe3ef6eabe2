"""What can be done with many agreements: for each act its lines, told beforehand, and the doing.

Each act writes through `bodies.actions`; what it would refuse is said before anybody presses.
"""

from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bodies import actions
from bodies.actions.agreements.keeping import why_not_sent
from bodies.actions.agreements.reminding import reminders_about
from bodies.agreement_states import (
    STEP_WORDS,
    Facts,
    Party,
    Step,
    missing,
    said_last,
)
from bodies.forms.agreement_many import (
    ArchiveManyForm,
    LiftManyForm,
    ManyForm,
    ReceiveManyForm,
    SendManyForm,
)
from bodies.models import MunicipalAgreement, Person
from bodies.queries.agreements import facts_of
from samverkan.lib.dates import swedish_date, today
from samverkan.lib.errors import DomainError, NotAllowed, Stale

Agreements = list[MunicipalAgreement]


@dataclass(frozen=True, slots=True)
class Line:
    """One chosen agreement: what will happen, or why nothing can.

    `again` is true of what has been done before, and would be done once more.
    """

    row: MunicipalAgreement
    words: str
    refused: bool = False
    again: bool = False
    key: int = 0


@dataclass(frozen=True, slots=True)
class ManyDeed:
    """One act: its form, the form's field for the day, what is told, what is done."""

    name: str
    submit: str
    says: str
    form: type[ManyForm]
    day: str
    lines: Callable[[Agreements], list[Line]]
    act: Callable[[list[Line], Person, dict[str, Any]], str]


def counted(rows: Sized) -> str:
    return "ett avtal" if len(rows) == 1 else f"{len(rows)} avtal"


def no(row: MunicipalAgreement, why: str) -> Line:
    return Line(row, why, refused=True)


@contextmanager
def about(row: MunicipalAgreement) -> Iterator[None]:
    """What is refused about one among many is said with its name."""
    try:
        yield
    except NotAllowed:
        raise
    except DomainError as error:
        raise type(error)(f"{row.municipality}: {error.message}", error.field) from error


def each_of(lines: list[Line], act: Callable[[Line], object], done: str) -> str:
    """Do it with each, and say how many it was: "3 avtal antecknades som skickade"."""
    for line in lines:
        with about(line.row):
            act(line)
    return f"{'Ett' if len(lines) == 1 else len(lines)} avtal {done}."


def sending(rows: Agreements) -> list[Line]:
    facts = facts_of(rows)
    return [_sending(row, facts[row.pk]) for row in rows]


def _sending(row: MunicipalAgreement, facts: Facts) -> Line:
    if refusal := why_not_sent(facts):
        return no(row, refusal)
    if row.sent_on is None:
        return Line(row, "Har inte skickats förut.")
    when = "i dag" if row.sent_on == today() else swedish_date(row.sent_on)
    return Line(row, f"Skickades redan {when} till {row.sent_to}. Det ersätts.", again=True)


def send(lines: list[Line], by: Person, data: dict[str, Any]) -> str:
    def act(line: Line) -> None:
        actions.send_agreement(agreement_id=line.row.pk, version=line.row.version, by=by, **data)

    return each_of(lines, act, "antecknades som skickade")


def reminding(rows: Agreements) -> list[Line]:
    return [
        Line(
            each.agreement,
            each.refused
            or f"Brev till {' och '.join(person.full_name for person in each.people)}: "
            f"{'; '.join(each.lines)}.",
            refused=bool(each.refused),
        )
        for each in reminders_about(rows)
    ]


def remind(lines: list[Line], by: Person, data: dict[str, Any]) -> str:
    chosen = {line.row.pk: line.row.version for line in lines}
    done = actions.remind_missing(agreements=chosen, by=by, reason=data["reason"])
    if not done.letters and done.passed_over:
        raise Stale(f"Ingen påmindes. {' '.join(done.passed_over)}")
    letters = "Ett brev" if done.letters == 1 else f"{done.letters} brev"
    return f"{letters} om det som saknas går ut. {' '.join(done.passed_over)}".strip()


def receiving(rows: Agreements) -> list[Line]:
    facts = facts_of(rows)
    return [_receiving(row, facts[row.pk]) for row in rows]


def _receiving(row: MunicipalAgreement, facts: Facts) -> Line:
    said = said_last(facts, Party.MUNICIPALITY, today())
    if said is None:
        return no(row, "Kommunfullmäktiges beslut är inte antecknat än.")
    if said.extract_on:
        return no(row, f"Utdraget kom in {swedish_date(said.extract_on)}.")
    return Line(row, f"Utdraget om beslutet {swedish_date(said.day)}.", key=said.key)


def receive(lines: list[Line], by: Person, data: dict[str, Any]) -> str:
    def act(line: Line) -> None:
        actions.receive_extract(adoption_id=line.key, version=line.row.version, by=by, **data)

    return each_of(lines, act, "har nu sitt protokollsutdrag")


def archiving(rows: Agreements) -> list[Line]:
    facts = facts_of(rows)
    return [_archiving(row, facts[row.pk]) for row in rows]


def _archiving(row: MunicipalAgreement, facts: Facts) -> Line:
    if row.archived_on:
        return no(row, f"Arkiverades {swedish_date(row.archived_on)}.")
    left = [STEP_WORDS[step].lower() for step in missing(facts, today()) if step != Step.ARCHIVED]
    return no(row, f"Det saknas: {', '.join(left)}.") if left else Line(row, "Allt är på plats.")


def archive(lines: list[Line], by: Person, data: dict[str, Any]) -> str:
    def act(line: Line) -> None:
        actions.archive_agreement(agreement_id=line.row.pk, version=line.row.version, by=by, **data)

    return each_of(lines, act, "antecknades som arkiverade")


def lifting(rows: Agreements) -> list[Line]:
    return [
        Line(row, f"Arkiverades {swedish_date(row.archived_on)}.")
        if row.archived_on
        else no(row, "Avtalet är inte arkiverat.")
        for row in rows
    ]


def lift(lines: list[Line], by: Person, data: dict[str, Any]) -> str:
    def act(line: Line) -> None:
        actions.lift_archive(agreement_id=line.row.pk, version=line.row.version, by=by, **data)

    return each_of(lines, act, "är inte längre arkiverade")


DEEDS = {
    deed.name: deed
    for deed in (
        ManyDeed(
            "send_out",
            "Anteckna som skickade",
            "Här antecknas att avtalen har gått till kommunerna. Från och med då ser kommunen "
            "sitt avtal i Samverkan. Inget mejl går ut.",
            SendManyForm,
            "sent_on",
            sending,
            send,
        ),
        ManyDeed(
            "remind_missing",
            "Påminn om det som saknas",
            "Varje kommuns registrator får ett mejl om det som saknas från kommunen just nu, "
            "högst ett om dagen.",
            ManyForm,
            "",
            reminding,
            remind,
        ),
        ManyDeed(
            "receive_extracts",
            "Anteckna utdragen",
            "Här antecknas att protokollsutdragen har kommit in. Filerna läggs till på varje "
            "avtals egen sida.",
            ReceiveManyForm,
            "received_on",
            receiving,
            receive,
        ),
        ManyDeed(
            "archive",
            "Anteckna som arkiverade",
            "Här antecknas att allt som hör till avtalen ligger i arkivet.",
            ArchiveManyForm,
            "archived_on",
            archiving,
            archive,
        ),
        ManyDeed(
            "lift_archive",
            "Ångra arkiveringen",
            "Ett arkiverat avtal ligger fast. Ta ut det för att rätta något, och arkivera det "
            "sedan på nytt.",
            LiftManyForm,
            "",
            lifting,
            lift,
        ),
    )
}
