"""What the database keeps about a meeting's packet: rows for test_constraints.py."""

from typing import Any

from cases.models import Packet
from tests import factories as make
from tests.contracts.rows import WHEN, Act

MADE = {"state": "done", "made_at": WHEN, "size": 1, "pages": 1, "file": "p.pdf", "sha256": "a"}


def packet(**changes: Any) -> Act:
    """An act that writes a meeting's packet; all of them are of the same meeting."""

    def act(home: make.House) -> Packet:
        meeting = home.au.meetings.first() or make.meeting(home.au)
        given = {"meeting": meeting, "edition": "members", "sign": "a", "asked_at": WHEN}
        made: Packet = Packet.objects.create(**given | {"asked_by": home.secretary} | changes)
        return made

    return act


PACKET_FACTS: dict[str, list[tuple[list[Act], list[Act]]]] = {
    "cases_packet_one_at_a_time": [
        (
            [packet(), packet(state="making", attempt=1, lease_until=WHEN)],
            [packet(), packet(edition="staff"), packet(**MADE), packet(**MADE)],
        )
    ],
    "cases_packet_done_and_whole": [
        ([packet(**MADE | {name: blank})], [packet(**MADE)])
        for name, blank in (
            ("made_at", None),
            ("size", 0),
            ("pages", 0),
            ("file", ""),
            ("sha256", ""),
        )
    ]
    + [([packet(**MADE | {"state": "waiting"})], [packet()])],
    "cases_packet_making_has_lease": [
        (
            [packet(state="making", attempt=1)],
            [packet(state="making", attempt=1, lease_until=WHEN)],
        ),
        ([packet(lease_until=WHEN)], [packet()]),
    ],
    "cases_packet_failed_with_reason": [
        ([packet(state="failed")], [packet(state="failed", error="Disken är full.")]),
        ([packet(error="Disken är full.")], [packet()]),
    ],
    "cases_packet_done_of_total": [([packet(done=2, total=1)], [packet(done=1, total=1)])],
}
