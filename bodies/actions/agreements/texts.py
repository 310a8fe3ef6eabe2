"""The common text: a new term in one act, a changed text, and what the change means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from bodies.actions.agreements.core import (
    Copy,
    check_reason,
    facts_now,
    keep,
    lock_agreement,
    lock_framework,
    touch,
)
from bodies.actions.core import record, store
from bodies.agreement_states import ANSWER_WORDS, Answer, question_open
from bodies.models import (
    Clause,
    Fee,
    FrameworkAgreement,
    FrameworkVersion,
    MunicipalAgreement,
    Organisation,
    Person,
    Term,
    VersionAnswer,
)
from bodies.policies import check_keeps_agreements
from samverkan.lib.dates import now, swedish_date, today
from samverkan.lib.errors import DomainError
from samverkan.lib.filing import filing


@dataclass(frozen=True, slots=True)
class Point:
    """A clause to be: its heading and its text. It gets its number by its place."""

    heading: str
    text: str


@filing()
def new_term(
    *,
    term: Term,
    by: Person,
    title: str = "",
    text: str = "",
    file: Copy | None = None,
    clauses: Sequence[Point] | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> FrameworkAgreement:
    """Drafts for every municipality, from what the last term's agreements said.

    The text, the common clauses and each municipality's own are the last term's unless
    others are given; each year has last term's fee, still to be decided. Raises NotAllowed,
    and DomainError when the term has its agreements already or there is no text.
    """
    check_keeps_agreements(by)
    Term.objects.select_for_update().get(pk=term.pk)
    if FrameworkAgreement.objects.filter(term=term).exists():
        raise DomainError(f"Avtalen för {term} är redan upplagda.", field="term")
    before = _before(first_day or term.board_from)
    framework = FrameworkAgreement(
        term=term,
        title=title or f"Samverkansöverenskommelse {term}",
        first_day=first_day or term.board_from,
        last_day=last_day or term.board_to,
        created_at=now(),
    )
    store(framework)
    old = _newest(before) if before else None
    if not text and not file:
        text = old.text if old else ""
    made = _write_text(framework, 1, text, "", file, by)
    _write_clauses(made, clauses, old)
    drafts = _drafts(framework)
    _carry_over(framework, drafts, before)
    told = f"{framework} lades upp med utkast till {len(drafts)} avtal."
    record("new_term", told, by=by, framework=framework, agreements=len(drafts))
    return framework


def _before(first_day: date) -> FrameworkAgreement | None:
    rows = FrameworkAgreement.objects.filter(first_day__lt=first_day)
    found: FrameworkAgreement | None = rows.order_by("-first_day").first()
    return found


def _newest(framework: FrameworkAgreement) -> FrameworkVersion:
    newest: FrameworkVersion = framework.versions.latest("number")
    return newest


def _write_text(
    framework: FrameworkAgreement,
    number: int,
    text: str,
    what_changed: str,
    file: Copy | None,
    by: Person,
) -> FrameworkVersion:
    made = FrameworkVersion(
        framework=framework,
        number=number,
        text=text,
        what_changed=what_changed,
        made_at=now(),
        made_by=by,
    )
    keep(made, file)
    return made


def _write_clauses(
    version: FrameworkVersion, given: Sequence[Point] | None, old: FrameworkVersion | None
) -> None:
    """The given ones, or those of the version before."""
    points = [Point(each.heading, each.text) for each in old.clauses.all()] if old else []
    for number, point in enumerate(points if given is None else given, 1):
        store(Clause(version=version, number=number, heading=point.heading, text=point.text))


def _drafts(framework: FrameworkAgreement) -> list[MunicipalAgreement]:
    places = Organisation.objects.municipalities().existing(framework.first_day)
    rows = [
        MunicipalAgreement(framework=framework, municipality=place, created_at=now())
        for place in places.order_by("pk")
    ]
    return MunicipalAgreement.objects.bulk_create(rows)


def _carry_over(
    framework: FrameworkAgreement,
    drafts: list[MunicipalAgreement],
    before: FrameworkAgreement | None,
) -> None:
    """Own clauses as they were, and for each year the last year's amount, to be decided."""
    old = MunicipalAgreement.objects.filter(framework=before).prefetch_related("clauses", "fees")
    known = {row.municipality_id: row for row in old} if before else {}
    clauses, fees = [], []
    for draft in drafts:
        last = known.get(draft.municipality_id)
        amounts = [fee.amount for fee in last.fees.all()] if last else []
        amount = amounts[-1] if amounts else None
        fees += [Fee(agreement=draft, year=year, amount=amount) for year in framework.years]
        for each in last.clauses.all() if last else ():
            clauses.append(
                Clause(agreement=draft, number=each.number, heading=each.heading, text=each.text)
            )
    Clause.objects.bulk_create(clauses)
    Fee.objects.bulk_create(fees)


