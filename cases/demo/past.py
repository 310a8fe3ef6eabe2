"""The past: one remiss whole, and the others that the region is known to have answered.

Titles, numbers and known days are real. What was thought, written and decided is
invented, and every document says so.
"""

from datetime import date, time

from bodies.models import Person
from bodies.queries import seated
from cases.demo.diary import Diary
from cases.demo.facts import day, rows
from cases.demo.letters import DAYS, referral
from cases.demo.meetings import Calendar, Round
from cases.demo.story import Story, after, before
from cases.demo.ways import consult, to_board, to_consultation, whole
from cases.demo.world import World
from cases.models.document import Direction, DocumentKind
from cases.outcomes import ConsultationOutcome, DecisionOutcome, Stance

FOREST_BOARD = date(2021, 4, 14)
FOREST_SUMMARY = (
    "Skogsutredningen föreslår stärkt äganderätt till skog, flexibla skyddsformer och ändrade "
    "regler för naturvård i skogen. Synpunkterna, dokumenten och besluten i demonstrationen är "
    f"påhittade. {DAYS}"
)
NOTE = "Ta med vad förslagen betyder för kommuner där stora arealer fjällnära skog skyddas."
VIEWS = (
    (Stance.SUPPORTS, ""),
    (Stance.SUPPORTS_WITH_NOTE, "Skriv mer om den fjällnära skogen."),
    (Stance.SUPPORTS, ""),
    (Stance.DISSENTS, "Jag vill se ett starkare skydd än utredningen föreslår."),
    (Stance.SUPPORTS, "Bra och tydligt utkast."),
    (Stance.SUPPORTS_WITH_NOTE, "Nämn de små skogsägarna."),
    (Stance.ABSTAINS, ""),
)


def tell(world: World, calendar: Calendar, diary: Diary) -> None:
    _forest(world, calendar.past[FOREST_BOARD], diary)
    for number, row in enumerate(rows("referrals")):
        _known(world, calendar, diary, row, "second_officer" if number % 2 else "officer")


def _known(
    world: World, calendar: Calendar, diary: Diary, row: dict[str, str], officer: str
) -> None:
    """A closed case with what is known of it; the day it came is before RUN AU's work."""
    at = calendar.past[date.fromisoformat(row["board_meeting"])]
    facts = referral(
        world,
        row["title"],
        row["sender"],
        day(row["sent_on"]) or before(at.committee.day, 60),
        reply_due=day(row["reply_due"]),
        inquiry=row["inquiry"],
        sender_reference=row["sender_reference"],
    )
    whole(Story(world, diary, officer), facts, at, world.organisations[row["sender"]].email)


def _forest(world: World, at: Round, diary: Diary) -> None:
    """SOU 2020:73, from the letter in December to the answer in April."""
    story = Story(world, diary)
    _forest_comes_in(story, world)
    _forest_is_drafted(story, at)
    for number, person in enumerate(_delegates(world, at)[::2]):
        story.thought(before(at.committee.day, 1), person, *VIEWS[number])
    to_consultation(story, at, note="Arbetsutskottet ställer sig bakom utkastet.")
    consult(story, at, outcome=ConsultationOutcome.CONSENSUS_WITH_NOTE, note=NOTE)
    _extract(story, after(at.consultation.day, 1), "samrådet", f"Samsyn med medskick. {NOTE}")
    to_board(story, at)
    _forest_is_answered(story, at)


def _forest_comes_in(story: Story, world: World) -> None:
    facts = referral(
        world,
        "Stärkt äganderätt, flexibla skyddsformer och naturvård i skogen",
        "Miljödepartementet",
        date(2020, 12, 21),
        reply_due=date(2021, 4, 30),
        inquiry="SOU 2020:73",
        sender_reference="M2020/01926/NV",
        summary=FOREST_SUMMARY,
    )
    story.registered(date(2020, 12, 21), facts)
    report = "Betänkandet finns på regeringens webbplats. Här ligger bara ett försättsblad."
    story.document(
        date(2020, 12, 21),
        DocumentKind.INQUIRY_REPORT,
        "SOU 2020:73",
        report,
        direction=Direction.INCOMING,
        counterpart="Miljödepartementet",
    )
    story.assessed(date(2021, 1, 7), story.officer)
    story.drafting(date(2021, 1, 11))
    story.shared(date(2021, 1, 13), world.municipalities)


def _forest_is_drafted(story: Story, at: Round) -> None:
    for on, place in ((date(2021, 2, 17), "Vindelns kommun"), (date(2021, 2, 22), "Åsele kommun")):
        story.document(
            on,
            DocumentKind.INPUT,
            f"Inspel från {place}",
            f"Här skulle ett inspel från {place} ligga.",
            direction=Direction.INCOMING,
            counterpart=place,
        )
    draft = "Regionen ser positivt på frivilliga avtal och vill att staten ersätter intrång."
    story.wrote(date(2021, 3, 1), DocumentKind.DRAFT_OPINION, draft)
    report = "Nämnden föreslås anta yttrandet. Kommunernas inspel är inarbetade."
    story.wrote(date(2021, 3, 2), DocumentKind.OFFICER_REPORT, report)
    story.revised(date(2021, 3, 5), DocumentKind.DRAFT_OPINION, f"{draft} Inspelen är inarbetade.")
    story.step(date(2021, 3, 8), time(15, 40), "submit", story.officer)
    story.placed(date(2021, 3, 9), at.committee)
    story.diary.publish_once(before(at.committee.day, 7), at.committee, story.who["secretary"])


def _forest_is_answered(story: Story, at: Round) -> None:
    wording = (
        "Regionala utvecklingsnämnden antar yttrandet med tillägg enligt samrådets medskick om "
        "den fjällnära skogen."
    )
    story.decided(at.board, wording, outcome=DecisionOutcome.APPROVED_AMENDED)
    _extract(story, date(2021, 4, 16), "nämnden", wording)
    text = "Region Västerbotten tillstyrker i huvudsak förslagen. Samrådets medskick är inarbetat."
    story.wrote(date(2021, 4, 16), DocumentKind.OPINION, text)
    story.dispatched(date(2021, 4, 19))
    story.closed(date(2021, 5, 12))


def _extract(story: Story, on: date, body: str, text: str) -> None:
    title = f"Protokollsutdrag från {body}"
    story.document(on, DocumentKind.EXTRACT, title, text, by="secretary")


def _delegates(world: World, at: Round) -> list[Person]:
    """The six from RUN and then the seven from PKD AU, on that day."""
    on = at.consultation.day
    return [membership.person for membership in seated(world.bodies["samrad"], on)]
