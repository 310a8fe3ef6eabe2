#!/usr/bin/env python
"""Django's command line. Beside a running `make run` it uses that one's database."""

import os
import sys


def main() -> None:
    """Run a command; a database that is away is said in a sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.settings")
    # A command needs one connection, and the pool would hide why there is none.
    os.environ.setdefault("DATABASE_POOL", "0")
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        sys.exit(
            f"The database does not answer: {error}\n"
            "Start `make run` in this checkout first, or set DATABASE_URL."
        )


if __name__ == "__main__":
    main()
