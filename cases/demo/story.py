"""One case's way, told in days: each sentence here becomes an act in the diary."""

from datetime import date, time, timedelta
from typing import Any

from bodies.models import Meeting, Membership, Organisation, Person
from cases import actions
from cases.actions.register import ReferralFacts
from cases.actions.secrecy import Secrecy
from cases.demo.diary import Act, Diary
from cases.demo.meetings import moment, working_day
from cases.demo.paper import paper
from cases.demo.world import World
from cases.models import Case, Document, MinuteItem
from cases.models.document import Direction, DocumentKind
from cases.outcomes import DecisionOutcome, Relation
from samverkan.lib.dates import today

IN_WORDS = {
    DocumentKind.DRAFT_OPINION: "Förslag till yttrande",
    DocumentKind.OFFICER_REPORT: "Tjänsteskrivelse",
    DocumentKind.OPINION: "Yttrande",
}


class Story:
    """A case from the day it comes in; until then `case` is not there."""

    case: Case

    def __init__(self, world: World, diary: Diary, officer: str = "officer") -> None:
        self.world, self.diary = world, diary
        self.who = world.accounts
        self.officer = self.who[officer]
        self._latest = moment(date.min + timedelta(days=1), time())

    def _then(self, on: date, at: time, act: Act) -> None:
        """Never before what was told last: holidays may push two acts to one day."""
        when = max(moment(on, at), self._latest + timedelta(minutes=5))
        self._latest = when
        self.diary.add(when, act)

    def registered(self, on: date, facts: ReferralFacts, officer: Person | None = None) -> None:
        text = f"{facts.sender_name} ger tillfälle att yttra sig över {facts.title}."
        letter = paper("Missiv", "Missiv", text, DocumentKind.COVER_LETTER)

        def act() -> None:
            self.case = actions.register_referral(
                by=self.who["registrar"],
                facts=facts,
                area=self.world.area,
                officer=officer,
                files=[letter],
            )

        self._then(on, time(9, 40), act)

    def step(self, on: date, at: time, name: str, by: str | Person, **more: Any) -> None:
        """A transition of the workflow. Values that are functions are asked for when it comes."""

        def act() -> None:
            person = self.who[by] if isinstance(by, str) else by
            given = {key: value() if callable(value) else value for key, value in more.items()}
            self.case = getattr(actions, name)(
                case_id=self.case.pk, version=self.case.version, by=person, **given
            )

        self._then(on, at, act)

    def assessed(self, on: date, officer: Person | None) -> None:
        self.step(on, time(13, 10), "assess", "chief", officer=officer)

    def drafting(self, on: date) -> None:
        self.step(on, time(10, 5), "start_drafting", self.officer)

    def marked_secret(self, on: date, ground: str, open_title: str, reason: str) -> None:
        marking = Secrecy(ground, open_title)
        self.step(on, time(10, 30), "mark_secret", "registrar", secrecy=marking, reason=reason)

    def wrote(self, on: date, kind: DocumentKind, text: str, by: str | Person = "") -> None:
        """A document drawn up in the house."""
        title = IN_WORDS[kind]
        outgoing = kind == DocumentKind.OPINION
        direction = Direction.OUTGOING if outgoing else Direction.DRAWN_UP
        self.document(on, kind, title, text, direction=direction, by=by or self.officer)

    def document(
        self,
        on: date,
        kind: DocumentKind,
        title: str,
        text: str,
        *,
        direction: Direction = Direction.DRAWN_UP,
        counterpart: str = "",
        by: str | Person = "registrar",
    ) -> None:
        ours = direction != Direction.INCOMING
        name = f"Region Västerbotten - {title.lower()}" if ours else title

        def act() -> None:
            actions.add_document(
                case_id=self.case.pk,
                by=self.who[by] if isinstance(by, str) else by,
                file=paper(name, title, text, kind),
                direction=direction,
                dated=today(),
                counterpart=counterpart,
            )

        self._then(on, time(11, 20), act)

    def revised(self, on: date, kind: DocumentKind, text: str) -> None:
        """A new version of a document that is already there."""

        def act() -> None:
            document = self.case.documents.get(kind=kind)
            title = IN_WORDS[kind]
            actions.add_version(
                document_id=document.pk,
                by=self.officer,
                file=paper(f"Region Västerbotten - {title.lower()} 2", title, text, kind),
                note="Inarbetat efter inspel",
            )

        self._then(on, time(16, 10), act)

    def shared(self, on: date, places: list[Organisation]) -> None:
        def act() -> None:
            actions.share(case_id=self.case.pk, by=self.officer, organisations=places)

        self._then(on, time(14), act)

    def placed(self, on: date, meeting: Meeting) -> None:
        def act() -> None:
            item = actions.place_on_agenda(
                meeting_id=meeting.pk, case_id=self.case.pk, by=self.who["secretary"]
            )
            self.case = item.case  # with the version that the placing gave it

        self._then(on, time(14, 20), act)

    def thought(self, on: date, person: Person, stance: str, comment: str = "") -> None:
        """A delegate reads the case and says what they think before the samråd."""

        def act() -> None:
            actions.mark_read(case=self.case, by=person)
            actions.take_position(case_id=self.case.pk, by=person, stance=stance, comment=comment)

        self._then(on, time(19, 30), act)

    def decided(self, board: Meeting, wording: str, **more: Any) -> None:
        """RUN's decision under its next §, with all but one of its members present."""
        given: dict[str, Any] = {
            "outcome": DecisionOutcome.APPROVED,
            "relation": Relation.FOLLOWS,
            "present": lambda: self._members(board) - 1,
            "paragraph": lambda: self._next_paragraph(board),
        }
        self.step(board.day, time(15, 30), "decide", "secretary", wording=wording, **given | more)

    def reported(self, board: Meeting) -> None:
        """What was decided without the board is reported at its meeting."""

        def act() -> None:
            actions.report_decision(
                decision_id=self.case.decisions.get().pk,
                meeting_id=board.pk,
                by=self.who["secretary"],
            )

        self.diary.add(moment(board.day, time(15, 50)), act)

    def _members(self, board: Meeting) -> int:
        return Membership.objects.on(board.day).voting().filter(body=board.body).count()

    def _next_paragraph(self, board: Meeting) -> int | None:
        """The item's own, if the meeting's minutes are written here.

        Else one more than the last of the year; a meeting's first items are its formalities.
        """
        taken = MinuteItem.objects.filter(body=board.body, year=board.day.year)
        if taken.filter(meeting=board, item__case=self.case).exists():
            return None
        last = taken.order_by("number").last()
        if last is None:
            return 4
        return last.number + (1 if last.meeting_id == board.pk else 5)

    def dispatched(self, on: date, address: str = "") -> None:
        self.step(
            on,
            time(10, 30),
            "dispatch",
            "registrar",
            sent_on=on,
            recipient=lambda: self.case.referral.sender_name,
            subject=lambda: self._subject(),
            address=address,
            documents=lambda: self._answers(),
        )

    def _subject(self) -> str:
        return f"{self.case.referral.sender_reference} Region Västerbotten".strip()

    def _answers(self) -> list[Document]:
        return list(self.case.documents.filter(kind=DocumentKind.OPINION))

    def closed(self, on: date) -> None:
        self.step(on, time(9, 15), "close", "registrar")


def before(on: date, days: int) -> date:
    """The working day so many days before."""
    return working_day(on - timedelta(days=days))


def after(on: date, days: int) -> date:
    return working_day(on + timedelta(days=days), 1)
