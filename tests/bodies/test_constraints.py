"""Every fact that the database keeps about bodies: what it refuses, and what it lets through."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from bodies.models import (
    Body,
    CalendarFeed,
    Event,
    Meeting,
    Membership,
    Notice,
    NoticeChoice,
    Organisation,
    Outbox,
    Person,
    ReminderDays,
    SeatRule,
    StandIn,
)
from bodies.models.agreements import laws
from samverkan.lib.dates import now, today
from tests import factories as make
from tests.bodies import agreement_facts, attendance_facts

pytestmark = pytest.mark.django_db
Act = Callable[[], object]


def membership(first: date, last: date | None, **more: Any) -> Act:
    """A seat for the one person in the one body."""

    def act() -> object:
        who = Person.objects.get_or_create(first_name="En", last_name="Enda")[0]
        board = Body.objects.get_or_create(key="enda", kind="board")[0]
        given = {"person": who, "body": board} | more
        return Membership.objects.create(valid_from=first, valid_to=last, **given)

    return act


def meeting(**more: Any) -> Act:
    return lambda: make.meeting(Body.objects.get_or_create(key="enda", kind="board")[0], 5, **more)


def rule(**more: Any) -> Act:
    def act() -> object:
        joint = Body.objects.get_or_create(key="samrad", kind="consultation")[0]
        source = Body.objects.get_or_create(key="enda", kind="board")[0]
        return SeatRule.objects.create(**({"body": joint, "source": source, "seats": 6} | more))

    return act


def self_rule() -> object:
    joint = make.body("samrad", "consultation")
    return SeatRule.objects.create(body=joint, source=joint, seats=6)


def notice(**more: Any) -> Act:
    def act() -> object:
        who = Person.objects.get_or_create(first_name="En", last_name="Enda")[0]
        given = {"rule": "r", "about": "a", "occasion": "o", "recipient": who}
        moments = {
            "planned_at": now(),
            "due_at": now(),
            "created_at": now(),
            "message_id": f"<{Notice.objects.count()}>",
        }
        return Notice.objects.create(**(given | moments | more))

    return act


def organisation(name: str = "Norrby", **more: Any) -> Act:
    return lambda: Organisation.objects.create(kind="municipality", name=name, **more)


def person(email: str | None) -> Act:
    return lambda: Person.objects.create(first_name="En", last_name="Till", email=email)


def term(**more: Any) -> Act:
    days = {
        "name": "2027–2030",
        "election_day": date(2026, 9, 13),
        "council_from": date(2026, 10, 15),
        "council_to": date(2030, 10, 14),
        "board_from": date(2027, 1, 1),
        "board_to": date(2030, 12, 31),
    }
    return lambda: apps.get_model("bodies", "Term").objects.create(**(days | more))


def itself() -> object:
    made = make.meeting(make.body("x"), 5)
    return Meeting.objects.filter(pk=made.pk).update(follows=made)


def another() -> object:
    made = make.meeting(make.body("x"), 5)
    return Meeting.objects.filter(pk=made.pk).update(follows=make.meeting(made.body, 4))


def followers(state: str) -> Act:
    """Two meetings of one body that follow the same one; the first in this state."""

    def act() -> object:
        committee, joint = make.body("au"), make.body("samrad", "consultation")
        followed = make.meeting(committee, 5)
        make.meeting(joint, 6, follows=followed, state=state, state_reason="Storm")
        return make.meeting(joint, 7, follows=followed)

    return act


def published(who: bool, when: bool) -> Act:
    def act() -> object:
        given = {"agenda_published_by": make.person() if who else None}
        return meeting(agenda_published_at=now() if when else None, **given)()

    return act


def the_one() -> object:
    return Person.objects.get_or_create(first_name="En", last_name="Enda")[0]


def the_board() -> object:
    return Body.objects.get_or_create(key="enda", kind="board")[0]


def row(model: Any, **given: Any) -> Act:
    """A row with these columns; a function is asked for its value when it is written."""

    def act() -> object:
        return model.objects.create(**{k: v() if callable(v) else v for k, v in given.items()})

    return act


def choice(kind: str) -> Act:
    return row(NoticeChoice, person=the_one, kind=kind, manner="daily")


def outbox(**more: Any) -> Act:
    return row(Outbox, database="prov", **more)


def days(**more: Any) -> Act:
    return row(ReminderDays, **({"rule": "r", "days": [-7]} | more))


def away(first: date, last: date, **more: Any) -> Act:
    given = {"person": the_one, "stand_in": make.person, "first_day": first, "last_day": last}
    return row(StandIn, **(given | more))


def feed(**more: Any) -> Act:
    return row(CalendarFeed, person=the_one, created_at=now(), **more)


JAN, JUN, DEC = date(2026, 1, 1), date(2026, 6, 30), date(2026, 12, 31)
JULY = JUN + timedelta(1)
# name: (what the database refuses, and beside it what it lets through); several in a row are
# done one after the other, and only the last is refused.
CASES: dict[str, list[tuple[list[Act], list[Act]]]] = {
    "bodies_body_consultation_never_decides": [
        (
            [lambda: make.body("s", "consultation", decides=True)],
            [lambda: make.body("s", "consultation"), lambda: make.body("n", decides=True)],
        )
    ],
    "bodies_body_series_in_capitals": [
        ([lambda: make.body("s", series="Rud")], [lambda: make.body("s", series="RUD")]),
        ([lambda: make.body("s", series="RÅD")], [lambda: make.body("s", series="")]),
    ],
    "bodies_meeting_one_follower": [
        ([followers("planned")], [followers("cancelled")]),
    ],
    "bodies_meeting_one_at_a_time": [
        (
            [meeting(), meeting()],
            [meeting(state="cancelled", state_reason="Storm"), meeting(), meeting(hour=10)],
        )
    ],
    "bodies_meeting_ends_after_start": [
        ([meeting(ends_at=now())], [meeting(ends_at=now() + timedelta(9)), meeting(hour=11)])
    ],
    "bodies_meeting_cancelled_with_reason": [
        ([meeting(state="cancelled")], [meeting(state="cancelled", state_reason="Storm")])
    ],
    "bodies_meeting_published_who_and_when": [
        ([published(who=True, when=False)], [published(who=True, when=True)]),
        ([published(who=False, when=True)], [published(who=False, when=False)]),
    ],
    "bodies_meeting_follows_another": [([itself], [another])],
    "bodies_membership_dates_in_order": [
        ([membership(JUN, JAN)], [membership(JUN, JUN)]),
    ],
    "bodies_membership_order_for_substitutes": [
        (
            [membership(JAN, None, entry_order=1)],
            [membership(JAN, None, entry_order=1, seat="substitute")],
        )
    ],
    "bodies_membership_no_overlap": [
        (
            [membership(JAN, JUN), membership(JUN, DEC)],
            [membership(JAN, JUN), membership(JULY, DEC)],
        ),
        (
            [membership(JAN, None), membership(DEC, None)],
            [membership(JAN, JUN), membership(JULY, None)],
        ),
        (
            [membership(JAN, DEC), membership(JUN, JUN, seat="substitute")],
            [
                membership(JAN, DEC),
                lambda: membership(JAN, DEC, body=make.body("annat"))(),
                lambda: membership(JAN, DEC, person=make.person())(),
            ],
        ),
    ],
    "bodies_notice_once": [
        (
            [notice(), notice()],
            [notice(), notice(occasion="p"), notice(rule="s"), notice(about="b")],
        )
    ],
    "bodies_notice_sent_and_when": [
        ([notice(state="sent")], [notice(state="sent", sent_at=now())]),
        ([notice(sent_at=now())], [notice()]),
    ],
    "bodies_notice_sending_has_lease": [
        ([notice(state="sending")], [notice(state="sending", lease_until=now())]),
        ([notice(lease_until=now())], [notice()]),
        (
            [notice(handed_at=now())],
            [notice(state="sending", lease_until=now(), handed_at=now())],
        ),
    ],
    "bodies_notice_stopped_with_reason": [
        ([notice(state="stopped")], [notice(state="stopped", stopped_because="Onödigt.")]),
        ([notice(stopped_because="Onödigt.")], [notice()]),
    ],
    "bodies_notice_uncertain_since": [
        ([notice(state="uncertain")], [notice(state="uncertain", doubted_at=now())]),
    ],
    "bodies_notice_choice_once": [
        ([choice("turn"), choice("turn")], [choice("turn"), choice("agenda")])
    ],
    "bodies_outbox_one": [([outbox(pk=2)], [outbox()])],
    "bodies_outbox_held_with_reason": [
        ([outbox(held_since=now())], [outbox(held_since=now(), held_because="Prov.")]),
        ([outbox(held_because="Prov.")], [outbox()]),
    ],
    "bodies_reminder_days_once": [
        ([days(), days()], [days(), days(rule="s"), days(body=the_board), days(person=the_one)]),
        ([days(body=the_board), days(body=the_board)], [days(body=the_board)]),
    ],
    "bodies_reminder_days_body_or_person": [
        ([days(body=the_board, person=the_one)], [days(body=the_board)])
    ],
    "bodies_reminder_days_some": [([days(days=[])], [days(days=[-1])])],
    "bodies_stand_in_days_in_order": [([away(JUN, JAN)], [away(JUN, JUN)])],
    "bodies_stand_in_somebody_else": [([away(JAN, JUN, stand_in=the_one)], [away(JAN, JUN)])],
    "bodies_stand_in_no_overlap": [
        ([away(JAN, JUN), away(JUN, DEC)], [away(JAN, JUN), away(JULY, DEC)])
    ],
    "bodies_calendar_feed_one_open": [
        ([feed(), feed()], [feed(revoked_at=now()), feed(), feed(body=the_board)]),
        ([feed(body=the_board), feed(body=the_board)], [feed(body=the_board)]),
    ],
    "bodies_organisation_one_name": [
        (
            [organisation(), organisation()],
            [organisation(), lambda: make.organisation("region", name="Norrby")],
        )
    ],
    "bodies_organisation_one_number": [
        (
            [organisation(organisation_number="1"), organisation("B", organisation_number="1")],
            [organisation(), organisation("B"), organisation("C", organisation_number="1")],
        )
    ],
    "bodies_organisation_dates_in_order": [
        (
            [organisation(valid_from=JUN, valid_to=JAN)],
            [organisation(valid_from=JAN, valid_to=JUN), organisation("B", valid_to=JAN)],
        )
    ],
    "bodies_person_one_email": [
        (
            [person("a@demo.example"), person("A@Demo.Example")],
            [person(None), person(None), person("a@demo.example"), person("b@demo.example")],
        )
    ],
    "bodies_person_email_or_null": [([person("")], [person(None)])],
    "bodies_seat_rule_once": [([rule(), rule()], [rule()])],
    "bodies_seat_rule_other_body": [([self_rule], [rule()])],
    "bodies_seat_rule_some_seats": [([rule(seats=0)], [rule(seats=1)])],
    "bodies_term_dates_in_order": [
        ([term(council_from=date(2026, 9, 13))], [term()]),
        ([term(board_from=date(2026, 10, 14))], [term(board_from=date(2026, 10, 15))]),
        ([term(board_to=date(2027, 1, 1))], [term(board_to=date(2027, 1, 2))]),
        ([term(council_to=date(2026, 10, 15))], [term(council_to=date(2026, 10, 16))]),
    ],
}

ALL = CASES | agreement_facts.FACTS | attendance_facts.FACTS


def pairs() -> list[Any]:
    return [
        pytest.param(name, *pair, id=f"{name}-{number}")
        for name, rows in ALL.items()
        for number, pair in enumerate(rows)
    ]


@pytest.mark.parametrize(("name", "refused", "let_through"), pairs())
def test_it_is_kept(name: str, refused: list[Act], let_through: list[Act]) -> None:
    for act in refused[:-1]:
        act()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        refused[-1]()
    diagnosis = getattr(caught.value.__cause__, "diag", None)
    assert getattr(diagnosis, "constraint_name", None) == name


@pytest.mark.parametrize(("name", "refused", "let_through"), pairs())
def test_it_keeps_no_more(name: str, refused: list[Act], let_through: list[Act]) -> None:
    for act in let_through:
        act()


def test_every_named_fact_is_here() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("bodies").get_models()
        for constraint in model._meta.constraints
    }
    assert named | set(laws.SAID) == set(ALL)


def test_events_are_never_changed_nor_deleted() -> None:
    Event.objects.create(at=now(), verb="prov", text="Prov.")
    for statement in ("UPDATE bodies_event SET text = ''", "DELETE FROM bodies_event"):
        with (
            pytest.raises(Exception, match="append_only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert Event.objects.get().text == "Prov."


def test_the_history_of_rows_sees_raw_sql() -> None:
    seat = make.member(make.person(), make.body("run"), valid_from=today())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bodies_membership SET party = 'X' WHERE id = %s", [seat.pk])
    history = apps.get_model("bodies", "MembershipHistory")
    kept = history.objects.filter(pgh_obj_id=seat.pk).order_by("pgh_id")
    assert [(row.pgh_label, row.party) for row in kept] == [("insert", ""), ("update", "X")]
