"""What has become of each notice, in the words of those who look: the ledger's lines.

Only words here. What is sent, and when, is decided in `sending`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from bodies.models import Notice
from bodies.models.notice import NoticeQuerySet, NoticeState
from bodies.notices.kinds import kind_of
from bodies.notices.letters import is_late
from samverkan.lib.dates import local_date, now, swedish_date, swedish_time

TWICE = "Osäkert – kan ha skickats två gånger"
# What a person can do with a notice, by the name of its page.
DEEDS = {
    "notice_send_now": "Skicka nu",
    "notice_stop": "Stoppa",
    "notice_send_again": "Skicka igen",
    "notice_acknowledge": "Tagen om hand",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands: a tone and a word (components/status.html), and what more there is to say."""

    tone: str
    word: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A notice as a line: why it was written, how it stands, and what can be done with it."""

    notice: Notice
    why: str
    standing: Standing
    deeds: list[tuple[str, str]]


def lines(notices: Iterable[Notice]) -> list[Line]:
    """`recipient` and `sent_to` must be loaded. No queries of its own."""
    return [
        Line(
            notice,
            why_of(notice),
            standing(notice),
            [(label, reverse(page, args=[notice.pk])) for page, label in deeds_of(notice)],
        )
        for notice in notices
    ]


def about(thing: str) -> NoticeQuerySet:
    """All notices about one thing ("case:12"), the latest first."""
    rows: NoticeQuerySet = Notice.objects.about(thing).select_related("recipient", "sent_to")
    return rows


def why_of(notice: Notice) -> str:
    """The kind's own words; the letter of the day has none."""
    kind = kind_of(notice)
    return kind.label if kind else "Dagens brev" if notice.rule == "digest" else "Avisering"


def deeds_of(notice: Notice) -> list[tuple[str, str]]:
    """The acts that its state lets a person take."""
    return [(page, label) for page, label in DEEDS.items() if can(page, notice)]


def can(page: str, notice: Notice) -> bool:
    waits = notice.state in (NoticeState.WAITING, NoticeState.UNCERTAIN)
    return {
        "notice_send_now": waits and notice.digest_id is None,
        "notice_stop": waits or notice.state == NoticeState.FAILED,
        "notice_send_again": notice.state
        in (NoticeState.FAILED, NoticeState.STOPPED, NoticeState.SENT),
        "notice_acknowledge": notice.bounced_at is not None and notice.seen_at is None,
    }[page]


def standing(notice: Notice) -> Standing:
    """What came back goes before all else: it tells that the mail was sent."""
    state = NoticeState(notice.state)
    if notice.bounced_at and state in (NoticeState.SENT, NoticeState.UNCERTAIN):
        return _bounced(notice)
    if state == NoticeState.SENT:
        return _sent(notice)
    if state == NoticeState.UNCERTAIN:
        return Standing("waiting", TWICE, f"Nytt försök {swedish_time(notice.due_at)}.")
    if state == NoticeState.FAILED:
        return Standing("attention", state.label, f"E-postservern säger nej: {notice.error}")
    if state == NoticeState.STOPPED:
        return Standing("neutral", state.label, notice.stopped_because)
    return Standing("waiting", state.label, _waits(notice) if state == NoticeState.WAITING else "")


def _sent(notice: Notice) -> Standing:
    """What has arrived goes before what nobody knows."""
    late = _late(notice)
    gathered = "Skickades i dagens brev." if notice.digest_id else ""
    doubt = "Kan ha skickats två gånger." if notice.doubted_at and notice.delivered_at else ""
    detail = " ".join(filter(None, (gathered, late, doubt)))
    if notice.delivered_at:
        return Standing("done", "Framme", detail)
    if notice.doubted_at:
        return Standing("waiting", TWICE, detail)
    return Standing("done", "Skickat", detail)


def _late(notice: Notice) -> str:
    if notice.sent_at is None or not is_late(notice, notice.sent_at):
        return ""
    return f"Försenat: skulle ha skickats {swedish_time(notice.planned_at)}."


def _bounced(notice: Notice) -> Standing:
    seen = f" Togs om hand {swedish_date(local_date(notice.seen_at))}." if notice.seen_at else ""
    return Standing("neutral" if seen else "attention", "Studsade", notice.error + seen)


def _waits(notice: Notice) -> str:
    when = swedish_time(notice.due_at)
    if notice.refusals:
        return f"E-postservern sa nej: {notice.error} Nytt försök {when}."
    if notice.daily:
        return f"Skickas i dagens brev {swedish_date(local_date(notice.due_at))}."
    return f"Skickas {when}." if notice.due_at > now() else "Skickas så snart det går."
