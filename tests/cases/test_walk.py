"""A case's whole way through the actions: what each step leaves behind."""

import pytest

from cases.models import CaseEvent
from cases.route import Step
from tests import factories


@pytest.mark.django_db
def test_case_walks_the_whole_route() -> None:
    home = factories.house()
    case = factories.case_in(Step.CLOSED, home)
    assert [stage.step for stage in case.stages.order_by("pk")] == [
        Step.REGISTERED,
        Step.ASSESSED,
        Step.DRAFTING,
        Step.PREPARATION,
        Step.CONSULTATION,
        Step.BOARD,
        Step.DECIDED,
        Step.DISPATCHED,
        Step.CLOSED,
    ]
    assert case.registry_number.startswith("RUN 1-")
    assert case.closed_at is not None
    verbs = list(CaseEvent.objects.filter(case=case).order_by("pk").values_list("verb", flat=True))
    assert verbs[0] == "register"
    assert verbs[-1] == "close"


@pytest.mark.django_db
@pytest.mark.parametrize("target", list(Step))
def test_factory_reaches_every_step(target: Step) -> None:
    case = factories.case_in(target, factories.house())
    assert case.step == target
    assert case.stages.get(left_at=None).step == target
