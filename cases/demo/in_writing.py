"""A samråd that was called off and is held in writing: some have answered, some have not."""

from datetime import time, timedelta

from bodies.queries import seated
from cases import actions
from cases.demo.diary import Diary
from cases.demo.meetings import Calendar, moment, working_day
from cases.demo.now import Present
from cases.demo.story import after, before
from cases.demo.ways import come_in, to_committee, to_consultation
from cases.demo.world import World
from cases.outcomes import Stance

QUESTION = "Mötet är inställt, och svaret kan inte vänta till nästa. Skriv gärna en rad om varför."
VIEWS = (
    (Stance.SUPPORTS, ""),
    (Stance.SUPPORTS_WITH_NOTE, "Kräv att bidraget också gäller samfälligheter."),
    (Stance.SUPPORTS, ""),
    (Stance.DISSENTS, "Pengarna tas från väghållningen."),
)


def tell(world: World, calendar: Calendar, diary: Diary) -> None:
    """RUN AU sent it on, the samråd was called off the same day, and its members are asked."""
    at, here = calendar.cancelled, Present(world, calendar, diary)
    story, on = here.story(second=True), before(at.committee.day, 48)
    due = calendar.now.board.day + timedelta(days=12)
    summary = "Förslag om bidrag till enskilda vägar och broar."
    come_in(story, here.facts("Broar på enskilda vägar", "Trafikverket", on, summary, due))
    to_committee(story, at)
    to_consultation(story, at)
    meeting, asked = at.consultation, after(at.committee.day, 2)
    last_day = working_day(calendar.now.consultation.day + timedelta(days=4), 1)

    def ask() -> None:
        meeting.refresh_from_db(fields=["version", "state"])
        actions.open_written_round(
            meeting_id=meeting.pk,
            version=meeting.version,
            by=world.accounts["secretary"],
            last_day=last_day,
            question=QUESTION,
            case_ids=[story.case.pk],
        )

    diary.add(moment(asked, time(10)), ask)
    kept = {world.accounts[key].pk for key in ("board_member", "committee_member")}
    people = [seat.person for seat in seated(world.bodies["samrad"], meeting.day)]
    others = [person for person in people if person.pk not in kept]
    for place, (stance, comment) in enumerate(VIEWS):
        story.thought(after(asked, 1), others[place * 3 % len(others)], stance, comment)
