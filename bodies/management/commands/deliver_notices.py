"""Sending what is due without Celery: the same function as the task, from the command line."""

from time import sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bodies.notices import deliver_due


class Command(BaseCommand):
    help = "Skickar de aviseringar som ska skickas, om och om igen; --once gör det en gång."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="sluta när kön är tom")
        parser.add_argument("--every", type=int, default=30, help="sekunder mellan gångerna")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            self.stdout.write(f"Skickade {deliver_due()}.")
            if options["once"]:
                return
            sleep(options["every"])
