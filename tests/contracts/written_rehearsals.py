"""How to come to where each act on a samråd in writing can be done, for test_events.py."""

from collections.abc import Callable

from tests import factories as make
from tests.in_writing import DAYS, called_off

Deed = Callable[[], object]


def open_written_round(home: make.House) -> Deed:
    return called_off(home).open


def extend_written_round(home: make.House) -> Deed:
    world = called_off(home)
    world.open()
    return lambda: world.extend(DAYS + 1)


def end_written_round(home: make.House) -> Deed:
    world = called_off(home)
    world.open()
    return world.end


IN_WRITING: dict[str, Callable[[make.House], Deed]] = {
    each.__name__: each for each in (open_written_round, extend_written_round, end_written_round)
}
