"""What stands beside a transition's form: the advice, the positions, the papers to send."""

from bodies.models import Person
from cases import policies
from cases.dispatching import missing_formats
from cases.models import Case
from cases.queries.facts import consultation_of, current_item
from cases.queries.positions import positions_on
from cases.queries.steps import enclosures, letter_of, own_minute
from cases.route import Asks, Seat, Transition


def more_for(case: Case, way: Transition, person: Person) -> dict[str, object]:
    """The page's further context, by what the transition asks for."""
    if way.asks in (Asks.DECISION, Asks.URGENT_DECISION):
        item = current_item(case, Seat.BOARD) if way.asks == Asks.DECISION else None
        said = {"advice": consultation_of(case), "minute": own_minute(case)}
        return said | {"unnumbered": item.meeting if item else None}
    if way.asks == Asks.CONSULTATION and policies.may_see_positions(person, case):
        return {"positions": positions_on(case)}
    if way.asks == Asks.DISPATCH:
        return dispatch_help(case)
    return {}


def dispatch_help(case: Case) -> dict[str, object]:
    """Files under the names a ministry wants, the letter, and what may be missing."""
    files = enclosures(case)
    sender = case.referral.sender
    to_ministry = sender is not None and sender.kind == "department"
    return {
        "letter": letter_of(case),
        "enclosures": files,
        "missing": missing_formats([each.name for each in files]) if to_ministry else "",
    }
