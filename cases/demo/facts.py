"""Reading the demonstration's facts. A blank field is unknown and stays so."""

import csv
from datetime import date
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `data/<name>.csv`, each with its columns by name."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    """A date as 2021-04-30; None for a blank."""
    return date.fromisoformat(text) if text else None
