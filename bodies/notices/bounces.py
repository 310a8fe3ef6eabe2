"""What mail servers send back: which of our mails it was, and what became of it.

A delivery status notification (RFC 3464) tells by itself; of any other mail that came
back only the Message-ID of ours is looked for. Nothing here raises: a stranger can post
anything to the address.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from bodies.models import Notice
from samverkan.lib.dates import now

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    Mail = Message[Any, Any]
else:
    Mail = Message

FAILED = {"failed"}
ARRIVED = {"delivered", "relayed", "expanded"}
# Printable ASCII only: what PostgreSQL would refuse is never asked about.
MESSAGE_ID = re.compile(r"<[!-;=?A-~]+@[!-;=?A-~]+>")
# Without the machine's part only a mail server is believed: those on holiday answer too.
SERVERS = {"mailer-daemon", "postmaster"}
MOST = 500


@dataclass(frozen=True, slots=True)
class Report:
    """What a returned mail says: the Message-IDs that it names, and how it went, in its words.

    `action` is RFC 3464's; "failed" for a mail that only says so by coming back.
    """

    named: tuple[str, ...]
    action: str
    diagnosis: str


def read(raw: bytes) -> Notice | None:
    """Stamp the mail of ours that the returned one is about. None if it is about none."""
    try:
        return _read(raw)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        log.warning("En studs gick inte att läsa: %s: %s", type(error).__name__, error)
        return None


def _read(raw: bytes) -> Notice | None:
    report = report_in(raw)
    if report is None:
        log.info("Ett mejl till studsadressen var ingen studs.")
        return None
    notice: Notice | None = Notice.objects.filter(message_id__in=report.named).first()
    if notice is None:
        log.info("En studs gällde inget mejl härifrån: %s", ", ".join(report.named) or "-")
        return None
    _stamp(notice, report)
    return notice


def _stamp(notice: Notice, report: Report) -> None:
    """A bounce goes before an arrival: what was passed on may still come back.

    A delay is no news.
    """
    rows = Notice.objects.filter(pk=notice.pk)
    if report.action in FAILED:
        rows.update(bounced_at=now(), seen_at=None, error=report.diagnosis)
        log.warning("Mejlet %s studsade: %s", notice.pk, report.diagnosis)
    elif report.action in ARRIVED:
        rows.filter(bounced_at=None).update(delivered_at=now())


def report_in(raw: bytes) -> Report | None:
    """What the mail says; None when it is no report and names no mail."""
    # compat32 takes headers as they are; the newer policies refuse what is malformed.
    mail = message_from_bytes(raw, policy=policy.compat32)
    facts, named = list(_status(mail)), _named(mail)
    if not facts and not (named and _is_from_a_server(mail)):
        return None
    actions = [fields.get("action", "").partition(" ")[0].lower() for fields in facts]
    action = next((each for each in actions if each), "" if facts else "failed")
    return Report(named, action, _diagnosis(facts) or _subject(mail))


def _is_from_a_server(mail: Mail) -> bool:
    address = parseaddr(str(mail.get("From", "")))[1]
    return address.partition("@")[0].lower() in SERVERS


def _status(mail: Mail) -> Iterator[dict[str, str]]:
    """The groups of the machine's part that are about a recipient, in lower-case names."""
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        groups = part.get_payload()
        for group in groups if isinstance(groups, list) else []:
            if not isinstance(group, Message):
                continue
            fields = {name.lower(): _readable(value) for name, value in group.items()}
            if "action" in fields or "final-recipient" in fields:
                yield fields


def _named(mail: Mail) -> tuple[str, ...]:
    """The original's Message-ID: in the mail that is returned, else anywhere in the text."""
    found: list[str] = []
    for part in mail.walk():
        if part is not mail:
            found += MESSAGE_ID.findall(str(part.get("Message-ID", "")))
        if not part.is_multipart():
            body = part.get_payload(decode=True)
            text = body.decode("utf-8", "replace") if isinstance(body, bytes) else ""
            found += MESSAGE_ID.findall(text)
    for name in ("In-Reply-To", "References"):
        found += MESSAGE_ID.findall(str(mail.get(name, "")))
    return tuple(dict.fromkeys(found))[:MOST]


def _diagnosis(facts: list[dict[str, str]]) -> str:
    """The server's own words, and its code where it said nothing."""
    for fields in facts:
        said = fields.get("diagnostic-code", "").partition(";")[2].strip()
        code = fields.get("status", "")
        if said or code:
            return (said if code and code in said else f"{code} {said}".strip())[:MOST]
    return ""


def _subject(mail: Mail) -> str:
    return _readable(mail.get("Subject", ""))[:MOST]


def _readable(value: object) -> str:
    """One line, of what can be stored and shown."""
    return "".join(each for each in " ".join(str(value).split()) if each.isprintable())
