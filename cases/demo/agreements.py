"""The agreements of the demonstration: a term that has ended, one that holds, and the next one.

The text is an example and says so; days, paragraphs and signers are invented. Fees are what
nobody knows here, so they are left to be decided.
"""

from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta

from bodies import actions
from bodies.actions.agreements.texts import Point
from bodies.agreement_states import Answer, Party, Signer
from bodies.models import Adoption, CouncilDay, FrameworkAgreement, MunicipalAgreement, Person, Term
from cases.demo.world import World
from samverkan.lib.dates import STOCKHOLM, clock_at, today

TEXT = "Exempel för demonstrationen: så här kan parterna samverka om regional utveckling."
POINTS = (
    Point("Syfte", "Parterna samverkar om länets utveckling. (Exempeltext.)"),
    Point("Samråd", "Ärenden av vikt för kommunerna tas upp i samrådet. (Exempeltext.)"),
    Point("Anslag", "Parternas anslag beslutas för varje år. (Exempeltext.)"),
)
SIGNERS = {
    (Party.MUNICIPALITY, Signer.ELECTED): ("Pia Påhittsson", "kommunstyrelsens ordförande"),
    (Party.MUNICIPALITY, Signer.OFFICIAL): ("Tom Testlund", "kommundirektör"),
    (Party.REGION, Signer.ELECTED): ("Fia Figurén", "nämndens ordförande"),
    (Party.REGION, Signer.OFFICIAL): ("Max Modellsson", "regional utvecklingsdirektör"),
}
# How far each municipality has come with the next term's, in the order of the list.
DRAFT, SENT, ASKED, NO, ADOPTED, BOTH, PARTLY, SIGNED = range(8)
STAGES = (DRAFT, DRAFT, SENT, SENT, SENT, ASKED, ASKED, NO, ADOPTED, ADOPTED, BOTH, BOTH,
          PARTLY, SIGNED, SIGNED)  # fmt: skip
# The next term is prepared in its last year before it begins.
SOON = timedelta(days=400)


class Keeper:
    """One agreement's acts, each on its day, by the administrator."""

    def __init__(self, agreement: MunicipalAgreement, by: Person, number: int) -> None:
        self.pk, self.by, self.number = agreement.pk, by, number
        self.place = agreement.municipality

    def send(self, day: date) -> None:
        to = f"Registrator, {self.place.name}"
        with on(day):
            actions.send_agreement(
                agreement_id=self.pk, version=None, by=self.by, sent_on=day, sent_to=to
            )

    def adopt(self, party: Party, day: date, *, extract: bool = True) -> Adoption:
        with on(day + timedelta(days=7)):
            return actions.record_adoption(
                agreement_id=self.pk,
                version=None,
                by=self.by,
                party=party,
                day=day,
                paragraph=40 + self.number,
                extract_received_on=day + timedelta(days=7) if extract else None,
            )

    def refuse(self, day: date) -> None:
        with on(day + timedelta(days=1)):
            actions.record_refusal(
                agreement_id=self.pk,
                version=None,
                by=self.by,
                party=Party.MUNICIPALITY,
                day=day,
                paragraph=40 + self.number,
                note="Fullmäktige vill se anslaget först.",
            )

    def sign(self, day: date, parties: tuple[Party, ...] = tuple(Party)) -> None:
        for (party, kind), (name, title) in SIGNERS.items():
            if party in parties:
                with on(day):
                    actions.record_signature(
                        agreement_id=self.pk,
                        version=None,
                        by=self.by,
                        party=party,
                        kind=kind,
                        name=name,
                        title=title,
                        day=day,
                    )

    def archive(self, day: date) -> None:
        with on(day):
            actions.archive_agreement(
                agreement_id=self.pk, version=None, by=self.by, archived_on=day
            )


def on(day: date) -> AbstractContextManager[None]:
    """At two in the afternoon of that day."""
    return clock_at(datetime.combine(day, time(14), tzinfo=STOCKHOLM))


def tell(region: World) -> None:
    """Every term of the register that has begun, and the one that is about to."""
    by = region.accounts["administrator"]
    for term in sorted(region.terms, key=lambda term: term.board_from):
        if term.board_from <= today():
            _complete(_begun(term, by, term.board_from - timedelta(days=300)), by)
        elif term.board_from <= today() + SOON:
            _under_way(_begun(term, by, today() - timedelta(days=90)), by)


def _begun(term: Term, by: Person, day: date) -> FrameworkAgreement:
    with on(day):
        return actions.new_term(term=term, by=by, text=TEXT, clauses=POINTS)


def _keepers(framework: FrameworkAgreement, by: Person) -> list[Keeper]:
    rows = framework.agreements.select_related("municipality").order_by("municipality__code")
    return [Keeper(row, by, number) for number, row in enumerate(rows)]


def _complete(framework: FrameworkAgreement, by: Person) -> None:
    """Sent in the spring, adopted in the autumn, signed in December."""
    begins = framework.first_day
    for keeper in _keepers(framework, by):
        keeper.send(begins - timedelta(days=200))
        keeper.adopt(Party.MUNICIPALITY, begins - timedelta(days=90 - keeper.number))
        keeper.adopt(Party.REGION, begins - timedelta(days=40))
        keeper.sign(begins - timedelta(days=20))
        keeper.archive(begins - timedelta(days=5))


def _under_way(framework: FrameworkAgreement, by: Person) -> None:
    """Every stage at once: two had adopted the text when it changed, and one has said no."""
    now = today()
    keepers = list(zip(_keepers(framework, by), STAGES, strict=False))
    for keeper, stage in keepers:
        if stage >= SENT:
            keeper.send(now - timedelta(days=60))
        if stage == ASKED:
            keeper.adopt(Party.MUNICIPALITY, now - timedelta(days=45))
    for keeper, stage in keepers:
        if stage == SENT:
            _meets(keeper, framework.first_day - timedelta(days=20))
    _change(framework, by, [keeper for keeper, stage in keepers if stage == ASKED])
    for keeper, stage in keepers:
        _later(keeper, stage, now)


def _meets(keeper: Keeper, day: date) -> None:
    """The last time that its council meets before the term; the day is invented."""
    last = CouncilDay(organisation=keeper.place, day=day, note="Påhittad dag")
    actions.save_council_day(council_day=last, by=keeper.by)


def _change(framework: FrameworkAgreement, by: Person, asked: list[Keeper]) -> None:
    """The text is changed; of those who had adopted it the last has its answer."""
    with on(today() - timedelta(days=35)):
        actions.change_text(
            framework_id=framework.pk,
            version=None,
            by=by,
            text=TEXT,
            what_changed="Punkten om samråd blev tydligare.",
        )
        for keeper in asked[1:]:
            actions.answer_version(
                agreement_id=keeper.pk,
                version=None,
                by=by,
                answer=Answer.HOLDS,
                reason="Ändringen rör bara ordvalet.",
            )


def _later(keeper: Keeper, stage: int, now: date) -> None:
    """What came after the text was changed."""
    if stage == NO:
        keeper.refuse(now - timedelta(days=25))
    if stage >= ADOPTED:
        keeper.adopt(Party.MUNICIPALITY, now - timedelta(days=25), extract=keeper.number % 2 == 0)
    if stage >= BOTH:
        keeper.adopt(Party.REGION, now - timedelta(days=15))
    if stage == PARTLY:
        keeper.sign(now - timedelta(days=5), (Party.MUNICIPALITY,))
    if stage == SIGNED:
        keeper.sign(now - timedelta(days=5))
