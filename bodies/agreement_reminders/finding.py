"""What falls due about agreements: for each reminder the agreements, their day, their people.

Administrators get one letter about all municipalities with the same day; a municipality's
registrar one about its own. Asked as often for one municipality as for 290.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bodies.agreement_plan import Plan, adopted_on
from bodies.agreement_states import (
    LACK_WORDS,
    OVER,
    SIGNATURE_STEPS,
    Facts,
    Party,
    State,
    Step,
    adopted,
    missing,
    question_open,
    sealed,
    state_of,
)
from bodies.models import Fee, FrameworkAgreement, MunicipalAgreement, Person, Term
from bodies.notices import Letter
from bodies.queries.agreements import facts_of, plans_for
from bodies.queries.registrars import registrars_of
from bodies.reminders import Due
from bodies.roles import Role
from samverkan.lib.dates import start_of_day, swedish_date, today

# Of a term that begins later than so nobody needs to hear yet.
AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Looked:
    """An agreement that is not over, as it stands today."""

    agreement: MunicipalAgreement
    facts: Facts
    plan: Plan
    state: State

    @property
    def waits_for_council(self) -> bool:
        """Its council has neither adopted nor declined, and it is not the region's to say first
        whether what it adopted holds."""
        if self.state == State.DECLINED or question_open(self.facts, today()):
            return False
        return adopted(self.facts, Party.MUNICIPALITY, today()) is None


# For an agreement: the day in question and what to say of it; None when there is nothing.
Ask = Callable[[Looked], tuple[date, str] | None]


def _looked(only: str | None) -> Iterator[Looked]:
    """Agreements of the terms that have not passed; of one, if only that is asked about."""
    day = today()
    rows = MunicipalAgreement.objects.filter(framework__last_day__gte=day)
    prefix, _, key = (only or "").partition(":")
    if prefix in ("agreement", "framework"):
        rows = rows.filter(**{"pk" if prefix == "agreement" else "framework": int(key)})
    elif only is not None:
        return
    by_framework: dict[FrameworkAgreement, list[MunicipalAgreement]] = defaultdict(list)
    for row in rows.select_related("municipality", "framework__term").order_by("municipality"):
        by_framework[row.framework].append(row)
    if not by_framework:
        return
    facts = facts_of(row for each in by_framework.values() for row in each)
    for framework, agreements in by_framework.items():
        plans = plans_for(framework, agreements)
        for row in agreements:
            state = state_of(facts[row.pk], day)
            if state not in OVER:
                yield Looked(row, facts[row.pk], plans[row.pk], state)


def _dues(
    only: str | None, ask: Ask, what: str, do: str, *, to_municipality: str = ""
) -> Iterator[Due]:
    """`what` begins the letter to administrators, before the list of municipalities.

    `do` says last what to do; `to_municipality` says it to them, who else get no letter.
    """
    found = [(looked, *said) for looked in _looked(only) if (said := ask(looked))]
    groups: dict[tuple[FrameworkAgreement, date], list[str]] = defaultdict(list)
    for looked, day, words in found:
        agreement = looked.agreement
        groups[agreement.framework, day].append(f"{agreement.municipality}: {words}")
    staff = tuple(Person.objects.with_role(Role.ADMINISTRATOR)) if groups else ()
    asked = [each.agreement.municipality_id for each, _, _ in found] if to_municipality else []
    theirs = registrars_of(asked) if asked else {}
    every = [
        *(
            _to_staff(framework, day, what, rows, do, staff)
            for (framework, day), rows in groups.items()
        ),
        *(
            _to_municipality(
                each.agreement,
                day,
                f"{words} {to_municipality}",
                tuple(theirs[each.agreement.municipality_id]),
            )
            for each, day, words in found
            if each.agreement.municipality_id in theirs and each.agreement.sent_on
        ),
    ]
    yield from (due for due in every if only in (None, due.about))


def _to_staff(
    framework: FrameworkAgreement,
    day: date,
    what: str,
    rows: list[str],
    do: str,
    staff: tuple[Person, ...],
) -> Due:
    count = "en kommun" if len(rows) == 1 else f"{len(rows)} kommuner"
    listed = "\n".join(f"– {row}" for row in rows)
    return Due(
        about=f"framework:{framework.pk}",
        day=day,
        since=framework.created_at,
        people=staff,
        letter=Letter(
            subject=f"Samverkansavtalen: {what.lower()} ({count})",
            text=f"{framework.title}\n\n{what}, {swedish_date(day)}:\n\n{listed}\n\n{do}",
            path="/avtal/",
        ),
    )


def _to_municipality(
    agreement: MunicipalAgreement, day: date, words: str, people: tuple[Person, ...]
) -> Due:
    return Due(
        about=f"agreement:{agreement.pk}",
        day=day,
        since=start_of_day(agreement.sent_on or today()),
        people=people,
        letter=Letter(
            subject=f"{agreement}: {words.partition('.')[0].lower()}",
            text=f"{agreement}\n\n{words}",
            path=agreement.get_absolute_url(),
        ),
    )


def papers(only: str | None) -> Iterator[Due]:
    """The papers to the municipality's last council before the term."""

    def ask(looked: Looked) -> tuple[date, str] | None:
        plan = looked.plan
        if not looked.waits_for_council or plan.papers_by < today():
            return None
        met = (
            "Fullmäktiges dag är inte inlagd, så dagen är beräknad"
            if plan.guessed
            else (f"Fullmäktige sammanträder {swedish_date(plan.council_by)}")
        )
        by = swedish_date(plan.papers_by)
        return plan.papers_by, f"Avtalet ska till kommunfullmäktige senast {by}. {met}."

    return _dues(
        only,
        ask,
        "Avtalet till kommunfullmäktige i tid",
        "Fråga kommunerna om avtalet kommer med.",
        to_municipality="Se till att det kommer med på ärendelistan.",
    )


