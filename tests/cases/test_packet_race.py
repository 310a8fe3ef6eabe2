"""Two workers look at once: one packet is made once. Without the lease it is made twice."""

import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from cases import actions
from cases.actions import packets
from cases.models import Edition, Packet
from cases.papers import build
from cases.route import Step
from tests import factories as make
from tests.cases.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def builds_of_two_workers(monkeypatch: pytest.MonkeyPatch) -> int:
    """How many times it was built when a second worker looks while the first is at it."""
    home, begun, inside = make.house(), [], threading.Event()
    meeting = make.placed(home, make.case_in(Step.PREPARATION, home), home.au, 9, days=3)
    actions.ask_for_packet(meeting_id=meeting.pk, edition=Edition.STAFF, by=home.secretary)

    def slow(*given: Any) -> Any:
        begun.append(1)
        inside.set()
        time.sleep(0.3 if len(begun) == 1 else 0)
        return build(*given)

    def second() -> None:
        inside.wait(timeout=10)
        actions.make_packets()

    monkeypatch.setattr(packets, "build", slow)
    at_once(actions.make_packets, second)
    assert Packet.objects.get().state == "done"
    # Whoever came last threw its own away.
    assert len(list((Path(settings.MEDIA_ROOT) / "paket").rglob("*.pdf"))) == 1
    return len(begun)


def test_it_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert builds_of_two_workers(monkeypatch) == 1


def test_without_the_lease_it_is_made_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packets, "LEASE", timedelta(seconds=-1))
    assert builds_of_two_workers(monkeypatch) == 2
