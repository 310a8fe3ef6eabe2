"""WHEN: the steps of a case, and every transition between them, in one table.

Buttons, forms, checks, the drawing on the case page and docs/workflow.md all
come from here. Pure: no ORM and no request. Who may act is answered by
`policies`; a guard answers only whether the case itself is ready.
"""

from bodies.roles import Role
from cases import guards
from cases.guards import CaseFacts, CaseKind, Guard
from cases.outcomes import DecisionManner
from cases.route import Asks, Route, Seat, Step, Stop, Transition
from samverkan.lib.errors import DomainError, WrongStep

OFFICER, REGISTRAR = Role.CASE_OFFICER, Role.REGISTRAR
SECRETARY, CHIEF = Role.BOARD_SECRETARY, Role.CHIEF


def _way(
    name: str,
    source: Step,
    target: Step,
    roles: set[Role],
    label: str,
    past: str,
    *,
    guard: Guard = guards.no_guard,
    asks: Asks = Asks.NOTHING,
    main: bool = False,
    starts_round: bool = False,
) -> Transition:
    return Transition(
        name, source, target, frozenset(roles), guard, label, past, asks, main, starts_round
    )


S = Step

REFERRAL_STOPS: tuple[Stop, ...] = (
    Stop(S.REGISTERED, "Registrerat", CHIEF, "Bedöm om regionen ska svara."),
    Stop(S.ASSESSED, "Bedömt", None, "Börja bereda svaret."),
    Stop(S.DRAFTING, "Utkast", None, "Skriv förslag till yttrande och lämna det vidare."),
    Stop(
        S.PREPARATION,
        "Arbetsutskott",
        SECRETARY,
        "Ta upp ärendet i arbetsutskottet.",
        Seat.PREPARING_COMMITTEE,
    ),
    Stop(
        S.CONSULTATION,
        "Samråd",
        SECRETARY,
        "Ta upp ärendet i samrådet.",
        Seat.CONSULTATION,
    ),
    Stop(S.BOARD, "Nämnd", SECRETARY, "Ta upp ärendet i nämnden.", Seat.BOARD),
    Stop(S.DECIDED, "Beslutat", REGISTRAR, "Skicka svaret."),
    Stop(S.DISPATCHED, "Expedierat", REGISTRAR, "Avsluta ärendet."),
    Stop(S.CLOSED, "Avslutat", REGISTRAR, ""),
    Stop(S.DECLINED, "Avstår", REGISTRAR, "Avsluta ärendet.", on_track=False),
)

_OPEN = (S.REGISTERED, S.ASSESSED, S.DRAFTING, S.PREPARATION, S.CONSULTATION, S.BOARD)


def _sent_back(step: Step) -> tuple[Transition, ...]:
    """What a body that prepares or decides can do instead of passing an item on."""
    return tuple(
        _way(
            name,
            step,
            target,
            {SECRETARY},
            label,
            past,
            guard=guards.at_meeting,
            asks=Asks.REASON,
            starts_round=target == S.DRAFTING,
        )
        for name, target, label, past in (
            ("table", step, "Bordlägg", "bordlades"),
            ("withdraw", step, "Låt ärendet utgå", "utgick från ärendelistan"),
            ("remit_back", S.DRAFTING, "Återremittera", "återremitterades"),
        )
    )


