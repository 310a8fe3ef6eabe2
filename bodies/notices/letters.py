"""What leaves: whether it still should, to whom, and in which words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from bodies.models import Meeting, Notice, Person, StandIn
from bodies.notices.digest import digest_text, is_digest, still_gathered
from bodies.notices.kinds import always, is_secret, kind_of, may_see
from bodies.queries.answer_links import answer_path
from samverkan.lib.dates import now, swedish_time, today
from samverkan.lib.mail import compose

# A notice that leaves this long after it should is said to be late.
LATE = timedelta(hours=1)
NEUTRAL = "Ett ärende i Samverkan väntar på dig. Logga in för att se vad det gäller."


@dataclass(frozen=True, slots=True)
class Outgoing:
    message: EmailMultiAlternatives
    stand_in: Person | None


def reason_not_to(notice: Notice) -> str:
    """Why the notice must not be sent after all; empty when it must."""
    person = notice.recipient
    if not person.email or not person.is_active:
        return "Mottagaren har ingen e-postadress eller får inte längre logga in."
    if is_digest(notice):
        return "" if still_gathered(notice, why_not) else "Inget av det gällde längre."
    return why_not(notice)


def why_not(notice: Notice) -> str:
    kind = kind_of(notice)
    still_so = kind.still_so if kind else always
    if not still_so(notice):
        return "Det gällde inte längre."
    if not may_see(notice.recipient, notice):
        return "Mottagaren får inte längre se det som det gällde."
    return ""


def letter_to(notice: Notice) -> Outgoing:
    """The message, to the recipient or to the one who stands in today."""
    stand_in = _stand_in(notice)
    reader = stand_in or notice.recipient
    subject, text, path = _words(notice)
    lines = [text]
    if stand_in:
        lines.insert(0, f"Du får det här i stället för {notice.recipient.full_name}.")
    if is_late(notice, now()):
        when = swedish_time(notice.planned_at)
        lines.append(f"Det här mejlet är försenat. Det skulle ha skickats {when}.")
    message = compose(
        to=reader.email or "",
        name=reader.full_name,
        subject=subject,
        text="\n\n".join(lines),
        url=settings.SITE_URL + path,
        message_id=notice.message_id,
        answer_url="" if stand_in else _answer_url(notice),
    )
    return Outgoing(message, stand_in)


def _answer_url(notice: Notice) -> str:
    """Where the recipient answers whether they come, until the meeting begins.

    Only in the letter itself: it is their own, and stands in no list of what was sent.
    """
    kind, (prefix, _, key) = kind_of(notice), notice.about.partition(":")
    if not (kind and kind.answers and prefix == "meeting") or notice.recipient.is_region_staff:
        return ""
    open_ = Meeting.objects.upcoming().filter(pk=key)
    return settings.SITE_URL + answer_path(int(key), notice.recipient_id) if open_.exists() else ""


def is_late(notice: Notice, moment: datetime) -> bool:
    return moment - notice.planned_at > LATE


def _words(notice: Notice) -> tuple[str, str, str]:
    """Subject, text and page; a secret thing is never named."""
    if is_digest(notice):
        return notice.subject, digest_text(notice, _veiled), notice.path
    return _veiled(notice)


def _veiled(notice: Notice) -> tuple[str, str, str]:
    if is_secret(notice):
        return "Samverkan: något väntar på dig", NEUTRAL, "/"
    return notice.subject, notice.text, notice.path


def _stand_in(notice: Notice) -> Person | None:
    """Who reads instead today, if that person may see what it is about."""
    away = StandIn.objects.on(today()).filter(person=notice.recipient).select_related("stand_in")
    found = away.first()
    if found is None or not found.stand_in.email or not found.stand_in.is_active:
        return None
    reader: Person = found.stand_in
    things = list(notice.gathered.all()) if is_digest(notice) else [notice]
    return reader if all(may_see(reader, thing) for thing in things) else None
