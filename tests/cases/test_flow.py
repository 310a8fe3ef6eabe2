"""The drawing's data: each step, every way a round can end, and plans that do not hold."""

from datetime import date, timedelta
from typing import Any

import pytest

from cases.flow import (
    AdviceFact,
    BodyName,
    DecisionFact,
    FlowFacts,
    FlowStop,
    ItemFact,
    StageFact,
    current_stop,
    full_tracks,
    tiny_tracks,
)
from cases.route import Seat, Step
from cases.workflow import REFERRAL_ROUTE

DAY = date(2027, 1, 11)
NAMES: dict[str, BodyName] = {
    Seat.PREPARING_COMMITTEE: BodyName("RUN AU", "RUN:s arbetsutskott"),
    Seat.CONSULTATION: BodyName("Samråd", "Samrådet"),
    Seat.BOARD: BodyName("RUN", "Regionala utvecklingsnämnden"),
}
TRACK = [stop.step for stop in REFERRAL_ROUTE.track()]
WAYS = {
    Step.REGISTERED: "assess",
    Step.ASSESSED: "start_drafting",
    Step.DRAFTING: "submit",
    Step.PREPARATION: "forward",
    Step.CONSULTATION: "record_consultation",
    Step.BOARD: "decide",
    Step.DECIDED: "dispatch",
    Step.DISPATCHED: "close",
}


def stay(step: str, n: int, left_by: str = "", round: int = 1) -> StageFact:
    """A stay that began on day n and, if it was left, ended the day after."""
    entered = DAY + timedelta(n)
    return StageFact(round, step, entered, entered + timedelta(1) if left_by else None, left_by)


def stays_to(step: Step, last_way: str = "", round: int = 1, first: int = 0) -> list[StageFact]:
    """The ordinary way from stop `first` to `step`, which is then left by `last_way`."""
    steps = TRACK[first : TRACK.index(step)]
    before = [stay(s, n, WAYS[s], round) for n, s in enumerate(steps)]
    return [*before, stay(step, len(steps), last_way, round)]


def case_at(step: str, round: int = 1, **more: Any) -> FlowFacts:
    return FlowFacts(route=REFERRAL_ROUTE, step=step, round=round, names=NAMES, **more)


def drawn(facts: FlowFacts, number: int = 1) -> dict[str, FlowStop]:
    return {stop.key: stop for stop in full_tracks(facts)[number - 1].stops}


@pytest.mark.parametrize("step", TRACK)
def test_each_step_has_what_is_done_before_and_what_is_left_after(step: Step) -> None:
    [track] = full_tracks(case_at(step, stages=stays_to(step)))
    here = TRACK.index(step)
    expected = ["done"] * here + ["now"] + ["todo"] * (len(TRACK) - here - 1)
    if step == Step.CLOSED:
        expected[-1] = "done"
    states = [stop.state for stop in track.stops]
    if step in (Step.BOARD, Step.DECIDED, Step.DISPATCHED, Step.CLOSED):
        # The samråd's stop follows what was recorded; with nothing said it is passed as usual.
        assert states[TRACK.index(Step.CONSULTATION)] == "done"
    assert states == expected
    assert [stop.key for stop in track.stops] == TRACK


@pytest.mark.parametrize("step", TRACK)
def test_the_tiny_drawing_needs_no_rows(step: Step) -> None:
    [track] = tiny_tracks(REFERRAL_ROUTE, step, 2, NAMES)
    assert (track.number, track.current) == (2, True)
    assert [s.key for s in track.stops if s.state == "now"] == [step]
    assert track.stops[3].label == "RUN AU"


def test_a_struck_off_case_has_a_tiny_track_that_ends() -> None:
    """The steps that never came are not drawn, least of all as done."""
    cut = ("strike_off", Step.DRAFTING)
    [track] = tiny_tracks(REFERRAL_ROUTE, Step.CLOSED, 1, NAMES, cut=cut)
    assert [(stop.label, stop.state) for stop in track.stops] == [
        ("Registrerat", "done"),
        ("Bedömt", "done"),
        ("Utkast", "done"),
        ("Avskrivet", "ended"),
    ]
    [track] = tiny_tracks(REFERRAL_ROUTE, Step.CLOSED, 1, NAMES, cut=("decline", Step.REGISTERED))
    assert [stop.label for stop in track.stops] == ["Registrerat", "Avstår", "Avslutat"]
    assert track.stops[-1].state == "now"


