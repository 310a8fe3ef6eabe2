"""/moten/<year>/<month>/: the month week by week."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bodies.models import Meeting
from tests import factories as make

pytestmark = pytest.mark.django_db


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_shows_weeks_with_numbers_and_meetings_on_their_day(client: Client) -> None:
    client.force_login(make.person())
    board = make.body("run")
    meeting = Meeting.objects.create(body=board, starts_at=at(2027, 2, 3))
    answer = client.get("/moten/2027/2/")
    weeks = answer.context["weeks"]
    assert [number for number, _ in weeks] == [5, 6, 7, 8]
    days = {day.date: day.meetings for _, week in weeks for day in week}
    assert days[date(2027, 2, 3)] == [meeting]
    assert "Februari 2027" in answer.content.decode()


def test_a_meeting_belongs_to_its_swedish_day(client: Client) -> None:
    client.force_login(make.person())
    late = Meeting.objects.create(body=make.body("run"), starts_at=at(2027, 6, 30, 22))
    june = client.get("/moten/2027/6/").context["weeks"]
    july = client.get("/moten/2027/7/").context["weeks"]
    assert not [m for _, week in june for day in week for m in day.meetings]
    assert [m for _, week in july for day in week for m in day.meetings] == [late]


def test_leads_to_the_months_beside(client: Client) -> None:
    client.force_login(make.person())
    page = client.get("/moten/2027/1/").content.decode()
    assert "/moten/2026/12/" in page
    assert "/moten/2027/2/" in page
    assert "Inga möten är inlagda den här månaden." in page


def test_the_calendar_ends_where_it_ends(client: Client) -> None:
    client.force_login(make.person())
    assert client.get("/moten/2000/1/").context["previous"] is None
    assert client.get("/moten/2100/12/").context["next"] is None


@pytest.mark.parametrize(
    "month", ["2027/0", "2027/13", "1999/12", "2101/1", "9999999/1", "2027/99"]
)
def test_a_month_that_is_none_is_404(client: Client, month: str) -> None:
    client.force_login(make.person())
    assert client.get(f"/moten/{month}/").status_code == 404


def test_strangers_log_in_first_and_nobody_writes(client: Client) -> None:
    assert client.get("/moten/2027/2/").status_code == 302
    client.force_login(make.person())
    assert client.post("/moten/2027/2/").status_code == 405


@pytest.mark.parametrize("rows", [1, 28])
def test_costs_the_same_for_many(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(make.person())
    board = make.body("run")
    for n in range(rows):
        Meeting.objects.create(body=board, starts_at=at(2027, 2, n + 1))
    with django_assert_num_queries(3):  # session, person, meetings
        client.get("/moten/2027/2/")
