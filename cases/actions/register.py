"""Registering a remiss, and mending its facts while nothing is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from bodies.models import Clause, CooperationArea, Organisation, Person
from cases import policies
from cases.actions.core import lock_case, record, touch
from cases.actions.documents import NewFile, store_document
from cases.actions.drafting import check_officer
from cases.actions.secrecy import Secrecy, write_marking
from cases.announcements import announce_turn
from cases.guards import CaseKind
from cases.models import Case, Referral, Stage
from cases.models.document import Direction
from cases.queries.duplicates import duplicates
from cases.route import Step
from cases.workflow import check_editable, check_open_fact
from samverkan.lib.dates import now, today
from samverkan.lib.errors import DomainError
from samverkan.lib.filing import filing


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """What the letter says. Dates are Swedish days; unknown facts are blank.

    `sender` is the known organisation, `sender_name` always its name; `clause` is the point
    of the agreement that the case stems from.
    """

    title: str
    sender_name: str
    received_on: date
    sender: Organisation | None = None
    sender_reference: str = ""
    inquiry: str = ""
    reply_address: str = ""
    reply_due: date | None = None
    own_initiative: bool = False
    summary: str = ""
    clause: Clause | None = None


def next_number(series: str, year: int) -> int:
    """The next number of the series and year, without gaps.

    One statement takes the row's lock, which the registration's transaction
    holds to its end; a rollback gives the number back.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_numberseries (series, year, last) VALUES (%s, %s, 1)"
            " ON CONFLICT (series, year) DO UPDATE SET last = cases_numberseries.last + 1"
            " RETURNING last",
            [series, year],
        )
        return int(cursor.fetchone()[0])


def _check_facts(facts: ReferralFacts) -> None:
    if facts.received_on > today():
        raise DomainError("Remissen kan inte ha kommit in i framtiden.", field="received_on")
    if facts.reply_due and facts.reply_due < facts.received_on:
        raise DomainError("Svarsdagen ligger före den dag remissen kom in.", field="reply_due")


@filing()
def register_referral(
    *,
    by: Person,
    facts: ReferralFacts,
    area: CooperationArea,
    officer: Person | None = None,
    files: Sequence[NewFile] = (),
    anyway: bool = True,
    secrecy: Secrecy | None = None,
) -> Case:
    """A new case `RUN n-year` with its referral and its incoming acts, marked as secret if so.

    Without `anyway` a remiss that is registered already is refused: the number's lock
    holds whoever registers the same letter in the same moment. Raises NotAllowed,
    DomainError (received_on, reply_due, officer, anyway, legal_ground, open_title).
    Registered as soon as it has come in (OSL 5:1); it came on `received_on` (FL 22 §).
    """
    policies.check_register(by)
    _check_facts(facts)
    check_officer(officer)
    moment, year = now(), today().year
    number = next_number(area.board.series, year)
    if not anyway:
        _check_new(facts, by=by)
    case = Case(
        kind=CaseKind.EXTERNAL_REFERRAL,
        series=area.board.series,
        number=number,
        year=year,
        title=facts.title,
        summary=facts.summary,
        area=area,
        clause=facts.clause,
        final_body=area.board,
        step=Step.REGISTERED,
        officer=officer,
        received_on=facts.received_on,
        reply_due=facts.reply_due,
        registered_at=moment,
        registered_by=by,
    )
    if secrecy:
        write_marking(case, secrecy, by=by)
    case.save()
    _write_referral(Referral(case=case), facts)
    Stage.objects.create(case=case, round=1, step=case.step, entered_at=moment)
    for file in files:
        store_document(case, file, by=by, direction=Direction.INCOMING, dated=facts.received_on)
    case.save()
    more = f"Ärendet sekretessmarkerades: {case.legal_ground}." if secrecy else ""
    text = f"Remissen från {facts.sender_name} registrerades."
    record(case, "register", text, by=by, more=more)
    announce_turn(case, by=by)
    return case


def _check_new(facts: ReferralFacts, *, by: Person) -> None:
    same = duplicates(
        by,
        sender_reference=facts.sender_reference,
        inquiry=facts.inquiry,
        title=facts.title,
        sender_name=facts.sender_name,
    )
    if same:
        raise DomainError(
            f"Remissen finns redan som {same[0].registry_number}. Öppna det ärendet, eller "
            "kryssa för att registrera den ändå.",
            field="anyway",
        )


def _write_referral(referral: Referral, facts: ReferralFacts) -> None:
    referral.sender = facts.sender
    referral.sender_name = facts.sender_name
    referral.sender_reference = facts.sender_reference
    referral.inquiry = facts.inquiry
    referral.reply_address = facts.reply_address
    referral.own_initiative = facts.own_initiative
    referral.save()


@transaction.atomic
def edit_case(*, case_id: int, version: int, by: Person, facts: ReferralFacts) -> Case:
    """Mend what was registered; the history says which facts changed.

    Raises Stale, NotAllowed, WrongStep (answered or closed), DomainError.
    """
    case = lock_case(case_id, version)
    policies.check_edit(by, case)
    check_editable(case.step)
    _check_facts(facts)
    changed = _apply(case, facts)
    if changed:
        touch(case)
        record(case, "edit", f"Uppgifterna ändrades: {', '.join(changed)}.", by=by, changed=changed)
    return case


def _words(target: Case | Referral, name: str) -> str:
    field = target._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))


def _apply(case: Case, facts: ReferralFacts) -> list[str]:
    """Write the facts and name, in words, the ones that differed."""
    referral = case.referral
    changed = []
    known: list[tuple[Case | Referral, str]] = [
        (case, "title"),
        (case, "summary"),
        (case, "received_on"),
        (case, "reply_due"),
        (case, "clause"),
        (referral, "sender"),
        (referral, "sender_name"),
        (referral, "sender_reference"),
        (referral, "inquiry"),
        (referral, "reply_address"),
        (referral, "own_initiative"),
    ]
    for target, name in known:
        if getattr(target, name) != getattr(facts, name):
            check_open_fact(case.step, name)
            changed.append(_words(target, name))
            setattr(target, name, getattr(facts, name))
    _write_referral(referral, facts)
    return changed
