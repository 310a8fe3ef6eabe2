"""A world that a module builds once, for tests that only look at it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker


@contextlib.contextmanager
def kept_world(blocker: DjangoDbBlocker, files: Path) -> Iterator[None]:
    """Keep what is written within, files in `files`, until the end; then it is rolled back.

    Each test is a savepoint in it, so what a test writes is gone with the test.
    """
    with blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=files):
        yield
        transaction.set_rollback(True)
