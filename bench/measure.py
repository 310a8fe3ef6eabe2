"""What pages and registrations cost, on throw-away services with the demonstration.

`make bench`. Prints a table in Markdown; docs/matt.md holds the latest with comments.
Never part of `make test`: the machines are shared and noisy.
"""

import os
import statistics
import threading
import time
from collections.abc import Callable
from typing import Any

from samverkan.testing.services import throwaway_services

ROUNDS = 30
REGISTRATIONS = 50


def main() -> None:
    with throwaway_services() as environ:
        os.environ.update(environ, SAMVERKAN_DEMO="1", ALLOWED_HOSTS="testserver")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        seconds = timed(lambda: call_command("demo", verbosity=0))
        print(f"The demonstration loads in {seconds:.1f} s.\n")
        print_pages()
        print_registrations()


def _run(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def timed(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def print_pages() -> None:
    print("| page | as | ms, median | ms, slowest | queries |\n|---|---|---|---|---|")
    for name, who, path in pages():
        milliseconds, queries = visit(who, path)
        middle, worst = statistics.median(milliseconds), max(milliseconds)
        print(f"| {name} | {who} | {middle:.0f} | {worst:.0f} | {queries} |")


def pages() -> list[tuple[str, Any, str]]:
    """The pages people open all day, each as the one who does."""
    from bodies.models import Meeting, Person
    from bodies.roles import Role
    from cases.models import Case
    from samverkan.lib.dates import now

    registrar = Person.objects.with_role(Role.REGISTRAR).first()
    secretary = Person.objects.with_role(Role.BOARD_SECRETARY).first()
    case = Case.objects.order_by("-events__at").first()
    samrad = Meeting.objects.filter(follows__isnull=False, starts_at__gte=now()).first()
    assert case is not None
    assert samrad is not None
    delegate = Person.objects.filter(memberships__body__seats_elsewhere__takes_all=True).first()
    return [
        ("Min sida", registrar, "/min-sida/"),
        ("Ärenden", registrar, "/arenden/"),
        ("Ärende", registrar, case.get_absolute_url()),
        ("Registrera remiss", registrar, "/arenden/ny/remiss/"),
        ("Samrådets möte", secretary, samrad.get_absolute_url()),
        ("Inför nästa samråd", delegate, "/infor-samradet/"),
        ("Organ", registrar, "/organ/"),
        ("Möten", registrar, "/moten/"),
    ]


def visit(who: Any, path: str) -> tuple[list[float], int]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    asked = len(queries)  # now: the next request forgets them
    return [timed(lambda: client.get(path)) * 1000 for _ in range(ROUNDS)], asked


def print_registrations() -> None:
    """Fifty people registering at once, each with a connection of their own."""
    from django.db import connection

    from bodies.models import CooperationArea, Person
    from bodies.roles import Role
    from cases.actions import register_referral
    from cases.actions.register import ReferralFacts
    from samverkan.lib.dates import today

    by = Person.objects.with_role(Role.REGISTRAR).first()
    area = CooperationArea.objects.get(key="regional-utveckling")
    assert by is not None
    numbers: list[int] = []

    def register() -> None:
        facts = ReferralFacts(title="Mätning", sender_name="Mätdepartementet", received_on=today())
        numbers.append(register_referral(by=by, facts=facts, area=area).number)
        connection.close()

    threads = [threading.Thread(target=register) for _ in range(REGISTRATIONS)]
    seconds = timed(lambda: _run(threads))
    numbers.sort()
    in_a_row = numbers == list(range(numbers[0], numbers[0] + REGISTRATIONS))
    print(f"\n{len(numbers)} registrations at once: {seconds:.2f} s, consecutive: {in_a_row}.")


if __name__ == "__main__":
    main()
