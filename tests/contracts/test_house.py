"""The rules of the house that can be read in the code: one clock, no signals, one way to write."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    path
    for folder in ("samverkan", "bodies", "cases")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
TREES = {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in FILES}

CLOCK = "samverkan/lib/dates.py"
ASKING_THE_TIME = {"datetime.now", "datetime.utcnow", "date.today", "timezone.now", "time.time"}
# What starts and stops programs counts seconds, not days; the rest of the house has one clock.
OUTSIDE_THE_CLOCK = ("samverkan/embedded/", "samverkan/testing/", "samverkan/run.py")
NEVER_IMPORTED = ("django.dispatch", "django.db.models.signals", "django.core.signals")
# In the layers that only read. A context's `update` and a QuerySet in the air are no writing.
ALWAYS_WRITES = {"create", "save", "bulk_create", "bulk_update", "get_or_create", "asave"}
WRITES_ON_ROWS = {"update", "delete", "update_or_create"}
READING = ("/views/", "/queries/", "/forms/", "policies.py", "workflow.py", "announcements.py")
GATES = {"cases/views/common.py", "cases/views/lists.py"}


def named(node: ast.AST) -> str:
    """`a.b.c` as it is written, empty for anything that is no chain of names."""
    if isinstance(node, ast.Attribute):
        before = named(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, named(node.func)


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_only_the_clock_asks_what_time_it_is() -> None:
    asked = [
        f"{path}:{line} {name}"
        for path, tree in TREES.items()
        if path != CLOCK and not path.startswith(OUTSIDE_THE_CLOCK)
        for line, name in calls(tree)
        if ".".join(name.split(".")[-2:]) in ASKING_THE_TIME
    ]
    assert asked == []


def test_naive_datetimes_are_lint() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    assert "DTZ" in rules["select"]
    assert not [rule for rule in rules["ignore"] if rule.startswith("DTZ")]


def test_no_signals_and_no_generic_foreign_keys() -> None:
    found = [(path, name) for path, tree in TREES.items() for name in imports(tree)]
    generic = ("GenericForeignKey", "GenericRelation")
    assert [pair for pair in found if pair[1].startswith(NEVER_IMPORTED)] == []
    assert [pair for pair in found if pair[1].endswith(generic)] == []


def test_saving_a_row_does_nothing_else() -> None:
    overridden = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in TREES.items()
        if "/models/" in path
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
    ]
    assert overridden == []


def writes(path: str) -> Iterator[str]:
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on, deed = ast.unparse(node.func.value), node.func.attr
            if deed in ALWAYS_WRITES or (deed in WRITES_ON_ROWS and ".objects" in on):
                yield f"{path}:{node.lineno} {on}.{deed}"


def test_only_actions_write() -> None:
    readers = [path for path in TREES if any(layer in path for layer in READING)]
    assert len(readers) > 20
    assert [written for path in readers for written in writes(path)] == []


def test_cases_are_loaded_through_the_gate() -> None:
    """Only what `visible_to` lets through reaches a page."""
    for path in TREES:
        source = (ROOT / path).read_text()
        if not path.startswith("cases/views/") or ".objects" not in source:
            continue
        assert source.count("Case.objects") == source.count("Case.objects.visible_to("), path
        assert "Case.objects" not in source or path in GATES, path
        assert "Document.objects" not in source, path


def test_every_module_says_why_it_is_there() -> None:
    """But for those that are empty."""
    silent = [path for path, tree in TREES.items() if tree.body and not ast.get_docstring(tree)]
    assert silent == []
