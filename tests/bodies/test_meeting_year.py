"""/moten/ar/<year>/: the wheel and the same meetings as a list."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from bodies.models import Meeting
from bodies.year_wheel import CENTRE, at, months, radii
from tests import factories as make


def test_the_year_begins_at_the_top_and_goes_by_the_clock() -> None:
    first, spring, summer = (at(date(2027, month, 1), 100) for month in (1, 4, 7))
    assert first.y < CENTRE - 99
    assert spring.x > CENTRE + 99
    assert summer.y > CENTRE + 99
    assert [each.name for each in months(2027)][:2] == ["jan", "feb"]


@pytest.mark.parametrize("count", range(7))
def test_the_rings_lie_apart(count: int) -> None:
    found = radii(count)
    assert len(set(found)) == count
    assert list(found) == sorted(found, reverse=True)


def test_every_meeting_is_a_mark_and_a_line(client: Client, db: None) -> None:
    home = make.house()
    at_noon = datetime(2098, 2, 3, 12, tzinfo=UTC)
    Meeting.objects.create(body=home.board, starts_at=at_noon)
    Meeting.objects.create(body=home.au, starts_at=at_noon, state="cancelled", state_reason="Snö")
    Meeting.objects.create(body=home.au, starts_at=at_noon.replace(year=2099))
    client.force_login(home.secretary)
    page = client.get("/moten/ar/2098/")
    rings = page.context["wheel"].rings
    assert [(ring.body, [mark.tone for mark in ring.marks]) for ring in rings] == [
        (home.board, ["coming"]),
        (home.au, ["cancelled"]),
    ], "the board lies outermost"
    assert len(page.context["lines"]) == 2
    assert "Planera ett år" in page.content.decode()


def test_what_has_been_is_filled_and_only_planners_are_offered_to_plan(
    client: Client, db: None
) -> None:
    home = make.house()
    Meeting.objects.create(body=home.board, starts_at=datetime(2019, 5, 2, 12, tzinfo=UTC))
    client.force_login(home.officer)
    page = client.get("/moten/ar/2019/")
    assert [mark.tone for mark in page.context["wheel"].rings[0].marks] == ["done"]
    assert "Planera ett år" not in page.content.decode()


def test_a_year_without_meetings_says_so(client: Client, db: None) -> None:
    client.force_login(make.house().secretary)
    assert "Inga möten är inlagda" in client.get("/moten/ar/2099/").content.decode()
    assert client.get("/moten/ar/3000/").status_code == 404
