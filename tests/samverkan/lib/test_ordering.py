"""Swedish order in the database, which has no ICU."""

import pytest

from bodies.models import Organisation
from samverkan.lib.ordering import swedish_order
from tests import factories


@pytest.mark.django_db
def test_a_ring_comes_after_z() -> None:
    for name in ["Åsele", "Vännäs", "Umeå", "ärlig", "Ödla", "Zebra", "Adel", "Edén", "Eden B"]:
        factories.organisation(name=name)
    names = Organisation.objects.order_by(swedish_order("name")).values_list("name", flat=True)
    assert list(names) == [
        "Adel",
        "Edén",
        "Eden B",
        "Umeå",
        "Vännäs",
        "Zebra",
        "Åsele",
        "ärlig",
        "Ödla",
    ]
