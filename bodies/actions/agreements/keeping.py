"""The agreement as a whole: sent, archived, ended; its fees, own clauses and council days."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError

from bodies.actions.agreements.core import (
    about,
    because,
    check_not_archived,
    check_not_to_come,
    check_reason,
    facts_now,
    lock_agreement,
    touch,
)
from bodies.actions.core import locked, record, store, write
from bodies.actions.links import close_links
from bodies.agreement_states import (
    OVER,
    STEP_WORDS,
    Facts,
    Party,
    Step,
    missing,
    own_clauses_stand,
    said_last,
    state_of,
)
from bodies.models import Clause, CouncilDay, Fee, MunicipalAgreement, Person
from bodies.policies import check_keeps_agreements
from samverkan.lib.dates import swedish_date, today
from samverkan.lib.errors import DomainError
from samverkan.lib.money import kronor


def why_not_sent(facts: Facts) -> str:
    """Why it can no longer be sent to the municipality, in a sentence; empty when it can."""
    if state_of(facts, today()) in OVER:
        return "Avtalet är avslutat eller ersatt."
    if said := said_last(facts, Party.MUNICIPALITY, today()):
        return f"Kommunen har redan behandlat avtalet, {swedish_date(said.day)}."
    return ""


@transaction.atomic
def send_agreement(
    *,
    agreement_id: int,
    version: int | None,
    by: Person,
    sent_on: date,
    sent_to: str,
    registry_reference: str = "",
    reason: str = "",
) -> MunicipalAgreement:
    """It has gone to the municipality, which sees it here from now on (TF 2 kap.).

    Sent again, the later day counts, until the municipality's council has had it. Raises
    NotAllowed, Stale, DomainError after that, when it is over, for a day to come or without
    a receiver.
    """
    agreement = lock_agreement(agreement_id, version, by)
    check_not_archived(agreement)
    check_not_to_come(sent_on, "sent_on")
    if refusal := why_not_sent(facts_now(agreement)):
        raise DomainError(refusal, field="sent_on")
    if not sent_to.strip():
        raise DomainError("Skriv till vem avtalet skickades.", field="sent_to")
    agreement.sent_on, agreement.sent_to = sent_on, sent_to.strip()
    agreement.registry_reference = registry_reference or agreement.registry_reference
    touch(agreement, "sent_on", "sent_to", "registry_reference")
    told = because(f"Avtalet skickades till {agreement.sent_to} {swedish_date(sent_on)}", reason)
    record("send_agreement", told, by=by, agreement=agreement)
    return agreement


@transaction.atomic
def edit_reference(
    *,
    agreement_id: int,
    version: int | None,
    by: Person,
    registry_reference: str,
    reason: str = "",
) -> MunicipalAgreement:
    """Write or change the number under which the agreement is registered; empty is none.

    Raises NotAllowed, Stale.
    """
    agreement = lock_agreement(agreement_id, version, by)
    agreement.registry_reference = registry_reference.strip()
    touch(agreement, "registry_reference")
    told = f"Diarienumret är nu {agreement.registry_reference or 'tomt'}"
    record("edit_reference", because(told, reason), by=by, agreement=agreement)
    return agreement


@transaction.atomic
def archive_agreement(
    *, agreement_id: int, version: int | None, by: Person, archived_on: date, reason: str = ""
) -> MunicipalAgreement:
    """All of it is in the archive: from now on it stands as it is, and its links are closed.

    Raises NotAllowed, Stale, DomainError while a step remains or for a day before the last one.
    """
    agreement = lock_agreement(agreement_id, version, by)
    check_not_to_come(archived_on, "archived_on")
    left = [step for step in missing(facts_now(agreement), today()) if step != Step.ARCHIVED]
    if left:
        words = ", ".join(STEP_WORDS[step].lower() for step in left)
        raise DomainError(f"Avtalet kan inte arkiveras än. Det saknas: {words}.")
    agreement.archived_on = archived_on
    touch(agreement, "archived_on")
    close_links(about=about(agreement), by=by)
    told = because(f"Avtalet arkiverades {swedish_date(archived_on)}", reason)
    record("archive_agreement", told, by=by, agreement=agreement)
    return agreement


@transaction.atomic
def lift_archive(
    *, agreement_id: int, version: int | None, by: Person, reason: str
) -> MunicipalAgreement:
    """It is taken out of the archive, to be mended; then it is archived anew.

    Raises NotAllowed, Stale, DomainError without a reason, and when it is not archived.
    """
    agreement = lock_agreement(agreement_id, version, by)
    check_reason(reason)
    if agreement.archived_on is None:
        raise DomainError("Avtalet är inte arkiverat.")
    agreement.archived_on = None
    touch(agreement, "archived_on")
    told = f"Arkiveringen ångrades: {reason.strip()}"
    record("lift_archive", told, by=by, agreement=agreement)
    return agreement


@transaction.atomic
def end_agreement(
    *, agreement_id: int, version: int | None, by: Person, ended_on: date, reason: str
) -> MunicipalAgreement:
    """It ends before its time; `ended_on` is the last day on which it holds, and may be to come.

    Raises NotAllowed, Stale, DomainError without a reason or for a day outside its own.
    """
    agreement = lock_agreement(agreement_id, version, by)
    check_reason(reason)
    agreement.ended_on, agreement.end_reason = ended_on, reason.strip()
    touch(agreement, "ended_on", "end_reason")
    told = f"Avtalet avslutas, sista dagen är {swedish_date(ended_on)}: {agreement.end_reason}"
    record("end_agreement", told, by=by, agreement=agreement)
    return agreement


@transaction.atomic
def set_fee(
    *,
    agreement_id: int,
    version: int | None,
    by: Person,
    year: int,
    amount: Decimal | None,
    decided_on: date | None = None,
    reason: str = "",
) -> Fee:
    """What the municipality pays for a year, in kronor; without a day it is a proposal.

    Raises NotAllowed, Stale, DomainError for a year outside the agreement, a negative
    amount, a decision without one or on a day to come.
    """
    agreement = lock_agreement(agreement_id, version, by)
    if decided_on:
        check_not_to_come(decided_on, "decided_on")
    fee = Fee.objects.filter(agreement=agreement, year=year).first()
    fee = fee or Fee(agreement=agreement, year=year)
    fee.amount, fee.decided_on = amount, decided_on
    store(fee)
    touch(agreement)
    how = f"beslutades {swedish_date(decided_on)}" if decided_on else "föreslogs"
    told = f"Anslaget för {year} {how}: {'inget belopp' if amount is None else kronor(amount)}"
    record("set_fee", because(told, reason), by=by, agreement=agreement, year=year)
    return fee


@transaction.atomic
def edit_clause(
    *,
    agreement_id: int,
    version: int | None,
    by: Person,
    number: int,
    heading: str,
    text: str,
    reason: str = "",
) -> Clause:
    """Write or change a clause of the municipality's own.

    Raises NotAllowed, Stale, and DomainError once a party has adopted the agreement: what
    was adopted stands as it was, until it is said that it must be adopted again.
    """
    agreement = lock_agreement(agreement_id, version, by)
    if own_clauses_stand(facts_now(agreement), today()):
        raise DomainError("Avtalet är antaget, så villkoren ligger fast.")
    clause = Clause.objects.filter(agreement=agreement, number=number).first()
    clause = clause or Clause(agreement=agreement, number=number)
    clause.heading, clause.text = heading, text
    store(clause)
    touch(agreement)
    told = because(f"Villkoret {clause} skrevs", reason)
    record("edit_clause", told, by=by, agreement=agreement, number=number)
    return clause


@transaction.atomic
def remove_clause(*, clause_id: int, version: int | None, by: Person, reason: str) -> None:
    """Take one of the municipality's own clauses out, while nobody has adopted it.

    Raises NotAllowed, Stale, DomainError without a reason, once it is adopted, or when a
    case stems from it.
    """
    clause = Clause.objects.get(pk=clause_id)
    if clause.agreement_id is None:
        raise DomainError("Det är ett gemensamt villkor. Ändra texten i stället.")
    agreement = lock_agreement(clause.agreement_id, version, by)
    check_reason(reason)
    if own_clauses_stand(facts_now(agreement), today()):
        raise DomainError("Avtalet är antaget, så villkoren ligger fast.")
    told = f"Villkoret {clause} togs bort: {reason.strip()}"
    try:
        clause.delete()
    except ProtectedError as error:
        raise DomainError("Ett ärende kommer ur villkoret, så det står kvar.") from error
    touch(agreement)
    record("remove_clause", told, by=by, agreement=agreement)


@transaction.atomic
def save_council_day(*, council_day: CouncilDay, by: Person, seen: str | None = None) -> CouncilDay:
    """Add or change a day on which a council meets. `seen` is what the form was rendered with."""
    check_keeps_agreements(by)
    what = f"Fullmäktiges dag {council_day}"
    write(council_day, locked(council_day, seen), what=what, by=by)
    return council_day
