"""How to come to where minutes are approved and posted, for test_events.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cases import actions
from cases.models import Minutes
from samverkan.lib.dates import clock_at, now, today
from tests import factories as make
from tests.approving import Approving

Deed = Callable[[], object]


def choose_approvers(home: make.House) -> Deed:
    return Approving(home).choose


def send_minutes(home: make.House) -> Deed:
    held = Approving(home)
    held.choose()
    return held.send


def approve_minutes(home: make.House) -> Deed:
    """The last of them, so that the case gets its extract too."""
    held = Approving(home)
    minutes = held.approve(held.sent(), held.chair)
    return lambda: held.approve(minutes, held.approver)


def hand_back_minutes(home: make.House) -> Deed:
    held = Approving(home)
    minutes = held.sent()
    return lambda: actions.hand_back_minutes(
        minutes_id=minutes.pk, by=held.chair, reason="Fel namn."
    )


def _approved(home: make.House) -> tuple[Approving, Minutes]:
    held = Approving(home)
    return held, held.approve(held.sent())


def post_notice(home: make.House) -> Deed:
    held, minutes = _approved(home)
    return lambda: held.post(minutes)


def correct_notice(home: make.House) -> Deed:
    held, minutes = _approved(home)
    held.post(minutes)
    given: dict[str, Any] = {"posted_on": today(), "kept_at": "Arkivet", "reason": "Fel plats."}
    return lambda: actions.correct_notice(
        minutes_id=minutes.pk, version=1, by=home.secretary, **given
    )


def take_down_notice(home: make.House) -> Deed:
    held, minutes = _approved(home)
    held.post(minutes)

    def deed() -> None:
        with clock_at(now() + timedelta(40)):
            actions.take_down_notice(minutes_id=minutes.pk, by=home.secretary, on=today())

    return deed


APPROVAL: dict[str, Callable[[make.House], Deed]] = {
    each.__name__: each
    for each in (
        choose_approvers,
        send_minutes,
        approve_minutes,
        hand_back_minutes,
        post_notice,
        correct_notice,
        take_down_notice,
    )
}
