"""Reminding municipalities of what is missing from them, when an administrator asks for it.

The reminders that go by themselves are `bodies.agreement_reminders`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from bodies.actions.agreements.core import because, lock_agreement
from bodies.actions.core import record
from bodies.agreement_plan import Plan, adopted_on
from bodies.agreement_states import (
    LACK_WORDS,
    OVER,
    Facts,
    Party,
    State,
    Step,
    adopted,
    missing,
    question_open,
    state_of,
)
from bodies.models import MunicipalAgreement, Notice, Person
from bodies.notices import Letter, post
from bodies.queries.agreements import facts_of, plans_for
from bodies.queries.registrars import registrars_of
from samverkan.lib.dates import swedish_date, today

RULE = "agreement_missing"
# What a municipality does itself; the rest is the region's.
THEIRS = (Step.COUNCIL, Step.EXTRACT, Step.MUNICIPALITY_ELECTED, Step.MUNICIPALITY_OFFICIAL)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one municipality would be told and who would get it; `refused` says why nobody does.

    `told` are those who have got it today already: nobody gets it twice on a day.
    """

    agreement: MunicipalAgreement
    lines: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    told: tuple[Person, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many letters were written, and who was passed over and why, a sentence each."""

    letters: int
    passed_over: tuple[str, ...]


@transaction.atomic
def remind_missing(
    *, agreements: Mapping[int, int | None], by: Person, reason: str = ""
) -> Reminded:
    """Write to each municipality's registrar about what is missing from the municipality now.

    `agreements` is version by key. At most one letter a person, agreement and day. Raises
    NotAllowed, and Stale for any of them; then nobody is written to.
    """
    rows = [lock_agreement(pk, version, by) for pk, version in sorted(agreements.items())]
    found = reminders_about(rows)
    letters = sum(_remind(each, by, reason) for each in found if not each.refused)
    passed_over = (f"{each.agreement.municipality}: {each.refused}" for each in found)
    return Reminded(
        letters,
        tuple(said for said, each in zip(passed_over, found, strict=True) if each.refused),
    )


def _remind(reminder: Reminder, by: Person, reason: str) -> int:
    agreement = reminder.agreement
    count = post(
        rule=RULE,
        about=f"agreement:{agreement.pk}",
        occasion=today().isoformat(),
        recipients=reminder.people,
        letter=_letter(reminder),
    )
    lacks = "; ".join(reminder.lines)
    told = because(f"Kommunens registrator påmindes om det som saknas ({lacks})", reason)
    record("remind_missing", told, by=by, agreement=agreement, letters=count)
    return count


def _letter(reminder: Reminder) -> Letter:
    agreement = reminder.agreement
    listed = "\n".join(f"– {line}" for line in reminder.lines)
    return Letter(
        subject=f"{agreement}: det här saknas",
        text=f"{agreement}\n\nDet här saknas från kommunen:\n\n{listed}",
        path=agreement.get_absolute_url(),
    )


def reminders_about(agreements: Iterable[MunicipalAgreement]) -> list[Reminder]:
    """What would be written about each now; as many questions for one as for all of a term."""
    rows = list(agreements)
    facts, plans = facts_of(rows), _plans(rows)
    people = registrars_of(row.municipality_id for row in rows)
    told = _told_today(rows)
    return [
        _reminder(
            row, facts[row.pk], plans[row.pk], people[row.municipality_id], told.get(row.pk, set())
        )
        for row in rows
    ]


def _reminder(
    row: MunicipalAgreement, facts: Facts, plan: Plan, people: list[Person], told: set[int]
) -> Reminder:
    if said := adopted(facts, Party.MUNICIPALITY, today()):
        plan = adopted_on(plan, said.day)
    lines = tuple(
        f"{LACK_WORDS[step]}, senast {swedish_date(plan.due(step))}" for step in lacking(facts)
    )
    before = tuple(person for person in people if person.pk in told)
    left = tuple(person for person in people if person.pk not in told)
    refused = _why_not(facts) or _why_nobody(people, left)
    return Reminder(row, lines, () if refused else left, before, refused)


def lacking(facts: Facts) -> tuple[Step, ...]:
    """The steps that the municipality can take now: an extract needs a decision, as a name does."""
    left = [step for step in missing(facts, today()) if step in THEIRS]
    return (Step.COUNCIL,) if Step.COUNCIL in left else tuple(left)


def _why_not(facts: Facts) -> str:
    state = state_of(facts, today())
    if state in OVER:
        return "Avtalet är avslutat eller ersatt."
    if facts.sent_on is None:
        return "Avtalet är inte skickat till kommunen än."
    if state == State.DECLINED:
        return "Kommunen eller regionen har sagt nej."
    if question_open(facts, today()):
        return "Svara först på om den antagna versionen av texten gäller."
    return "" if lacking(facts) else "Ingenting saknas från kommunen."


def _why_nobody(people: list[Person], left: list[Person] | tuple[Person, ...]) -> str:
    if not people:
        return "Kommunen har ingen registrator med e-postadress."
    return "" if left else "Kommunens registrator har redan påmints i dag."


def still_lacks(notice: Notice) -> bool:
    """Asked again when the letter is about to leave: whether it would still be written."""
    row = MunicipalAgreement.objects.filter(pk=int(notice.about.partition(":")[2]))
    facts = facts_of(row)
    return any(not _why_not(each) for each in facts.values())


def _plans(rows: list[MunicipalAgreement]) -> dict[int, Plan]:
    by_framework = defaultdict(list)
    for row in rows:
        by_framework[row.framework].append(row)
    found: dict[int, Plan] = {}
    for framework, each in by_framework.items():
        found |= plans_for(framework, each)
    return found


def _told_today(rows: list[MunicipalAgreement]) -> dict[int, set[int]]:
    """By agreement, whom a letter has been written to today."""
    found: dict[int, set[int]] = defaultdict(set)
    written = Notice.objects.filter(
        rule=RULE,
        occasion=today().isoformat(),
        about__in=[f"agreement:{row.pk}" for row in rows],
    )
    for about, person in written.values_list("about", "recipient"):
        found[int(about.partition(":")[2])].add(person)
    return found
