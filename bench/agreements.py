"""What the matrix of agreements costs for all of Sweden: 290 municipalities, 20 terms.

`make bench-agreements`. The page is measured in turn with two bare ones (bench/bare.py): what
one would write first with Django's ORM, and one of ready-made cells. docs/matt.md holds the
latest.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from samverkan.testing.services import throwaway_services

PLACES, TERMS, YEARS = 290, 20, 4
ROUNDS = 20
LAST = 2027
PERIOD = f"/avtal/?period={LAST}"
BARE, READY = "/naken/", "/fardig/"
MOST, QUERIES = 3, 25
PAGES = {
    PERIOD: "the matrix",
    BARE: "a bare page: the ORM, a template, a cell for each fact",
    READY: "ready-made cells from one query",
}


def main() -> None:
    with throwaway_services() as environ:
        os.environ.update(environ, ALLOWED_HOSTS="testserver")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print(f"{PLACES} municipalities × {TERMS} terms: made in {timed(fill):.0f} s.\n")
        report()


def timed(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


# ── The data ─────────────────────────────────────────────────────────────────────────────


def fill() -> None:
    """Every term complete but the last, where each municipality has come a step further."""
    from django.db import connection, transaction

    from bodies.models import Organisation, Person
    from bodies.roles import Role

    by = Person.objects.create(
        email="prov@example.org", first_name="Prov", last_name="Mätare",
        roles=[Role.ADMINISTRATOR.value],
    )  # fmt: skip
    names = (f"Kommun {number:03}" for number in range(PLACES))
    places = Organisation.objects.bulk_create(
        Organisation(kind="municipality", name=name) for name in names
    )
    for number in range(TERMS):
        with transaction.atomic():
            _fill_term(LAST - YEARS * number, places, by, complete=number > 0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _fill_term(year: int, places: list[Any], by: Any, *, complete: bool) -> None:
    from bodies.models import (
        Clause,
        Fee,
        FrameworkAgreement,
        FrameworkVersion,
        MunicipalAgreement,
        Term,
    )
    from samverkan.lib.dates import now

    first, last = date(year, 1, 1), date(year + YEARS - 1, 12, 31)
    term = Term.objects.create(
        name=f"{year}–{last.year}", election_day=date(year - 1, 9, 10),
        council_from=date(year - 1, 10, 15), council_to=date(last.year, 10, 14),
        board_from=first, board_to=last,
    )  # fmt: skip
    framework = FrameworkAgreement.objects.create(
        term=term, title=f"Överenskommelse {term}", first_day=first, last_day=last, created_at=now()
    )
    text = FrameworkVersion.objects.create(
        framework=framework, number=1, text="Vi samverkar.", made_at=now(), made_by=by
    )
    Clause.objects.create(version=text, number=1, heading="Syfte", text="Samverka.")
    rows = MunicipalAgreement.objects.bulk_create(
        MunicipalAgreement(
            framework=framework, municipality=place, created_at=now(),
            sent_on=date(year - 1, 3, 2) if complete or number % 5 else None,
            sent_to="Registrator" if complete or number % 5 else "",
        )
        for number, place in enumerate(places)
    )  # fmt: skip
    Fee.objects.bulk_create(
        Fee(agreement=row, year=each) for row in rows for each in framework.years
    )
    sent = [row for row in rows if row.sent_on]
    far = len(sent) if complete else len(sent) * 2 // 3
    _decide(sent[:far], text, year, by)


def _decide(rows: list[Any], text: Any, year: int, by: Any) -> None:
    """Adopted by both and signed by all four."""
    from bodies.agreement_states import Party, Signer
    from bodies.models import Adoption, Signature
    from samverkan.lib.dates import now

    told = {"recorded_at": now(), "recorded_by": by}
    made = Adoption.objects.bulk_create(
        Adoption(
            agreement=row, party=party, council_name="Fullmäktige", day=date(year - 1, 5, 4),
            paragraph=12, version=text, outcome="adopted",
            extract_received_on=date(year - 1, 5, 20), **told,
        )
        for row in rows
        for party in Party
    )  # fmt: skip
    Signature.objects.bulk_create(
        Signature(
            agreement=each.agreement, adoption=each, party=each.party, kind=kind,
            name="Pim Påhittsson", title="Ordförande", day=date(year - 1, 6, 1), **told,
        )
        for each in made
        for kind in Signer
    )  # fmt: skip


# ── The measuring ────────────────────────────────────────────────────────────────────────


def report() -> None:
    from django.test import override_settings

    with override_settings(ROOT_URLCONF="bench.bare"):
        client = _client()
        shown = rows_shown()
        keep_cells(shown)
        for path in PAGES:
            assert client.get(path).status_code == 200, path
        queries = {path: asked(client, path) for path in PAGES}
        times: dict[str, list[float]] = {path: [] for path in PAGES}
        for _ in range(ROUNDS):
            for path, found in times.items():
                found.append(timed(partial(client.get, path)) * 1000)
    print("| page | rows | ms, median | ms, fastest | queries |\n|---|---|---|---|---|")
    for path, name in PAGES.items():
        ms = times[path]
        line = f"{statistics.median(ms):.0f} | {min(ms):.0f} | {queries[path]} |"
        print(f"| {name} | {len(shown)} | {line}")
    ratio = statistics.median(times[PERIOD]) / statistics.median(times[BARE])
    print(
        f"\nThe matrix takes {ratio:.1f} times as long as the bare page (at most {MOST} was"
        f" asked for) in {queries[PERIOD]} queries (at most {QUERIES})."
    )
    if ratio > MOST or queries[PERIOD] > QUERIES:
        sys.exit("More than was asked for.")


def rows_shown() -> list[Any]:
    from bodies.models import Person, Term
    from bodies.queries.agreements import matrix
    from bodies.views.agreement_rows import matrix_rows

    return matrix_rows(matrix(Term.objects.get(board_from__year=LAST), Person.objects.get()))


def _client() -> Any:
    from django.test import Client

    from bodies.models import Person

    client = Client()
    client.force_login(Person.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def asked(client: Any, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def cells_of(row: Any) -> Iterator[str]:
    """What a reader sees of one row, in order."""
    yield row.row.agreement.municipality.name
    yield row.row.state_words
    for column in row.columns:
        yield " ".join(f"{line.said} {line.word} {line.text}" for line in column.lines)


def keep_cells(rows: list[Any]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_cells (row int, cells text[])")
        given = [(number, list(cells_of(row))) for number, row in enumerate(rows)]
        cursor.executemany("INSERT INTO bench_cells VALUES (%s, %s)", given)


if __name__ == "__main__":
    main()
