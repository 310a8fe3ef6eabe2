"""The mail server's own journal of what it has taken, by Message-ID.

Not every server keeps one that can be asked. Without it an uncertain notice is sent
again; with it, only if the server never took it.
"""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

Journal = Callable[[str], bool]


def is_taken(message_id: str) -> bool:
    """Whether the server says that it has taken it; False also when nobody can tell.

    MAIL_JOURNAL names a function of the Message-ID, such as `in_log_file` here.
    """
    if not settings.MAIL_JOURNAL:
        return False
    ask: Journal = import_string(settings.MAIL_JOURNAL)
    return ask(message_id)


def in_log_file(message_id: str) -> bool:
    """Whether MAIL_JOURNAL_FILE (Postfix's mail.log: "message-id=<…>") names it."""
    wanted = f"message-id={message_id}"
    with open(settings.MAIL_JOURNAL_FILE, errors="replace") as lines:
        return any(wanted in line for line in lines)
