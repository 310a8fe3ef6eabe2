"""The time plan, against adding up by hand."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cases.agenda_times import clock_times, planned_end

START = datetime(2027, 3, 28, 7, 30, tzinfo=UTC)  # the night when the clocks change
LENGTHS = st.lists(st.none() | st.integers(1, 600), max_size=40)


@given(LENGTHS)
def test_each_line_begins_when_those_before_it_have_ended(minutes: list[int | None]) -> None:
    times = clock_times(START, minutes)
    assert [time is None for time in times] == [length is None for length in minutes]
    for n, time in enumerate(times):
        if time is not None:
            before = sum(length for length in minutes[:n] if length)
            assert time == START + timedelta(minutes=before)


@given(LENGTHS)
def test_the_end_is_after_the_last_line_or_unknown(minutes: list[int | None]) -> None:
    known = [length for length in minutes if length]
    end = planned_end(START, minutes)
    assert end == (START + timedelta(minutes=sum(known)) if known else None)


@given(LENGTHS, st.integers(0, 40))
def test_a_line_without_length_moves_nothing(minutes: list[int | None], at: int) -> None:
    at = min(at, len(minutes))
    more = [*minutes[:at], None, *minutes[at:]]
    times = clock_times(START, more)
    assert [*times[:at], *times[at + 1 :]] == clock_times(START, minutes)
