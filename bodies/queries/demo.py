"""The invented people one may become with one click, in the demonstration only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from bodies.models import CooperationArea, Membership, Person, SeatRule
from bodies.roles import ROLES, Role
from samverkan.lib.dates import today
from samverkan.lib.ordering import swedish_order

# Reserved for examples (RFC 2606), so that no invented address is ever somebody's.
DEMO_DOMAIN = "@demo.example"
# The delegates come after the region's staff and before the municipalities'.
ORDER = {
    Role.REGISTRAR: 0,
    Role.CASE_OFFICER: 1,
    Role.BOARD_SECRETARY: 2,
    Role.CHIEF: 3,
    Role.MUNICIPAL_REGISTRAR: 6,
    Role.ADMINISTRATOR: 7,
}
BOARD_ORDER, COMMITTEE_ORDER = 4, 5


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One person to try as, in what role, and what that role does in a sentence."""

    id: int
    name: str
    role: str
    description: str
    order: int


def demo_account(person_id: int) -> Person | None:
    """The person, if it is one of the demonstration's accounts that may log in."""
    found: Person | None = _people().filter(pk=person_id).first()
    return found if found and found.has_usable_password() else None


def demo_accounts() -> list[DemoAccount]:
    """The accounts in the order of the roles. Four queries whatever the number."""
    seats = _delegates(today())
    people = [person for person in _people() if person.has_usable_password()]
    found = [account for person in people if (account := _account(person, seats))]
    return sorted(found, key=lambda account: (account.order, account.role))


def _people() -> "QuerySet[Person]":
    listed: QuerySet[Person] = Person.objects.get_queryset().filter(
        is_active=True, email__endswith=DEMO_DOMAIN
    )
    return listed.order_by(swedish_order("last_name"), swedish_order("first_name"))


def _account(person: Person, seats: dict[int, tuple[int, str, str]]) -> DemoAccount | None:
    """Named by the stored role if there is one, else by the seat."""
    for info in ROLES:
        if person.has_role(info.role):
            what = (ORDER[info.role], info.name, info.description)
            break
    else:
        if person.pk not in seats:
            return None
        what = seats[person.pk]
    return DemoAccount(person.pk, person.full_name, what[1], what[2], what[0])


def _delegates(day: date) -> dict[int, tuple[int, str, str]]:
    """Who sits in an area's board, or in a body whose members all sit in a samråd."""
    boards = set(CooperationArea.objects.values_list("board", flat=True))
    committees = set(SeatRule.objects.filter(takes_all=True).values_list("source", flat=True))
    held = Membership.objects.on(day).voting().filter(body__in=boards | committees)
    return {m.person_id: _seat(m, boards) for m in held.select_related("body").order_by("-body")}


def _seat(membership: Membership, boards: set[int]) -> tuple[int, str, str]:
    name = membership.body.abbreviation
    if membership.body_id in boards:
        text = f"Läser inför samrådet, skriver sin ståndpunkt och beslutar i {name}."
        return BOARD_ORDER, f"{name}-ledamot", text
    text = "Läser inför samrådet och skriver vad kommunerna tycker om varje ärende."
    return COMMITTEE_ORDER, f"{name}-ledamot", text
