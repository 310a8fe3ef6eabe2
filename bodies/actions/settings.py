"""The register itself: organisations, terms, bodies, seat rules, areas of cooperation.

`seen` is everywhere what the form was rendered with; Stale if the row has changed since.
"""

from django.db import transaction

from bodies.actions.core import check_administrator, locked, write
from bodies.models import Body, CooperationArea, Organisation, Person, SeatRule, Term
from samverkan.lib.errors import DomainError


@transaction.atomic
def save_organisation(
    *, organisation: Organisation, by: Person, seen: str | None = None
) -> Organisation:
    check_administrator(by)
    write(organisation, locked(organisation, seen), what=f"Organisationen {organisation}", by=by)
    return organisation


@transaction.atomic
def save_term(*, term: Term, by: Person, seen: str | None = None) -> Term:
    check_administrator(by)
    write(term, locked(term, seen), what=f"Mandatperioden {term}", by=by)
    return term


@transaction.atomic
def save_body(*, body: Body, by: Person, seen: str | None = None) -> Body:
    """Raises DomainError when the body would belong to itself, however far up.

    And when an area's board would lose what its cases are numbered by.
    """
    check_administrator(by)
    before = locked(body, seen)
    _check_parents(body)
    _check_series(body)
    write(body, before, what=body.name, by=by, body=body)
    return body


def _check_parents(body: Body) -> None:
    above = body.parent
    while above is not None:
        if above.pk == body.pk:
            raise DomainError("Organet kan inte höra till sig självt.", field="parent")
        above = above.parent


def _check_series(body: Body) -> None:
    area = CooperationArea.objects.filter(board=body).first() if body.pk else None
    if area and not body.series:
        raise DomainError(
            f"Organet beslutar i {area} och behöver en diarieserie, som ärendena får nummer av.",
            field="series",
        )


@transaction.atomic
def save_seat_rule(*, rule: SeatRule, by: Person, seen: str | None = None) -> SeatRule:
    check_administrator(by)
    what = f"Platsregeln för {rule.body}, {rule},"
    write(rule, locked(rule, seen), what=what, by=by, body=rule.body)
    return rule


@transaction.atomic
def save_area(*, area: CooperationArea, by: Person, seen: str | None = None) -> CooperationArea:
    """Raises DomainError when a seat in the chain is held by a body that cannot hold it."""
    check_administrator(by)
    # Locked, so that the board keeps its series meanwhile (save_body).
    area.board = Body.objects.select_for_update(of=("self",)).get(pk=area.board_id)
    _check_chain(area)
    write(area, locked(area, seen), what=f"Samverkansområdet {area}", by=by)
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
