"""Minutes are reminded of: to be sent and approved, posted, and taken down; each once."""

from datetime import date, timedelta

import pytest

from bodies.models import Notice
from cases import actions
from cases.queries.minutes_due import minutes_to_do
from samverkan.lib.dates import start_of_day, today
from tests.approving import Approving
from tests.cases.reminding import at, look, named_house, told

pytestmark = pytest.mark.django_db
# A Wednesday; fourteen days on is another.
MET = date(2030, 3, 6)
DUE = MET + timedelta(14)


@pytest.fixture
def held() -> Approving:
    with at(MET, 15):
        found = Approving(named_house())
    for name in ("chair", "approver"):
        person = getattr(found, name)
        person.first_name = name
        person.save()
    return found


def days(held: Approving) -> list[tuple[str, str]]:
    for number in range(1, 30):
        look(MET + timedelta(number), only="minutes_approve")
        look(MET + timedelta(number), only="minutes_approve")
    return told("minutes_approve")


def test_the_secretary_until_it_is_sent(held: Approving) -> None:
    """Before and after the fourteenth day, once each however often anybody looks."""
    counts = ("-4", "-1", "+1", "+7")
    assert days(held) == [("secretary", f"{DUE} {count}") for count in counts]


def test_those_who_have_not_approved(held: Approving) -> None:
    with at(MET + timedelta(2)):
        held.approve(held.sent(), held.chair)
    assert {name for name, _ in days(held)} == {"approver"}
    with at(DUE + timedelta(8)):
        held.approve(held.meeting.minutes.get(), held.approver)
    assert len(days(held)) == 4


def test_what_is_no_longer_so_is_not_sent(held: Approving) -> None:
    with at(DUE - timedelta(5)):
        minutes = held.sent()
    with at(DUE - timedelta(4), 5):
        held.approve(minutes, held.chair, held.approver)
    assert days(held) == []


def test_the_notice_is_posted_and_comes_down(held: Approving) -> None:
    with at(MET + timedelta(1)):
        minutes = held.approve(held.sent())
    # Two days after a Thursday is a Saturday: Monday.
    for number in range(2, 8):
        look(MET + timedelta(number), only="minutes_post")
    assert [name for name, _ in told("minutes_post")] == ["secretary"] * 3
    posted = MET + timedelta(8)
    with at(posted):
        held.post(minutes)
        last = minutes.notice.appeal_last
    for number in range(40):
        look(posted + timedelta(number), only="notice_down")
    first = Notice.objects.filter(rule="notice_down").earliest("planned_at")
    assert first.planned_at >= start_of_day(last + timedelta(1))
    assert len(told("notice_down")) == 2


def test_who_has_what_to_do(held: Approving) -> None:
    """On the start page, until it is done."""
    secretary = held.home.secretary

    def tasks(person: object) -> list[str]:
        return [each.task for each in minutes_to_do(person)]  # type: ignore[arg-type]  # any of the house

    with at(MET + timedelta(1)):
        minutes = held.sent()
        assert tasks(held.chair) == tasks(held.approver) == ["Läs och justera"]
        assert tasks(held.other) == tasks(secretary) == []
        actions.hand_back_minutes(minutes_id=minutes.pk, by=held.chair, reason="Fel.")
        assert (tasks(held.chair), tasks(secretary)) == ([], ["Rätta och skicka igen"])
        again = held.send(seen=1, reason="Rättat.")
        assert (tasks(held.chair), tasks(secretary)) == (["Läs och justera"], [])
        held.approve(again)
        assert (tasks(held.chair), tasks(secretary)) == ([], ["Anslå justeringen"])
        held.post(again)
        assert tasks(secretary) == []
    with at(MET + timedelta(60)):
        assert tasks(secretary) == ["Ta ner anslaget"]
        actions.take_down_notice(minutes_id=again.pk, by=secretary, on=today())
        assert tasks(secretary) == []
