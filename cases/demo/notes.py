"""What the secretary has typed at a samråd that is under way: the chair's screen is not empty."""

from datetime import time

from bodies.models import Person
from bodies.queries import seated
from cases import actions
from cases.demo.meetings import Round, moment
from cases.demo.story import Story, after
from cases.queries.meeting_notes import chairs_for

PRESENTATION = "Handläggaren berättade om förslaget. Frågor om tillsyn och om vem som betalar."
VIEWS = (
    "Kan stödja förslaget om kommunerna får ersättning för tillsynen.",
    "Vill att regionen begär längre övergångstid.",
)


def type_notes(story: Story, at: Round) -> None:
    """The presentation and what one delegate of each side thinks; the outcome is not said yet."""

    def act() -> None:
        keep(story, at, "presentation", PRESENTATION)
        seats = seated(story.world.bodies["samrad"], at.consultation.day)
        for seat, text in zip((seats[1], seats[-1]), VIEWS, strict=True):
            keep(story, at, "view", text, seat.person)

    story.diary.add(moment(at.consultation.day, time(15)), act)


def write_up(story: Story, at: Round) -> None:
    """The notes of a samråd that has met: sent the day after, gone through by both chairs."""
    meeting = at.consultation

    def act() -> None:
        by = story.who["secretary"]
        actions.send_notes(meeting_id=meeting.pk, by=by, seen=0, texts={})
        for chair in chairs_for(meeting):
            actions.review_notes(meeting_id=meeting.pk, seen=1, by=chair)

    story.diary.add(moment(after(meeting.day, 1), time(15)), act)


def keep(story: Story, at: Round, key: str, text: str, person: Person | None = None) -> None:
    item = story.case.items.get(meeting=at.committee)
    actions.save_draft(
        item=item,
        meeting=at.consultation,
        by=story.who["secretary"],
        key=key,
        base="",
        text=text,
        person=person,
    )
