"""The rules' table: who is reminded of what, on which day, once, and until what is done."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from bodies import reminders
from bodies.actions import send_notices_again, stop_notices
from bodies.models import Notice, Person, ReminderDays, StandIn
from bodies.models.notice import NoticeState
from bodies.models.notice_choice import NoticeChoice
from bodies.notices import deliver_due
from cases import actions
from cases.models import Case
from cases.reminders import RULES
from cases.route import Step
from samverkan.lib.dates import STOCKHOLM, now, today
from tests import factories as make
from tests.cases.reminding import DAY, REPLY, RULES_BY_KEY, a_case, at, look, named_house, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> make.House:
    return named_house()


@pytest.fixture
def case(home: make.House) -> Case:
    return a_case(home)


def test_every_rule_says_who_what_and_until_when() -> None:
    assert len({rule.key for rule in RULES}) == len(RULES) == 15
    for rule in RULES:
        assert rule.label
        assert rule.who
        assert rule.until
        assert rule.days


def test_a_reply_day_is_told_before_on_and_after_it(case: Case) -> None:
    seen = []
    for days in (12, 13, 14, 15, 20, 21, 22, 25, 26, 27, 28, 29, 30, 34, 35):
        look(DAY + timedelta(days), only="reply_")
        seen.append(len(told("reply_near") + told("reply_today")))
    assert told("reply_near") == [("officer", f"{REPLY} {n:+d}") for n in (-14, -7, -2)]
    assert told("reply_today") == [("officer", f"{REPLY} +0")]
    assert set(told("reply_passed")) == {
        (who, f"{REPLY} {n:+d}") for who in ("officer", "chief") for n in (1, 7)
    }
    assert seen[1:3] == [0, 1], "a fortnight before, and not a day sooner"


def test_nobody_is_reminded_on_a_sunday(case: Case, home: make.House) -> None:
    Case.objects.filter(pk=case.pk).update(reply_due=date(2030, 4, 7))  # a Sunday
    for days in range(14, 32):
        look(DAY + timedelta(days), only="reply_near")
    notices = Notice.objects.filter(rule="reply_near").order_by("pk")
    planned = notices.values_list("planned_at", flat=True)
    found = [moment.astimezone(STOCKHOLM).date() for moment in planned]
    assert found == [date(2030, 3, 22), date(2030, 3, 29), date(2030, 4, 5)]


def test_what_came_up_late_is_not_reminded_of_as_if_before(home: make.House) -> None:
    """Registered five days before its reply day: a fortnight's warning would be absurd."""
    with at(REPLY - timedelta(5)):
        make.case_in(Step.DRAFTING, home, reply_due=REPLY, received_on=REPLY - timedelta(5))
    look(REPLY - timedelta(5), hour=10)
    assert told("reply_near") == []
    look(REPLY - timedelta(2))
    assert told("reply_near") == [("officer", f"{REPLY} -2")]


def test_a_reminder_whose_reason_has_gone_is_never_sent(case: Case, home: make.House) -> None:
    day = REPLY - timedelta(14)
    with at(day):
        reminders.write_due()
        make.step(case, "decline", home.chief, reason="Berör inte regionen.")
        mail.outbox.clear()
        deliver_due()
    notice = Notice.objects.get(rule="reply_near")
    assert (notice.state, notice.stopped_because) == ("stopped", "Det gällde inte längre.")
    assert not [each for each in mail.outbox if "framme" in each.subject]


def test_who_may_no_longer_see_is_not_told(case: Case, home: make.House) -> None:
    day = REPLY - timedelta(14)
    with at(day):
        reminders.write_due()
        Person.objects.filter(pk=home.officer.pk).update(roles=[])
        deliver_due()
    assert Notice.objects.get(rule="reply_near").state == NoticeState.STOPPED


