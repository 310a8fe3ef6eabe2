"""What the database keeps about approved minutes, as pairs for test_constraints.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bodies.models import Meeting, Person, Presence
from cases.models import (
    AgendaItem,
    Approval,
    Approver,
    ItemAbsence,
    MinuteItem,
    Minutes,
    MinutesReturn,
    PostedNotice,
    Recusal,
)
from samverkan.lib.dates import now, today
from tests import factories as make
from tests.contracts.minutes_facts import ballot, dissent, moved_that, vote
from tests.contracts.rows import HERE, Act, board_meeting, minute, out, row

Who = Callable[[make.House], Person]
WEEKS = timedelta(21)


def chair(home: make.House) -> Person:
    return home.run_member


def other(home: make.House) -> Person:
    return home.pkd_member


def meeting_of(home: make.House) -> Meeting:
    return MinuteItem.objects.earliest("pk").meeting


def there(who: Who) -> Act:
    def act(home: make.House) -> object:
        noted = {"noted_at": now(), "noted_by": home.secretary}
        return Presence.objects.create(
            meeting=meeting_of(home), person=who(home), seat="member", **noted
        )

    return act


def chosen(who: Who, role: str = "approver") -> Act:
    def act(home: make.House) -> object:
        given = {"signs_on": today(), "chosen_at": now(), "chosen_by": home.secretary}
        return Approver.objects.create(
            meeting=meeting_of(home), person=who(home), role=role, **given
        )

    return act


def sent(number: int = 1, reason: str = "", *, alone: int = 0, **more: Any) -> Act:
    """An edition of the whole, or of § `alone` only."""

    def act(home: make.House) -> object:
        own = MinuteItem.objects.get(number=alone) if alone else None
        given = {"content": {}, "made_at": now(), "made_by": home.secretary} | more
        meeting = more["meeting"](home) if "meeting" in more else meeting_of(home)
        return Minutes.objects.create(
            **(given | {"meeting": meeting, "paragraph": own, "number": number, "reason": reason})
        )

    return act


def latest() -> Minutes:
    return Minutes.objects.latest("pk")


def approve(who: Who = chair) -> Act:
    return lambda home: Approval.objects.create(
        minutes=latest(), person=who(home), approved_at=now()
    )


def hand_back(reason: str = "Fel namn.") -> Act:
    return lambda home: MinutesReturn.objects.create(
        minutes=latest(), person=chair(home), reason=reason, returned_at=now()
    )


def settled(home: make.House, days: int = 0) -> object:
    return Minutes.objects.filter(pk=latest().pk).update(approved_at=now() + timedelta(days))


def too_soon(home: make.House) -> object:
    return settled(home, -3)


def posted(days: int = 0, **more: Any) -> Act:
    def act(home: make.House) -> object:
        day = today() + timedelta(days)
        given = {
            "kept_at": "Regionens hus",
            "posted_on": day,
            "appeal_last": day + WEEKS,
            "posted_by": home.secretary,
            "noted_at": now(),
        }
        return PostedNotice.objects.create(minutes=latest(), **(given | more))

    return act


def down(days: int, *, by_nobody: bool = False) -> Act:
    def act(home: make.House) -> object:
        who = None if by_nobody else home.secretary
        day = today() + timedelta(days)
        return PostedNotice.objects.update(taken_down_on=day, taken_down_by=who)

    return act


def moved_to(place: str) -> Act:
    return lambda home: PostedNotice.objects.update(kept_at=place)


def changed(home: make.House) -> object:
    return MinuteItem.objects.filter(number=1).update(summary="Ändrat.")


def gone(home: make.House) -> object:
    return Approver.objects.all().delete()


def another(home: make.House) -> Meeting:
    return make.meeting(home.board, 9)


def first(home: make.House) -> object:
    return minute(item=row(AgendaItem, **HERE))(home)


READY = [first, there(chair), chosen(chair, "chair")]
APPROVED = [*READY, sent(), approve(), settled]
POSTED = [*APPROVED, posted()]
SECOND = [first, minute(number=2, position=2), there(chair), chosen(chair, "chair")]
Pairs = list[tuple[list[Act], list[Act]]]
FACTS: dict[str, Pairs] = {
    "cases_approver_once": [
        (
            [*READY, chosen(chair)],
            [*READY, there(other), chosen(other)],
        )
    ],
    "cases_approver_one_chair": [
        ([*READY, there(other), chosen(other, "chair")], [*READY, there(other), chosen(other)])
    ],
    "cases_approver_took_part": [
        ([first, chosen(chair)], [first, there(chair), chosen(chair)]),
    ],
    "cases_approver_settled": [
        ([*READY, sent(), gone], [*READY, sent(), hand_back(), gone]),
        ([*APPROVED, gone], [*SECOND, sent(alone=1), approve(), settled, gone]),
        ([*READY, there(other), sent(), chosen(other)], [*READY, there(other), chosen(other)]),
    ],
    "cases_minutes_have_paragraphs": [
        ([sent(meeting=board_meeting)], [first, sent()]),
        ([first, sent(meeting=another)], [first, sent()]),
    ],
    "cases_minutes_one_edition": [
        ([*READY, sent(), hand_back(), sent()], [*READY, sent(), hand_back(), sent(2, "Rättat.")])
    ],
    "cases_minutes_corrected_with_reason": [([first, sent(2)], [first, sent(2, "Rättat.")])],
    "cases_minutes_one_waits": [
        ([*READY, sent(), sent(2, "Rättat.")], [*READY, sent(), hand_back(), sent(2, "Rättat.")]),
        ([*SECOND, sent(alone=1), sent()], [*SECOND, sent(alone=1), sent(alone=2)]),
        (
            [*SECOND, sent(alone=1), approve(), settled, sent(2, "Rättat.", alone=1)],
            [*SECOND, sent(alone=1), approve(), settled, sent()],
        ),
    ],
    "cases_minutes_locked_when_approved": [([*APPROVED, settled], APPROVED)],
    "cases_minutes_approved_by_all": [
        ([*READY, sent(), settled], APPROVED),
        ([first, sent(), settled], APPROVED),
        ([*READY, sent(), approve(), hand_back(), settled], APPROVED),
    ],
    "cases_minutes_approved_after_sent": [([*READY, sent(), approve(), too_soon], APPROVED)],
    "cases_approval_once": [
        (
            [*READY, sent(), approve(), approve()],
            [*READY, there(other), chosen(other), sent(), approve(), approve(other)],
        )
    ],
    "cases_approval_by_the_chosen": [
        ([*READY, sent(), approve(other)], [*READY, sent(), approve()])
    ],
    "cases_approval_of_what_waits": [
        ([*READY, sent(), hand_back(), approve()], [*READY, sent(), approve(), hand_back()])
    ],
    "cases_minutes_return_with_reason": [
        ([*READY, sent(), hand_back("")], [*READY, sent(), hand_back()])
    ],
    "cases_minutes_return_of_what_waits": [
        ([*APPROVED, hand_back()], [*READY, sent(), hand_back()])
    ],
    "cases_notice_after_approval": [
        ([*READY, sent(), posted()], POSTED),
        ([*APPROVED, posted(-1)], POSTED),
    ],
    "cases_notice_says_where_kept": [([*APPROVED, posted(kept_at="")], POSTED)],
    "cases_notice_three_weeks_to_appeal": [
        ([*APPROVED, posted(appeal_last=today() + timedelta(20))], POSTED)
    ],
    "cases_notice_not_down_early": [([*POSTED, down(21)], [*POSTED, down(22)])],
    "cases_notice_stands_when_down": [
        ([*POSTED, down(22), moved_to("Arkivet")], [*POSTED, moved_to("Arkivet"), down(22)])
    ],
    "cases_notice_down_who_and_when": [([*POSTED, down(22, by_nobody=True)], [*POSTED, down(22)])],
    "cases_paragraph_locked": [
        ([*READY, sent(), changed], [*READY, sent(), hand_back(), changed]),
        ([*APPROVED, changed], [*READY, changed]),
        (
            [*SECOND, sent(alone=1), approve(), settled, changed],
            [*SECOND, sent(alone=2), approve(), settled, changed],
        ),
    ],
    "cases_presence_locked": [
        ([*APPROVED, there(other)], [*READY, there(other)]),
        # People come and go after a § has been approved at once.
        ([*READY, sent(), there(other)], [*READY, sent(alone=1), there(other)]),
    ],
    "cases_absence_locked": [
        ([*APPROVED, out(ItemAbsence)], [*READY, out(ItemAbsence)]),
        ([*READY, sent(alone=1), out(ItemAbsence)], [*SECOND, sent(alone=2), out(ItemAbsence)]),
    ],
    "cases_recusal_locked": [([*APPROVED, out(Recusal)], [*READY, out(Recusal)])],
    "cases_motion_locked": [
        ([*APPROVED, moved_that("avslag")], [*READY, moved_that("avslag")]),
    ],
    "cases_vote_locked": [([*APPROVED, vote()], [*READY, vote()])],
    "cases_ballot_locked": [
        ([*READY, vote(), sent(), ballot()], [*READY, vote(), sent(), hand_back(), ballot()])
    ],
    "cases_dissent_locked": [([*APPROVED, dissent()], [*READY, dissent()])],
}
