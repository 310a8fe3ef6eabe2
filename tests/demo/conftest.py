"""The demonstration as it is today, loaded once for every test that only looks at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from tests.shared import kept_world


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker takes it all, so that one load is enough.

    They act out a year and walk the whole of it in every role: journeys, but for the browser.
    """
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.xdist_group("demo"))
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="package")
def demonstration(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, files: Path
) -> Iterator[None]:
    """In a transaction that is rolled back when the last of them is done."""
    with kept_world(django_db_blocker, files):
        call_command("demo", verbosity=0)
        yield


@pytest.fixture(autouse=True)
def its_own_site(demonstration: None, db: None, settings: Settings, files: Path) -> None:
    settings.MEDIA_ROOT = files
    settings.DEMO = True
