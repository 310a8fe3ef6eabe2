"""What somebody saw of a row, so that a form made before another's change can be told.

For rows that do not count their own versions. Nothing is read or written here.
"""

from hashlib import sha256

from django.db import models

# Kept by the application itself: a login does not make anybody's form old.
UNSEEN = frozenset({"password", "last_login"})


def seen_as(row: models.Model) -> str:
    """The row in brief: 16 characters that become others once anything in it is changed.

    Made from what the database holds: of a row read from it, not of one being filled in.
    """
    told = [field.attname for field in row._meta.concrete_fields if field.name not in UNSEEN]
    shown = repr([(name, getattr(row, name)) for name in told])
    return sha256(shown.encode()).hexdigest()[:16]
