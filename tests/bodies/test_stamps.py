"""A database that dies between hand-over and stamp: the letter may have been sent, or was not."""

import pytest
from django.core import mail
from django.db import OperationalError

from bodies import notices
from bodies.models import Notice
from bodies.models.notice import NoticeState
from bodies.notices import sending
from samverkan.lib.mail import Carrier
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]


def gone(*given: object) -> bool:
    raise OperationalError("terminating connection due to administrator command")


@pytest.fixture
def claimed() -> Notice:
    letter = notices.Letter("Ett ärende väntar", "Det gäller skogen.", "/arenden/")
    notices.post(
        rule="prov", about="prov:1", occasion="1", recipients=[make.person()], letter=letter
    )
    (notice,) = sending.claim()
    return notice


def test_after_the_hand_over_it_is_uncertain(
    claimed: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not "waiting", as if it had never left: the next one would be a double that nobody knows."""
    monkeypatch.setattr(sending, "stamp_sent", gone)
    with Carrier() as carrier:
        assert not sending.deliver(claimed, carrier)
    claimed.refresh_from_db()
    assert len(mail.outbox) == 1
    assert claimed.state == NoticeState.UNCERTAIN
    assert claimed.doubted_at


def test_before_it_the_letter_is_not_blamed(
    claimed: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "hand_over", gone)
    with Carrier() as carrier, pytest.raises(OperationalError):
        sending.deliver(claimed, carrier)
    claimed.refresh_from_db()
    assert mail.outbox == []
    assert (claimed.refusals, claimed.state) == (0, NoticeState.SENDING), "the lease runs out"
