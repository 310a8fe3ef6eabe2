"""What the tests of the cases share: a house, and a case where the test begins."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from cases.models import Case
from tests.begun import Begun, begin
from tests.factories import House, house
from tests.shared import kept_world


@pytest.fixture(scope="module")
def begun(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Begun]:
    """What `at` asks for, in a transaction that is rolled back when nobody begins there."""
    files = tmp_path_factory.mktemp("begun")
    with kept_world(django_db_blocker, files):
        start = getattr(request, "param", None) or getattr(request.module, "START", None)
        yield begin(house(), start, files)


@pytest.fixture
def home(begun: Begun, db: None, settings: Settings) -> House:
    settings.MEDIA_ROOT = begun.files
    return deepcopy(begun.home)


@pytest.fixture
def case(begun: Begun, home: House) -> Case:
    """As it is in the database; for a test that says where it begins."""
    assert begun.case_id, "Say where the test begins: @at(...) or START."
    found: Case = Case.objects.get(pk=begun.case_id)
    return found
