"""The remisser that the region is known to have answered: each as its row says, and closed."""

from datetime import date

import pytest

from cases.demo.facts import rows
from cases.models import Case
from cases.route import Step

ROWS = rows("referrals")


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def test_they_are_thirteen() -> None:
    assert len(ROWS) == 13


@pytest.mark.parametrize("row", ROWS, ids=[row["title"][:30] for row in ROWS])
def test_it_equals_its_row_and_is_closed(row: dict[str, str]) -> None:
    case = Case.objects.get(title=row["title"])
    referral, decision = case.referral, case.decisions.get()
    assert case.step == Step.CLOSED
    assert referral.sender is not None
    # A municipality is called by its formal name where it sends something.
    assert row["sender"] in (referral.sender_name, referral.sender.name)
    assert referral.inquiry == row["inquiry"]
    assert referral.sender_reference == row["sender_reference"]
    assert case.reply_due == day(row["reply_due"])
    assert decision.decided_on == day(row["board_meeting"])
    if row["sent_on"]:
        assert case.received_on == day(row["sent_on"])
