"""What the contracts share: worlds that are built once for all tests that only look."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.contracts import world as worlds
from tests.shared import kept_world


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, files: Path
) -> Iterator[worlds.World]:
    """Somebody signed in in every role, in a transaction that is rolled back at the end."""
    with kept_world(django_db_blocker, files):
        yield worlds.build()
