"""What the database keeps about sharing, as pairs for test_constraints.py."""

from cases.models import Share
from tests.contracts.rows import OTHER, SHARED_BODY, SHARED_PLACE, Act, row

FACTS: dict[str, list[tuple[list[Act], list[Act]]]] = {
    "cases_share_body_once": [
        (
            [row(Share, **SHARED_BODY), row(Share, **SHARED_BODY)],
            [row(Share, **SHARED_BODY), row(Share, **SHARED_BODY, **OTHER)],
        )
    ],
    "cases_share_organisation_once": [
        (
            [row(Share, **SHARED_PLACE), row(Share, **SHARED_PLACE)],
            [row(Share, **SHARED_PLACE), row(Share, **SHARED_PLACE, **OTHER)],
        )
    ],
    "cases_share_body_or_organisation": [
        ([row(Share)], [row(Share, **SHARED_BODY)]),
        ([row(Share, **SHARED_BODY, **SHARED_PLACE)], [row(Share, **SHARED_PLACE)]),
    ],
}