def test_a_declined_case_has_a_short_tiny_track() -> None:
    [track] = tiny_tracks(REFERRAL_ROUTE, Step.DECLINED, 1, NAMES)
    assert [(s.label, s.state) for s in track.stops] == [
        ("Registrerat", "done"),
        ("Avstår", "now"),
        ("Avslutat", "todo"),
    ]


def test_bodies_are_called_by_their_abbreviation_and_only_the_samrad_shakes_hands() -> None:
    stops = drawn(case_at(Step.REGISTERED, stages=stays_to(Step.REGISTERED)))
    assert stops[Step.BOARD].label == "RUN"
    assert stops[Step.BOARD].long_label == "Regionala utvecklingsnämnden"
    assert [key for key, stop in stops.items() if stop.is_handshake] == [Step.CONSULTATION]


def test_what_is_done_shows_the_day_it_was_treated() -> None:
    items = [
        ItemFact(1, Seat.PREPARING_COMMITTEE, "forwarded", date(2027, 2, 3), "/moten/1/"),
        ItemFact(1, Seat.BOARD, "decided", date(2027, 3, 3), "/moten/3/"),
    ]
    stops = drawn(
        case_at(
            Step.DISPATCHED,
            stages=stays_to(Step.DISPATCHED),
            items=items,
            advice=[AdviceFact(1, "samsyn med medskick", True, date(2027, 2, 4), "/moten/2/")],
            decisions=[DecisionFact(1, "§ 45", date(2027, 3, 3))],
            sent={1: date(2027, 3, 8)},
        )
    )
    assert stops[Step.PREPARATION].date == date(2027, 2, 3)
    assert stops[Step.PREPARATION].url == "/moten/1/"
    assert stops[Step.CONSULTATION].date == date(2027, 2, 4)
    assert stops[Step.CONSULTATION].note == "samsyn med medskick"
    assert stops[Step.BOARD].note == "§ 45"
    assert stops[Step.DECIDED].date == date(2027, 3, 3)
    assert stops[Step.DECIDED].note == ""
    assert stops[Step.REGISTERED].date == DAY
    assert stops[Step.DRAFTING].date == DAY + timedelta(3)


def test_a_placed_case_shows_its_meeting_and_the_rest_the_plan() -> None:
    stops = drawn(
        case_at(
            Step.PREPARATION,
            stages=stays_to(Step.PREPARATION),
            items=[ItemFact(1, Seat.PREPARING_COMMITTEE, "scheduled", date(2027, 2, 3))],
            planned={Seat.CONSULTATION: date(2027, 2, 4), Seat.BOARD: date(2027, 3, 3)},
            reply_due=date(2027, 3, 15),
        )
    )
    now, samrad = stops[Step.PREPARATION], stops[Step.CONSULTATION]
    assert (now.date, now.date_word) == (date(2027, 2, 3), "uppsatt")
    assert (samrad.date, samrad.date_word) == (date(2027, 2, 4), "planerat")
    sent = stops[Step.DISPATCHED]
    assert (sent.date, sent.date_word) == (date(2027, 3, 15), "senast")


def test_without_a_meeting_now_shows_since_when() -> None:
    now = drawn(case_at(Step.DRAFTING, stages=stays_to(Step.DRAFTING)))[Step.DRAFTING]
    assert (now.date, now.date_word) == (DAY + timedelta(2), "sedan")


def test_a_tabled_item_stands_as_a_note_while_the_case_waits() -> None:
    items = [
        ItemFact(1, Seat.PREPARING_COMMITTEE, "tabled", date(2027, 2, 3)),
        ItemFact(1, Seat.PREPARING_COMMITTEE, "withdrawn", date(2027, 2, 17)),
    ]
    now = drawn(case_at(Step.PREPARATION, stages=stays_to(Step.PREPARATION), items=items))
    assert now[Step.PREPARATION].note == "bordlades 3 februari, utgick 17 februari"
    assert now[Step.PREPARATION].date_word == "sedan"


