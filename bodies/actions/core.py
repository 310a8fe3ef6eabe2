"""What every action of this app shares: the locked row, what changed, the line of history.

Only the other modules of this package may call it.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.apps import apps
from django.db import IntegrityError, models, transaction

from bodies.models import Body, Event, FrameworkAgreement, Meeting, MunicipalAgreement, Person
from bodies.models.agreements import laws
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, NotAllowed, Stale
from samverkan.lib.seen import seen_as

M = TypeVar("M", bound=models.Model)
# Kept by the application itself, so never news to anybody.
UNTOLD = frozenset({"id", "password", "last_login", "version"})
# Written by acts of their own only.
KEPT = UNTOLD - {"version"}
# What the tables of cases refuse about bodies and meetings (cases.models.laws), and by what field.
REFUSED_BY_CASES = {
    "cases_meeting_with_outcomes": (
        "Mötet har redan behandlat ärenden, så tiden ligger fast.",
        "starts_at",
    ),
    "cases_meeting_with_paragraphs": (
        "Mötets protokoll har fått paragrafer, så tiden ligger fast.",
        "starts_at",
    ),
    "cases_presence_locked": (
        "Protokollet är justerat eller skickat för justering, så närvaron ligger fast.",
        None,
    ),
    "cases_area_with_open_cases": (
        "Det finns öppna ärenden i området. Avsluta dem innan organen i kedjan byts.",
        None,
    ),
}
# By which field the sentence of a constraint stands, where a form has that field.
BY_FIELD = {
    "bodies_adoption_party": "party",
    "bodies_adoption_outcome": "outcome",
    "bodies_adoption_once_a_version": "party",
    "bodies_adoption_extract_after_meeting": "extract_received_on",
    "bodies_adoption_after_it_was_sent": "day",
    "bodies_adoption_before_its_end": "day",
    "bodies_signature_of_its_adoption": "party",
    "bodies_signature_after_adoption": "day",
    "bodies_signature_by_somebody": "name",
    "bodies_signature_one_of_each_kind": "kind",
    "bodies_signature_before_its_end": "day",
    "bodies_agreement_ends_within_its_days": "ended_on",
    "bodies_agreement_ends_after_what_happened": "ended_on",
    "bodies_agreement_archived_after_its_steps": "archived_on",
    "bodies_agreement_sent_before_adoption": "sent_on",
    "bodies_agreement_archived_after_sent": "archived_on",
    "bodies_fee_not_negative": "amount",
    "bodies_fee_decided_with_amount": "amount",
}


def check_administrator(by: Person) -> None:
    """The register of bodies and people is kept by administrators."""
    if not by.is_staff:
        raise NotAllowed("Bara en administratör kan ändra det här.")


def locked(row: M, seen: str | None = None) -> M | None:
    """The row as the database has it, locked until the transaction ends; None if it is new.

    `seen` is what the form was rendered with (lib.seen). Raises Stale if the row is
    another by now.
    """
    if row.pk is None:
        return None
    found: M | None = (
        type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    )
    if found and seen and seen != seen_as(found):
        raise Stale(
            "Någon annan har ändrat uppgifterna sedan du öppnade sidan. Det du skrev står kvar. "
            "Läs igenom och spara igen."
        )
    return found


def changes(row: models.Model, before: models.Model) -> list[str]:
    """The Swedish names of the fields that differ."""
    return [
        str(field.verbose_name)
        for field in row._meta.concrete_fields
        if field.name not in UNTOLD
        and getattr(row, field.attname) != getattr(before, field.attname)
    ]


def changed_fields(row: models.Model, before: models.Model) -> list[str]:
    """The names of the fields to save: those that differ, and the row's own version."""
    return [
        field.name
        for field in row._meta.concrete_fields
        if field.name not in KEPT and getattr(row, field.attname) != getattr(before, field.attname)
    ]


def store(row: models.Model, fields: Iterable[str] | None = None) -> None:
    """Save the row, or only these fields of it; what a constraint refuses becomes a sentence."""
    try:
        with transaction.atomic():
            row.save(update_fields=fields)
    except IntegrityError as error:
        raise refusal(error) from error


def drop(row: models.Model) -> None:
    """Delete the row; what a trigger refuses becomes a sentence."""
    try:
        with transaction.atomic():
            row.delete()
    except IntegrityError as error:
        raise refusal(error) from error


def refusal(error: IntegrityError) -> DomainError:
    """The constraint's own Swedish sentence."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    if name in REFUSED_BY_CASES:
        return DomainError(*REFUSED_BY_CASES[name])
    if name in laws.SAID:
        return DomainError(laws.SAID[name], BY_FIELD.get(name))
    for model in apps.get_app_config("bodies").get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name and _is_told(constraint):
                return DomainError(str(constraint.violation_error_message), BY_FIELD.get(name))
    return DomainError(
        "Uppgifterna går inte ihop med det som redan finns. Se efter om det redan är upplagt."
    )


def _is_told(constraint: models.BaseConstraint) -> bool:
    return constraint.violation_error_message != constraint.default_violation_error_message


def write(
    row: models.Model,
    before: models.Model | None,
    *,
    what: str,
    by: Person,
    body: Body | None = None,
    meeting: Meeting | None = None,
    reason: str = "",
) -> bool:
    """Store the row and tell what happened; False, and nothing written, if nothing changed.

    `what` names the thing in a sentence: "Mötet i RUN 3 februari 2027". The `reason`, where
    one was asked for, is told last.
    """
    changed = changes(row, before) if before else []
    if before and not changed:
        return False
    # Only what this person changed: the rest may have been changed by somebody else meanwhile.
    store(row, changed_fields(row, before) if before else None)
    verb = "change" if before else "add"
    text = f"{what} ändrades: {', '.join(changed)}." if before else f"{what} lades upp."
    text += f" Skäl: {reason}" if reason else ""
    record(f"{verb}_{row._meta.model_name}", text, by=by, body=body, meeting=meeting, row=row.pk)
    return True


def record(
    verb: str,
    text: str,
    *,
    by: Person | None,
    body: Body | None = None,
    meeting: Meeting | None = None,
    framework: FrameworkAgreement | None = None,
    agreement: MunicipalAgreement | None = None,
    **data: Any,
) -> Event:
    """One line of history; the text is a whole sentence for people."""
    return Event.objects.create(
        at=now(),
        by=by,
        verb=verb,
        text=text,
        data=data,
        body=body,
        meeting=meeting,
        framework=framework,
        agreement=agreement,
    )
