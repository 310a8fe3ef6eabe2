"""The ordinary way through a round, so that a story only tells what is its own."""

from datetime import time
from typing import Any

from cases.actions.register import ReferralFacts
from cases.demo.meetings import Round
from cases.demo.story import Story, after, before
from cases.models.document import DocumentKind
from cases.outcomes import ConsultationOutcome

DRAFT = "Region Västerbotten ställer sig i huvudsak bakom förslagen och lämnar några synpunkter."
WORDING = "Regionala utvecklingsnämnden antar förslaget till yttrande som sitt eget."


def come_in(story: Story, facts: ReferralFacts) -> None:
    """Registered, assessed within the week, and an officer at work."""
    story.registered(facts.received_on, facts)
    assessed = after(facts.received_on, 3)
    story.assessed(assessed, story.officer)
    story.drafting(after(assessed, 1))


def to_committee(story: Story, at: Round, draft: str = DRAFT) -> None:
    """A draft is written, handed over, and put on RUN AU's agenda, which is sent out."""
    on, secretary = at.committee.day, story.who["secretary"]
    story.wrote(before(on, 21), DocumentKind.DRAFT_OPINION, draft)
    story.step(before(on, 17), time(15, 40), "submit", story.officer)
    story.placed(before(on, 15), at.committee)
    story.diary.publish_once(before(on, 7), at.committee, secretary)


def to_consultation(story: Story, at: Round, note: str = "") -> None:
    """RUN AU passes it on. Its agenda is the samråd's, sent out some days before."""
    story.step(at.committee.day, time(11, 30), "forward", "secretary", note=note)
    story.diary.publish_once(before(at.committee.day, 5), at.consultation, story.who["secretary"])


def consult(story: Story, at: Round, **said: Any) -> None:
    """The samråd says its mind the same day; by default it agrees."""
    given = {"outcome": ConsultationOutcome.CONSENSUS, "meeting": at.consultation}
    day = at.consultation.day
    story.step(day, time(15, 20), "record_consultation", "secretary", **given | said)


def to_board(story: Story, at: Round) -> None:
    """On RUN's agenda, which goes out with the summons."""
    on, secretary = at.board.day, story.who["secretary"]
    story.placed(after(at.consultation.day, 1), at.board)
    story.diary.publish_once(before(on, at.board.body.summons_days), at.board, secretary)


def answer(story: Story, at: Round, text: str = DRAFT, address: str = "") -> None:
    """The decided answer is drawn up and sent."""
    written = after(at.board.day, 2)
    story.wrote(written, DocumentKind.OPINION, text)
    story.dispatched(after(written, 2), address)


def whole(story: Story, facts: ReferralFacts, at: Round, address: str = "") -> None:
    """From the letter to the closed case, without anything unexpected."""
    come_in(story, facts)
    to_committee(story, at)
    to_consultation(story, at)
    consult(story, at)
    to_board(story, at)
    story.decided(at.board, WORDING)
    answer(story, at, address=address)
    story.closed(after(at.board.day, 18))
