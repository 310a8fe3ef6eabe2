"""The outbox: one message to one person about one thing, once, whatever breaks meanwhile."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from celery import current_app
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import Settings

from bodies import notices
from bodies.models import Notice, Person
from bodies.models.notice import NoticeQuerySet, NoticeState
from bodies.notices import sending
from bodies.tasks import deliver_notices
from samverkan.lib.dates import clock_at, now
from samverkan.lib.mail import Carrier
from tests import factories as make

pytestmark = pytest.mark.usefixtures("known")
LETTER = notices.Letter("Ett ärende väntar på dig", "Det gäller skogen.", "/arenden/RUN-1-2026/")


def post(*people: Person, occasion: str = "1") -> None:
    notices.post(rule="prov", about="prov:1", occasion=occasion, recipients=people, letter=LETTER)


def later(minutes: float) -> datetime:
    return now() + timedelta(minutes=minutes)


class PostOffice:
    """A real SMTP server's handler: keeps what it gets, or answers as it is told."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:
        if self.answer.startswith("250"):
            self.letters.append(envelope)
        return self.answer


@pytest.fixture
def post_office(settings: Settings) -> Iterator[PostOffice]:
    office = PostOffice()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield office
    controller.stop()


@pytest.mark.django_db
class TestPosting:
    def test_the_same_turn_is_told_once(self) -> None:
        who = make.person()
        post(who)
        post(who)
        assert Notice.objects.count() == 1
        post(who, occasion="2")
        post(make.person())
        assert Notice.objects.count() == 3

    def test_nobody_without_an_address_or_a_right_to_log_in(self) -> None:
        post(make.person(email=None), make.person(is_active=False))
        assert not Notice.objects.exists()

    def test_what_is_rolled_back_is_not_told(self) -> None:
        who = make.person()
        with suppress(ZeroDivisionError), transaction.atomic():
            post(who)
            raise ZeroDivisionError
        assert not Notice.objects.exists()

    def test_a_long_subject_is_cut(self) -> None:
        long = notices.Letter("x" * 500, "Text", "/")
        notices.post(
            rule="prov", about="prov:1", occasion="o", recipients=[make.person()], letter=long
        )
        assert len(Notice.objects.get().subject) == 200


@pytest.mark.django_db
class TestDelivering:
    def test_a_mail_server_gets_the_letter_once(self, post_office: PostOffice) -> None:
        who = make.person(email="rut@demo.example")
        post(who)
        assert notices.deliver_due() == 1
        assert notices.deliver_due() == 0
        letter = post_office.letters[0]
        notice = Notice.objects.get()
        assert len(post_office.letters) == 1
        assert letter.rcpt_tos == ["rut@demo.example"]
        assert notice.message_id.encode() in letter.content
        assert (notice.state, notice.attempts) == (NoticeState.SENT, 1)
        assert notice.sent_at is not None

    def test_a_refusal_is_kept_and_tried_again(self, post_office: PostOffice) -> None:
        post_office.answer = "451 Försök senare"
        post(make.person())
        assert notices.deliver_due() == 0
        notice = Notice.objects.get()
        assert notice.state == NoticeState.WAITING
        assert "451" in notice.error
        post_office.answer = "250 OK"
        with clock_at(later(1.1)):
            assert notices.deliver_due() == 1
        assert Notice.objects.get().error == ""
        assert notice.message_id == Notice.objects.get().message_id

    def test_it_waits_longer_each_time_and_asks_a_person_at_last(
        self, post_office: PostOffice
    ) -> None:
        post_office.answer = "554 Inte hit"
        post(make.person())
        minutes = 0.0
        for wait in (1, 10):
            with clock_at(later(minutes)):
                assert notices.deliver_due() == 0
                notice = Notice.objects.get()
                assert notice.state == NoticeState.WAITING
                assert abs(notice.due_at - later(wait)) < timedelta(seconds=5)
                assert sending.claim() == []
            minutes += wait + 0.1
        with clock_at(later(minutes)):
            notices.deliver_due()
        notice = Notice.objects.get()
        assert (notice.state, notice.refusals) == (NoticeState.FAILED, 3)
        assert Notice.objects.needing_a_person().get() == notice
        with clock_at(later(100_000)):
            assert sending.claim() == []

    def test_the_limit_ends_a_round(self) -> None:
        post(*(make.person() for _ in range(3)))
        assert notices.deliver_due(limit=2) == 2
        assert Notice.objects.filter(state=NoticeState.WAITING).count() == 1

    def test_the_task_and_the_command_do_the_same(self) -> None:
        post(make.person())
        assert deliver_notices.apply().get() == 1
        post(make.person(), occasion="2")
        call_command("deliver_notices", "--once", verbosity=0)
        assert len(mail.outbox) == 2


