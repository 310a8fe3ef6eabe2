"""A delegate declines on a phone; the substitute says yes from the mail and takes the seat."""

from bodies.models import Call, Meeting, Person
from bodies.queries import roll_call
from bodies.queries.answer_links import answer_path
from tests.journeys.conftest import PHONE, Camera, Visit, Visitor


def next_board() -> Meeting:
    found: Meeting = Meeting.objects.upcoming().filter(body__key="run").earliest("starts_at")
    return found


def declines(delegate: Visitor, meeting: Meeting) -> Call:
    """From the meeting's own page, by one button."""
    delegate.open(meeting.get_absolute_url())
    delegate.page.get_by_role("button", name="Nej, jag kan inte").click()
    delegate.page.get_by_text("är tillfrågad som ersättare").wait_for()
    found: Call = Call.objects.to(meeting).live().get(absent__first_name="Disa")
    return found


def test_the_substitute_takes_the_seat(visit: Visit, take: Camera) -> None:
    meeting = next_board()
    call = declines(visit("Disa Demokvist", PHONE), meeting)
    substitute: Person = call.substitute
    reader = visit(screen=PHONE, javascript=False)
    reader.open(f"{answer_path(meeting.pk, substitute.pk)}?svar=ja")
    assert substitute.full_name in reader.text
    take(reader, "svara-pa-kallelsen-telefon")
    assert not Call.objects.get(pk=call.pk).answer, "to look is no answer"
    reader.page.get_by_role("button", name="Ja, jag kommer").click()
    reader.page.get_by_text("Tjänstgör för Disa Demokvist").or_(
        reader.page.get_by_text("Du tjänstgör för Disa Demokvist")
    ).wait_for()
    secretary = visit("Sara Sekreterare")
    secretary.open(f"{meeting.get_absolute_url()}narvaro/")
    assert f"{substitute.full_name} tjänstgör" in secretary.text
    take(secretary, "narvaro")
    line = roll_call(meeting).line_of(call.absent_id)
    assert line is not None
    assert line.is_filled
