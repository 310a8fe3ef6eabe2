"""Where a test begins: `@at(Step.BOARD)` gives it `home` and a `case` at that step.

They are made once for all tests of a module that begin there, and each test finds them as
they were made: what it writes is gone with it. Not for tests with real transactions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cases.models import Case
from cases.route import Step
from tests.factories import House, case_in

Start = Step | Callable[[House], Case]


@dataclass(frozen=True)
class Begun:
    home: House
    case_id: int | None
    files: Path


def at(start: Start) -> pytest.MarkDecorator:
    """Begin with a case at a step, or with the one that a function makes.

    A module where all begin alike says so once, by `START`.
    """
    name = start.value if isinstance(start, Step) else start.__name__
    return pytest.mark.parametrize("begun", [pytest.param(start, id=name)], indirect=True)


def begin(home: House, start: Start | None, files: Path) -> Begun:
    if start is None:
        return Begun(home, None, files)
    case = case_in(start, home) if isinstance(start, Step) else start(home)
    return Begun(home, case.pk, files)
