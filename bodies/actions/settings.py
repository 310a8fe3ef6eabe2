"""The register itself: organisations, terms, bodies, seat rules, areas of cooperation."""

from django.db import transaction

from bodies.actions.core import check_administrator, locked, write
from bodies.models import Body, CooperationArea, Organisation, Person, SeatRule, Term
from samverkan.lib.errors import DomainError


@transaction.atomic
def save_organisation(*, organisation: Organisation, by: Person) -> Organisation:
    check_administrator(by)
    write(organisation, locked(organisation), what=f"Organisationen {organisation}", by=by)
    return organisation


@transaction.atomic
def save_term(*, term: Term, by: Person) -> Term:
    check_administrator(by)
    write(term, locked(term), what=f"Mandatperioden {term}", by=by)
    return term


@transaction.atomic
def save_body(*, body: Body, by: Person) -> Body:
    """Raises DomainError when the body would belong to itself, however far up."""
    check_administrator(by)
    before = locked(body)
    _check_parents(body)
    write(body, before, what=body.name, by=by, body=body)
    return body


def _check_parents(body: Body) -> None:
    above = body.parent
    while above is not None:
        if above.pk == body.pk:
            raise DomainError("Organet kan inte höra till sig självt.", field="parent")
        above = above.parent


@transaction.atomic
def save_seat_rule(*, rule: SeatRule, by: Person) -> SeatRule:
    check_administrator(by)
    what = f"Platsregeln för {rule.body}, {rule},"
    write(rule, locked(rule), what=what, by=by, body=rule.body)
    return rule


@transaction.atomic
def save_area(*, area: CooperationArea, by: Person) -> CooperationArea:
    """Raises DomainError when a seat in the chain is held by a body that cannot hold it."""
    check_administrator(by)
    _check_chain(area)
    write(area, locked(area), what=f"Samverkansområdet {area}", by=by)
    return area


def _check_chain(area: CooperationArea) -> None:
    consultation = area.consultation
    if consultation and consultation.kind != "consultation":
        raise DomainError("Välj ett organ av slaget samråd.", field="consultation")
    if not area.board.decides:
        raise DomainError("Nämnden måste vara ett organ som beslutar.", field="board")
    if not area.board.series:
        raise DomainError(
            "Nämnden saknar diarieserie, så ärendena får inga nummer. Skriv den på organets sida.",
            field="board",
        )
    if area.preparing_committee is None:
        raise DomainError(
            "Välj vilket utskott som bereder ärendena. Utan det stannar de på vägen.",
            field="preparing_committee",
        )
