"""Write docs/workflow.md from the workflow's table, or say that it is stale.

The page is for people who want to know what can happen to a case; nothing in it is
written by hand, so it cannot say anything else than the code does.
"""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import fields
from itertools import product
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bodies.roles import ROLE_NAMES
from cases.guards import CASE_KINDS, CaseFacts, CaseKind, Guard
from cases.route import Route, Stop, Transition
from cases.workflow import ROUTES

HEADING = """# The workflow

Generated from `cases/workflow.py` by `manage.py workflow_doc`; a test fails when it is stale.
The labels are the words of the interface. Who may act is in the column *Who*: a case officer
(Handläggare) acts only on cases of their own. *Not before* holds every sentence the guard can
answer with; an empty one means that nothing is asked for.
"""


class Command(BaseCommand):
    help = "Write docs/workflow.md from the workflow's table; --check fails when it is stale."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, only compare")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "workflow.md"
        text = document()
        if not options["check"]:
            path.write_text(text)
            self.stdout.write(f"Wrote {path.name}.")
        elif not path.exists() or path.read_text() != text:
            raise CommandError("docs/workflow.md is stale: run manage.py workflow_doc.")


def document() -> str:
    """The whole page in Markdown."""
    return "\n".join([HEADING, *(line for route in ROUTES for line in _route(route))]) + "\n"


def _route(route: Route) -> Iterator[str]:
    kinds = dict(CASE_KINDS)
    yield f"## {kinds[route.kind]} (`{route.kind}`)"
    yield ""
    yield "```mermaid"
    yield from _diagram(route)
    yield "```"
    yield ""
    yield "### Stops"
    yield ""
    yield "| Step | Label | Seat | Waits for | Task |"
    yield "|---|---|---|---|---|"
    yield from (_stop(stop) for stop in route.stops)
    yield ""
    yield "### Transitions"
    yield ""
    yield "| Name | From | To | Label | Who | Asks for | Not before |"
    yield "|---|---|---|---|---|---|---|"
    yield from (_transition(route, way) for way in route.transitions)


def _diagram(route: Route) -> Iterator[str]:
    yield "stateDiagram-v2"
    yield from (f"    {stop.step} : {stop.label}" for stop in route.stops)
    yield f"    [*] --> {route.track()[0].step}"
    yield from (f"    {way.source} --> {way.target} : {way.label}" for way in route.transitions)
    yield f"    {route.track()[-1].step} --> [*]"


def _stop(stop: Stop) -> str:
    turn = ROLE_NAMES[stop.turn] if stop.turn else "Handläggare i ärendet"
    waits = turn if stop.task else ""
    return f"| `{stop.step}` | {stop.label} | {stop.seat or ''} | {waits} | {stop.task} |"


def _transition(route: Route, way: Transition) -> str:
    who = ", ".join(sorted(ROLE_NAMES[role] for role in way.role))
    label = f"**{way.label}**" if way.main else way.label
    target = f"`{way.target}`" + (" (new round)" if way.starts_round else "")
    refusals = " / ".join(refusals_of(way.guard, route.kind))
    return (
        f"| `{way.name}` | `{way.source}` | {target} | {label} | {who} | {way.asks} | {refusals} |"
    )


def refusals_of(guard: Guard, kind: CaseKind) -> list[str]:
    """Every sentence a guard can answer with for the kind, the first asked for first."""
    flags = [field.name for field in fields(CaseFacts) if field.name != "kind"]
    found: dict[str, None] = {}
    for values in product((False, True), repeat=len(flags)):
        sentence = guard(CaseFacts(kind=kind, **dict(zip(flags, values, strict=True))))
        if sentence:
            found[sentence] = None
    return list(found)
