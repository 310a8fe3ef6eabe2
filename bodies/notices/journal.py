"""The mail server's own journal of what it has taken, by Message-ID.

Not every server keeps one that can be asked. Without it an uncertain notice is sent
again; with it, only if the server never took it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

Journal = Callable[[str], bool]
# "… postfix/cleanup[289]: EE59723015B: message-id=<…>": which message, and what of it.
ENTRY = re.compile(r"postfix[^:]*/\w+\[\d+\]: (?P<queued_as>[0-9A-Za-z]+): (?P<what>.*)")


def is_taken(message_id: str) -> bool:
    """Whether the server says that it has taken it; False also when nobody can tell.

    MAIL_JOURNAL names a function of the Message-ID, such as `in_log_file` here.
    """
    if not settings.MAIL_JOURNAL:
        return False
    ask: Journal = import_string(settings.MAIL_JOURNAL)
    return ask(message_id)


def in_log_file(message_id: str) -> bool:
    """Whether Postfix's log, MAIL_JOURNAL_FILE or the one before it, says that it took it."""
    return _is_queued(message_id, _lines(Path(settings.MAIL_JOURNAL_FILE)))


def _lines(file: Path) -> Iterator[str]:
    """The log's, after those of the one that was put aside last: it may be that night."""
    for each in (file.with_name(f"{file.name}.1"), file):
        if each == file or each.exists():
            with each.open(errors="replace") as lines:
                yield from lines


def _is_queued(message_id: str, lines: Iterable[str]) -> bool:
    """Named, and then put in the queue under the same number.

    Postfix names a message as soon as it has read its head. One whose line broke before its
    end is named too, and thrown away; its number may be the next message's.
    """
    wanted, numbers = f"message-id={message_id}", set[str]()
    for line in lines:
        if not (entry := ENTRY.search(line)):
            continue
        number, what = entry["queued_as"], entry["what"]
        if what.startswith("message-id="):
            (numbers.add if what.strip() == wanted else numbers.discard)(number)
        elif number in numbers and "(queue active)" in what:
            return True
    return False
