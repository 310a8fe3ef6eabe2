"""Row history: every insert, update and deletion is kept by a database trigger.

Triggers see bulk updates and raw SQL too. The kept rows cannot be changed.
"""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db.models import Model

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
