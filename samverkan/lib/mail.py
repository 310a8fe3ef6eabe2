"""One message to one person: built and handed to the mail server, nothing else."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


def send_mail(*, to: str, subject: str, text: str, url: str, message_id: str) -> None:
    """Send one message, as text and as HTML, with the Message-ID given.

    Never Cc or Bcc. `url` is the one link. Raises OSError or SMTPException when
    the server does not take it; the caller decides what then.
    """
    context = {"subject": subject, "text": text, "url": url}
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string("emails/notice.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("emails/notice.html", context), "text/html")
    message.send()