@pytest.mark.parametrize("whose", ["all", "body", "person"])
def test_days_are_the_rules_the_bodys_and_ones_own(
    case: Case, home: make.House, whose: str
) -> None:
    ReminderDays.objects.create(rule="papers_due", days=[-9])
    if whose != "all":
        ReminderDays.objects.create(rule="papers_due", body=home.au, days=[-8])
    if whose == "person":
        ReminderDays.objects.create(rule="papers_due", person=home.officer, days=[-7])
    with at(DAY):
        committee = make.meeting(home.au, 14, papers_due=DAY + timedelta(13))
        make.meeting(home.samrad, 15, follows=committee)
        make.meeting(home.board, 20)
    for days in range(13):
        look(DAY + timedelta(days), only="papers_due")
    wanted = {"all": -9, "body": -8, "person": -7}[whose]
    assert told("papers_due") == [("officer", f"{DAY + timedelta(13)} {wanted:+d}")]


def test_a_plan_is_told_of_each_time_it_breaks(case: Case, home: make.House) -> None:
    with at(DAY):
        committee = make.meeting(home.au, 14)
        samrad = make.meeting(home.samrad, 15, follows=committee)
        make.meeting(home.board, 20)
    look(DAY)
    assert told("plan_broken") == []
    with at(DAY + timedelta(2)):
        actions.cancel_meeting(
            meeting_id=samrad.pk, version=samrad.version, by=home.secretary, reason="Snö."
        )
    for days in (2, 2, 3, 9):
        look(DAY + timedelta(days))
    assert told("plan_broken") == [
        ("officer", f"plan {REPLY} 1.1 +0"),
        ("chief", f"plan {REPLY} 1.1 +0"),
    ]
    with at(DAY + timedelta(9), 10):
        extra = make.meeting(home.samrad, 6, follows=committee)
        assert not list(RULES_BY_KEY["plan_broken"].find(None)), "mended"
    with at(DAY + timedelta(10)):
        actions.cancel_meeting(
            meeting_id=extra.pk, version=extra.version, by=home.secretary, reason="Is."
        )
    look(DAY + timedelta(10))
    assert told("plan_broken")[2:] == [
        (who, f"plan {REPLY} 1.2 +0") for who in ("officer", "chief")
    ]


def test_a_case_without_an_officer_is_the_chiefs(home: make.House) -> None:
    with at(DAY):
        case = make.registered(home, received_on=DAY, reply_due=None, officer=None)
    for days in range(6):
        look(DAY + timedelta(days), only="no_officer")
    assert told("no_officer") == [("chief", f"{DAY} +2")]
    assert Notice.objects.get(rule="no_officer").about == f"case:{case.pk}"


def test_a_decision_that_is_not_sent(home: make.House) -> None:
    case = make.case_in(Step.DECIDED, home)
    for days in range(12):
        look(today() + timedelta(days), only="not_dispatched")
    assert {who for who, _ in told("not_dispatched")} == {"registrar", "officer"}
    assert len(told("not_dispatched")) == 4
    assert Notice.objects.filter(rule="not_dispatched", about=f"case:{case.pk}").count() == 4


def test_delegates_are_told_of_what_is_left_until_nothing_is(home: make.House) -> None:
    case = make.case_in(Step.PREPARATION, home)
    committee = make.placed(home, case, home.au, 8, days=20)
    samrad = make.meeting(home.samrad, 21, follows=committee)
    look(today() + timedelta(19))
    assert told("samrad_coming") == [], "the agenda is not out"
    actions.publish_agenda(meeting_id=samrad.pk, version=samrad.version, by=home.secretary)
    actions.take_position(case_id=case.pk, by=home.run_member, stance="supports")
    look(today() + timedelta(20), hour=12)
    notices = Notice.objects.filter(rule="samrad_coming")
    assert [notice.recipient for notice in notices] == [home.pkd_member]
    assert "ett ärende kvar" in notices[0].subject
    with at(today() + timedelta(20), hour=13):
        actions.take_position(case_id=case.pk, by=home.pkd_member, stance="supports")
        rule = next(rule for rule in RULES if rule.key == "samrad_coming")
        assert not rule.still_so(notices[0])


def test_an_urgent_decision_is_reported_and_cannot_be_put_off(home: make.House) -> None:
    case = make.decided_urgently(home)
    meeting = make.meeting(home.board, 30)
    make.meeting(home.board, 60)
    NoticeChoice.objects.create(person=home.secretary, kind="urgent_report", manner="never")
    for days in (15, 22, 23, 24, 28, 29):
        look(today() + timedelta(days), only="urgent_report")
    assert [who for who, _ in told("urgent_report")] == ["secretary", "secretary"]
    with at(meeting.day, 15):
        decision = case.decisions.get()
        actions.report_decision(decision_id=decision.pk, meeting_id=meeting.pk, by=home.secretary)
    for days in range(45, 60):
        look(today() + timedelta(days), only="urgent_report")
    assert len(told("urgent_report")) == 2