def test_a_tabled_then_forwarded_case_shows_the_day_it_got_through() -> None:
    items = [
        ItemFact(1, Seat.PREPARING_COMMITTEE, "tabled", date(2027, 2, 3)),
        ItemFact(1, Seat.PREPARING_COMMITTEE, "forwarded", date(2027, 2, 17)),
    ]
    stops = drawn(case_at(Step.CONSULTATION, stages=stays_to(Step.CONSULTATION), items=items))
    assert stops[Step.PREPARATION].date == date(2027, 2, 17)
    assert stops[Step.PREPARATION].note == "bordlades 3 februari"


def test_a_skipped_samrad_is_drawn_as_passed_by() -> None:
    advice = [AdviceFact(1, "hoppades över", False)]
    samrad = drawn(case_at(Step.BOARD, stages=stays_to(Step.BOARD), advice=advice))
    assert samrad[Step.CONSULTATION].state == "skipped"
    assert samrad[Step.CONSULTATION].note == "hoppades över"
    assert samrad[Step.CONSULTATION].date is None


def test_an_urgent_decision_from_the_draft_passes_the_bodies_by() -> None:
    stages = [*stays_to(Step.DRAFTING, "decide_urgently"), stay(Step.DECIDED, 9)]
    stops = drawn(
        case_at(
            Step.DECIDED,
            stages=stages,
            advice=[AdviceFact(1, "hoppades över", False)],
            decisions=[DecisionFact(1, "ordförandebeslut", date(2027, 1, 20))],
        )
    )
    assert stops[Step.DRAFTING].state == "done"
    for step in (Step.PREPARATION, Step.CONSULTATION, Step.BOARD):
        assert (stops[step].state, stops[step].note) == ("skipped", "hoppades över")
    assert stops[Step.DECIDED].state == "now"
    assert stops[Step.DECIDED].note == "ordförandebeslut"


def test_an_urgent_decision_at_the_board_passes_only_the_board_by() -> None:
    stages = [*stays_to(Step.BOARD, "decide_urgently"), stay(Step.DECIDED, 9)]
    advice = [AdviceFact(1, "samsyn", True, date(2027, 2, 4))]
    stops = drawn(case_at(Step.DECIDED, stages=stages, advice=advice))
    assert stops[Step.PREPARATION].state == "done"
    assert stops[Step.CONSULTATION].state == "done"
    assert stops[Step.BOARD].state == "skipped"


def test_a_remitted_case_has_one_track_a_round() -> None:
    stages = [
        *stays_to(Step.BOARD, "remit_back"),
        *stays_to(Step.PREPARATION, round=2, first=2),
    ]
    facts = case_at(Step.PREPARATION, round=2, stages=stages)
    first, second = full_tracks(facts)
    assert (first.label, first.current) == ("Omgång 1", False)
    assert first.stops[-1].key == Step.BOARD
    assert (first.stops[-1].state, first.stops[-1].note) == ("done", "återremiss")
    assert (second.label, second.current) == ("Omgång 2", True)
    assert [stop.key for stop in second.stops] == TRACK[2:]
    assert [stop.state for stop in second.stops[:3]] == ["done", "now", "todo"]


def test_items_and_advice_of_another_round_stay_in_it() -> None:
    stages = [*stays_to(Step.BOARD, "remit_back"), *stays_to(Step.BOARD, round=2, first=2)]
    facts = case_at(
        Step.BOARD,
        round=2,
        stages=stages,
        items=[
            ItemFact(1, Seat.PREPARING_COMMITTEE, "forwarded", date(2027, 1, 12)),
            ItemFact(2, Seat.PREPARING_COMMITTEE, "forwarded", date(2027, 4, 1)),
        ],
        advice=[AdviceFact(1, "olika meningar", True), AdviceFact(2, "samsyn", True)],
    )
    first, second = (drawn(facts, number) for number in (1, 2))
    assert first[Step.PREPARATION].date == date(2027, 1, 12)
    assert second[Step.PREPARATION].date == date(2027, 4, 1)
    assert first[Step.CONSULTATION].note == "olika meningar"
    assert second[Step.CONSULTATION].note == "samsyn"


def test_a_declined_case_shows_where_it_ended() -> None:
    stages = [*stays_to(Step.DRAFTING, "decline"), stay(Step.DECLINED, 5)]
    [track] = full_tracks(case_at(Step.DECLINED, stages=stages))
    assert [(s.label, s.state) for s in track.stops] == [
        ("Registrerat", "done"),
        ("Bedömt", "done"),
        ("Utkast", "done"),
        ("Avstår", "now"),
        ("Avslutat", "todo"),
    ]


