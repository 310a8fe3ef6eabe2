"""The whole way of a letter on real parts: PostgreSQL, Redis, a Celery worker, SMTP."""

import socket
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from celery.contrib.testing.worker import start_worker
from django.db import transaction
from pytest_django import Settings

from bodies import notices
from bodies.models import Notice
from bodies.models.notice import NoticeState
from samverkan.celery import app
from tests import factories

pytestmark = pytest.mark.usefixtures("known")


class Letterbox:
    """An SMTP server that keeps what it was given."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        self.letters.append(message_from_bytes(raw, policy=policy.default))
        return "250 OK"


@pytest.fixture
def letterbox(settings: Settings) -> Iterator[Letterbox]:
    box = Letterbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield box
    server.stop()


def wait_for(condition: object, seconds: float = 20) -> None:
    """Wait until the callable is true; the test's own assertion tells if it never was."""
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_posted_letter_is_delivered_by_the_worker(letterbox: Letterbox) -> None:
    reader = factories.person(first_name="Läs", last_name="Läsarsson")
    with start_worker(app, pool="threads", concurrency=2, perform_ping_check=False):
        with transaction.atomic():
            notices.post(
                rule="prov",
                about="prov:1",
                occasion="1:board",
                recipients=[reader, reader],
                letter=notices.Letter(
                    "RUN 1-2027: Skicka svaret", "Hej å ä ö", "/arenden/RUN-1-2027/"
                ),
            )
        wait_for(lambda: Notice.objects.filter(state=NoticeState.SENT).exists())
    notice = Notice.objects.get()
    assert notice.state == NoticeState.SENT
    assert len(letterbox.letters) == 1
    letter = letterbox.letters[0]
    assert letter["To"] == f"{reader.full_name} <{reader.email}>"
    assert letter["Message-ID"] == notice.message_id
    assert letter["Cc"] is None
    text = letter.get_body(preferencelist=("plain",))
    assert text is not None
    assert "/arenden/RUN-1-2027/" in text.get_content()


def post_and_break_off(letter: notices.Letter) -> None:
    with transaction.atomic():
        notices.post(
            rule="prov",
            about="prov:1",
            occasion="1",
            recipients=[factories.person()],
            letter=letter,
        )
        raise RuntimeError


@pytest.mark.django_db(transaction=True)
def test_letter_of_a_rolled_back_act_is_never_sent(letterbox: Letterbox) -> None:
    with pytest.raises(RuntimeError):
        post_and_break_off(notices.Letter("Aldrig", "Aldrig", "/"))
    assert notices.deliver_due() == 0
    assert letterbox.letters == []
