"""What delegates have marked before the next samråd, and what the two accounts have left."""

from datetime import date, time

from bodies.models import Person
from bodies.queries import seated
from cases import actions
from cases.demo.meetings import Round, moment
from cases.demo.story import Story, before
from cases.demo.world import World
from cases.models.document import DocumentKind
from cases.outcomes import Stance

# One line a case: how many have marked it, and what they are of.
VIEWS: tuple[tuple[tuple[Stance, str], ...], ...] = (
    (
        (Stance.SUPPORTS, ""),
        (Stance.SUPPORTS_WITH_NOTE, "Vi löser det hellre skriftligt än väntar på nästa möte."),
        (Stance.SUPPORTS, ""),
        (Stance.ABSTAINS, ""),
    ),
    (
        (Stance.SUPPORTS, "Bra förslag för oss i inlandet."),
        (Stance.SUPPORTS_WITH_NOTE, "Skriv vem som röjer snön."),
        (Stance.SUPPORTS, ""),
        (Stance.DISSENTS, "Pengarna behövs mer på bilvägarna."),
        (Stance.SUPPORTS, ""),
        (Stance.SUPPORTS, "Bygdens föreningar vill vara med."),
    ),
    (
        (Stance.SUPPORTS, ""),
        (Stance.SUPPORTS_WITH_NOTE, "Kräv ett slutdatum för utbyggnaden."),
        (Stance.SUPPORTS, ""),
    ),
    (
        (Stance.DISSENTS, "Tåget måste stanna också i Vännäs."),
        (Stance.SUPPORTS, ""),
        (Stance.SUPPORTS_WITH_NOTE, "Ta upp sovvagnarnas standard."),
    ),
    ((Stance.SUPPORTS, "Vi delar redan en bokbuss och det fungerar bra."),),
    (),
)


def tell_opinions(world: World, at: Round, stories: list[Story]) -> None:
    """The others' marks the evenings before RUN AU; the two accounts have read one case."""
    on = at.consultation.day
    kept = {world.accounts[key].pk for key in ("board_member", "committee_member")}
    seats = [m.person for m in seated(world.bodies["samrad"], on)]
    others = [person for person in seats if person.pk not in kept]
    for number, (story, views) in enumerate(zip(stories, VIEWS, strict=True)):
        for place, (stance, comment) in enumerate(views):
            person = others[(number + 2 * place) % len(others)]
            story.thought(before(at.committee.day, 3), person, stance, comment)
    # After the agendas are out: it stands among their kompletteringar.
    text = "Påhittat förslag, med ett stycke om kostnaden efter inspel från kommunerna."
    stories[2].revised(before(at.committee.day, 4), DocumentKind.DRAFT_OPINION, text)
    for key in ("board_member", "committee_member"):
        _read(stories[1], world.accounts[key], before(at.committee.day, 2))
    _notes(world, stories[1], before(at.committee.day, 2))


def _notes(world: World, story: Story, on: date) -> None:
    """One's own, and one that a colleague has shared."""
    mine, other = world.accounts["committee_member"], world.accounts["board_member"]

    def write() -> None:
        question = "Fråga vem som betalar vinterväghållningen."
        actions.write_note(case=story.case, by=mine, text=question)
        text = "Jag tar upp bilvägarna. Kan du ta busslinjerna?"
        actions.write_note(case=story.case, by=other, text=text, shared_with=[mine])

    story.diary.add(moment(on, time(20, 30)), write)


def _read(story: Story, person: Person, on: date) -> None:
    evening = moment(on, time(20))
    story.diary.add(evening, lambda: actions.mark_read(case=story.case, by=person))