@filing()
def change_text(
    *,
    framework_id: int,
    version: int | None,
    by: Person,
    what_changed: str,
    text: str = "",
    file: Copy | None = None,
    clauses: Sequence[Point] | None = None,
) -> FrameworkVersion:
    """A new version of the common text; the earlier ones stay as they were.

    Where a party has adopted an earlier one the question is open whether that holds
    (`answer_version`), and every open form of an agreement is stale. Raises NotAllowed,
    Stale, DomainError without a text or a reason.
    """
    framework = lock_framework(framework_id, version, by)
    check_reason(what_changed, "what_changed")
    if not text and not file:
        raise DomainError("Skriv den nya texten eller lägg till en fil.", field="text")
    old = _newest(framework)
    made = _write_text(framework, old.number + 1, text, what_changed.strip(), file, by)
    _write_clauses(made, clauses, old)
    touch(framework)
    _outdate(framework)
    told = f"Texten ändrades till version {made.number}: {made.what_changed}"
    record("change_text", told, by=by, framework=framework, number=made.number)
    return made


def _outdate(framework: FrameworkAgreement) -> None:
    """A form of an agreement that was opened with the old text says nothing of the new one."""
    framework.agreements.update(version=F("version") + 1)


@transaction.atomic
def answer_version(
    *, agreement_id: int, version: int | None, by: Person, answer: str, reason: str
) -> VersionAnswer:
    """Say whether what was adopted holds although the text has changed since.

    Raises NotAllowed, Stale, and DomainError without a reason or when nothing is asked.
    """
    agreement = lock_agreement(agreement_id, version, by)
    check_reason(reason)
    if not question_open(facts_now(agreement), today()):
        raise DomainError("Frågan är redan besvarad, eller så har ingen antagit en äldre text.")
    row = VersionAnswer(
        agreement=agreement,
        version=_newest(agreement.framework),
        answer=Answer(answer).value,
        reason=reason.strip(),
        at=now(),
        by=by,
    )
    store(row)
    touch(agreement)
    told = f"{ANSWER_WORDS[Answer(answer)]} i {agreement.municipality}: {row.reason}"
    record("answer_version", told, by=by, agreement=agreement, text_version=row.version.number)
    return row


@transaction.atomic
def edit_framework(
    *,
    framework_id: int,
    version: int | None,
    by: Person,
    title: str,
    first_day: date,
    last_day: date,
    reason: str,
) -> FrameworkAgreement:
    """Another title or other days, for all its agreements. Fees follow the years.

    Raises NotAllowed, Stale, DomainError without a reason or when something has happened
    outside the days. A year that falls away keeps its undecided fee.
    """
    framework = lock_framework(framework_id, version, by)
    check_reason(reason)
    framework.title, framework.first_day, framework.last_day = title, first_day, last_day
    touch(framework, "title", "first_day", "last_day")
    _fill_fees(framework)
    days = f"{swedish_date(first_day)} till {swedish_date(last_day)}"
    told = f"{framework} ändrades, {days}: {reason.strip()}"
    record("edit_framework", told, by=by, framework=framework)
    return framework


def _fill_fees(framework: FrameworkAgreement) -> None:
    """A fee to be decided for each year that has none yet."""
    years = set(framework.years)
    rows = framework.agreements.prefetch_related("fees")
    Fee.objects.bulk_create(
        Fee(agreement=row, year=year)
        for row in rows
        for year in sorted(years - {fee.year for fee in row.fees.all()})
    )