def extract(only: str | None) -> Iterator[Due]:
    """The extract of the minutes, counted from the day of the council."""

    def ask(looked: Looked) -> tuple[date, str] | None:
        said = adopted(looked.facts, Party.MUNICIPALITY, today())
        if said is None or said.extract_on:
            return None
        met = swedish_date(said.day)
        day = adopted_on(looked.plan, said.day).extract_by
        return day, f"Protokollsutdraget från kommunfullmäktige {met} har inte kommit in."

    return _dues(
        only,
        ask,
        "Protokollsutdrag saknas",
        "Be kommunerna om utdragen.",
        to_municipality="Lämna in det.",
    )


def signature(only: str | None) -> Iterator[Due]:
    """What is left to sign once the municipality has adopted."""

    def ask(looked: Looked) -> tuple[date, str] | None:
        if adopted(looked.facts, Party.MUNICIPALITY, today()) is None:
            return None
        left = _unsigned(looked.facts)
        if not left:
            return None
        words = ". ".join(LACK_WORDS[step] for step in left)
        by = swedish_date(looked.plan.signed_by)
        return looked.plan.signed_by, f"{words}. Allt ska vara undertecknat senast {by}."

    return _dues(
        only,
        ask,
        "Underskrift saknas",
        "Se till att de som är kvar undertecknar.",
        to_municipality="Se till att de som är kvar undertecknar.",
    )


def _unsigned(facts: Facts) -> list[Step]:
    steps = set(SIGNATURE_STEPS.values())
    return [step for step in missing(facts, today()) if step in steps]


def none(only: str | None) -> Iterator[Due]:
    """A term about to begin: agreements not signed in full, or no agreements at all."""

    def ask(looked: Looked) -> tuple[date, str] | None:
        day = looked.facts.first_day
        if sealed(looked.facts, today()) or day < today():
            return None
        words = (
            "Kommunen eller regionen har sagt nej"
            if looked.state == State.DECLINED
            else ("Avtalet är inte undertecknat av alla")
        )
        return day, f"{words}."

    do = "Se vad som saknas och vem som kan göra klart det."
    yield from _dues(only, ask, "Mandatperioden börjar utan avtal", do)
    yield from _without_any(only)


def _without_any(only: str | None) -> Iterator[Due]:
    day = today()
    terms: Iterable[Term] = Term.objects.filter(
        framework=None, board_from__gte=day, board_from__lte=day + AHEAD
    )
    for term in terms:
        if only not in (None, f"term:{term.pk}"):
            continue
        first = swedish_date(term.board_from)
        yield Due(
            about=f"term:{term.pk}",
            day=term.board_from,
            since=start_of_day(term.board_from - AHEAD),
            people=tuple(Person.objects.with_role(Role.ADMINISTRATOR)),
            letter=Letter(
                subject=f"Samverkansavtalen för {term} är inte upplagda",
                text=f"Mandatperioden {term} börjar {first}. Lägg upp avtalen för den.",
                path="/avtal/",
            ),
        )


def fee(only: str | None) -> Iterator[Due]:
    """What each municipality pays next year, while nobody has decided it."""
    year = today().year + 1
    undecided = Fee.objects.filter(year=year, decided_on=None)
    waiting = set(undecided.values_list("agreement", flat=True))

    def ask(looked: Looked) -> tuple[date, str] | None:
        if looked.agreement.pk not in waiting or looked.state == State.DECLINED:
            return None
        return date(year, 1, 1), f"Anslaget för {year} är inte beslutat."

    return _dues(only, ask, "Anslag att besluta", "Skriv in besluten när de är fattade.")
