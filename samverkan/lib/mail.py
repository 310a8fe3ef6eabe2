"""One message to one person, handed to the mail server; and how sure one can be that it was."""

import smtplib
from contextlib import suppress
from email.utils import formataddr
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string


class NotTakenError(Exception):
    """The mail server has not got the message: it can be sent again without a double."""


class AwayError(Exception):
    """No mail server answers: no fault of the message's, and nothing to ask a person about it."""


class UnsureError(Exception):
    """The line broke while the server may already have taken the message."""


def compose(
    *,
    to: str,
    name: str,
    subject: str,
    text: str,
    url: str,
    message_id: str,
    answer_url: str = "",
) -> EmailMultiAlternatives:
    """One message as text and as HTML. Never Cc or Bcc; `url` is its one link, and
    `answer_url` where the reader says whether they come, if that is asked.

    What comes back goes to BOUNCE_ADDRESS, when there is one.
    """
    context = {"name": name, "subject": subject, "text": text, "url": url, "answer_url": answer_url}
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": message_id,
        "Auto-Submitted": "auto-generated",
    }
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string("emails/notice.txt", context),
        from_email=settings.BOUNCE_ADDRESS or settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((name, to)) if name else to],
        headers=headers,
    )
    message.attach_alternative(render_to_string("emails/notice.html", context), "text/html")
    return message


class Carrier:
    """One connection to the mail server, for the messages of one round."""

    def __init__(self) -> None:
        self._connection: Any = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.drop()

    def ready(self) -> None:
        """See that the server answers, before anything is entrusted to it.

        Raises AwayError when it does not.
        """
        try:
            self._see_that_it_answers()
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise AwayError(str(error)) from error

    def _see_that_it_answers(self) -> None:
        smtp = getattr(self._connection, "connection", None)
        if isinstance(smtp, smtplib.SMTP):
            with suppress(OSError, smtplib.SMTPException):
                if smtp.noop()[0] == 250:
                    return
            self.drop()
        self._connection.open()

    def send(self, message: EmailMultiAlternatives) -> None:
        """Hand it over. Raises NotTakenError when it was refused, else UnsureError."""
        message.connection = self._connection
        try:
            message.send()
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
            self.drop()
            raise NotTakenError(str(error)) from error
        except Exception as error:
            self.drop()
            raise UnsureError(str(error) or type(error).__name__) from error

    def drop(self) -> None:
        """Let go of the connection, whatever state it is in."""
        smtp = getattr(self._connection, "connection", None)
        if isinstance(smtp, smtplib.SMTP):
            smtp.close()  # not quit(): a server that hangs would be waited for
            self._connection.connection = None
        else:
            self._connection.close()
