"""What is decided, sent and registered stays so, also when raw SQL asks for something else."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from cases import actions
from cases.models import DocumentVersion
from cases.route import Step
from tests import factories
from tests.shared import kept_world

pytestmark = pytest.mark.django_db

REFUSED = [
    "UPDATE cases_decision SET wording = 'Något annat'",
    "DELETE FROM cases_decision",
    "UPDATE cases_dispatch SET recipient = 'Någon annan'",
    "UPDATE cases_documentversion SET sha256 = 'x'",
    "DELETE FROM cases_documentversion",
    "DELETE FROM cases_document",
    "UPDATE cases_document SET act = act + 100",
    "DELETE FROM cases_consultation",
    "DELETE FROM cases_share",
    "DELETE FROM cases_case",
    "UPDATE cases_case SET number = number + 1",
    "UPDATE cases_caseevent SET text = 'Det hände aldrig'",
]
ALLOWED = [
    "UPDATE cases_case SET title = 'Rättad rubrik'",
    "UPDATE cases_document SET title = 'Rättad rubrik'",
]


def run(statement: str) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


@pytest.fixture(scope="module", autouse=True)
def sent_and_shared(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    with kept_world(django_db_blocker, tmp_path_factory.mktemp("media")):
        home = factories.house()
        case = factories.case_in(Step.CLOSED, home)
        actions.share(case_id=case.pk, by=home.registrar, organisations=[home.municipality])
        assert DocumentVersion.objects.exists()
        yield


@pytest.mark.parametrize("statement", REFUSED)
def test_refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match="Cannot"):
        run(statement)


@pytest.mark.parametrize("statement", ALLOWED)
def test_what_may_be_mended_is(statement: str) -> None:
    assert run(statement) >= 1
