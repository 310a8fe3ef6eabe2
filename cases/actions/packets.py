"""Ask for a meeting's papers as one PDF, and make what was asked for.

PostgreSQL knows what is to be made; the queue only says "look now". A worker holds a packet by
a lease that it renews with every document: one that dies leaves it to the next, and one that
was only slow finds that it has been taken and throws its own away.
"""

import logging
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from celery import current_app
from django.core.files import File
from django.db import transaction

from bodies.models import Meeting, Person
from cases import policies
from cases.actions.agenda import lock_meeting
from cases.models import Edition, Packet, PacketState
from cases.papers import Built, build, packet_name
from cases.queries.papers import MeetingPapers, papers_of
from samverkan.lib.dates import now
from samverkan.lib.errors import DomainError, WrongStep

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 3
TIRED = "Det gick inte att få ihop filen på tre försök. Försök igen, eller hämta filerna en och en."
FAULT = "Något gick fel. Försök igen, eller hämta filerna en och en i ärendena."


class _Taken(Exception):
    """Another worker has the packet."""


@transaction.atomic
def ask_for_packet(*, meeting_id: int, edition: Edition, by: Person) -> Packet:
    """Have the packet made, unless it is under way or nothing has changed since the last.

    Raises NotAllowed, WrongStep before the agenda is out (the members' edition),
    DomainError when there is nothing to put in it.
    """
    meeting = lock_meeting(meeting_id)
    policies.check_ask_for_packet(by, meeting, edition)
    if edition == Edition.MEMBERS and not meeting.is_published:
        raise WrongStep("Ärendelistan är inte publicerad. Publicera den först.")
    found = papers_of(meeting, edition)
    if not found.lines:
        raise DomainError("Ärendelistan är tom. Sätt upp minst ett ärende först.")
    known = Packet.objects.filter(meeting=meeting, edition=edition).order_by("-pk").first()
    if known and (known.is_under_way or (known.is_there and known.sign == found.sign)):
        return known
    made: Packet = Packet.objects.create(
        meeting=meeting, edition=edition, sign=found.sign, total=len(found.papers),
        asked_at=now(), asked_by=by,
    )  # fmt: skip
    transaction.on_commit(_nudge)
    return made


def make_packets() -> int:
    """Make the packet that has waited longest; returns how many were made, 0 or 1.

    More that wait are the next look's, so that one task keeps within its time.
    """
    packet = _claim()
    if packet is None:
        return 0
    try:
        _make(packet)
    except _Taken:
        log.warning("Möteshandlingarna %s togs över av en annan process.", packet.pk)
        return 0
    except Exception:
        log.exception("Möteshandlingarna %s gick inte att göra.", packet.pk)
        _fail(packet, FAULT)
        return 0
    transaction.on_commit(_nudge)
    return 1


@transaction.atomic
def _claim() -> Packet | None:
    rows = Packet.objects.to_make(now()).select_for_update(skip_locked=True, of=("self",))
    packet: Packet | None = rows.select_related("meeting__body").order_by("pk").first()
    if packet is None:
        return None
    packet.attempt += 1
    if packet.attempt > MOST_ATTEMPTS:
        _fail(packet, TIRED, attempt=packet.attempt - 1)
        return None
    packet.state, packet.done = PacketState.MAKING.value, 0
    packet.lease_until = now() + LEASE
    packet.save()
    return packet


def _mine(packet: Packet, **changes: object) -> None:
    """Write to the packet while it is ours. Raises _Taken."""
    held = Packet.objects.filter(
        pk=packet.pk, attempt=packet.attempt, state=PacketState.MAKING
    ).update(**changes)
    if not held:
        raise _Taken


def _make(packet: Packet) -> None:
    meeting = Meeting.objects.select_related("body", "follows__body", "agenda_published_by").get(
        pk=packet.meeting_id
    )
    found = papers_of(meeting, Edition(packet.edition))
    _mine(packet, total=len(found.papers), sign=found.sign)
    with TemporaryDirectory(prefix="samverkan-") as folder:
        path = Path(folder) / packet_name(meeting)
        built = build(found, path, lambda done: _mine(packet, done=done, lease_until=now() + LEASE))
        _finish(packet, found, built, path)


def _finish(packet: Packet, found: MeetingPapers, built: Built, path: Path) -> None:
    """Keep the file; the edition's earlier packets and their files go."""
    field = Packet._meta.get_field("file")
    with path.open("rb") as content:
        name = packet.file.storage.save(field.generate_filename(packet, path.name), File(content))
    try:
        _keep(packet, found, built, name)
    except BaseException:
        packet.file.storage.delete(name)
        raise


@transaction.atomic
def _keep(packet: Packet, found: MeetingPapers, built: Built, name: str) -> None:
    _mine(
        packet,
        state=PacketState.DONE.value, lease_until=None, made_at=now(), file=name,
        size=built.size, pages=built.pages, sha256=built.sha256, missing=built.missing,
        documents=[paper.document.pk for paper in found.papers],
    )  # fmt: skip
    earlier = Packet.objects.filter(
        meeting=packet.meeting_id, edition=packet.edition, pk__lt=packet.pk
    )
    names = [str(each.file) for each in earlier if each.file]
    earlier.delete()
    for each in names:
        transaction.on_commit(partial(packet.file.storage.delete, each))


def _fail(packet: Packet, why: str, attempt: int | None = None) -> None:
    Packet.objects.filter(
        pk=packet.pk, attempt=packet.attempt if attempt is None else attempt
    ).under_way().update(state=PacketState.FAILED.value, lease_until=None, error=why)


def _nudge() -> None:
    """Tell a worker to look now; if Redis is away the table of times looks later."""
    try:
        current_app.send_task("cases.tasks.make_packets", retry=False)
    except Exception:
        log.warning("Kön svarar inte. Handlingarna görs av svepet.", exc_info=True)