@pytest.mark.django_db
class TestLease:
    def test_what_is_claimed_is_left_alone_until_the_lease_is_out(self) -> None:
        post(make.person())
        assert len(sending.claim()) == 1
        assert sending.claim() == []
        with clock_at(later(1.4)):
            assert sending.claim() == []
        with clock_at(later(1.6)):
            assert len(sending.claim()) == 1

    def test_a_late_sender_does_not_overwrite_the_next(self) -> None:
        post(make.person())
        [slow] = sending.claim()
        with clock_at(later(2)):
            assert notices.deliver_due() == 1
        assert not sending.hand_over(slow)
        assert not sending.stamp_refused(slow, "för sent")
        notice = Notice.objects.get()
        assert (notice.state, notice.error, notice.attempts) == (NoticeState.SENT, "", 2)

    def test_a_lease_that_has_run_out_hands_nothing_over(self) -> None:
        """Though nobody else has taken it: another may at any moment."""
        post(make.person())
        [slow] = sending.claim()
        with clock_at(later(2)), Carrier() as carrier:
            assert not sending.deliver(slow, carrier)
        assert mail.outbox == []

    def test_without_the_lease_two_would_send(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The negative control: the same two senders, and a lease that is over at once."""
        monkeypatch.setattr(sending, "LEASE", timedelta(seconds=-1))
        post(make.person())
        [first], [second] = sending.claim(), sending.claim()
        assert first.pk == second.pk

    def test_one_that_died_after_the_hand_over_is_uncertain(self, post_office: PostOffice) -> None:
        post(make.person())
        [dead] = sending.claim()
        assert sending.hand_over(dead)
        with clock_at(later(2)):
            assert notices.deliver_due() == 0
            assert Notice.objects.get().state == NoticeState.UNCERTAIN
        with clock_at(later(4)):
            assert notices.deliver_due() == 1
        notice = Notice.objects.get()
        assert notice.state == NoticeState.SENT
        assert notice.doubted_at is not None
        assert notice.message_id.encode() in post_office.letters[0].content

    def test_a_journal_that_has_it_spares_the_double(
        self, post_office: PostOffice, settings: Settings, tmp_path: Path
    ) -> None:
        post(make.person(), make.person())
        told, _ = dead = sending.claim()
        assert all(sending.hand_over(each) for each in dead)
        settings.MAIL_JOURNAL = "bodies.notices.journal.in_log_file"
        settings.MAIL_JOURNAL_FILE = tmp_path / "mail.log"
        settings.MAIL_JOURNAL_FILE.write_text(
            f"postfix/cleanup[1]: 05A: message-id={told.message_id}\n"
            "postfix/qmgr[2]: 05A: from=<a@example.org>, size=268, nrcpt=1 (queue active)\n"
        )
        with clock_at(later(2)):
            notices.deliver_due()
        with clock_at(later(4)):
            assert notices.deliver_due() == 2
        assert len(post_office.letters) == 1
        assert told.message_id.encode() not in post_office.letters[0].content


class TestTwoSenders:
    """Two real connections look at the same moment; each stops between reading and writing."""

    @pytest.fixture
    def meet(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let a claim wait, row read and not yet written, for another at the same place."""
        barrier = threading.Barrier(2)
        update = NoticeQuerySet.update

        def update_together(rows: NoticeQuerySet, **more: Any) -> int:
            with suppress(threading.BrokenBarrierError):
                barrier.wait(timeout=1)
            return update(rows, **more)

        monkeypatch.setattr(NoticeQuerySet, "update", update_together)

    def claimed(self) -> list[int]:
        found: list[int] = []

        def look() -> None:
            try:
                found.extend(notice.pk for notice in sending.claim(1))
            finally:
                connection.close()

        threads = [threading.Thread(target=look) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return found

    @pytest.mark.django_db(transaction=True)
    def test_only_one_takes_a_notice(self, meet: None) -> None:
        post(make.person())
        assert len(self.claimed()) == 1

    @pytest.mark.django_db(transaction=True)
    def test_each_takes_its_own(self, meet: None) -> None:
        post(make.person(), make.person())
        assert len(set(self.claimed())) == 2

    @pytest.mark.django_db(transaction=True)
    def test_without_the_lock_both_would_take_it(
        self, meet: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The negative control."""
        monkeypatch.setattr(NoticeQuerySet, "select_for_update", lambda rows, **more: rows)
        post(make.person())
        found = self.claimed()
        assert len(found) == 2
        assert len(set(found)) == 1


CLAIM_AND_HANG = """
import sys, time, django
django.setup()
from bodies import notices
from bodies.notices import sending
assert len(sending.claim()) == 1
print("claimed", flush=True)
time.sleep(60)
"""


@pytest.mark.django_db(transaction=True)
def test_a_sender_that_is_killed_is_followed_by_another(post_office: PostOffice) -> None:
    post(make.person())
    url = urlsplit(os.environ["DATABASE_URL"])
    ours = url._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    environ = {**os.environ, "DATABASE_URL": ours, "DJANGO_SETTINGS_MODULE": "samverkan.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", CLAIM_AND_HANG], env=environ, stdout=subprocess.PIPE, text=True
    ) as sender:
        assert sender.stdout
        assert sender.stdout.readline() == "claimed\n"
        sender.send_signal(signal.SIGKILL)
    assert Notice.objects.get().state == NoticeState.SENDING
    assert notices.deliver_due() == 0
    with clock_at(later(1.6)):
        assert notices.deliver_due() == 1
        assert notices.deliver_due() == 0
    assert len(post_office.letters) == 1


@pytest.mark.django_db(transaction=True)
def test_redis_away_delays_and_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CELERY_BROKER_WRITE_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    with transaction.atomic():
        post(make.person())
    assert "Kön svarar inte" in caplog.text
    assert notices.deliver_due() == 1
    assert len(mail.outbox) == 1
