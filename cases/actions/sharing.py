"""Sharing: letting somebody outside the region's staff see a case, as a logged act."""

from collections.abc import Sequence

from django.db import transaction

from bodies.models import Body, Organisation, Person
from cases import policies
from cases.actions.core import lock_case, record
from cases.models import Case, Share
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError


def share_with_body(case: Case, body: Body, *, by: Person) -> bool:
    """Share a locked case with a body's members; False if it already was."""
    _, created = Share.objects.get_or_create(
        case=case, body=body, defaults={"shared_at": now(), "shared_by": by}
    )
    return bool(created)


@transaction.atomic
def share(*, case_id: int, by: Person, organisations: Sequence[Organisation]) -> Case:
    """Share the case with municipalities' registries.

    What is made available to another authority is sent out, and becomes an
    official document there and here (TF 2:9–10). Raises NotAllowed, DomainError.
    """
    case = lock_case(case_id)
    policies.check_share(by, case)
    if not organisations:
        raise DomainError("Välj minst en kommun.", field="organisations")
    fresh = []
    for organisation in organisations:
        _, created = Share.objects.get_or_create(
            case=case, organisation=organisation, defaults={"shared_at": now(), "shared_by": by}
        )
        if created:
            fresh.append(organisation.name)
    if not fresh:
        raise DomainError("Ärendet är redan delat med dem.", field="organisations")
    record(case, "share", f"Ärendet delades med {', '.join(fresh)}.", by=by)
    return case
