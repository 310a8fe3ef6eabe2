"""Row history: every insert, update and deletion is kept by a database trigger.

Triggers see bulk updates and raw SQL too. The kept rows cannot be changed.
"""

from collections.abc import Callable
from typing import TypeVar

import pghistory
import pgtrigger
from django.db.models import Model

UNCHANGED = pgtrigger.Update | pgtrigger.Delete
M = TypeVar("M", bound=type[Model])


def row_history(*, exclude: list[str] | None = None) -> Callable[[M], M]:
    """Keep the history of the decorated model's rows in `<Model>History`."""

    def decorate(model: M) -> M:
        track: Callable[[M], M] = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            model_name=f"{model.__name__}History",
            obj_field=pghistory.ObjForeignKey(related_name="history"),
            append_only=True,
            exclude=exclude,
        )
        return track(model)

    return decorate


def append_only() -> list[pgtrigger.Trigger]:
    """Triggers that refuse changes and deletions, also from raw SQL."""
    return [pgtrigger.Protect(name="append_only", operation=UNCHANGED)]


def never_deleted() -> list[pgtrigger.Trigger]:
    """What is registered is voided or struck off, never deleted, also from raw SQL."""
    return [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]


def read_only(*fields: str) -> list[pgtrigger.Trigger]:
    """Fields that keep the value they were given, also from raw SQL."""
    return [pgtrigger.ReadOnly(name="read_only", fields=list(fields))]
