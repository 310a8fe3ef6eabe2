"""Standing points: kept in the administration, and on every new meeting by themselves."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from bodies import actions
from bodies.models import Body, Meeting, Person, StandingPoint
from samverkan.lib.dates import STOCKHOLM, swedish_date
from samverkan.lib.errors import DomainError
from tests import factories as make

pytestmark = pytest.mark.django_db
SATURDAY = datetime(2031, 3, 8, tzinfo=STOCKHOLM)  # ten days after the meeting below


@pytest.fixture
def board() -> Body:
    made = make.body("run")
    points = (("Upprop", "", None, False), ("Val av justerare", "Justeras {dag}.", 10, False))
    for n, (title, text, days, at_end) in enumerate((*points, ("Avslutning", "", None, True))):
        StandingPoint.objects.create(
            body=made, kind="formal", title=title, text=text, signing_days=days,
            position=n, at_end=at_end,
        )  # fmt: skip
    return made


def test_a_new_meeting_gets_them_and_a_changed_one_does_not_again(
    board: Body, administrator: Person
) -> None:
    starts = SATURDAY - timedelta(10) + timedelta(hours=9)
    meeting = actions.save_meeting(meeting=Meeting(body=board, starts_at=starts), by=administrator)
    assert [point.title for point in meeting.points.all()] == [
        "Upprop",
        "Val av justerare",
        "Avslutning",
    ]
    monday = swedish_date((SATURDAY + timedelta(2)).date())
    assert meeting.points.get(title="Val av justerare").text == f"Justeras {monday}."
    meeting.place = "Storsalen"
    actions.save_meeting(meeting=meeting, by=administrator)
    assert meeting.points.count() == 3


def test_the_administrator_keeps_them(office: Client, board: Body) -> None:
    url = "/admin/bodies/standingpoint/"
    assert "Val av justerare" in office.get(url).content.decode()
    sent = {"body": board.pk, "kind": "formal", "title": "Jäv", "position": 4, "text": "Den {dag}."}
    answer = office.post(f"{url}add/", sent)
    assert "Skriv hur många dagar efter mötet" in answer.content.decode()
    assert office.post(f"{url}add/", sent | {"signing_days": 5}).status_code == 302
    assert board.standing_points.get(title="Jäv").signing_days == 5


def test_only_an_administrator_does(board: Body) -> None:
    with pytest.raises(DomainError):
        actions.save_standing_point(
            point=StandingPoint(body=board, kind="formal", title="Jäv", position=4),
            by=make.person(),
        )