def test_one_that_was_not_reported_is_told_of_before_the_next_meeting_too(
    home: make.House,
) -> None:
    make.decided_urgently(home)
    for days in (5, 35):
        make.meeting(home.board, days)
    for days in (4, 34):
        look(today() + timedelta(days), only="urgent_report")
    assert len(told("urgent_report")) == 2


def test_none_and_daily(case: Case, home: make.House) -> None:
    NoticeChoice.objects.create(person=home.chief, kind="reply_passed", manner="never")
    NoticeChoice.objects.create(person=home.officer, kind="reply_passed", manner="daily")
    mail.outbox.clear()
    look(REPLY + timedelta(1))
    passed = Notice.objects.filter(rule="reply_passed")
    assert passed.get(recipient=home.chief).state == NoticeState.STOPPED
    child = passed.get(recipient=home.officer)
    assert child.state == NoticeState.SENT
    assert child.digest is not None
    letters = [each for each in mail.outbox if each.to[0].endswith(f"<{home.officer.email}>")]
    assert [each.subject for each in letters] == ["Samverkan i dag: 1 sak"]
    assert case.registry_number in str(letters[0].body)


def test_a_letter_of_the_day_goes_out_again_whole(case: Case, home: make.House) -> None:
    """As it was, and not what is done since; a stopped one takes what it gathered with it."""
    for kind in ("reply_passed", "no_officer"):
        NoticeChoice.objects.create(person=home.chief, kind=kind, manner="daily")
    with at(DAY):
        done = make.registered(home, officer=None, received_on=DAY)
    look(REPLY + timedelta(1))
    letter = Notice.objects.get(rule="digest", recipient=home.chief)
    assert {each.state for each in letter.gathered.all()} == {"sent"}
    mail.outbox.clear()
    with at(REPLY + timedelta(2)):
        make.step(done, "assign", home.chief, officer=home.officer)
        mine: dict[str, Any] = {
            "notices": [letter],
            "by": home.secretary,
            "reason": "Hen raderade det.",
        }
        assert send_notices_again(**mine) == 1
        assert stop_notices(**mine) == 1
        assert {each.state for each in letter.gathered.all()} == {"stopped"}
        assert send_notices_again(**mine) == 1
        deliver_due()
    (again,) = [sent for sent in mail.outbox if str(home.chief.email) in sent.to[0]]
    assert again.extra_headers["Message-ID"] == letter.message_id
    assert case.registry_number in again.body
    assert done.registry_number not in again.body


def test_a_stand_in_gets_it_while_somebody_is_away(case: Case, home: make.House) -> None:
    day = REPLY - timedelta(14)
    StandIn.objects.create(
        person=home.officer, stand_in=home.registrar, first_day=day, last_day=day
    )
    mail.outbox.clear()
    look(day)
    look(REPLY - timedelta(7))
    first, second = Notice.objects.filter(rule="reply_near").order_by("pk")
    assert (first.sent_to, second.sent_to) == (home.registrar, None)
    letter = next(each for each in mail.outbox if str(home.registrar.email) in each.to[0])
    assert f"i stället för {home.officer.full_name}" in str(letter.body)


def test_a_stand_in_who_may_not_see_it_does_not(case: Case, home: make.House) -> None:
    day = REPLY - timedelta(14)
    StandIn.objects.create(person=home.officer, stand_in=home.stranger, first_day=day, last_day=day)
    look(day)
    assert Notice.objects.get(rule="reply_near").sent_to is None


def test_what_goes_next_is_known(case: Case) -> None:
    with at(DAY):
        coming = reminders.coming(f"case:{case.pk}")
        found = {each.rule.key: each.at.astimezone(STOCKHOLM).date() for each in coming}
        assert found["reply_near"] == REPLY - timedelta(14)
        assert all(each.at > now() for each in coming)
