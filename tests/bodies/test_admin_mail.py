"""The administration of mail: finding what went wrong, others' days, others' stand-ins."""

from datetime import timedelta

import pytest
from django.test import Client

from bodies.models import Event, Notice, Person, ReminderDays, StandIn
from samverkan.lib.dates import now, today
from tests import factories as make
from tests.bodies.filled import submit

pytestmark = pytest.mark.django_db


def found(office: Client, query: str) -> list[Notice]:
    return list(office.get(f"/admin/bodies/notice/?{query}").context["cl"].queryset)


def test_what_went_wrong_is_found(office: Client, administrator: Person) -> None:
    failed = make.notice(administrator, "failed", error="550 Finns inte")
    bounced = make.notice(administrator, "sent", bounced_at=now())
    make.notice(administrator, "sent", bounced_at=now(), seen_at=now())
    late = make.notice(administrator, "sent", planned_at=now() - timedelta(days=2))
    stuck = make.notice(administrator, planned_at=now() - timedelta(hours=2))
    doubted = make.notice(administrator, "uncertain")
    assert {row.pk for row in found(office, "fel=manniska")} == {failed.pk, bounced.pk}
    assert {row.pk for row in found(office, "fel=sena")} == {late.pk, stuck.pk}
    assert [row.pk for row in found(office, "fel=osakra")] == [doubted.pk]


def test_filtered_by_kind_and_told_in_words(office: Client, administrator: Person) -> None:
    make.notice(administrator, rule="reply_near")
    make.notice(administrator, "failed", rule="turn")
    assert [row.rule for row in found(office, "slag=turn")] == ["turn"]
    page = office.get("/admin/bodies/notice/?slag=turn").content.decode()
    assert "Ett ärende väntar på dig" in page
    assert "Misslyckat" in page


def test_one_notice_says_how_it_stands(office: Client, administrator: Person) -> None:
    row = make.notice(administrator, "failed", error="550 Finns inte")
    page = office.get(f"/admin/bodies/notice/{row.pk}/change/").content.decode()
    assert "E-postservern säger nej: 550 Finns inte" in page


def test_bounces_are_acknowledged_with_a_reason(office: Client, administrator: Person) -> None:
    row = make.notice(administrator, "sent", bounced_at=now())
    sent = {"action": "acknowledge", "_selected_action": [row.pk]}
    assert "Tagen om hand" in office.post("/admin/bodies/notice/", sent).content.decode()
    office.post("/admin/bodies/notice/", sent | {"confirm": "1", "reason": "Adressen är rättad."})
    row.refresh_from_db()
    assert row.seen_at is not None


def test_days_for_a_body(office: Client) -> None:
    body = make.body("run")
    submit(office, "reminderdays", "add", rule="reply_near", body=body.pk, days="10, 3")
    row = ReminderDays.objects.get()
    assert (row.rule, row.body, row.person, row.days) == ("reply_near", body, None, [-10, -3])
    page = office.get("/admin/bodies/reminderdays/").content.decode()
    assert "Svarsdagen närmar sig" in page
    assert "10 och 3 dagar före" in page
    submit(office, "reminderdays", f"{row.pk}/change", days="5")
    assert ReminderDays.objects.get().days == [-5]
    assert Event.objects.filter(verb="choose_reminder_days").count() == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [("i tid", "är inget tal"), ("", "Skriv minst en dag"), ("0", "minst 1"), ("900", "högst 120")],
)
def test_days_that_make_no_sense(office: Client, given: str, said: str) -> None:
    answer = submit(office, "reminderdays", "add", rule="reply_near", days=given)
    assert said in answer.content.decode()
    assert f'value="{given}"' in answer.content.decode() or not given
    assert not ReminderDays.objects.exists()


def test_not_for_a_body_and_a_person(office: Client, administrator: Person) -> None:
    who = {"body": make.body("run").pk, "person": administrator.pk}
    answer = submit(office, "reminderdays", "add", rule="reply_near", days="3", **who)
    assert "Välj ett organ eller en person" in answer.content.decode()


def test_days_are_taken_away(office: Client) -> None:
    row = ReminderDays.objects.create(rule="reply_near", days=[-3])
    office.post(f"/admin/bodies/reminderdays/{row.pk}/delete/", {"post": "yes"})
    assert not ReminderDays.objects.exists()
    assert Event.objects.filter(verb="choose_reminder_days").count() == 1


def test_stand_in_for_another(office: Client) -> None:
    away, other = make.person(), make.person()
    days = {"first_day": today(), "last_day": today() + timedelta(7)}
    submit(office, "standin", "add", person=away.pk, stand_in=other.pk, **days)
    row = StandIn.objects.get()
    assert (row.person, row.stand_in) == (away, other)
    assert Event.objects.filter(verb="set_stand_in").count() == 1
    assert other.full_name in office.get("/admin/bodies/standin/").content.decode()
    office.post(f"/admin/bodies/standin/{row.pk}/delete/", {"post": "yes"})
    assert not StandIn.objects.exists()
    assert Event.objects.filter(verb="end_stand_in").count() == 1


def test_stand_in_with_days_the_wrong_way_round(office: Client) -> None:
    days = {"first_day": today() + timedelta(7), "last_day": today()}
    people = {"person": make.person().pk, "stand_in": make.person().pk}
    answer = submit(office, "standin", "add", **people, **days)
    assert "ligger före den första" in answer.content.decode()


def test_the_first_page_leads_to_the_outbox(office: Client) -> None:
    assert "/aviseringar/utkorg/" in office.get("/admin/").content.decode()
