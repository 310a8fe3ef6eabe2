"""The back-plan against an exhaustive search, over random calendars."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.planning import WAYS_OUT, Plan, Rules, Slot, Task, make_plan
from samverkan.lib.dates import STOCKHOLM

TODAY = date(2027, 1, 11)
CHAIN = ("preparing_committee", "consultation", "board")
RULES = Rules()


def slot(key: int, seat: str, days: int, hour: int = 9, follows: int | None = None) -> Slot:
    day = TODAY + timedelta(days=days)
    starts = datetime(day.year, day.month, day.day, hour, tzinfo=STOCKHOLM)
    return Slot(key, seat, starts, day, None, follows)


@st.composite
def calendars(draw: st.DrawFn) -> list[Slot]:
    """Up to a dozen meetings; some samråd follow a meeting of the committee."""
    slots: list[Slot] = []
    for key in range(draw(st.integers(0, 12))):
        seat = draw(st.sampled_from(CHAIN))
        committees = [s.key for s in slots if s.seat == "preparing_committee"]
        follows = None
        if seat == "consultation" and committees:
            follows = draw(st.sampled_from([None, *committees]))
        days, hour = draw(st.integers(-20, 60)), draw(st.integers(8, 10))
        slots.append(slot(key, seat, days, hour, follows))
    return slots


def is_chain(slots: tuple[Slot, ...], by_key: dict[int, Slot], after: datetime | None) -> bool:
    """The rules in the plainest words: rising, not past, and the agenda was there to take."""
    if any(s.day < TODAY or (after and s.starts_at <= after) for s in slots):
        return False
    for one, two in pairwise(slots):
        if one.starts_at >= two.starts_at:
            return False
        if two.follows is not None and one.starts_at > by_key[two.follows].starts_at:
            return False
    return True


def exhaustive(
    slots: list[Slot],
    chain: tuple[str, ...],
    last: date,
    after: datetime | None = None,
    followed: Sequence[Slot] = (),
) -> list[tuple[Slot, ...]]:
    by_key = {s.key: s for s in (*followed, *slots)}
    found = product(*[[s for s in slots if s.seat == seat] for seat in chain])
    return [c for c in found if c[-1].day <= last and is_chain(c, by_key, after)]


def latest(chains: list[tuple[Slot, ...]]) -> tuple[datetime, ...]:
    return max(tuple(s.starts_at for s in reversed(c)) for c in chains)


def chosen(plan: Plan) -> tuple[datetime, ...]:
    return tuple(s.slot.starts_at for s in reversed(plan.stops) if s.slot)


@given(calendars(), st.integers(0, 70), st.integers(1, 3))
def test_plan_equals_exhaustive_search(slots: list[Slot], days: int, length: int) -> None:
    chain, reply = CHAIN[-length:], TODAY + timedelta(days=days)
    plan = make_plan(Task(chain, reply, TODAY), slots, RULES)
    in_time = exhaustive(slots, chain, reply - timedelta(days=RULES.approval_days))
    at_all = exhaustive(slots, chain, reply)
    assert plan.feasible == bool(at_all)
    if in_time:
        assert chosen(plan) == latest(in_time)
        assert not plan.needs_immediate_approval
    elif at_all:
        assert chosen(plan) == latest(at_all)
        assert plan.needs_immediate_approval
    else:
        assert plan.breaks_at in chain
        assert plan.ways_out == WAYS_OUT


@given(calendars(), st.integers(0, 70))
def test_break_is_at_the_last_seat_that_cannot_be_filled(slots: list[Slot], days: int) -> None:
    reply = TODAY + timedelta(days=days)
    plan = make_plan(Task(CHAIN, reply, TODAY), slots, RULES)
    if plan.feasible:
        return
    at = CHAIN.index(plan.breaks_at)
    assert not exhaustive(slots, CHAIN[at:], reply)
    if CHAIN[at + 1 :]:
        assert exhaustive(slots, CHAIN[at + 1 :], reply)


@given(calendars(), calendars(), st.integers(0, 70))
def test_more_meetings_never_make_it_worse(slots: list[Slot], more: list[Slot], days: int) -> None:
    task = Task(CHAIN, TODAY + timedelta(days=days), TODAY)
    shifted = [
        Slot(
            s.key + 100,
            s.seat,
            s.starts_at,
            s.day,
            None,
            None if s.follows is None else s.follows + 100,
        )
        for s in more
    ]
    before, after = make_plan(task, slots, RULES), make_plan(task, slots + shifted, RULES)
    if not before.feasible:
        return
    assert after.feasible
    assert before.needs_immediate_approval or not after.needs_immediate_approval
    if before.needs_immediate_approval == after.needs_immediate_approval:
        assert chosen(after) >= chosen(before)


@given(calendars(), st.integers(0, 70), st.integers(1, 30))
def test_a_later_reply_date_never_makes_it_worse(slots: list[Slot], days: int, more: int) -> None:
    reply = TODAY + timedelta(days=days)
    before = make_plan(Task(CHAIN, reply, TODAY), slots, RULES)
    after = make_plan(Task(CHAIN, reply + timedelta(days=more), TODAY), slots, RULES)
    assert after.feasible or not before.feasible


@given(calendars(), st.integers(0, 70))
def test_order_always_holds(slots: list[Slot], days: int) -> None:
    for reply in (TODAY + timedelta(days=days), None):
        plan = make_plan(Task(CHAIN, reply, TODAY), slots, RULES)
        for stops in (plan.stops, plan.next_stops):
            starts = [s.slot.starts_at for s in stops if s.slot]
            assert starts == sorted(set(starts))
            assert [s.seat for s in stops] in ([], list(CHAIN))


@given(calendars(), st.integers(0, 70), st.sampled_from(CHAIN))
def test_what_is_placed_is_kept_and_the_rest_found_around_it(
    slots: list[Slot], days: int, seat: str
) -> None:
    reply = TODAY + timedelta(days=days)
    at = next((s for s in slots if s.seat == seat and s.day >= TODAY), None)
    if at is None:
        return
    plan = make_plan(Task(CHAIN, reply, TODAY, placed={seat: at.key}), slots, RULES)
    kept = [s for s in slots if s.seat != seat or s.key == at.key]
    assert plan.feasible == bool(exhaustive(kept, CHAIN, reply, followed=slots))
    assert not plan.feasible or plan.day_at(seat) == at.day


@given(calendars(), st.integers(-5, 40), st.integers(10, 70))
def test_what_the_case_has_passed_is_kept_behind(slots: list[Slot], passed: int, days: int) -> None:
    after = slot(99, "preparing_committee", passed).starts_at
    chain, reply = CHAIN[1:], TODAY + timedelta(days=days)
    plan = make_plan(Task(chain, reply, TODAY, after=after), slots, RULES)
    assert plan.feasible == bool(exhaustive(slots, chain, reply, after))
    assert all(moment > after for moment in chosen(plan))


@given(calendars())
def test_without_reply_date_the_first_chain_in_time_is_proposed(slots: list[Slot]) -> None:
    plan = make_plan(Task(CHAIN, None, TODAY), slots, RULES)
    chains = exhaustive(slots, CHAIN, date.max)
    assert plan.feasible == bool(chains)
    if chains:
        ready = [c for c in chains if c[0].day - timedelta(days=RULES.papers_days) >= TODAY]
        first = min(tuple(s.starts_at for s in reversed(c)) for c in ready or chains)
        assert chosen(plan) == first
    else:
        assert plan.ways_out == ()


def test_days_are_counted_back_from_the_first_meeting() -> None:
    slots = [slot(1, CHAIN[0], 30), slot(2, CHAIN[1], 31, follows=1), slot(3, CHAIN[2], 40)]
    plan = make_plan(Task(CHAIN, TODAY + timedelta(days=47), TODAY), slots, RULES)
    assert plan.day_at("board") == TODAY + timedelta(days=40)
    assert plan.papers_due == TODAY + timedelta(days=16)
    assert plan.input_closes == TODAY + timedelta(days=13)
    assert plan.warnings == ()


def test_one_day_less_needs_immediate_approval() -> None:
    slots = [slot(1, CHAIN[0], 30), slot(2, CHAIN[1], 31, follows=1), slot(3, CHAIN[2], 40)]
    plan = make_plan(Task(CHAIN, TODAY + timedelta(days=46), TODAY), slots, RULES)
    assert plan.needs_immediate_approval
    assert "omedelbar justering" in plan.warnings[-1]


def test_same_day_is_allowed_in_order_of_time() -> None:
    day = [slot(1, CHAIN[0], 30, 8), slot(2, CHAIN[1], 30, 9, follows=1), slot(3, CHAIN[2], 30, 10)]
    assert make_plan(Task(CHAIN, TODAY + timedelta(days=40), TODAY), day, RULES).feasible
    wrong = [slot(1, CHAIN[0], 30, 9), slot(2, CHAIN[1], 30, 8), slot(3, CHAIN[2], 30, 10)]
    plan = make_plan(Task(CHAIN, TODAY + timedelta(days=40), TODAY), wrong, RULES)
    assert plan.breaks_at == "preparing_committee"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (13, ("Dagen då handlingarna skulle vara klara har passerat.",)),
        (14, ("Det är för sent att hämta in inspel i vanlig ordning.",)),
        (16, ("Det är för sent att hämta in inspel i vanlig ordning.",)),
        (17, ()),
    ],
)
def test_days_that_have_passed_are_said(days: int, words: tuple[str, ...]) -> None:
    slots = [slot(1, CHAIN[0], days), slot(2, CHAIN[1], days + 1), slot(3, CHAIN[2], days + 2)]
    plan = make_plan(Task(CHAIN, TODAY + timedelta(days=60), TODAY), slots, RULES)
    assert plan.warnings == words


def test_the_meetings_own_day_for_papers_comes_before_the_rule() -> None:
    first = replace(slot(1, CHAIN[0], 30), papers_due=TODAY + timedelta(days=20))
    slots = [first, slot(2, CHAIN[1], 31), slot(3, CHAIN[2], 40)]
    plan = make_plan(Task(CHAIN, TODAY + timedelta(days=60), TODAY), slots, Rules(input_days=5))
    assert plan.papers_due == TODAY + timedelta(days=20)
    assert plan.input_closes == TODAY + timedelta(days=15)


def test_an_area_without_a_committee_starts_at_its_samrad() -> None:
    slots = [slot(2, CHAIN[1], 31), slot(3, CHAIN[2], 40)]
    plan = make_plan(Task(CHAIN[1:], TODAY + timedelta(days=60), TODAY), slots, RULES)
    assert [stop.seat for stop in plan.stops] == ["consultation", "board"]
    assert plan.papers_due == TODAY + timedelta(days=17)


def test_one_body_may_sit_in_two_places_of_the_chain() -> None:
    """The board prepares for itself: its meetings are slots of both seats, with one key."""
    both = [slot(n, seat, 20 + n) for n in range(3) for seat in (CHAIN[0], CHAIN[2])]
    slots = [*both, slot(9, CHAIN[1], 21, 12)]
    latest_plan = make_plan(Task(CHAIN, TODAY + timedelta(days=60), TODAY), slots, RULES)
    first_plan = make_plan(Task(CHAIN, None, TODAY), slots, RULES)
    assert [(s.day - TODAY).days for s in latest_plan.stops if s.day] == [21, 21, 22]
    assert [(s.day - TODAY).days for s in first_plan.stops if s.day] == [20, 21, 22]


@pytest.mark.parametrize("weekday", range(7))
def test_a_reply_date_on_a_free_day_does_not_roll(weekday: int) -> None:
    days = 47 + weekday
    on_the_day = [slot(3, "board", days - RULES.approval_days)]
    day_after = [slot(3, "board", days - RULES.approval_days + 1)]
    task = Task(("board",), TODAY + timedelta(days=days), TODAY)
    assert not make_plan(task, on_the_day, RULES).needs_immediate_approval
    assert make_plan(task, day_after, RULES).needs_immediate_approval


def test_placed_meeting_is_kept() -> None:
    slots = [slot(1, "board", 20), slot(2, "board", 30)]
    task = Task(("board",), TODAY + timedelta(days=60), TODAY, placed={"board": 1})
    assert make_plan(task, slots, RULES).day_at("board") == TODAY + timedelta(days=20)


def test_broken_plan_names_the_seat_the_next_meetings_and_the_ways_out() -> None:
    slots = [slot(1, CHAIN[0], 30), slot(2, CHAIN[1], 31), slot(3, CHAIN[2], 40)]
    plan = make_plan(Task(CHAIN, TODAY + timedelta(days=20), TODAY), slots, RULES)
    assert plan.breaks_at == "board"
    assert plan.warnings == ("Inget ordinarie nämndsammanträde hinner före svarsdagen.",)
    assert [stop.day for stop in plan.next_stops] == [s.day for s in slots]
    assert any("KL 6:39" in way.text for way in plan.ways_out)
    assert any("KL 6:23" in way.text for way in plan.ways_out)


@pytest.mark.parametrize(
    ("seat", "words"),
    [
        ("preparing_committee", "möte med arbetsutskottet"),
        ("consultation", "samråd"),
        ("board", "nämndsammanträde"),
        ("council", "möte"),
    ],
)
def test_the_seat_that_fails_is_named(seat: str, words: str) -> None:
    plan = make_plan(Task((seat,), TODAY, TODAY), [], RULES)
    assert plan.warnings == (f"Inget ordinarie {words} hinner före svarsdagen.",)
    plan = make_plan(Task((seat,), None, TODAY), [], RULES)
    assert plan.warnings == (f"Det finns inget kommande {words} i kalendern.",)


def test_a_reply_date_that_has_passed_is_said() -> None:
    plan = make_plan(Task(CHAIN, TODAY - timedelta(days=1), TODAY), [slot(1, "board", 4)], RULES)
    assert plan.warnings == ("Svarsdagen har passerat.",)
    assert plan.ways_out == WAYS_OUT


def test_every_way_out_says_what_it_is() -> None:
    keys = ["extension", "extra_meeting", "chair_urgent", "delegated", "preliminary", "decline"]
    assert [way.key for way in WAYS_OUT] == keys
    assert all(way.title and way.text.endswith(".") for way in WAYS_OUT)


def test_years_of_meetings_and_no_way_through_is_said() -> None:
    """Trying every combination (150 to the fourth) would never end."""
    chain = ("preparing_committee", "consultation", "board", "executive", "council")
    slots = [
        slot(n * 5 + at, seat, 10 + n * 7) for n in range(150) for at, seat in enumerate(chain[1:])
    ]
    plan = make_plan(Task(chain, TODAY + timedelta(days=2000), TODAY), slots, RULES)
    assert plan.breaks_at == "preparing_committee"


def test_nothing_left_of_the_chain_is_a_plan_that_holds() -> None:
    assert make_plan(Task((), TODAY, TODAY), [], RULES).feasible
