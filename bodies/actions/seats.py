"""Who sits where. What has begun is ended, not rewritten: the history must stay true."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from bodies.actions.core import check_administrator, locked, record, store, write
from bodies.models import Body, Membership, Person
from samverkan.lib.dates import swedish_date, today
from samverkan.lib.errors import DomainError


@transaction.atomic
def save_membership(*, membership: Membership, by: Person, seen: str | None = None) -> Membership:
    """Add or change a seat. A new one has the person's party unless another is given.

    `seen` is what the form was rendered with (Stale if it has changed since). Raises
    DomainError when a seat that has begun would get another holder or body, and when
    the person already has a seat in the body during those days.
    """
    check_administrator(by)
    before = locked(membership, seen)
    if before is None:
        membership.party = membership.party or membership.person.party
    if before and before.valid_from <= today():
        _check_same_holder(membership, before)
    write(membership, before, what=_named(membership), by=by, body=membership.body)
    return membership


def _check_same_holder(membership: Membership, before: Membership) -> None:
    for field in ("person", "body"):
        if getattr(membership, f"{field}_id") != getattr(before, f"{field}_id"):
            raise DomainError(
                "Uppdraget har börjat. Avsluta det och lägg upp ett nytt i stället.", field=field
            )


def _named(membership: Membership) -> str:
    seat = membership.get_seat_display().lower()
    return f"Uppdraget som {seat} i {membership.body.abbreviation} för {membership.person}"


@transaction.atomic
def end_memberships(*, memberships: Sequence[Membership], last_day: date, by: Person) -> int:
    """Let the seats end with `last_day`, which still counts. Returns how many ended.

    Those that had already ended by then are left alone. Raises DomainError for a
    seat that begins after that day.
    """
    check_administrator(by)
    rows = _lock(memberships)
    late = next((row for row in rows if row.valid_from > last_day), None)
    if late is not None:
        raise DomainError(
            f"{_named(late)} börjar först {swedish_date(late.valid_from)}. Ta bort det i stället.",
            field="last_day",
        )
    ended = [row for row in rows if row.valid_to is None or row.valid_to > last_day]
    for row in ended:
        row.valid_to = last_day
        store(row)
    if ended:
        _tell_ended(ended, last_day, by)
    return len(ended)


def _lock(memberships: Sequence[Membership]) -> list[Membership]:
    return list(
        Membership.objects.select_for_update(of=("self",))
        .filter(pk__in=[row.pk for row in memberships])
        .select_related("person", "body")
        .order_by("pk")
    )


def _tell_ended(ended: Sequence[Membership], last_day: date, by: Person) -> None:
    one = len(ended) == 1
    what = _named(ended[0]) if one else f"{len(ended)} uppdrag i {body_names(ended)}"
    text = f"{what} {'avslutas' if last_day >= today() else 'avslutades'} {swedish_date(last_day)}."
    rows = [row.pk for row in ended]
    record("end_memberships", text, by=by, body=only_body(ended), rows=rows)


def only_body(rows: Sequence[Membership]) -> Body | None:
    """The body when all seats are in the same one."""
    return rows[0].body if len({row.body_id for row in rows}) == 1 else None


def body_names(rows: Sequence[Membership]) -> str:
    """RUN, RUN AU och PKD"""
    names = sorted({row.body.abbreviation for row in rows})
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} och {names[-1]}"
