"""`manage.py demo`: the demonstration, into an empty database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.demo import NotEmpty, load


class Command(BaseCommand):
    """Refuses a database with anything in it, with one sentence and exit code 1."""

    help = "Läs in demonstrationen i en tom databas."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load()
        except NotEmpty as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["verbosity"]:
            self.stdout.write("Demonstrationen är inläst.")
