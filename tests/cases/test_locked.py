"""What is decided, sent and registered stays so, also when raw SQL asks for something else."""

import pytest
from django.db import DatabaseError, connection, transaction

from cases import actions
from cases.models import DocumentVersion
from cases.route import Step
from tests import factories

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


def sent_and_shared() -> None:
    home = factories.house()
    case = factories.case_in(Step.CLOSED, home)
    actions.share(case_id=case.pk, by=home.registrar, organisations=[home.municipality])
    assert DocumentVersion.objects.exists()


@pytest.mark.parametrize("statement", REFUSED)
def test_refused(statement: str) -> None:
    sent_and_shared()
    with pytest.raises(DatabaseError, match="Cannot"):
        run(statement)


@pytest.mark.parametrize("statement", ALLOWED)
def test_what_may_be_mended_is(statement: str) -> None:
    sent_and_shared()
    assert run(statement) >= 1
