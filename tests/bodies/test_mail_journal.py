"""Asking the mail server's journal before sending again: no doubles, and nothing lost.

Two servers, each behind lines that break: a small one of the test's own that writes its
journal as Postfix does, and Postfix itself where it is installed.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings

from bodies import notices
from bodies.models import Notice
from bodies.notices.journal import in_log_file
from samverkan.lib.dates import clock_at, now
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]
LETTER = notices.Letter("Ett ärende väntar på dig", "Det gäller skogen.", "/arenden/RUN-1-2026/")
COUNT = 12
POSTFIX = shutil.which("postfix", path=f"{os.environ['PATH']}:/usr/sbin")


def word(process: str, number: str, what: str) -> str:
    """A line as Postfix writes it."""
    return f"Nov 23 15:24:19 prov postfix/{process}[289]: {number}: {what}\n"


class Relay:
    """Takes letters and journals them. Of three, one line breaks when the letter is taken, and
    one before that, when only its head has been read."""

    def __init__(self, log: Path) -> None:
        self.log, self.taken, self.calls = log, list[str](), 0

    async def handle_DATA(self, server: Any, session: object, envelope: Any) -> str:
        head = envelope.content.decode().replace("\r\n", "\n").split("Message-ID: ")[1]
        self.calls += 1
        number, fault = f"{self.calls % 4:X}7F", self.calls % 3 if self.calls <= COUNT else 0
        with self.log.open("a") as log:
            log.write(word("cleanup", number, f"message-id={head.split()[0]}"))
            if fault != 2:
                log.write(word("qmgr", number, "from=<a@example.org>, nrcpt=1 (queue active)"))
                self.taken.append(head.split()[0])
        if fault:
            server.transport.abort()
        return "250 2.0.0 Ok"


@pytest.fixture
def relay(settings: Settings, tmp_path: Path) -> Iterator[Relay]:
    settings.MAIL_JOURNAL_FILE = tmp_path / "mail.log"
    found = Relay(settings.MAIL_JOURNAL_FILE)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    send_to(settings, port)
    yield found
    controller.stop()


def send_to(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5


def deliver(meanwhile: Callable[[], None] = lambda: None) -> None:
    """Write the letters and send them, and what is uncertain again when its time has come.

    `meanwhile` is the minute of doubt, in which the server's log catches up.
    """
    people = [make.person() for _ in range(COUNT)]
    notices.post(rule="prov", about="prov:1", occasion="1", recipients=people, letter=LETTER)
    for minutes in (0, 2, 4):
        with clock_at(now() + timedelta(minutes=minutes)):
            notices.deliver_due()
        meanwhile()
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}


def times(taken: list[str]) -> dict[int, int]:
    """How many letters the server has taken once, twice …; each that was written is there."""
    counted = Counter(taken)
    assert set(counted) == set(Notice.objects.values_list("message_id", flat=True))
    return dict(Counter(counted.values()))


def test_with_the_journal_no_letter_is_sent_twice(relay: Relay, settings: Settings) -> None:
    settings.MAIL_JOURNAL = "bodies.notices.journal.in_log_file"
    deliver()
    assert times(relay.taken) == {1: COUNT}
    assert relay.calls == COUNT + COUNT // 3  # those that were cut off before the end
    doubted = Notice.objects.exclude(doubted_at=None).count()
    assert doubted == COUNT // 3, "what the journal had was sent once, and nobody need wonder"


def test_without_it_some_are(relay: Relay) -> None:
    """The negative control: each that was taken before its line broke comes twice."""
    deliver()
    assert times(relay.taken) == {1: COUNT - COUNT // 3, 2: COUNT // 3}


def test_a_name_alone_is_not_a_letter(settings: Settings, tmp_path: Path) -> None:
    settings.MAIL_JOURNAL_FILE = tmp_path / "mail.log"
    queued = "from=<a@example.org>, size=268, nrcpt=1 (queue active)"
    settings.MAIL_JOURNAL_FILE.write_text(
        word("cleanup", "05A", "message-id=<cut@x>")
        # The number of what was thrown away is given to the next.
        + word("cleanup", "05A", "message-id=<next@x>")
        + word("qmgr", "05A", queued)
        + word("cleanup", "05B", "message-id=<refused@x>")
        + word("cleanup", "05B", "milter-reject: END-OF-MESSAGE from localhost: 5.7.1 No")
    )
    assert in_log_file("<next@x>")
    assert not any(in_log_file(name) for name in ("<cut@x>", "<refused@x>", "<ext@x>", "<none@x>"))


def test_what_the_log_of_yesterday_says_counts(settings: Settings, tmp_path: Path) -> None:
    settings.MAIL_JOURNAL_FILE = tmp_path / "mail.log"
    settings.MAIL_JOURNAL_FILE.write_text(word("qmgr", "05A", "from=<a@x> (queue active)"))
    old = tmp_path / "mail.log.1"
    old.write_text(word("cleanup", "05A", "message-id=<late@x>"))
    assert in_log_file("<late@x>")


MAIN = """
compatibility_level = 3.6
queue_directory = {home}/spool
data_directory = {home}/lib
maillog_file = {home}/mail.log
maillog_file_prefixes = {home}
myhostname = prov.example.org
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
default_transport = discard:
relay_transport = discard:
smtpd_relay_restrictions = permit_mynetworks, reject
alias_maps =
local_recipient_maps =
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
anvil unix - - n - 1 anvil
discard unix - - n - - discard
postlog unix-dgram n - n - 1 postlogd
"""


@pytest.fixture
def postfix(settings: Settings) -> Iterator[tuple[Path, "Lines"]]:
    """A Postfix of the test's own, which throws away what it takes: its log, and the way there."""
    if POSTFIX is None:
        pytest.skip("Postfix is not installed here.")
    if os.geteuid() != 0:
        pytest.skip("Only root can start a Postfix of its own.")
    home = Path(tempfile.mkdtemp(prefix="postfix-"))  # Postfix's own user must get in
    home.chmod(0o755)
    for name in ("etc", "spool", "lib"):
        (home / name).mkdir()
    shutil.chown(home / "lib", "postfix")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (home / "etc/main.cf").write_text(MAIN.format(home=home))
    (home / "etc/master.cf").write_text(MASTER.format(port=port))
    run = [POSTFIX, "-c", str(home / "etc")]
    subprocess.run([*run, "start"], check=True, capture_output=True, timeout=30)
    wait_for_server(port)
    settings.MAIL_JOURNAL_FILE = home / "mail.log"
    with Lines(port) as lines:
        send_to(settings, lines.port)
        yield home / "mail.log", lines
    subprocess.run([*run, "stop"], check=True, capture_output=True, timeout=30)
    shutil.rmtree(home)


