"""The matrix: every municipality of a term and every step, with what is late in words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from bodies.agreement_plan import Plan, adopted_on
from bodies.agreement_states import (
    OVER,
    PARTY_WORDS,
    SIGNATURE_STEPS,
    STATE_WORDS,
    STEP_WORDS,
    Facts,
    Outcome,
    Party,
    State,
    Step,
    adopted,
    done_on,
    question_open,
    said_last,
    standing,
    state_of,
)
from bodies.models import FrameworkAgreement, MunicipalAgreement, Person, Term
from bodies.queries.agreements.days import plans_for
from bodies.queries.agreements.facts import facts_of
from samverkan.lib.dates import swedish_date, today
from samverkan.lib.ordering import swedish_order

COUNCILS = {Step.COUNCIL: Party.MUNICIPALITY, Step.REGION_COUNCIL: Party.REGION}
_COUNCIL_OF = {party: step for step, party in COUNCILS.items()}
WAITS_FOR = {Step.EXTRACT: Step.COUNCIL} | {
    step: _COUNCIL_OF[party] for (party, _), step in SIGNATURE_STEPS.items()
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One step of one agreement: when it was taken or is due, and what a reader needs to know.

    `tone` is done, late, waiting, declined, or off where there is nothing more to wait for.
    """

    step: Step
    tone: str
    on: date | None
    due: date
    words: str

    @property
    def label(self) -> str:
        return STEP_WORDS[self.step]

    @property
    def is_late(self) -> bool:
        return self.tone == "late"


@dataclass(frozen=True, slots=True)
class Row:
    """One municipality. `cells` stand in the order of the steps."""

    agreement: MunicipalAgreement
    state: State
    cells: tuple[Cell, ...]
    plan: Plan
    question: bool
    facts: Facts

    @property
    def state_words(self) -> str:
        """The state in words; of a no also whose it was."""
        no = next((COUNCILS[cell.step] for cell in self.cells if cell.tone == "declined"), None)
        if self.state == State.DECLINED and no:
            return f"{PARTY_WORDS[no]} sade nej"
        return STATE_WORDS[self.state]

    @property
    def late(self) -> tuple[str, ...]:
        """What is late, a sentence each."""
        return tuple(f"{cell.label}: {cell.words}" for cell in self.cells if cell.is_late)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A term's agreements. `framework` is None while the term has none."""

    term: Term
    framework: FrameworkAgreement | None
    rows: tuple[Row, ...]

    @property
    def done(self) -> Counter[Step]:
        """How many have taken each step."""
        return self._count("done")

    @property
    def late(self) -> Counter[Step]:
        return self._count("late")

    @property
    def states(self) -> dict[State, int]:
        """How many are in each state that any is in, in the order of the states."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in State if state in counted}

    def _count(self, tone: str) -> Counter[Step]:
        return Counter(cell.step for row in self.rows for cell in row.cells if cell.tone == tone)


def terms_with_agreements(person: Person | None = None) -> "QuerySet[Term]":
    """The terms that have a framework, the last first; of those with anything for `person`."""
    found: QuerySet[Term] = Term.objects.filter(framework__isnull=False).order_by("-board_from")
    if person is None or person.is_region_staff:
        return found
    seen = MunicipalAgreement.objects.visible_to(person).filter(framework__term=OuterRef("pk"))
    return found.filter(Exists(seen))


def matrix(term: Term, person: Person, day: date | None = None) -> Matrix:
    """What the person may see of the term's agreements, in Swedish order of the municipalities.

    Eight queries for fifteen rows as for 290.
    """
    framework = FrameworkAgreement.objects.filter(term=term).select_related("term").first()
    if framework is None:
        return Matrix(term, None, ())
    rows = MunicipalAgreement.objects.visible_to(person).filter(framework=framework)
    order = swedish_order("municipality__name")
    found = list(rows.select_related("municipality", "framework__term").order_by(order))
    return Matrix(term, framework, rows_of(framework, found, day or today()))


def rows_of(
    framework: FrameworkAgreement, agreements: Sequence[MunicipalAgreement], day: date
) -> tuple[Row, ...]:
    """The rows of some of the framework's agreements, in the same order."""
    found, plans = facts_of(agreements), plans_for(framework, agreements)
    return tuple(row_of(each, found[each.pk], plans[each.pk], day) for each in agreements)


def row_of(agreement: MunicipalAgreement, facts: Facts, plan: Plan, day: date) -> Row:
    """One agreement as it stands on `day`; the words of what is done name the § where known."""
    council = adopted(facts, Party.MUNICIPALITY, day)
    plan = adopted_on(plan, council.day) if council else plan
    state, done = state_of(facts, day), done_on(facts, day)
    return Row(
        agreement=agreement,
        state=state,
        cells=tuple(_cell(step, facts, plan, state, done, day) for step in Step),
        plan=plan,
        question=state not in OVER and question_open(facts, day),
        facts=facts,
    )


def _cell(
    step: Step,
    facts: Facts,
    plan: Plan,
    state: State,
    done: dict[Step, date],
    day: date,
) -> Cell:
    due, on = plan.due(step), done.get(step)
    if on:
        return Cell(step, "done", on, due, _done_words(step, facts, on, day))
    if no := _declined(step, facts, day):
        return Cell(step, "declined", no, due, f"Sade nej {swedish_date(no)}")
    if state in OVER or state == State.DECLINED:
        return Cell(step, "off", None, due, "Blev inte av" if state in OVER else "Väntar inte")
    if old := _older(step, facts, day):
        return Cell(step, "waiting", None, due, old)
    if due < day and _is_next(step, done):
        return Cell(step, "late", None, due, f"Skulle ha varit klart {swedish_date(due)}")
    return Cell(step, "waiting", None, due, f"Senast {swedish_date(due)}")


def _declined(step: Step, facts: Facts, day: date) -> date | None:
    """The day on which the council of that column said no."""
    said = standing(facts, COUNCILS[step], day) if step in COUNCILS else None
    return said.day if said and said.outcome == Outcome.DECLINED else None


def _older(step: Step, facts: Facts, day: date) -> str:
    """What to say of a council that has adopted an older text which does not count for the new."""
    said = said_last(facts, COUNCILS[step], day) if step in COUNCILS else None
    if said is None or said.outcome == Outcome.DECLINED:
        return ""
    what = f"Antog version {said.version} {swedish_date(said.day)}"
    asked = question_open(facts, day)
    return f"{what}. {'Svara på om den gäller' if asked else 'Ska antas på nytt'}"


def _is_next(step: Step, done: Iterable[Step]) -> bool:
    """Nothing is late while it waits for another step: extract and signature for the council."""
    if step in WAITS_FOR:
        return WAITS_FOR[step] in done
    return step != Step.ARCHIVED or set(done) >= set(Step) - {Step.ARCHIVED}


def _done_words(step: Step, facts: Facts, on: date, day: date) -> str:
    held = adopted(facts, COUNCILS[step], day) if step in COUNCILS else None
    paragraph = held.paragraph if held else None
    return f"{swedish_date(on)} § {paragraph}" if paragraph else swedish_date(on)
