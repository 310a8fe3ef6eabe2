"""What breaks between hand-over and stamp: the letter may have been sent, or was not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core import mail
from django.db import OperationalError
from pytest_django import Settings

from bodies import notices
from bodies.models import Notice
from bodies.models.notice import NoticeState
from bodies.notices import sending
from bodies.queries.outbox import outbox_state
from samverkan.lib.dates import clock_at, now
from samverkan.lib.mail import Carrier
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]


def gone(*given: object) -> bool:
    raise OperationalError("terminating connection due to administrator command")


def out_of_time(*given: object) -> bool:
    raise SoftTimeLimitExceeded


@pytest.fixture
def claimed() -> Notice:
    letter = notices.Letter("Ett ärende väntar", "Det gäller skogen.", "/arenden/")
    notices.post(
        rule="prov", about="prov:1", occasion="1", recipients=[make.person()], letter=letter
    )
    (notice,) = sending.claim()
    return notice


@pytest.mark.parametrize("breaks", [gone, out_of_time])
def test_after_the_hand_over_it_is_uncertain(
    claimed: Notice, monkeypatch: pytest.MonkeyPatch, breaks: Callable[..., bool]
) -> None:
    """Not "waiting", as if it had never left: the next one would be a double that nobody knows."""
    monkeypatch.setattr(sending, "stamp_sent", breaks)
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


def test_a_round_that_takes_too_long_leaves_the_rest(
    claimed: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that hangs: the round ends by itself, and what it had claimed is not blamed."""
    Notice.objects.update(state=NoticeState.WAITING, lease_until=None, attempts=0)
    times = iter([0.0, 1.0])  # the round begins and claims; then it is late
    monkeypatch.setattr(sending, "monotonic", lambda: next(times, 1.0 + sending.ROUND))
    assert notices.deliver_due() == 0
    claimed.refresh_from_db()
    assert mail.outbox == []
    assert (claimed.state, claimed.handed_at) == (NoticeState.SENDING, None)
    assert (claimed.refusals, claimed.doubted_at) == (0, None)


def test_a_server_that_is_away_is_waited_for_and_told_of(settings: Settings) -> None:
    """A night without a mail server is not a hundred letters for a person to send again."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    letter = notices.Letter("Ett ärende väntar", "Det gäller skogen.", "/arenden/")
    notices.post(
        rule="prov", about="prov:1", occasion="1", recipients=[make.person()], letter=letter
    )
    before = Notice.objects.get()
    for minutes in (0, 1, 20, 600):
        with clock_at(now() + timedelta(minutes=minutes)):
            assert notices.deliver_due() == 0
            assert outbox_state().is_silent == (minutes > 5)
    after = Notice.objects.get()
    assert (after.state, after.refusals, after.attempts) == (NoticeState.WAITING, 0, 0)
    assert after.due_at == before.due_at
    assert "refused" in after.error
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert notices.deliver_due() == 1
