"""The county's map as data: which municipality has which outline, and how it stands there.

Pure: facts come in by municipality code, a drawing comes out; no ORM and no request may come in
here. `components/county_map.html` draws it. The outlines are data (shapes.json; README.md says
whose): a region whose municipalities are not among them has no map, and the page says so.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHAPES = Path(__file__).with_name("shapes.json")
# The tones of components/status.html, in the order of the legend, and one for no fact at all.
TONES = ("done", "waiting", "attention", "neutral")
NO_FACT = "none"
SWEDISH_LAST = str.maketrans({"å": "{", "ä": "|", "ö": "}"})


@dataclass(frozen=True, slots=True)
class Fact:
    """How one municipality stands: `word` is the tone's own ("Antaget"), `title` says more.

    `code` is the four digits of the municipality. `name` is needed only outside the map.
    """

    code: str
    tone: str
    word: str
    url: str = ""
    title: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline, an SVG path in the units of the drawing, and the point its name stands at."""

    code: str
    name: str
    short: str
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Outlines:
    """All outlines by code, and the size of the paper they are drawn on."""

    width: int
    height: int
    source: str
    shapes: dict[str, Shape]


@dataclass(frozen=True, slots=True)
class Place:
    """One municipality with its fact; `shape` is None outside the map."""

    name: str
    fact: Fact
    shape: Shape | None

    @property
    def label(self) -> str:
        """What it is called to one who does not see it: "Umeå: antaget, den 3 mars"."""
        word = self.fact.word
        said = word if word[1:2].isupper() else word[:1].lower() + word[1:]
        return f"{self.name}: {said}" + (f", {self.fact.title}" if self.fact.title else "")


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One tone with its word, and all that stand so, also those outside the map."""

    tone: str
    word: str
    places: list[Place]


@dataclass(frozen=True, slots=True)
class CountyMap:
    """What components/county_map.html draws."""

    width: int
    height: int
    source: str
    drawn: list[Place]
    legend: list[LegendRow]

    @property
    def outside(self) -> list[Place]:
        """Municipalities that have a fact and no outline here."""
        return [place for row in self.legend for place in row.places if place.shape is None]


@cache
def outlines() -> Outlines:
    """The outlines there are, read once."""
    data = json.loads(SHAPES.read_text(encoding="utf-8"))
    shapes = {
        row["code"]: Shape(
            row["code"], row["name"], row["short"], row["path"], row["label"][0], row["label"][1]
        )
        for row in data["shapes"]
    }
    return Outlines(data["width"], data["height"], data["source"], shapes)


def county_map(facts: Iterable[Fact], *, missing: str = "Ingen uppgift") -> CountyMap | None:
    """Join facts with outlines; None when no fact is about a municipality that has one.

    A municipality of the map without a fact is drawn empty, with the word `missing`.
    ValueError for an unknown tone, two words for one tone or two facts for one municipality:
    the drawing could not be told apart, or would hide a fact.
    """
    found = list(facts)
    check(found)
    paper = outlines()
    by_code = {fact.code: fact for fact in found}
    if not by_code.keys() & paper.shapes.keys():
        return None
    codes = by_code.keys() | paper.shapes.keys()
    places = [
        place(by_code.get(code, Fact(code, NO_FACT, missing)), paper.shapes.get(code))
        for code in codes
    ]
    places.sort(key=lambda at: at.name.lower().translate(SWEDISH_LAST))
    drawn = [at for at in places if at.shape]
    return CountyMap(paper.width, paper.height, paper.source, drawn, list(legend(places)))


def check(facts: list[Fact]) -> None:
    """Raise ValueError for facts that cannot be drawn apart."""
    pairs = {(fact.tone, fact.word) for fact in facts}
    if unknown := {tone for tone, _ in pairs} - set(TONES):
        raise ValueError(f"unknown tones: {sorted(unknown)}")
    if len(pairs) > len({tone for tone, _ in pairs}):
        raise ValueError(f"a tone with more than one word: {sorted(pairs)}")
    if len(facts) > len({fact.code for fact in facts}):
        raise ValueError("two facts for one municipality")


def place(fact: Fact, shape: Shape | None) -> Place:
    """The municipality by its short name on the map, else by the name that came with the fact."""
    return Place(shape.name if shape else fact.name or fact.code, fact, shape)


def legend(places: list[Place]) -> Iterator[LegendRow]:
    """Yield one row a tone that is in use, in the tones' order."""
    for tone in (*TONES, NO_FACT):
        if same := [at for at in places if at.fact.tone == tone]:
            yield LegendRow(tone, same[0].fact.word, same)