REFERRAL_TRANSITIONS: tuple[Transition, ...] = (
    _way(
        "assess",
        S.REGISTERED,
        S.ASSESSED,
        {CHIEF, REGISTRAR, OFFICER},
        "Besluta att svara",
        "bedömdes: regionen ska svara",
        asks=Asks.ASSESSMENT,
        main=True,
    ),
    *(
        _way(
            "decline",
            step,
            S.DECLINED,
            {CHIEF},
            "Avstå från att svara",
            "besvaras inte: regionen avstår",
            asks=Asks.REASON,
        )
        for step in (S.REGISTERED, S.ASSESSED, S.DRAFTING)
    ),
    _way(
        "start_drafting",
        S.ASSESSED,
        S.DRAFTING,
        {OFFICER, CHIEF},
        "Börja bereda",
        "började beredas",
        guard=guards.has_officer,
        main=True,
    ),
    _way(
        "submit",
        S.DRAFTING,
        S.PREPARATION,
        {OFFICER, CHIEF},
        "Lämna till arbetsutskottet",
        "lämnades till arbetsutskottet",
        guard=guards.has_draft,
        main=True,
    ),
    _way(
        "recall",
        S.PREPARATION,
        S.DRAFTING,
        {OFFICER, CHIEF, SECRETARY},
        "Ta tillbaka till utkast",
        "togs tillbaka till utkast",
        guard=guards.not_on_agenda,
        asks=Asks.REASON,
    ),
    _way(
        "forward",
        S.PREPARATION,
        S.CONSULTATION,
        {SECRETARY},
        "Skicka vidare till samrådet",
        "skickades vidare till samrådet",
        guard=guards.at_meeting,
        asks=Asks.NOTE,
        main=True,
    ),
    *_sent_back(S.PREPARATION),
    _way(
        "record_consultation",
        S.CONSULTATION,
        S.BOARD,
        {SECRETARY},
        "Anteckna samrådets utfall",
        "togs upp i samrådet",
        guard=guards.consultation_held,
        asks=Asks.CONSULTATION,
        main=True,
    ),
    _way(
        "record_written_consultation",
        S.CONSULTATION,
        S.BOARD,
        {SECRETARY},
        "Anteckna skriftligt samråd",
        "togs upp i samrådet skriftligt",
        guard=guards.not_announced,
        asks=Asks.CONSULTATION,
    ),
    _way(
        "skip_consultation",
        S.CONSULTATION,
        S.BOARD,
        {SECRETARY, CHIEF},
        "Hoppa över samrådet",
        "gick vidare utan samråd",
        guard=guards.not_being_asked,
        asks=Asks.REASON,
    ),
    _way(
        "correct_consultation",
        S.BOARD,
        S.BOARD,
        {SECRETARY},
        "Rätta samrådets utfall",
        "fick samrådets utfall rättat",
        asks=Asks.CONSULTATION,
    ),
    _way(
        "decide",
        S.BOARD,
        S.DECIDED,
        {SECRETARY},
        "Anteckna beslutet",
        "beslutades av nämnden",
        guard=guards.ready_to_decide,
        asks=Asks.DECISION,
        main=True,
    ),
    *_sent_back(S.BOARD),
    *(
        _way(
            "decide_urgently",
            step,
            S.DECIDED,
            {SECRETARY},
            "Anteckna beslut utan sammanträde",
            "beslutades utan sammanträde",
            guard=guards.may_decide_urgently,
            asks=Asks.URGENT_DECISION,
        )
        for step in (S.DRAFTING, S.PREPARATION, S.CONSULTATION, S.BOARD)
    ),
    _way(
        "dispatch",
        S.DECIDED,
        S.DISPATCHED,
        {REGISTRAR, OFFICER},
        "Anteckna att svaret är skickat",
        "expedierades",
        guard=guards.has_answer,
        asks=Asks.DISPATCH,
        main=True,
    ),
    *(
        _way("close", step, S.CLOSED, {REGISTRAR}, "Avsluta ärendet", "avslutades", main=True)
        for step in (S.DISPATCHED, S.DECLINED)
    ),
    *(
        _way(
            "strike_off",
            step,
            S.CLOSED,
            {CHIEF, REGISTRAR},
            "Avskriv ärendet",
            "avskrevs",
            asks=Asks.REASON,
        )
        for step in _OPEN
    ),
    *(
        _way(
            "reopen",
            step,
            S.DRAFTING,
            {REGISTRAR, CHIEF},
            "Öppna ärendet igen",
            "öppnades igen",
            asks=Asks.REASON,
            starts_round=True,
        )
        for step in (S.CLOSED, S.DECLINED)
    ),
)

REFERRAL_ROUTE = Route(CaseKind.EXTERNAL_REFERRAL, REFERRAL_STOPS, REFERRAL_TRANSITIONS)

ROUTES: tuple[Route, ...] = (REFERRAL_ROUTE,)

# Delegates take a position from the agenda's publication until the samråd has spoken.
OPEN_FOR_POSITIONS: frozenset[Step] = frozenset({S.PREPARATION, S.CONSULTATION})
# Steps after which the answer's day no longer presses.
ANSWERED: frozenset[Step] = frozenset({S.DISPATCHED, S.CLOSED, S.DECLINED})


# What the decision was about stays as it was when it was made.
DECIDED_FACTS = frozenset({"title", "sender", "sender_name", "inquiry", "received_on"})


def check_editable(step: str) -> None:
    """Raises WrongStep when the answer has gone: nothing about the remiss changes then."""
    if step in ANSWERED:
        raise WrongStep("Svaret är skickat eller ärendet avslutat. Uppgifterna är låsta.")


def may_edit_now(step: str) -> bool:
    return step not in ANSWERED


def check_open_fact(step: str, name: str) -> None:
    """Raises DomainError for a fact that is locked with the decision."""
    if step == S.DECIDED and name in DECIDED_FACTS:
        raise DomainError("Ärendet är beslutat, så den uppgiften är låst.", field=name)


def route_for(kind: str) -> Route:
    return next(route for route in ROUTES if route.kind == kind)


def check_transition(kind: str, step: str, name: str, facts: CaseFacts) -> Transition:
    """The transition, if the case is at its step and its guard says yes.

    Raises WrongStep when the case has moved on or was never there, DomainError
    with the guard's sentence when something is missing.
    """
    transition = route_for(kind).find(step, name)
    if transition is None:
        raise WrongStep("Ärendet har gått vidare, så det här går inte att göra nu.")
    if refusal := transition.guard(facts):
        raise DomainError(refusal)
    return transition


def may_transition(kind: str, step: str, name: str, facts: CaseFacts) -> bool:
    try:
        check_transition(kind, step, name, facts)
    except DomainError:
        return False
    return True


def check_manner(kind: str, manner: str) -> None:
    """Raises DomainError when the law keeps the matter with the board (KL 6:38)."""
    if kind == CaseKind.STRATEGY and manner != DecisionManner.BOARD:
        raise DomainError("En strategi får inte beslutas på delegation (KL 6:38).", field="manner")
