"""A mail server that one time in twenty does what mail servers do on a bad day."""

import asyncio
import random
import socket
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

FAULTS = ("hangs", "4xx", "5xx", "drops")


@dataclass
class Relay:
    """Its journal is the truth of what was taken: Message-ID and recipient, in order.

    `share` of the messages meet a fault, `patience` is how long a client waits, and
    `takes` how many seconds a message takes. "Drops" has taken the message when it lets
    go of the line without a word (`dropped`, by Message-ID); "hangs" has not.
    """

    share: float
    patience: float
    takes: float
    seed: int = 1
    taken: list[tuple[str, str]] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port: int = free.getsockname()[1]
        self._server = Controller(self, hostname="127.0.0.1", port=self._port)

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._port}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        fault = self._fault()
        self.met[fault] += 1
        await asyncio.sleep(self.takes)
        if fault in ("4xx", "5xx"):
            return "451 Try again later" if fault == "4xx" else "554 Not wanted here"
        if fault == "hangs":
            await asyncio.sleep(self.patience + 2)
            return "451 That took a while"
        message_id = self._keep(envelope)
        if fault == "drops":
            self.dropped[message_id] += 1
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK"

    def _fault(self) -> str:
        return self._dice.choice(FAULTS) if self._dice.random() < self.share else "taken"

    def _keep(self, envelope: Envelope) -> str:
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        message = message_from_bytes(raw, policy=policy.default)
        message_id = str(message["Message-ID"])
        self.taken += [(message_id, str(recipient)) for recipient in envelope.rcpt_tos]
        return message_id
