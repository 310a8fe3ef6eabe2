"""The demonstration does not age: it loads at turns of the year and term, in July, on leap days."""

from datetime import timedelta

import pytest
import time_machine

from bodies.models import Body, Meeting
from bodies.queries import composition
from cases.demo import meetings, now, seats, world
from cases.demo.diary import Diary
from cases.models import Case
from cases.queries.agenda import items_of
from cases.route import Step
from samverkan.lib.dates import today


@pytest.mark.journey
@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2027-07-10", "2028-02-29", "2031-01-01"])
def test_loads_on_other_days(day: str) -> None:
    """The past is the same on any day and left out."""
    with time_machine.travel(f"{day} 06:00 +0000"):
        play_the_present()
        joint = Body.objects.get(key="samrad")
        coming = Meeting.objects.upcoming().filter(body=joint).earliest("starts_at")
        assert set(Case.objects.values_list("step", flat=True)) == set(Step)
        assert all(group.is_right for group in composition(joint, today()))
        assert today() + timedelta(3) <= coming.day <= today() + timedelta(10)
        assert len(items_of(coming)) == 7


def play_the_present() -> None:
    region = world.build()
    seats.fill(region)
    calendar = meetings.build(region)
    diary = Diary()
    now.tell(region, calendar, diary)
    diary.play()
