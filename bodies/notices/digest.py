"""The daily letter: what a person wanted gathered, in one message each morning."""

from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from bodies.models import Notice
from bodies.models.notice import NoticeState
from samverkan.lib.dates import now, today

RULE = "digest"
Words = Callable[[Notice], tuple[str, str, str]]


def is_digest(notice: Notice) -> bool:
    return notice.rule == RULE


def gather(limit: int = 1000) -> int:
    """Make a letter of what is due for each that wants it so. Returns how many letters."""
    with transaction.atomic():
        rows = (
            Notice.objects.for_digest(now())
            .select_for_update(of=("self",), skip_locked=True)
            .select_related("recipient")
            .order_by("recipient", "due_at", "pk")[:limit]
        )
        mine: dict[int, list[Notice]] = {}
        for row in rows:
            mine.setdefault(row.recipient_id, []).append(row)
        for gathered in mine.values():
            _one_letter(gathered)
        return len(mine)


def _one_letter(gathered: list[Notice]) -> None:
    first, moment = gathered[0], now()
    letter = Notice.objects.create(
        rule=RULE,
        about=f"person:{first.recipient_id}",
        recipient=first.recipient,
        # A day has one letter, but for what came too late for it after an outage.
        occasion=f"{today()}:{first.pk}",
        subject=f"Samverkan i dag: {len(gathered)} {'sak' if len(gathered) == 1 else 'saker'}",
        text="",
        path="/",
        planned_at=first.planned_at,
        due_at=moment,
        created_at=moment,
        message_id=f"<{uuid4()}@{settings.MAIL_DOMAIN}>",
    )
    Notice.objects.filter(pk__in=[row.pk for row in gathered]).update(digest=letter)


def still_gathered(letter: Notice, why_not: Callable[[Notice], str]) -> list[Notice]:
    """What the letter tells of that still holds; the rest is stopped, each with its reason."""
    kept = []
    for notice in letter.gathered.filter(state=NoticeState.WAITING).select_related("recipient"):
        reason = why_not(notice)
        if reason:
            Notice.objects.filter(pk=notice.pk, state=NoticeState.WAITING).update(
                state=NoticeState.STOPPED, stopped_because=reason
            )
        else:
            kept.append(notice)
    return kept


def stop_with(letters: "QuerySet[Notice]", reason: str) -> None:
    """What a letter of the day has gathered does not wait once the letter is stopped."""
    Notice.objects.filter(digest__in=letters, state=NoticeState.WAITING).update(
        state=NoticeState.STOPPED, stopped_because=reason
    )


def open_again(letters: "QuerySet[Notice]") -> None:
    """A letter that is to go out again tells what it told, or was to tell, the first time.

    What was stopped for a reason of its own stays so; the rest is asked about when it leaves.
    """
    with_it = Q(state=NoticeState.STOPPED, stopped_because=F("digest__stopped_because"))
    told = Notice.objects.filter(Q(state=NoticeState.SENT) | with_it, digest__in=letters)
    # By their keys: an update may not join the letter that its condition asks about.
    Notice.objects.filter(pk__in=list(told.values_list("pk", flat=True))).update(
        state=NoticeState.WAITING, sent_at=None, sent_to=None, stopped_because=""
    )


def digest_text(letter: Notice, words: Words) -> str:
    told = [words(notice) for notice in letter.gathered.filter(state=NoticeState.WAITING)]
    return "\n\n".join(f"• {subject}\n{_body(text)}" for subject, text, _ in told)


def _body(text: str) -> str:
    """The letter's own lines, without the case's name that the heading has already."""
    return text.partition("\n\n")[2] or text
