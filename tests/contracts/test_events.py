"""Every action leaves exactly one line of history on each thing that it changes."""

import inspect
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import models

import bodies.actions
import cases.actions
from bodies.actions.year_plan import Starts
from bodies.models import (
    Body,
    CalendarFeed,
    CooperationArea,
    Event,
    Meeting,
    Membership,
    Notice,
    Organisation,
    Person,
    Presence,
    SeatRule,
    StandIn,
    Term,
)
from bodies.notices.outbox import hold
from cases.models import (
    AgendaItem,
    Approval,
    Approver,
    Ballot,
    Case,
    CaseEvent,
    Consultation,
    Decision,
    Dispatch,
    Dissent,
    Document,
    DocumentVersion,
    ItemAbsence,
    MeetingNotes,
    MinuteItem,
    Minutes,
    MinutesReturn,
    Motion,
    NotesReview,
    Position,
    PostedNotice,
    Recusal,
    Referral,
    Report,
    Share,
    Stage,
    Vote,
    WrittenRound,
)
from cases.workflow import ROUTES
from samverkan.lib.dates import now, today
from tests import factories as make
from tests.contracts.agreement_rehearsals import REHEARSED
from tests.contracts.attendance_rehearsals import ATTENDANCE
from tests.contracts.rehearsals import rehearse

_letters = count(1)

# What is somebody's own and no part of the case's history.
UNTOLD = {"mark_read", "keep_upload", "clear_pending_uploads", "write_note", "edit_note"}
UNTOLD |= {"remove_note", "read_agenda"}
# A file made of what the meeting has: nothing of the meeting is changed.
UNTOLD |= {"ask_for_packet", "make_packets"}
UNTOLD |= {"remove_note", "save_draft"}
# Run by the clock, or done by whoever holds a personal link: no account stands behind it.
BY_NOBODY = {"clear_pending_uploads", "make_packets", "hand_in_extract"}
# Not actions: they only ask.
QUESTIONS = {"check_removable", "outgoing"}

# The rows that make up a case, and how each says whose it is.
PARTS: list[tuple[type[models.Model], str]] = [
    (Case, "pk"),
    (Referral, "case_id"),
    (Stage, "case_id"),
    (AgendaItem, "case_id"),
    (Position, "case_id"),
    (Consultation, "case_id"),
    (Decision, "case_id"),
    (Report, "decision__case_id"),
    (ItemAbsence, "item__case_id"),
    (Recusal, "item__case_id"),
    (Dispatch, "case_id"),
    (Document, "case_id"),
    (DocumentVersion, "document__case_id"),
    (Share, "case_id"),
]
# What is written down from a meeting is a part of it.
NOTES: list[tuple[type[models.Model], str]] = [
    (MeetingNotes, "meeting_id"),
    (NotesReview, "notes__meeting_id"),
    (MinuteItem, "meeting_id"),
    (Motion, "minute_item__meeting_id"),
    (Vote, "minute_item__meeting_id"),
    (Ballot, "vote__minute_item__meeting_id"),
    (Dissent, "minute_item__meeting_id"),
    (Approver, "meeting_id"),
    (Minutes, "meeting_id"),
    (Approval, "minutes__meeting_id"),
    (MinutesReturn, "minutes__meeting_id"),
    (PostedNotice, "minutes__meeting_id"),
    (Presence, "meeting_id"),
    (WrittenRound, "meeting_id"),
]
Snapshot = dict[tuple[str, int], list[Any]]


def look() -> Snapshot:
    """Everything that is known of each case and each meeting."""
    found: Snapshot = defaultdict(list)
    for model, owner in PARTS:
        # An item's place in the order is the meeting's affair.
        columns = [f.attname for f in model._meta.concrete_fields if f.attname != "position"]
        for whose, *values in model._default_manager.order_by("pk").values_list(owner, *columns):
            found["case", whose].append(values)
    for model, owner in NOTES:
        columns = [owner, *(field.attname for field in model._meta.concrete_fields)]
        for whose, *values in model._default_manager.order_by("pk").values_list(*columns):
            found["meeting", whose].append(values)
    for meeting in Meeting.objects.all():
        columns = [field.attname for field in Meeting._meta.concrete_fields]
        found["meeting", meeting.pk].append([getattr(meeting, name) for name in columns])
    return found


def orders() -> dict[int, list[int]]:
    return {
        meeting.pk: list(meeting.items.in_order().values_list("pk", flat=True))
        for meeting in Meeting.objects.all()
    }


def reordered(before: dict[int, list[int]], after: dict[int, list[int]]) -> set[tuple[str, int]]:
    """Meetings whose items have changed places; one more or less is the case's affair."""
    changed = set()
    for meeting, items in before.items():
        kept = set(items) & set(after[meeting])
        if [i for i in items if i in kept] != [i for i in after[meeting] if i in kept]:
            changed.add(("meeting", meeting))
    return changed


def lines() -> Counter[tuple[str, int | None]]:
    told: Counter[tuple[str, int | None]] = Counter()
    told.update(("case", pk) for pk in CaseEvent.objects.values_list("case_id", flat=True))
    told.update(("meeting", pk) for pk in Event.objects.values_list("meeting_id", flat=True))
    return told


