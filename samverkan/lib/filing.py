"""Files that an act writes: gone with the act if it fails. The database forgets; a disk does not.

A process that is killed outright still leaves its file; `manage.py loose_files` lists those.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction

_written: ContextVar[list[Any] | None] = ContextVar("written", default=None)


@contextmanager
def filing() -> Iterator[None]:
    """As transaction.atomic, also as a decorator; what `write` wrote is deleted if it rolls back.

    Inside another filing the files are that one's when this one is done.
    """
    files: list[Any] = []
    outer = _written.get()
    token = _written.set(files)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for file in files:
            file.storage.delete(file.name)
        raise
    finally:
        _written.reset(token)
    if outer is not None:
        outer.extend(files)


def write(row: models.Model, name: str, content: Any) -> None:
    """Write the row and its file, from the content's beginning, within `filing`."""
    files = _written.get()
    if files is None:
        raise RuntimeError("A file is only written within `filing`.")
    held: Any = row
    content.seek(0)
    held.file.save(name, content, save=False)
    files.append(held.file)
    held.save()
