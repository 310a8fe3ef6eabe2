"""What the matrix of agreements shows: cells gathered into columns, in words and tones."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from bodies.agreement_states import State, Step
from bodies.county_map import CountyMap, Fact, county_map
from bodies.models import MunicipalAgreement
from bodies.queries.agreements import Cell, Matrix, Row

# Seven columns: what belongs together stands in one (label, steps with their own words).
COLUMNS: tuple[tuple[str, tuple[tuple[Step, str], ...]], ...] = (
    ("Skickat", ((Step.SENT, ""),)),
    ("Kommunfullmäktige", ((Step.COUNCIL, ""), (Step.EXTRACT, "utdrag"))),
    (
        "Kommunens underskrifter",
        (
            (Step.MUNICIPALITY_ELECTED, "förtroendevald"),
            (Step.MUNICIPALITY_OFFICIAL, "tjänsteperson"),
        ),
    ),
    ("Regionfullmäktige", ((Step.REGION_COUNCIL, ""),)),
    (
        "Regionens underskrifter",
        ((Step.REGION_ELECTED, "förtroendevald"), (Step.REGION_OFFICIAL, "tjänsteperson")),
    ),
    ("Arkiverat", ((Step.ARCHIVED, ""),)),
)
# The tone of a status (components/status.html) for each tone of a cell, and the word that a
# reader who does not see the shape needs.
TONES = {"done": "done", "late": "attention", "declined": "attention"}
SAID = {"done": "Klart", "late": "Försenat", "declined": "Nej", "waiting": "Väntar", "off": ""}
READY = {State.SIGNED, State.IN_FORCE}
# One word for each tone of the map.
MAP_WORDS = {
    "done": "Undertecknat av alla",
    "waiting": "På väg",
    "attention": "Försenat, nej eller en fråga att svara på",
    "neutral": "Inte skickat, eller över",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step in a column: its own word if it shares the column, the tone, and what to read."""

    word: str
    tone: str
    said: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """`next` is what a phone has room for: what is late, else what comes."""

    row: Row
    tone: str
    columns: tuple[Column, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Total:
    """How many have come past each step of a column, and how many are late: "12 av 15"."""

    label: str
    lines: tuple[str, ...]


def matrix_rows(found: Matrix) -> list[MatrixRow]:
    return [matrix_row(row) for row in found.rows]


def matrix_row(row: Row) -> MatrixRow:
    return MatrixRow(row, _tone(row), _columns(row.cells), _next(row.cells))


def _columns(cells: Iterable[Cell]) -> tuple[Column, ...]:
    by_step = {cell.step: cell for cell in cells}
    return tuple(
        Column(label, _alike([_line(by_step[step], word) for step, word in steps]))
        for label, steps in COLUMNS
    )


def _alike(lines: list[Line]) -> tuple[Line, ...]:
    """Two signatures that stand alike are said once."""
    one, other = lines[0], lines[-1]
    if len(lines) == 2 and one.word and (one.tone, one.text) == (other.tone, other.text):
        return (replace(one, word="båda"),)
    return tuple(lines)


def _next(cells: Iterable[Cell]) -> str:
    """Kommunfullmäktige: senast 12 december 2026; nothing when all is done."""
    left = [cell for cell in cells if cell.tone in ("late", "waiting")]
    if not left:
        return ""
    first = min(left, key=lambda cell: (not cell.is_late, cell.due))
    return f"{first.label}: {first.words[0].lower()}{first.words[1:]}"


def _line(cell: Cell, word: str) -> Line:
    return Line(word, TONES.get(cell.tone, "neutral"), SAID[cell.tone], cell.words)


def _tone(row: Row) -> str:
    if row.state == State.DECLINED or row.late or row.question:
        return "attention"
    if row.state in READY:
        return "done"
    return "neutral" if row.state in {State.DRAFT, State.ENDED, State.REPLACED} else "waiting"


def totals(found: Matrix) -> list[Total]:
    done, late, count = found.done, found.late, len(found.rows)
    return [
        Total(label, tuple(_counted(word, done[step], late[step], count) for step, word in steps))
        for label, steps in COLUMNS
    ]


def _counted(word: str, done: int, late: int, count: int) -> str:
    text = f"{done} av {count}"
    how = "försenad" if late == 1 else "försenade"
    return f"{text} {word}".strip() + (f", {late} {how}" if late else "")


def map_of(rows: Iterable[MatrixRow]) -> CountyMap | None:
    """The county coloured by how far each has come; None for municipalities without a code."""
    return county_map(
        [
            Fact(
                code=each.row.agreement.municipality.code,
                tone=each.tone,
                word=MAP_WORDS[each.tone],
                url=each.row.agreement.get_absolute_url(),
                title=each.row.state_words.lower(),
                name=each.row.agreement.municipality.name,
            )
            for each in rows
            if each.row.agreement.municipality.code
        ],
        missing="Inget avtal",
    )


class Drawn:
    """A row's pieces as markup. Municipalities stand alike in most columns, and so each
    different piece is set once: all of Sweden has some hundred.
    """

    def __init__(self) -> None:
        self._made: dict[object, SafeString] = {}

    def row(self, row: MatrixRow) -> "DrawnRow":
        return DrawnRow(
            row.row.agreement,
            self._piece("components/status.html", {"tone": row.tone, "word": row.row.state_words}),
            tuple(self._piece("bodies/_matrix_column.html", {"column": c}) for c in row.columns),
            row.next,
            row.row.question,
        )

    def _piece(self, template: str, context: dict[str, object]) -> SafeString:
        key = (template, *context.values())
        if key not in self._made:
            self._made[key] = render_to_string(template, context)
        return self._made[key]


@dataclass(frozen=True, slots=True)
class DrawnRow:
    agreement: MunicipalAgreement
    status: SafeString
    columns: tuple[SafeString, ...]
    next: str
    question: bool
