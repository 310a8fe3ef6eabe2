"""The ledger: which mail has gone out about a thing, what became of it, and what goes next.

The pages of cases and meetings ask for it too; whether they may is theirs to see to.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest

from bodies import policies
from bodies.models import Person
from bodies.notices import ledger
from bodies.reminders import Coming, Rule, coming

SHOWN = 30


def ledger_of(request: HttpRequest, about: str, person: Person) -> dict[str, object]:
    """What the page shows of one thing ("case:12"), thirty lines at a time.

    Raises NotAllowed for those who are not staff.
    """
    policies.check_sees_ledger(person)
    page = Paginator(ledger.about(about), SHOWN).get_page(request.GET.get("sida"))
    return {
        "lines": ledger.lines(page),
        "page_obj": page,
        "coming": coming_days(coming(about)),
        "steers": policies.may_steer_notices(person),
        "here": request.path,
    }


@dataclass(frozen=True, slots=True)
class Next:
    """A reminder and all who get it that day; `subject` is empty if each gets one of their own."""

    rule: Rule
    at: datetime
    names: str
    subject: str
    path: str
    daily: bool


def coming_days(found: list[Coming]) -> list[Next]:
    """The nearest, each once however many it goes to; nobody reads further."""
    same: dict[tuple[object, ...], list[Coming]] = {}
    for each in found:
        key = (each.rule.key, each.at, each.letter.path, each.daily)
        same.setdefault(key, []).append(each)
    return [_next(group) for group in list(same.values())[:SHOWN]]


def _next(group: list[Coming]) -> Next:
    first, subjects = group[0], {each.letter.subject for each in group}
    return Next(
        first.rule,
        first.at,
        ", ".join(each.person.full_name for each in group),
        subjects.pop() if len(subjects) == 1 else "",
        first.letter.path,
        first.daily,
    )
