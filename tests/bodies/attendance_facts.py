"""What the database keeps about attendance, as pairs for test_constraints.py."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bodies.models import (
    AgendaPoint,
    Body,
    Call,
    EntryOrder,
    Meeting,
    Person,
    Presence,
    Reply,
    StandingPoint,
    Term,
)
from samverkan.lib.dates import now, today
from tests import factories as make

Act = Callable[[], object]


def _board() -> Body:
    found: Body = Body.objects.get_or_create(key="enda", kind="board")[0]
    return found


def _meeting() -> Meeting:
    return Meeting.objects.filter(body=_board()).first() or make.meeting(_board(), 5)


def _called(name: str) -> Person:
    found: Person = Person.objects.get_or_create(first_name=name, last_name="Provsson")[0]
    return found


def _term() -> Term:
    days = {
        "election_day": date(2026, 9, 13),
        "council_from": date(2026, 10, 15),
        "council_to": date(2030, 10, 14),
        "board_from": date(2027, 1, 1),
        "board_to": date(2030, 12, 31),
    }
    found: Term = Term.objects.get_or_create(name="2027–2030", defaults=days)[0]
    return found


def reply(who: str = "Anna", answer: str = "yes") -> Act:
    return lambda: Reply.objects.create(
        meeting=_meeting(),
        person=_called(who),
        day=today(),
        answer=answer,
        at=now(),
        by=_called(who),
    )


def call(absent: str = "Anna", substitute: str = "Bo", **more: Any) -> Act:
    def act() -> object:
        given: dict[str, Any] = {"day": today(), "asked_at": now()} | more
        people = {"absent": _called(absent), "substitute": _called(substitute)}
        return Call.objects.create(meeting=_meeting(), **people, **given)

    return act


def order(party: str = "Alfa", **more: Any) -> Act:
    def act() -> object:
        given = {"steps_in": ["Beta"]} | more
        return EntryOrder.objects.create(body=_board(), term=_term(), party=party, **given)

    return act


def presence(who: str = "Anna", serves_for: str = "", **more: Any) -> Act:
    def act() -> object:
        given: dict[str, Any] = {"seat": "member", "noted_at": now(), "noted_by": _called("Sara")}
        served = _called(serves_for) if serves_for else None
        return Presence.objects.create(
            meeting=_meeting(), person=_called(who), serves_for=served, **(given | more)
        )

    return act


def standing(**more: Any) -> Act:
    given = {"kind": "formal", "title": "Upprop", "position": 1} | more
    return lambda: StandingPoint.objects.create(body=_board(), **given)


def point(**more: Any) -> Act:
    given = {"kind": "formal", "title": "Upprop", "position": 1} | more
    return lambda: AgendaPoint.objects.create(meeting=_meeting(), **given)


NO: dict[str, Any] = {"answer": "no", "answered_at": now()}
YES: dict[str, Any] = {"answer": "yes", "answered_at": now()}
SOON = now() + timedelta(hours=1)
FACTS: dict[str, list[tuple[list[Act], list[Act]]]] = {
    f"bodies_{name}_minutes": [
        ([made(minutes=wrong)], [made(minutes=right)]) for wrong, right in ((0, 1), (601, None))
    ]
    for name, made in (("standing_point", standing), ("agenda_point", point))
} | {
    "bodies_reply_one_a_person": [([reply(), reply()], [reply(), reply("Bo")])],
    "bodies_reply_known_answer": [([reply(answer="kanske")], [reply(answer="distance")])],
    "bodies_call_one_for_an_absent": [
        ([call(), call(substitute="Cia")], [call(**NO), call(substitute="Cia")]),
        (
            [call(**YES), call(substitute="Cia")],
            [call(day=date(2026, 1, 1)), call(substitute="Cia")],
        ),
    ],
    "bodies_call_one_for_a_substitute": [
        ([call(), call("Cia")], [call(**NO), call("Cia"), call("Dan", "Eva")])
    ],
    "bodies_call_somebody_else": [([call("Bo", "Bo")], [call("Anna", "Bo")])],
    "bodies_call_answered_and_when": [
        ([call(answer="yes")], [call(**YES)]),
        ([call(answered_at=now())], [call()]),
    ],
    "bodies_entry_order_once_a_party": [([order(), order()], [order(), order("Beta")])],
    "bodies_entry_order_some_party": [([order(steps_in=[])], [order(steps_in=["Alfa"])])],
    "bodies_entry_order_paragraph_of_a_day": [
        ([order(paragraph="12")], [order(paragraph="12", decided_on=date(2027, 1, 1))])
    ],
    "bodies_presence_one_a_person": [([presence(), presence()], [presence(), presence("Bo")])],
    "bodies_presence_substitutes_serve": [
        ([presence(serves_for="Bo")], [presence(serves_for="Bo", seat="substitute")]),
        ([presence("Bo", "Bo", seat="substitute")], [presence("Bo", "Anna", seat="substitute")]),
    ],
    "bodies_presence_left_after_arrived": [
        ([presence(arrived=SOON, left=SOON)], [presence(arrived=now(), left=SOON)])
    ],
}
