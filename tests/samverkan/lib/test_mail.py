"""One letter to one person, through a real mail server."""

from asyncio import Transport
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from samverkan.lib.mail import AwayError, Carrier, NotTakenError, UnsureError, compose
from tests.samverkan.checkout import free_port

LETTER = {
    "to": "disa@example.org",
    "name": "Disa Demokvist",
    "subject": "RUN 12-2027 väntar på dig",
    "text": "Skriv ett utkast senast den 3 februari.\n\nMöt <b>Åsele</b>.",
    "url": "https://samverkan.example.org/arenden/RUN-12-2027/",
    "message_id": "<0b6f5a3e@samverkan.example.org>",
}


def send_mail(**letter: str) -> None:
    with Carrier() as carrier:
        carrier.ready()
        carrier.send(compose(**letter))


class Letterbox:
    """Keeps who each letter was for and what it said; answers what it is told to."""

    def __init__(self) -> None:
        self.recipients: list[list[str]] = []
        self.letters: list[EmailMessage] = []
        self.senders: list[str | None] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        self.recipients.append(envelope.rcpt_tos)
        self.senders.append(envelope.mail_from)
        self.letters.append(message_from_bytes(raw, policy=policy.default))
        if self.answer == "drop":
            assert isinstance(server.transport, Transport)
            server.transport.abort()
        return self.answer


@pytest.fixture
def letterbox(settings: Settings) -> Iterator[Letterbox]:
    box, port = Letterbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    server.stop()


def test_letter_comes_as_text_and_as_html(letterbox: Letterbox) -> None:
    send_mail(**LETTER)
    [letter] = letterbox.letters
    assert letterbox.recipients == [["disa@example.org"]]
    assert letter["Message-ID"] == LETTER["message_id"]
    assert letter["Subject"] == LETTER["subject"]
    assert letter["To"] == "Disa Demokvist <disa@example.org>"
    assert letter["Cc"] is None
    assert letter["Auto-Submitted"] == "auto-generated"
    text, page = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert page is not None
    assert "Möt <b>Åsele</b>." in text.get_content()
    assert "Möt &lt;b&gt;Åsele&lt;/b&gt;." in page.get_content()
    assert all(LETTER["url"] in part.get_content() for part in (text, page))


def test_the_same_letter_sent_anew_keeps_its_identity(letterbox: Letterbox) -> None:
    send_mail(**LETTER)
    send_mail(**LETTER)
    assert {letter["Message-ID"] for letter in letterbox.letters} == {LETTER["message_id"]}


def test_line_breaks_in_a_title_make_no_headers(letterbox: Letterbox) -> None:
    send_mail(**LETTER | {"subject": "Remiss\r\nBcc: annan@example.org"})
    assert letterbox.letters[0]["Subject"] == "Remiss Bcc: annan@example.org"
    assert letterbox.recipients == [["disa@example.org"]]


def test_a_refused_letter_is_told_to_the_caller(letterbox: Letterbox) -> None:
    letterbox.answer = "451 try again later"
    with pytest.raises(NotTakenError):
        send_mail(**LETTER)


def test_a_server_that_is_away_is_told_to_the_caller(
    letterbox: Letterbox, settings: Settings
) -> None:
    settings.EMAIL_PORT = free_port()
    with pytest.raises(AwayError, match="refused"):
        send_mail(**LETTER)


def test_what_comes_back_goes_to_its_own_address(letterbox: Letterbox, settings: Settings) -> None:
    settings.BOUNCE_ADDRESS = "studs@samverkan.example.org"
    send_mail(**LETTER)
    assert letterbox.senders == ["studs@samverkan.example.org"]
    assert letterbox.letters[0]["From"] == settings.DEFAULT_FROM_EMAIL


def test_a_line_that_breaks_after_the_last_dot_leaves_doubt(letterbox: Letterbox) -> None:
    letterbox.answer = "drop"
    with pytest.raises(UnsureError):
        send_mail(**LETTER)
    assert len(letterbox.letters) == 1


def test_a_connection_that_was_lost_between_letters_is_no_doubt(letterbox: Letterbox) -> None:
    with Carrier() as carrier:
        carrier.ready()
        carrier._connection.connection.sock.close()
        carrier.ready()
        carrier.send(compose(**LETTER))
    assert len(letterbox.letters) == 1
