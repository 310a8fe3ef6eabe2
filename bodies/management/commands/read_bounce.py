"""A mail that came back, on standard input: as the mail server's alias pipes it."""

import logging
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from psycopg_pool import PoolTimeout

from bodies.notices import bounces

log = logging.getLogger(__name__)

# More than any report; whoever posts more than that has not got a mail of ours.
MOST_BYTES = 1_000_000
# What a mail server takes as: keep it, and come back (EX_TEMPFAIL).
TRY_AGAIN = 75


class Command(BaseCommand):
    help = "Läser en studs (RFC 3464) från standard input och antecknar vad som hände med mejlet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends well whatever was sent: a complaint would come back as a bounce of the bounce."""
        try:
            notice = bounces.read(sys.stdin.buffer.read(MOST_BYTES))
        except (DatabaseError, PoolTimeout):
            log.warning("Databasen svarar inte. E-postservern får försöka igen.", exc_info=True)
            raise SystemExit(TRY_AGAIN) from None
        self.stdout.write(f"Antecknat på mejlet {notice.pk}." if notice else "Inget antecknat.")