def test_a_declined_and_closed_case_keeps_its_short_way() -> None:
    stages = [
        *stays_to(Step.REGISTERED, "decline"),
        stay(Step.DECLINED, 5, "close"),
        stay(Step.CLOSED, 6),
    ]
    [track] = full_tracks(case_at(Step.CLOSED, stages=stages))
    assert [(s.key, s.state) for s in track.stops] == [
        (Step.REGISTERED, "done"),
        (Step.DECLINED, "done"),
        (Step.CLOSED, "done"),
    ]


def test_a_reopened_declined_case_keeps_its_first_round() -> None:
    stages = [
        *stays_to(Step.REGISTERED, "decline"),
        stay(Step.DECLINED, 5, "reopen"),
        stay(Step.DRAFTING, 9, round=2),
    ]
    first, second = full_tracks(case_at(Step.DRAFTING, round=2, stages=stages))
    assert [s.key for s in first.stops] == [Step.REGISTERED, Step.DECLINED]
    assert first.stops[-1].note == "öppnades igen"
    assert second.stops[0].state == "now"


def test_a_reopened_answered_case_keeps_its_whole_first_round() -> None:
    stages = [*stays_to(Step.CLOSED, "reopen"), stay(Step.DRAFTING, 20, round=2)]
    first, _ = full_tracks(case_at(Step.DRAFTING, round=2, stages=stages))
    assert [s.key for s in first.stops] == TRACK
    assert {s.state for s in first.stops} == {"done"}
    assert first.stops[-1].note == "öppnades igen"


def test_a_struck_off_and_reopened_case_keeps_its_short_first_round() -> None:
    stages = [
        *stays_to(Step.ASSESSED, "strike_off"),
        stay(Step.CLOSED, 5, "reopen"),
        stay(Step.DRAFTING, 9, round=2),
    ]
    first, _ = full_tracks(case_at(Step.DRAFTING, round=2, stages=stages))
    assert [s.key for s in first.stops] == [Step.REGISTERED, Step.ASSESSED, Step.CLOSED]
    assert first.stops[-1].note == "avskrevs, öppnades igen"


def test_a_struck_off_case_ends_where_it_was() -> None:
    stages = [*stays_to(Step.PREPARATION, "strike_off"), stay(Step.CLOSED, 9)]
    [track] = full_tracks(case_at(Step.CLOSED, stages=stages))
    assert [s.key for s in track.stops] == [*TRACK[:4], Step.CLOSED]
    assert (track.stops[3].state, track.stops[3].note) == ("skipped", "avskrevs")
    assert (track.stops[4].state, track.stops[4].note) == ("done", "avskrevs")


def test_a_recalled_case_has_the_committee_before_it_again() -> None:
    stages = [*stays_to(Step.PREPARATION, "recall"), stay(Step.DRAFTING, 9)]
    [track] = full_tracks(case_at(Step.DRAFTING, stages=stages))
    assert [s.state for s in track.stops[:4]] == ["done", "done", "now", "todo"]
    assert track.stops[2].date == DAY + timedelta(9)


def test_a_plan_that_cannot_make_the_date_breaks_at_its_stop() -> None:
    facts = case_at(Step.DRAFTING, stages=stays_to(Step.DRAFTING), breaks_at=Seat.BOARD)
    stops = drawn(facts)
    assert stops[Step.BOARD].state == "broken"
    assert stops[Step.PREPARATION].state == "todo"


def test_a_plan_that_breaks_where_the_case_is_leaves_it_there() -> None:
    facts = case_at(Step.BOARD, stages=stays_to(Step.BOARD), breaks_at=Seat.BOARD)
    now = drawn(facts)[Step.BOARD]
    assert (now.state, now.note) == ("now", "inget möte hinner före svarsdagen")


def test_the_current_stop_is_found_in_the_current_round() -> None:
    stages = [*stays_to(Step.BOARD, "remit_back"), stay(Step.DRAFTING, 9, round=2)]
    now = current_stop(full_tracks(case_at(Step.DRAFTING, round=2, stages=stages)))
    assert now is not None
    assert now.key == Step.DRAFTING
    closed = full_tracks(case_at(Step.CLOSED, stages=stays_to(Step.CLOSED)))
    assert current_stop(closed) is None
