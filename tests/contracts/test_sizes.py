"""Files, functions and views stay small enough to read at one glance (median and ceiling)."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from types import FunctionType

import pytest
from django.urls import URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
FILE, FUNCTION, VIEW, SCRIPT = 400, 60, 30, 100
MEDIAN_FUNCTION, MEDIAN_VIEW = 8, 12
CODE = ("samverkan", "bodies", "cases")


@dataclass(frozen=True)
class Function:
    """One function: where it stands and how many lines it has, its docstring not counted."""

    path: Path
    name: str
    lines: int

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}: {self.name} has {self.lines} lines"


def python_files(*folders: str) -> list[Path]:
    """List the project's own Python files; migrations are generated and not counted."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def functions(paths: list[Path]) -> Iterator[Function]:
    """Yield every function and method in the files."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(path, node.name, length(node))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines from `def` to the end, without the docstring."""
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is None:
        return total
    text = node.body[0]
    return total - ((text.end_lineno or text.lineno) - text.lineno + 1)


def views() -> list[Function]:
    """List the functions that an address of the site leads to, wherever they stand."""
    patterns = list(get_resolver().url_patterns)
    found = set()
    while patterns:
        pattern = patterns.pop()
        if isinstance(pattern, URLResolver):
            patterns += pattern.url_patterns
        elif isinstance(view := inspect.unwrap(pattern.callback), FunctionType):
            found.add((Path(view.__code__.co_filename), view.__name__))
    return [f for f in functions(python_files(*CODE)) if (f.path, f.name) in found]


def test_no_file_is_too_long() -> None:
    paths = python_files(*CODE, "tests")
    long = [(p, n) for p in paths if (n := len(p.read_text().splitlines())) > FILE]
    assert not long, f"more than {FILE} lines: {long}"


def test_no_function_is_too_long() -> None:
    long = [str(f) for f in functions(python_files(*CODE, "tests")) if f.lines > FUNCTION]
    assert not long, f"more than {FUNCTION} lines: {long}"


def test_no_view_is_too_long() -> None:
    long = [str(f) for f in views() if f.lines > VIEW]
    assert not long, f"more than {VIEW} lines: {long}"


def test_functions_are_short_as_a_habit() -> None:
    assert median(f.lines for f in functions(python_files(*CODE))) <= MEDIAN_FUNCTION


def test_views_are_short_as_a_habit() -> None:
    found = views()
    assert not found or median(f.lines for f in found) <= MEDIAN_VIEW


def test_the_script_is_short() -> None:
    script = ROOT / "static" / "js" / "app.js"
    assert not script.exists() or len(script.read_text().splitlines()) < SCRIPT


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f():\n    return 1\n", 2),
        ('def f():\n    """Text."""\n    return 1\n', 2),
        ('def f():\n    """Long\n\n    text.\n    """\n    return 1\n', 2),
    ],
)
def test_docstrings_are_not_counted(source: str, expected: int) -> None:
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    assert length(node) == expected
