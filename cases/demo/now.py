"""The present: invented cases at every step, and something waiting for each role.

Every title says that the remiss is invented. Days count from today.
"""

from datetime import date, time, timedelta

from cases.actions.register import ReferralFacts
from cases.demo.diary import Diary, cancel
from cases.demo.letters import referral
from cases.demo.meetings import Calendar, Round, moment
from cases.demo.notes import type_notes, write_up
from cases.demo.opinions import tell_opinions
from cases.demo.story import Story, after, before
from cases.demo.ways import (
    WORDING,
    answer,
    come_in,
    consult,
    to_board,
    to_committee,
    to_consultation,
    whole,
)
from cases.demo.world import World
from cases.models.document import Direction, DocumentKind
from cases.outcomes import ConsultationOutcome, DecisionManner, DecisionOutcome, Relation
from samverkan.lib.dates import today

MADE_UP = "Remissen är påhittad för demonstrationen."
AGENCY = "Exempelmyndigheten"
DIFFERING = "Region och kustkommuner vill ha statligt ansvar, inlandets kommuner regionalt."
DISTANCES = "Skriv att avstånden till närmaste tätort ska vägas in."
SECRET = "Bilagan är en risk- och sårbarhetsanalys."


class Present:
    """Tells the stories. Each method is one group of cases, by where they stand."""

    def __init__(self, world: World, calendar: Calendar, diary: Diary) -> None:
        self.world, self.calendar, self.diary = world, calendar, diary

    def tell(self) -> None:
        self.answered_earlier()
        self.decided_lately()
        self.at_the_board()
        self.met_and_unwritten()
        self.before_the_consultation()
        self.waiting_for_the_committee()
        self.being_drafted()
        self.sent_back()
        self.just_in()

    def story(self, second: bool = False) -> Story:
        return Story(self.world, self.diary, "second_officer" if second else "officer")

    def facts(
        self, what: str, sender: str, received: date, summary: str, due: date | None = None
    ) -> ReferralFacts:
        number = f"EX {received.year}-{received.timetuple().tm_yday}" if sender == AGENCY else ""
        return referral(
            self.world,
            f"Påhittad remiss: {what}",
            sender,
            received,
            reply_due=due,
            sender_reference=number,
            summary=f"{summary} {MADE_UP}",
        )

    def answered_earlier(self) -> None:
        at = self.calendar.recent[1]
        on = before(at.committee.day, 50)
        due = at.board.day + timedelta(days=14)
        summary = "Förslag om skolskjuts för elever som bor nära en länsgräns."
        facts = self.facts(
            "Skolskjuts över länsgräns", "Utbildningsdepartementet", on, summary, due
        )
        whole(self.story(), facts, at)
        self._decided_by_the_chair()

    def _decided_by_the_chair(self) -> None:
        """Reported to RUN and sent long ago; and one that RUN has yet to hear of."""
        on = before(self.calendar.recent[0].committee.day, 20)
        what = ("Snabbt stöd efter stormar", "Försvarsdepartementet")
        story, chosen = self._urgent(on, what, "Stöd till kommunala elnät efter stormar.")
        story.reported(next(at.board for at in self.calendar.recent[::-1] if at.board.day > chosen))
        story.dispatched(after(chosen, 4))
        story.closed(after(chosen, 12))
        on = before(self.calendar.unwritten.board.day, 24)
        what = ("Tillfälliga skoterbroar", "Trafikverket")
        story, chosen = self._urgent(on, what, "Bidrag till broar när isen ligger sent.")
        story.dispatched(after(chosen, 4))

    def _urgent(self, on: date, what: tuple[str, str], summary: str) -> tuple[Story, date]:
        """Too short a time for any meeting: the chair decided (KL 6:39), without a samråd."""
        story = self.story(second=True)
        come_in(story, self.facts(*what, on, f"{summary} Kort svarstid.", after(on, 12)))
        written = after(on, 7)
        story.wrote(written, DocumentKind.DRAFT_OPINION, "Regionen tillstyrker förslaget.")
        chosen = after(written, 1)
        story.step(
            chosen,
            time(13),
            "decide_urgently",
            "secretary",
            manner=DecisionManner.CHAIR_URGENT,
            decided_on=chosen,
            outcome=DecisionOutcome.APPROVED,
            wording="Ordföranden antar yttrandet på nämndens vägnar.",
            relation=Relation.NO_ADVICE,
            skip_reason="Remisstiden var för kort för ett samråd.",
        )
        story.wrote(after(chosen, 1), DocumentKind.OPINION, "Regionen tillstyrker förslaget.")
        return story, chosen

    def decided_lately(self) -> None:
        self._departed_from_advice()
        self._waits_to_be_closed()

    def _departed_from_advice(self) -> None:
        """RUN follows the samråd in part; the registrar has the answer to send."""
        at, story = self.calendar.recent[0], self.story()
        summary = "Ska staten eller regionerna ansvara för färjelederna?"
        due = today() + timedelta(days=9)
        on = before(at.committee.day, 45)
        come_in(story, self.facts("Ansvaret för färjeleder", AGENCY, on, summary, due))
        to_committee(story, at)
        to_consultation(story, at)
        consult(story, at, outcome=ConsultationOutcome.DIFFERING_VIEWS, note=DIFFERING)
        to_board(story, at)
        story.decided(
            at.board,
            "Regionala utvecklingsnämnden antar yttrandet och förordar statligt ansvar.",
            relation=Relation.IN_PART,
            relation_reason="Nämnden bedömer att staten bättre kan bära kostnaden.",
        )
        story.wrote(
            after(at.board.day, 2), DocumentKind.OPINION, "Regionen förordar statligt ansvar."
        )

    def _waits_to_be_closed(self) -> None:
        at, story = self.calendar.recent[0], self.story(second=True)
        summary = "Förslag om fler platser i yrkeshögskolan utanför storstäderna."
        due = at.board.day + timedelta(days=12)
        on = before(at.committee.day, 48)
        name = "Utbildningsdepartementet"
        come_in(story, self.facts("Yrkeshögskola i hela landet", name, on, summary, due))
        to_committee(story, at)
        to_consultation(story, at)
        consult(story, at)
        to_board(story, at)
        story.decided(at.board, WORDING)
        answer(story, at, address=self.world.organisations[name].email)

    def at_the_board(self) -> None:
        self._tabled()
        self._needs_a_meeting()

    def _tabled(self) -> None:
        """Bordlagt: RUN takes it up again at its next meeting."""
        at, story = self.calendar.recent[0], self.story()
        on = before(at.committee.day, 40)
        due = self.calendar.now.board.day + timedelta(days=15)
        summary = "Utbildning för jobb i skog, gruva och energi."
        facts = self.facts(
            "Utbildning för gröna jobb", "Arbetsmarknadsdepartementet", on, summary, due
        )
        come_in(story, facts)
        to_committee(story, at)
        to_consultation(story, at)
        note = ConsultationOutcome.CONSENSUS_WITH_NOTE
        consult(story, at, outcome=note, note="Nämn lärcentrumen i inlandet.")
        to_board(story, at)
        reason = "Nämnden vill först se kostnaderna."
        story.step(at.board.day, time(15), "table", "secretary", reason=reason)
        story.placed(after(at.board.day, 3), self.calendar.now.board)

    def _needs_a_meeting(self) -> None:
        """Taken off RUN's agenda, and not yet on another: the secretary's to place."""
        at, story = self.calendar.recent[0], self.story(second=True)
        on = before(at.committee.day, 38)
        due = self.calendar.now.board.day + timedelta(days=30)
        summary = "Hur kulturskolan ska nå fler barn i glesbygd."
        come_in(story, self.facts("Kulturskola för alla", "Kulturdepartementet", on, summary, due))
        to_committee(story, at)
        to_consultation(story, at)
        consult(story, at)
        to_board(story, at)
        reason = "Ett sakfel i underlaget ska rättas först."
        story.step(at.board.day, time(14, 30), "withdraw", "secretary", reason=reason)

    def met_and_unwritten(self) -> None:
        """A samråd and a RUN have met: the secretary has their outcomes to write down."""
        at, story = self.calendar.unwritten, self.story()
        on = before(at.committee.day, 46)
        due = self.calendar.now.board.day + timedelta(days=16)
        summary = "Hur köttet från älgjakten får säljas närmare skogen."
        come_in(story, self.facts("Viltkött nära skogen", "Naturvårdsverket", on, summary, due))
        to_committee(story, at)
        to_consultation(story, at)
        type_notes(story, at)
        earlier, story = self.calendar.recent[0], self.story(second=True)
        on = before(earlier.committee.day, 42)
        summary = "Ersättning till den som håller isvägar öppna över älvarna."
        due = at.board.day + timedelta(days=11)
        come_in(story, self.facts("Isvägar om vintern", "Trafikverket", on, summary, due))
        to_committee(story, earlier)
        to_consultation(story, earlier)
        consult(story, earlier)
        write_up(story, earlier)
        to_board(story, Round(earlier.committee, earlier.consultation, at.board))

    def before_the_consultation(self) -> None:
        """The next samråd's agenda: left from a cancelled one, passed on, yet to be recorded."""
        now, stories = self.calendar.now, [self._left_from_cancelled()]
        for number, (what, sender, summary, _) in enumerate(AGENDA):
            story = self.story(second=number % 2 == 1)
            on = before(now.committee.day, 55 - number)
            due = now.board.day + timedelta(days=10 + 3 * number)
            come_in(story, self.facts(what, sender, on, summary, due))
            to_committee(story, now)
            stories.append(story)
        tell_opinions(self.world, now, stories)
        for story, (*_, forwarded) in zip(stories[1:], AGENDA, strict=True):
            if forwarded:
                to_consultation(story, now)

    def _left_from_cancelled(self) -> Story:
        at, story = self.calendar.cancelled, self.story()
        on = before(at.committee.day, 50)
        due = self.calendar.now.board.day + timedelta(days=8)
        summary = "Förslag om statligt stöd till laddstolpar där få kör förbi."
        name = "Klimat- och näringslivsdepartementet"
        come_in(story, self.facts("Laddstolpar i glesbygd", name, on, summary, due))
        to_committee(story, at)
        to_consultation(story, at)
        secretary, meeting = story.who["secretary"], at.consultation
        reason = "Strömmen gick i möteslokalen."
        self.diary.add(
            moment(at.committee.day, time(16)), lambda: cancel(meeting, secretary, reason)
        )
        return story

    def waiting_for_the_committee(self) -> None:
        first = self.calendar.coming[0]
        due = first.board.day + timedelta(days=12)
        summary = "Krav på mobiltäckning där det finns renbetesland och leder."
        on, story = before(today(), 34), self.story(second=True)
        come_in(story, self.facts("Mobiltäckning i fjällen", AGENCY, on, summary, due))
        self._submitted(story)
        story.placed(before(today(), 2), first.committee)
        summary = "Riktlinjer för jämställdhet i det regionala tillväxtarbetet."
        on, story = before(today(), 30), self.story()
        come_in(story, self.facts("Jämställd tillväxt", "Tillväxtverket", on, summary, due))
        self._submitted(story)

    def _submitted(self, story: Story) -> None:
        text = "Regionen instämmer i stort och lämnar två synpunkter."
        story.wrote(before(today(), 8), DocumentKind.DRAFT_OPINION, text)
        story.step(before(today(), 4), time(15, 40), "submit", story.officer)

    def being_drafted(self) -> None:
        self._asks_the_municipalities()
        self._cannot_make_its_date()
        self._is_overdue()
        self._is_secret()

    def _asks_the_municipalities(self) -> None:
        on, story = before(today(), 28), self.story()
        due = self.calendar.coming[0].board.day + timedelta(days=20)
        summary = "Vad som händer med bygden när vattenkraftens tillstånd prövas om."
        name = "Naturvårdsverket"
        come_in(story, self.facts("Vattenkraft och bygd", name, on, summary, due))
        story.shared(before(today(), 20), self.world.municipalities)
        for days, place in ((9, "Vindelns kommun"), (6, "Sorsele kommun")):
            story.document(
                before(today(), days),
                DocumentKind.INPUT,
                f"Inspel från {place}",
                f"Här skulle ett inspel från {place} ligga.",
                direction=Direction.INCOMING,
                counterpart=place,
            )

    def _cannot_make_its_date(self) -> None:
        """The answer is due before RUN meets; an extension or the chair must help."""
        on, story = before(today(), 12), self.story(second=True)
        due = today() + timedelta(days=6)
        summary = "Ändrat stöd till regionala flygplatser, med tre veckors svarstid."
        name = "Landsbygds- och infrastrukturdepartementet"
        come_in(story, self.facts("Stöd till små flygplatser", name, on, summary, due))
        story.shared(before(today(), 4), self.world.municipalities[:5])

    def _is_overdue(self) -> None:
        on, story = before(today(), 45), self.story()
        due = today() - timedelta(days=4)
        summary = "Hur gästnätter ska räknas i statistiken över besöksnäringen."
        come_in(story, self.facts("Statistik över gästnätter", AGENCY, on, summary, due))

    def _is_secret(self) -> None:
        """Marked as secret: fewer see it, and no mail names it."""
        on, story = before(today(), 16), self.story()
        due = self.calendar.coming[1].board.day + timedelta(days=8)
        summary = "Vilka delar av länets elnät som är sårbara vid en lång storm."
        come_in(story, self.facts("Svaga punkter i elnätet", AGENCY, on, summary, due))
        story.marked_secret(
            before(today(), 13), "OSL 18 kap. 13 §", "Påhittad remiss: elförsörjning", SECRET
        )

    def sent_back(self) -> None:
        """Återremiss: RUN sent it back, and the officer is at it again in round two."""
        at, story = self.calendar.recent[0], self.story()
        on = before(at.committee.day, 44)
        due = self.calendar.coming[0].board.day + timedelta(days=25)
        summary = "Vem som ska underhålla skoterleder som går genom flera kommuner."
        come_in(
            story, self.facts("Skoterleder över kommungräns", "Naturvårdsverket", on, summary, due)
        )
        story.shared(after(on, 6), self.world.municipalities)
        to_committee(story, at)
        to_consultation(story, at)
        note = ConsultationOutcome.CONSENSUS_WITH_NOTE
        consult(story, at, outcome=note, note=DISTANCES)
        to_board(story, at)
        reason = "Beskriv vad ansvaret skulle kosta kommunerna."
        story.step(at.board.day, time(16), "remit_back", "secretary", reason=reason)

    def just_in(self) -> None:
        """Registered, assessed with and without an officer, and one that is not answered."""
        due = self.calendar.coming[1].board.day + timedelta(days=10)
        for number, (what, sender, days, officer) in enumerate(FRESH):
            on, story = before(today(), days), self.story(second=number % 2 == 1)
            facts = self.facts(what, sender, on, "Ett nytt förslag att ta ställning till.", due)
            story.registered(on, facts)
            if officer is not None:
                story.assessed(after(on, 2), story.officer if officer else None)
        story = self.story()
        on = before(today(), 10)
        summary = "Nya symboler på förpackningar."
        story.registered(on, self.facts("Märkning av lösgodis", AGENCY, on, summary, due))
        reason = "Frågan berör inte regional utveckling."
        story.step(before(today(), 7), time(13), "decline", "chief", reason=reason)


