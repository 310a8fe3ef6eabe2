"""What the database keeps about what is typed at a samråd, as pairs for test_constraints.py."""

from cases.models import ConsultationDraft
from tests.contracts.rows import Act, row

VIEW = {"key": "view", "person": lambda home: home.pkd_member}
ANOTHERS = {"key": "view", "person": lambda home: home.run_member}


def typed(**changes: object) -> Act:
    return row(ConsultationDraft, **changes)


FACTS: dict[str, list[tuple[list[Act], list[Act]]]] = {
    "cases_draft_one_of_each": [([typed(), typed()], [typed(), typed(key="reason")])],
    "cases_draft_one_view_each": [
        ([typed(**VIEW), typed(**VIEW)], [typed(**VIEW), typed(**ANOTHERS)])
    ],
    "cases_draft_view_is_somebodys": [
        ([typed(key="view")], [typed(**VIEW)]),
        ([typed(person=lambda home: home.chief)], [typed()]),
    ],
}
