"""Calendar feeds: what stands in them, who can read them, and that a day is the same day."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.template import Context, Template
from django.test import Client
from icalendar import Calendar

from bodies import actions
from bodies.models import CalendarFeed, Meeting, Person, ReminderDays
from bodies.notices.posting import morning_of
from bodies.roles import Role
from cases import actions as case_actions
from cases.actions.secrecy import Secrecy
from cases.route import Step
from samverkan.lib.dates import STOCKHOLM, add_working_days, local_date, swedish_date, today
from samverkan.lib.ics import Entry, calendar_bytes
from tests import factories as make
from tests.in_writing import DAYS, called_off

URL = "/konto/kalender/"


def read(client: Client, feed: CalendarFeed) -> dict[str, Any]:
    """The feed's events by their titles, as a calendar program understands them."""
    answer = client.get(f"/kalender/{feed.key}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found: Any = Calendar.from_ical(answer.content)
    return {str(event["summary"]): event for event in found.walk("VEVENT")}


def rings(found: dict[str, Any], title: str) -> list[datetime]:
    """When the alarms of the first entry that begins so ring, by the clock on the wall."""
    event = next(each for name, each in found.items() if name.startswith(title))
    start = datetime.combine(event.decoded("dtstart"), time())
    return [start + alarm.decoded("trigger") for alarm in event.walk("VALARM")]


def fed(person: Person, body: object = None) -> CalendarFeed:
    return actions.open_calendar(by=person, body=body)  # type: ignore[arg-type]


@pytest.mark.django_db
class TestTheFeed:
    def test_an_officer_sees_meetings_paper_days_and_own_reply_days(self, client: Client) -> None:
        home = make.house()
        due = today() + timedelta(40)
        case = make.case_in(Step.DRAFTING, home, reply_due=due, title="Skogen")
        other = make.person(Role.CASE_OFFICER)
        make.registered(home, officer=other, reply_due=due, title="Någon annans")
        meeting = make.meeting(home.au, 14, 9, papers_due=today() + timedelta(7))
        found = read(client, fed(home.officer))
        event = found[home.au.name]
        assert event.decoded("dtstart") == meeting.starts_at
        assert event["dtstart"].params["TZID"] == "Europe/Stockholm"
        assert str(event["url"]).endswith(meeting.get_absolute_url())
        papers = next(each for title, each in found.items() if title.startswith("Handlingar"))
        assert papers.decoded("dtstart") == today() + timedelta(7)
        reply = found[f"Sista svarsdag {case.registry_number}: Skogen"]
        assert reply.decoded("dtstart") == due
        assert not any("Någon annans" in title for title in found)

    def test_alarms_ring_on_the_days_that_one_has_chosen(self, client: Client) -> None:
        home = make.house()
        due = date(2030, 4, 3)  # a Wednesday: three days before it is a Sunday
        make.case_in(Step.DRAFTING, home, reply_due=due, title="Skogen")
        meeting = make.meeting(home.au, 14, 9, papers_due=today() + timedelta(7))
        feed = fed(home.officer)
        assert len(rings(read(client, feed), "Sista svarsdag")) == 3, "those of the rule"
        days = {"reply_near": [-3], "papers_due": [-2, 0]}
        for rule, chosen in days.items():
            ReminderDays.objects.create(rule=rule, person=home.officer, days=chosen)
        found = read(client, feed)
        assert rings(found, "Sista svarsdag") == [datetime.combine(date(2030, 3, 29), time(9))]
        assert meeting.papers_due
        before = add_working_days(meeting.papers_due, -2)
        assert [each.date() for each in rings(found, "Handlingar")] == [before, meeting.papers_due]

    def test_a_delegate_sees_the_meetings_of_the_own_bodies(self, client: Client) -> None:
        home = make.house()
        make.meeting(home.board, 9, papers_due=today() + timedelta(3))
        make.meeting(home.pkd_au, 10)
        make.meeting(home.samrad, 11)
        assert set(read(client, fed(home.pkd_member))) == {home.pkd_au.name, home.samrad.name}

    def test_the_last_day_of_a_samrad_in_writing_moves_with_it(self, client: Client) -> None:
        world = called_off()
        world.open()
        feed, title = fed(world.home.pkd_member), "Skriftligt samråd: svara senast i dag"
        for days in (DAYS, DAYS + 2):
            (name,) = [each for each in read(client, feed) if each.startswith(title)]
            event = read(client, feed)[name]
            assert event.decoded("dtstart") == today() + timedelta(days)
            assert str(event["url"]).endswith(f"/moten/{world.meeting.pk}/skriftligt/")
            world.extend(DAYS + 2) if days == DAYS else world.end()
        (ended,) = [event for told, event in read(client, feed).items() if title in told]
        assert ended["status"] == "CANCELLED"

    def test_a_bodys_feed_holds_its_meetings_only(self, client: Client) -> None:
        home = make.house()
        make.case_in(Step.DRAFTING, home, reply_due=today() + timedelta(40))
        make.meeting(home.board, 9)
        make.meeting(home.au, 8)
        assert set(read(client, fed(home.officer, home.board))) == {home.board.name}

    def test_cancelled_is_said_and_keeps_its_identity(self, client: Client) -> None:
        home = make.house()
        meeting = make.meeting(home.board, 9)
        feed = fed(home.officer)
        (before,) = read(client, feed).values()
        case_actions.cancel_meeting(
            meeting_id=meeting.pk, version=meeting.version, by=home.secretary, reason="Snö."
        )
        (after,) = read(client, feed).values()
        assert str(after["status"]) == "CANCELLED"
        assert str(after["summary"]).startswith("Inställt: ")
        assert before["uid"] == after["uid"]
        assert after["sequence"] > before["sequence"]

    def test_a_secret_case_is_only_its_number(self, client: Client) -> None:
        home = make.house()
        case = make.case_in(Step.DRAFTING, home, title="Röjande", reply_due=today() + timedelta(9))
        case_actions.mark_secret(
            case_id=case.pk,
            version=case.version,
            by=home.registrar,
            secrecy=Secrecy("OSL 21 kap. 3 §", "Remiss"),
            reason="Prov.",
        )
        content = client.get(f"/kalender/{fed(home.officer).key}.ics").content.decode()
        assert case.registry_number in content
        assert "Röjande" not in content

    def test_what_ends_a_feed(self, client: Client) -> None:
        home = make.house()
        feed, other = fed(home.officer), fed(home.chief)
        assert client.get(f"/kalender/{uuid4()}.ics").status_code == 404
        actions.revoke_calendar(feed_id=feed.pk, by=home.officer)
        Person.objects.filter(pk=home.chief.pk).update(is_active=False)
        answers = [client.get(f"/kalender/{key}.ics") for key in (feed.key, other.key, uuid4())]
        assert {each.status_code for each in answers} == {404}
        assert "no-store" in client.get(f"/kalender/{fed(home.officer).key}.ics")["Cache-Control"]

    def test_same_questions_however_much_there_is(
        self, client: Client, django_assert_max_num_queries: object
    ) -> None:
        home = make.house()
        for days in range(1, 20):
            make.meeting(home.au, days, papers_due=today())
            make.registered(home, officer=home.officer, reply_due=today() + timedelta(days))
        url = f"/kalender/{fed(home.officer).key}.ics"
        with django_assert_max_num_queries(7):  # type: ignore[operator]
            client.get(url)


@pytest.mark.django_db
class TestThePage:
    def test_an_address_is_made_shown_and_ended(self, client: Client) -> None:
        home = make.house()
        client.force_login(home.pkd_member)
        page = client.post(URL, {"body": "mina"}, follow=True).content.decode()
        feed = CalendarFeed.objects.get()
        assert f"/kalender/{feed.key}.ics" in page
        client.post(URL, {"body": home.samrad.key})
        assert CalendarFeed.objects.open().count() == 2
        client.post(URL, {"body": "mina"})
        assert not CalendarFeed.objects.open().filter(pk=feed.pk).exists(), "a new one replaces"
        kept = CalendarFeed.objects.open().get(body=None)
        client.post(f"{URL}{kept.pk}/avsluta/")
        assert CalendarFeed.objects.open().count() == 1

    def test_another_persons_is_not_there(self, client: Client) -> None:
        home = make.house()
        feed = fed(home.chief)
        client.force_login(home.officer)
        assert client.post(f"{URL}{feed.pk}/avsluta/").status_code == 404
        assert str(feed.key) not in client.get(URL).content.decode()

    def test_an_unknown_body_is_told(self, client: Client) -> None:
        client.force_login(make.house().officer)
        assert "(valfritt)" not in client.get(URL).content.decode()
        page = client.post(URL, {"body": "finns-inte"}).content.decode()
        assert "Välj ett organ i listan." in page


# Four springs and four autumns: the last Sundays of March and October, at 01.00 UTC.
CHANGES = [
    datetime(year, month, day, 1, tzinfo=UTC)
    for year, month, day in (
        *((2026, 3, 29), (2026, 10, 25), (2027, 3, 28), (2027, 10, 31)),
        *((2028, 3, 26), (2028, 10, 29), (2029, 3, 25), (2029, 10, 28)),
    )
]
PAGE = Template("{% load samverkan_tags %}{{ moment|date_sv }}")


def instants(count: int) -> list[datetime]:
    """Within two days of a change of clock, on the hour of the change often."""
    dice = random.Random(1930)
    near = [dice.choice(CHANGES) for _ in range(count)]
    wide, close = 2 * 24 * 3600, 9
    return [
        change + timedelta(seconds=dice.randint(-far, far))
        for change in near
        for far in [dice.choice((wide, close))]
    ]


def test_page_mail_and_calendar_show_the_same_day_round_the_changes_of_clock() -> None:
    moments, naive = instants(10_000), 0
    different = sorted(set(moments))  # a feed of the same hour twice proves nothing more
    entries = [Entry(str(n), "M", each, each) for n, each in enumerate(different)]
    feeds: Any = Calendar.from_ical(calendar_bytes("Prov", entries))
    events = dict(zip(different, feeds.walk("VEVENT"), strict=True))
    feed_of = {each: event.decoded("dtstart").astimezone(UTC) for each, event in events.items()}
    for moment in moments:
        day = moment.astimezone(STOCKHOLM).date()
        mail = swedish_date(local_date(moment))
        page = PAGE.render(Context({"moment": moment}))
        feed = feed_of[moment]
        assert feed == moment
        assert page == mail == swedish_date(feed.astimezone(STOCKHOLM).date()) == swedish_date(day)
        assert Meeting(starts_at=moment).day == day
        assert morning_of(day).astimezone(STOCKHOLM).hour == 7
        naive += moment.date() != day
    assert naive > 100, "the negative control: a UTC date is another day now and then"


def test_the_clock_s_own_rules_come_along() -> None:
    """A program that does not know Europe/Stockholm is told: when it changes, and by how much."""
    moments = [datetime(2027, month, 15, 9, tzinfo=STOCKHOLM) for month in (1, 7)]
    entries = [Entry(str(each.month), "M", each, each) for each in moments]
    calendar: Any = Calendar.from_ical(calendar_bytes("Prov", entries))
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Stockholm"
    for event, moment in zip(calendar.walk("VEVENT"), moments, strict=True):
        told = zone.to_tz().utcoffset(event.decoded("dtstart").replace(tzinfo=None))
        assert told == moment.utcoffset()
    none = Entry("1", "Sista svarsdag", date(2027, 3, 28), moments[0])
    assert b"VTIMEZONE" not in calendar_bytes("Prov", [none])


def test_a_deadline_is_a_date_and_never_moves() -> None:
    day = date(2027, 3, 28)
    entry = Entry("1", "Sista svarsdag", day, datetime(2027, 1, 1, tzinfo=UTC))
    found: Any = Calendar.from_ical(calendar_bytes("Prov", [entry]))
    (event,) = found.walk("VEVENT")
    assert event.decoded("dtstart") == day
    assert event.decoded("dtend") == date(2027, 3, 29)
