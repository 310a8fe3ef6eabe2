"""Sending what is due without Celery: the same functions as the tasks, from the command line."""

import logging
from time import monotonic, sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from psycopg_pool import PoolTimeout

from bodies import reminders
from bodies.notices import deliver_due

log = logging.getLogger(__name__)

# Seconds between the times that reminders are looked for; sending is done more often.
LOOK_EVERY = 300


class Command(BaseCommand):
    help = "Skriver och skickar det som ska skickas, om och om igen; --once gör det en gång."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="sluta när kön är tom (för cron)")
        parser.add_argument("--every", type=float, default=30, help="sekunder mellan gångerna")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            reminders.write_due()
            self.stdout.write(f"Skickade {self._send()}.")
            return
        looked = -float(LOOK_EVERY)
        while True:
            try:
                if monotonic() - looked >= LOOK_EVERY:
                    reminders.write_due()
                    looked = monotonic()
                self._send()
            except (DatabaseError, PoolTimeout):
                # The sweep is the last resort: it outlives the database and tries again.
                log.warning("Databasen svarar inte. Svepet försöker igen.", exc_info=True)
                connection.close()
            sleep(options["every"])

    def _send(self) -> int:
        sent = 0
        while found := deliver_due():
            sent += found
        return sent
