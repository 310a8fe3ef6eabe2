"""How people want their notices: at once, gathered or not at all; which days; who stands in."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bodies.actions.core import check_administrator, record, store
from bodies.models import Body, NoticeChoice, Person, ReminderDays, StandIn
from bodies.models.notice_choice import Manner
from bodies.notices.kinds import find_kind
from samverkan.lib.dates import swedish_date, today
from samverkan.lib.errors import DomainError, NotAllowed

MOST_DAYS, FURTHEST = 6, 120


@transaction.atomic
def choose_manner(*, kind: str, manner: str, by: Person) -> NoticeChoice:
    """One's own choice for one kind. What the law needs cannot be put off.

    Raises DomainError (manner).
    """
    found = find_kind(kind)
    if found is None or manner not in Manner.values:
        raise DomainError("Välj hur du vill få mejlet.", field="manner")
    if found.required and manner != Manner.AT_ONCE:
        raise DomainError(
            f"{found.label} kommer alltid genast: lagen kräver det ({found.required}).",
            field="manner",
        )
    choice, _ = NoticeChoice.objects.update_or_create(
        person=by, kind=kind, defaults={"manner": manner}
    )
    text = f"Mejl om ”{found.label.lower()}”: {Manner(manner).label.lower()}."
    record("choose_manner", text, by=by, kind=kind, manner=manner)
    return choice


@transaction.atomic
def choose_reminder_days(
    *,
    rule: str,
    days: Sequence[int],
    by: Person,
    body: Body | None = None,
    person: Person | None = None,
) -> ReminderDays | None:
    """The days that a rule reminds on: for all, one body or one person.

    One's own days are one's own to choose; the others are the administrators'. No days
    at all goes back to what holds without this choice. Raises NotAllowed, DomainError
    (days).
    """
    if person is None or person.pk != by.pk:
        check_administrator(by)
    found = find_kind(rule)
    if found is None or not found.has_days:
        raise DomainError("Regeln finns inte.", field="rule")
    whose: dict[str, Any] = {"rule": rule, "body": body, "person": person}
    _check_days(days)
    wanted = sorted(set(days))
    said = ", ".join(f"{day:+d}" for day in wanted) or "som vanligt"
    record("choose_reminder_days", f"Dagar för ”{found.label.lower()}”: {said}.", by=by, body=body)
    if not wanted:
        ReminderDays.objects.filter(**whose).delete()
        return None
    row, _ = ReminderDays.objects.update_or_create(**whose, defaults={"days": wanted})
    return row


def _check_days(days: Sequence[int]) -> None:
    if len(set(days)) > MOST_DAYS:
        raise DomainError(f"Högst {MOST_DAYS} påminnelser om samma sak.", field="days")
    if any(abs(day) > FURTHEST for day in days):
        raise DomainError(f"Högst {FURTHEST} dagar före eller efter.", field="days")


@transaction.atomic
def set_stand_in(
    *, stand_in: Person, first_day: date, last_day: date, by: Person, person: Person | None = None
) -> StandIn:
    """Who gets the person's notices from the first day to the last, both included.

    One's own, or for another by an administrator. Raises NotAllowed, DomainError
    (stand_in, first_day, last_day).
    """
    away = person or by
    if away.pk != by.pk:
        check_administrator(by)
    if last_day < today():
        raise DomainError("Sista dagen har redan varit.", field="last_day")
    if not stand_in.is_active or not stand_in.email:
        raise DomainError(f"{stand_in.full_name} kan inte få mejl.", field="stand_in")
    row = StandIn(person=away, stand_in=stand_in, first_day=first_day, last_day=last_day)
    _check(row)
    store(row)
    text = (
        f"{stand_in.full_name} får mejlen till {away.full_name} "
        f"{swedish_date(first_day)} – {swedish_date(last_day)}."
    )
    record("set_stand_in", text, by=by, row=row.pk)
    return row


def _check(row: StandIn) -> None:
    """Before the database is asked: days the wrong way round are no range at all."""
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages), field="last_day") from error


@transaction.atomic
def end_stand_in(*, row: StandIn, by: Person) -> None:
    """Back again, earlier than said. The person's own, or an administrator's act."""
    if row.person_id != by.pk and not by.is_staff:
        raise NotAllowed("Bara du själv och en administratör kan ändra vem som ersätter dig.")
    text = f"{row.stand_in.full_name} ersätter inte längre {row.person.full_name}."
    record("end_stand_in", text, by=by, row=row.pk)
    row.delete()
