"""The delegates' positions on one case: who said what, side by side, and who has not answered."""

from dataclasses import dataclass

from bodies.models import Person
from bodies.queries import composition
from cases.models import Case, Position
from cases.queries.facts import consultation_of
from cases.queries.meeting_page import SeatRow, Sides, seat_row
from cases.workflow import OPEN_FOR_POSITIONS
from samverkan.lib.dates import today


@dataclass(frozen=True, slots=True)
class Positions:
    """This round's positions. `sides` holds those who have answered, by whom they sit for.

    Those who answered without a member's seat (a substitute, somebody who has left) come last.
    """

    sides: Sides
    missing: list[SeatRow]
    is_open: bool

    def of(self, person: Person) -> Position | None:
        """What the person has said, if anything."""
        rows = [row for _, side in self.sides for row in side]
        return next((row.position for row in rows if row.person.pk == person.pk), None)

    @property
    def count(self) -> int:
        return sum(len(side) for _, side in self.sides)


def positions_on(case: Case) -> Positions | None:
    """Everyone with a seat the day the samråd met, or today. Three queries.

    None in an area without a samråd, or when nobody answered and it is too late to.
    """
    body = case.area.consultation
    if body is None:
        return None
    said = consultation_of(case)
    day = said.meeting.day if said and said.meeting else today()
    taken = case.positions.filter(round=case.round).select_related("person")
    by_person = {position.person_id: position for position in taken}
    seats = [
        (
            group.rule.source.abbreviation,
            [seat_row(m, by_person.get(m.person_id)) for m in group.members],
        )
        for group in composition(body, day)
    ]
    is_open = said is None and case.step in OPEN_FOR_POSITIONS
    if not by_person and not is_open:
        return None
    seated = {row.person.pk for _, rows in seats for row in rows}
    others = [SeatRow(p.person, None, p) for p in by_person.values() if p.person_id not in seated]
    answered = [(label, [row for row in rows if row.position]) for label, rows in seats]
    return Positions(
        sides=[*answered, ("Övriga", others)] if others else answered,
        missing=[row for _, rows in seats for row in rows if row.position is None],
        is_open=is_open,
    )