def wait_for_server(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.02)


class Lines:
    """The way to the server. Of three letters, one line breaks when the server has said that it
    took it, and one before its last dot has come through."""

    def __init__(self, port: int) -> None:
        self.to, self.letters, self.taken = port, 0, 0
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]

    def __enter__(self) -> "Lines":
        threading.Thread(target=self._open, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.door.shutdown(socket.SHUT_RDWR)  # else whoever waits at it waits on
        self.door.close()

    def _open(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self.door.accept()
                there = socket.create_connection(("127.0.0.1", self.to))
                threading.Thread(target=self._carry, args=(here, there), daemon=True).start()

    def _carry(self, here: socket.socket, there: socket.socket) -> None:
        """Answer for answer, as SMTP without pipelining goes."""
        with here, there, suppress(OSError):
            here.sendall(there.recv(4096))
            while said := here.recv(65536):
                is_letter = b"Message-ID: " in said
                while is_letter and not said.endswith(b"\r\n.\r\n"):
                    said += here.recv(65536)
                self.letters += is_letter
                fault = self.letters % 3 if is_letter and self.letters <= COUNT else 0
                there.sendall(said[:-3] if fault == 2 else said)
                if fault == 2:
                    time.sleep(0.05)  # so that the server has read the head
                    return
                answer = there.recv(4096)
                self.taken += is_letter and answer.startswith(b"250")
                if fault == 1:
                    return
                here.sendall(answer)


def queued_by(log: Path) -> list[str]:
    """The letters that Postfix has queued, by name; a number may be given twice."""
    names: dict[str, str] = {}
    found = []
    for line in log.read_text().splitlines():
        number, _, what = line.partition("]: ")[2].partition(": ")
        if what.startswith("message-id="):
            names[number] = what.removeprefix("message-id=")
        elif "(queue active)" in what:
            found.append(names[number])
    return found


@pytest.mark.journey
def test_postfix(postfix: tuple[Path, Lines], settings: Settings) -> None:
    """With Postfix's own log as journal nothing comes twice; without it, a third does."""
    log, lines = postfix

    def caught_up() -> None:
        end = time.monotonic() + 30
        while len(queued_by(log)) < lines.taken and time.monotonic() < end:
            time.sleep(0.02)

    settings.MAIL_JOURNAL = "bodies.notices.journal.in_log_file"
    deliver(caught_up)
    told = queued_by(log)
    assert times(told) == {1: COUNT}
    Notice.objects.all().delete()
    settings.MAIL_JOURNAL, lines.letters = "", 0
    deliver(caught_up)
    assert times(queued_by(log)[len(told) :]) == {1: COUNT - COUNT // 3, 2: COUNT // 3}
