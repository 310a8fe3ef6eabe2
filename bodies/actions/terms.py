"""A new term of office: the standing seats carried over, to be corrected person by person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from bodies.actions.core import check_administrator, record, store
from bodies.actions.seats import body_names, only_body
from bodies.models import Body, Membership, Person, Term
from bodies.models.body import BodyKind
from samverkan.lib.errors import DomainError

COUNCIL_KINDS = (BodyKind.COUNCIL, BodyKind.COUNCIL_COMMITTEE)


@dataclass(frozen=True, slots=True)
class Carried:
    """What copying did: new seats, old ones that were ended, and those already there."""

    seats: Sequence[Membership]
    ended: int
    skipped: int

    @property
    def copied(self) -> int:
        return len(self.seats)

    @property
    def sentence(self) -> str:
        """What was done, to the one who did it."""
        parts = [f"{self.copied} uppdrag är upplagda i mandatperioden."]
        if self.ended:
            parts.append(f"{self.ended} äldre uppdrag slutar dagen före.")
        if self.skipped:
            parts.append(f"{self.skipped} fanns redan och lämnades.")
        return " ".join(parts)


def period(term: Term, kind: str) -> tuple[date, date]:
    """The first and last day of a seat in a body of that kind.

    The council and its committees follow the council (KL 5:9), all others the
    boards (KL 6:18–19).
    """
    if kind in COUNCIL_KINDS:
        return term.council_from, term.council_to
    return term.board_from, term.board_to


@transaction.atomic
def copy_memberships(*, memberships: Sequence[Membership], term: Term, by: Person) -> Carried:
    """Carry the seats over to `term`, with the same people and its days.

    A seat without an end, or one that reaches into the term, ends the day before.
    A person who already has a seat in the body in the term is skipped, so it is
    safe to do twice. Raises DomainError for a seat that begins within the term.
    """
    check_administrator(by)
    rows = _latest(memberships)
    taken = _taken(rows, term)
    fresh = [row for row in rows if (row.person_id, row.body_id) not in taken]
    ended = [row for row in fresh if _make_room(row, term)]
    seats = [_carry(row, term) for row in fresh]
    if fresh:
        text = f"{len(fresh)} uppdrag i {body_names(fresh)} lades upp för {term}."
        record("copy_memberships", text, by=by, body=only_body(fresh), term=term.pk)
    return Carried(seats=seats, ended=len(ended), skipped=len(memberships) - len(fresh))


def outgoing(bodies: Sequence[Body], term: Term) -> list[Membership]:
    """The seats that hold on the day before the term begins, body by body."""
    return [
        row
        for body in bodies
        for row in Membership.objects.on(period(term, body.kind)[0] - timedelta(days=1)).filter(
            body=body
        )
    ]


def _latest(memberships: Sequence[Membership]) -> list[Membership]:
    """The rows locked, and of a person's seats in one body only the last."""
    rows = (
        Membership.objects.select_for_update(of=("self",))
        .filter(pk__in=[row.pk for row in memberships])
        .select_related("person", "body")
        .order_by("valid_from", "pk")
    )
    return list({(row.person_id, row.body_id): row for row in rows}.values())


def _taken(rows: Sequence[Membership], term: Term) -> set[tuple[int, int]]:
    """(person, body) of seats that begin in the term, this or an earlier copy."""
    found = Membership.objects.filter(
        body__in={row.body_id for row in rows},
        valid_from__gte=term.council_from,
        valid_from__lte=term.board_to,
    ).select_related("body")
    return {
        (row.person_id, row.body_id)
        for row in found
        if row.valid_from >= period(term, row.body.kind)[0]
    }


def _make_room(row: Membership, term: Term) -> bool:
    """True if the old seat reached into the term, and had to be ended."""
    first, _ = period(term, row.body.kind)
    reaches = row.valid_to is None or row.valid_to >= first
    if reaches:
        _end(row, first)
    return reaches


def _carry(row: Membership, term: Term) -> Membership:
    first, last = period(term, row.body.kind)
    seat = Membership(
        person=row.person,
        body=row.body,
        seat=row.seat,
        party=row.party,
        on_behalf_of_id=row.on_behalf_of_id,
        entry_order=row.entry_order,
        valid_from=first,
        valid_to=last,
    )
    store(seat)
    return seat


def _end(row: Membership, first: date) -> None:
    if row.valid_from >= first:
        raise DomainError(f"Uppdraget för {row.person} börjar inte före mandatperioden.")
    row.valid_to = first - timedelta(days=1)
    store(row)