@pytest.mark.django_db
@pytest.mark.parametrize("name", cases.actions.__all__)
def test_one_line_on_each_thing_it_changes(name: str) -> None:
    deed = rehearse(name, make.house())
    before, order, told = look(), orders(), lines()
    deed()
    after = look()
    changed = {thing for thing in after if before.get(thing) != after[thing]}
    changed |= reordered(order, orders())
    news = lines() - told
    assert set(news) == changed
    assert set(news.values()) <= {1}
    assert bool(changed) == (name not in UNTOLD)


def every_action() -> list[tuple[str, Callable[..., Any]]]:
    return [
        (name, getattr(module, name))
        for module in (cases.actions, bodies.actions)
        for name in module.__all__
        if name not in QUESTIONS
    ]


@pytest.mark.parametrize(("name", "action"), every_action())
def test_called_by_keyword_with_types_and_by_somebody(
    name: str, action: Callable[..., Any]
) -> None:
    signature = inspect.signature(action)
    for parameter in signature.parameters.values():
        assert parameter.kind == inspect.Parameter.KEYWORD_ONLY, parameter
        assert parameter.annotation is not inspect.Parameter.empty, parameter
    assert signature.return_annotation is not inspect.Signature.empty
    assert ("by" in signature.parameters) == (name not in BY_NOBODY)


def test_every_transition_is_an_action() -> None:
    names = {transition.name for route in ROUTES for transition in route.transitions}
    assert names <= set(cases.actions.__all__)


def keeping(name: str, home: make.House) -> Callable[[], object]:
    """The administrator's deeds, each ready to be done."""
    by, act = home.administrator, getattr(bodies.actions, name)
    seat = Membership(person=home.stranger, body=home.au, valid_from=today())
    held = make.member(home.stranger, home.pkd_au, valid_from=today())
    rule = SeatRule(body=home.samrad, source=home.au, seats=1)
    starts = now() + timedelta(9)
    area = CooperationArea(
        key="ny", name="Ett nytt område", board=home.board, preparing_committee=home.au
    )
    given: dict[str, dict[str, Any]] = {
        "save_person": {"person": Person(first_name="Ny", last_name="Provsson")},
        "set_password": {"person": home.stranger, "password": make.PASSWORD},
        "invite_person": {"person": home.stranger},
        "save_organisation": {"organisation": Organisation(kind="agency", name="Ny")},
        "save_body": {"body": Body(key="ny", name="Nytt organ", abbreviation="NO", kind="board")},
        "save_seat_rule": {"rule": rule},
        "save_area": {"area": area},
        "save_term": {"term": next_term()},
        "save_membership": {"membership": seat},
        "save_meeting": {"meeting": Meeting(body=home.au, starts_at=starts)},
        "plan_year": {"area": home.area, "chains": [Starts(committee=starts)]},
        "end_memberships": {"memberships": [held], "last_day": today()},
        "remove": {"row": make.organisation()},
        "copy_memberships": {"memberships": [held], "term": make_term()},
        "send_notices_now": {"notices": [letter(home, "waiting")], "reason": "Brådskar."},
        "stop_notices": {"notices": [letter(home, "failed")], "reason": "Onödigt."},
        "acknowledge_bounce": {
            "notices": [make.notice(home.chief, "sent", bounced_at=now())],
            "reason": "Adressen är rättad.",
        },
        "send_notices_again": {"notices": [letter(home, "failed")], "reason": "Kom inte fram."},
        "hold_outbox": {"reason": "Ser efter."},
        "release_outbox": {"reason": "Klart."},
        "choose_manner": {"kind": "turn", "manner": "daily"},
        "choose_reminder_days": {"rule": "reply_near", "days": [-3, -1]},
        "set_stand_in": {
            "stand_in": home.chief,
            "first_day": today(),
            "last_day": today() + timedelta(5),
        },
        "end_stand_in": {},
        "open_calendar": {"body": home.board},
        "revoke_calendar": {},
    }
    if name in REHEARSED:
        return REHEARSED[name]()
    if name in ATTENDANCE:
        return ATTENDANCE[name](home)
    if name == "release_outbox":
        hold("Prov.")
    if name == "revoke_calendar":
        feed = CalendarFeed.objects.create(person=by, created_at=now())
        given[name]["feed_id"] = feed.pk
    if name == "end_stand_in":
        away = {"first_day": today(), "last_day": today()}
        given[name]["row"] = StandIn.objects.create(person=by, stand_in=home.chief, **away)
    return lambda: act(by=by, **given[name])


def letter(home: make.House, state: str) -> Notice:
    written: Notice = Notice.objects.create(
        rule="turn",
        about=f"case:{next(_letters)}",
        recipient=home.chief,
        occasion=state,
        subject="Prov",
        state=state,
        planned_at=now(),
        due_at=now(),
        created_at=now(),
        message_id=f"<{state}-{next(_letters)}@example.org>",
    )
    return written


def next_term() -> Term:
    year = today().year + 2
    return Term(
        name=f"{year + 1}–{year + 4}",
        election_day=date(year, 9, 8),
        council_from=date(year, 10, 15),
        council_to=date(year + 4, 10, 14),
        board_from=date(year + 1, 1, 1),
        board_to=date(year + 4, 12, 31),
    )


def make_term() -> Term:
    term = next_term()
    term.name = "Nästa"
    term.save()
    return term


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(bodies.actions.__all__) - QUESTIONS))
def test_one_line_for_what_the_administrator_does(name: str) -> None:
    deed = keeping(name, make.house())
    before = Event.objects.count()
    deed()
    assert Event.objects.count() == before + 1
