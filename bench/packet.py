"""What a large packet costs: 40 items with 600 pages, drawn and scanned alike.

`make bench-packet`. The packet is made as a worker makes it, in a process of its own, whose
largest memory is what the system tells of it. docs/matt.md holds the latest.
"""

import os
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

from samverkan.testing.services import throwaway_services

ITEMS, DOCUMENTS, PAGES = 40, 3, 5
WIDTH, HEIGHT = 620, 877  # a scan of 75 dots an inch
ASKED_SECONDS, ASKED_MB = 30, 500


def main() -> None:
    with throwaway_services() as environ:
        os.environ.update(environ, ALLOWED_HOSTS="testserver")
        _django()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        size = fill()
        print(f"{ITEMS} items, {ITEMS * DOCUMENTS} documents, {ITEMS * DOCUMENTS * PAGES} pages, "
              f"{size / 1e6:.0f} MB.")  # fmt: skip
        # A process that has only made the packet.
        subprocess.run([sys.executable, "-m", "bench.packet", "make"], check=True)


def _django() -> None:
    import django

    django.setup()


def fill() -> int:
    """The meeting with its documents; returns their size in bytes."""
    from django.db import transaction

    from cases import actions
    from cases.models import Edition
    from cases.route import Step
    from tests import factories as make

    home, size = make.house(), 0
    with transaction.atomic():
        for number in range(ITEMS):
            case = make.case_in(Step.PREPARATION, home)
            meeting = make.placed(home, case, home.au, 9, days=5)
            for each in range(DOCUMENTS):
                size += _add(home, case, _scanned() if each == 0 else _written(number))
        actions.publish_agenda(meeting_id=meeting.pk, version=1, by=home.secretary)
        actions.ask_for_packet(meeting_id=meeting.pk, edition=Edition.MEMBERS, by=home.secretary)
    return size


def _add(home: Any, case: Any, content: bytes) -> int:
    from cases import actions
    from cases.actions.documents import NewFile
    from cases.models.document import Direction
    from samverkan.lib.dates import today
    from samverkan.lib.uploads import CheckedFile
    from tests import factories as make

    plain = make.new_file("handling.pdf", content)
    checked = CheckedFile("handling.pdf", "application/pdf", len(content), plain.checked.sha256)
    file = NewFile(plain.content, checked, "other", "Handling")
    actions.add_document(
        case_id=case.pk, by=home.registrar, file=file, direction=Direction.INCOMING, dated=today()
    )
    return len(content)


def _scanned() -> bytes:
    """Pages that are pictures, and none like the other."""
    from PIL import Image

    shots = [Image.effect_noise((WIDTH, HEIGHT), 80).convert("RGB") for _ in range(PAGES)]
    out = BytesIO()
    shots[0].save(out, "PDF", save_all=True, append_images=shots[1:], quality=60)
    return out.getvalue()


def _written(number: int) -> bytes:
    """Pages of text with a typeface, tags and a bookmark, as a word processor leaves them."""
    from samverkan.lib.pdf import pdf

    text = f"Ärende {number}. Regionen och kommunerna samverkar om utvecklingen. " * 68
    blocks = [{"kind": "p", "text": text, "cells": []} for _ in range(PAGES)]
    return pdf("packet_text", {"title": "Handling", "about": "", "note": "", "blocks": blocks})


def make_it() -> None:
    """Make the packet that was asked for, and say what it took."""
    _django()
    from cases import actions
    from cases.models import Packet

    before, start = _peak(), time.perf_counter()
    assert actions.make_packets() == 1
    seconds, peak = time.perf_counter() - start, _peak()
    packet = Packet.objects.get()
    path = Path(packet.file.path)
    print(f"{packet.pages} pages, {path.stat().st_size / 1e6:.0f} MB: {seconds:.1f} s "
          f"(asked for: {ASKED_SECONDS}).")  # fmt: skip
    print(
        f"Most memory: {peak:.0f} MB (asked for: {ASKED_MB}), of which {before:.0f} MB before it."
    )


def _peak() -> float:
    """The most memory of this process, in MB; getrusage would count its parent's too."""
    told = Path("/proc/self/status").read_text()
    line = next(line for line in told.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    make_it() if sys.argv[1:] == ["make"] else main()