# What, sender, summary, and whether RUN AU's outcome has been recorded.
AGENDA = (
    (
        "Cykelvägar längs inlandsbanan",
        "Trafikverket",
        "Förslag om cykelvägar på nedlagda banvallar och vem som ska sköta dem.",
        True,
    ),
    (
        "Bredband till sista milen",
        AGENCY,
        "Nya villkor för stöd till fiber där marknaden inte bygger.",
        True,
    ),
    (
        "Nattåg hela vägen till kusten",
        "Landsbygds- och infrastrukturdepartementet",
        "Hur nattågen ska upphandlas efter nästa avtalsperiod.",
        True,
    ),
    (
        "Bibliotek på hjul",
        "Kulturdepartementet",
        "Stöd till bokbussar som delas av flera kommuner.",
        False,
    ),
    (
        "Gemensam biljett i fyra län",
        AGENCY,
        "Ett gemensamt biljettsystem för kollektivtrafiken i norr.",
        False,
    ),
)
# What, sender, days ago, and the officer: named, nobody yet, or not assessed at all (None).
FRESH: tuple[tuple[str, str, int, bool | None], ...] = (
    ("Framtidens folkhögskola", "Utbildningsdepartementet", 9, True),
    ("Nya regler för fjärrvärme", "Klimat- och näringslivsdepartementet", 8, False),
    ("Reseavdrag i glesbygd", "Finansdepartementet", 3, None),
    ("Öppna data om byggande", "Länsstyrelsen Västerbotten", 1, None),
)


def tell(world: World, calendar: Calendar, diary: Diary) -> None:
    Present(world, calendar, diary).tell()
