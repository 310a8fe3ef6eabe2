"""A year of meetings, and one case through them: summons, substitute, samråd, vote, minutes.

It comes last: its meetings are moved to the day it runs, which is how the days pass here.
"""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

import pytest
from playwright.sync_api import expect

from bodies.models import Call, CooperationArea, Meeting, Organisation, Person
from bodies.queries.answer_links import answer_path
from cases.models import Case, Document
from cases.models.document import DocumentKind
from cases.route import Step
from samverkan.lib.dates import STOCKHOLM, today
from tests import factories as make
from tests.journeys.board import (
    MOTION,
    WHY,
    approve_the_minutes,
    decide_by_vote,
    write_the_minutes,
)
from tests.journeys.conftest import PHONE, Camera, Visit, Visitor
from tests.journeys.papers import is_archivable, read, text_of
from tests.journeys.test_at_the_samrad import saved
from tests.journeys.test_remiss import field, press, press_item
from tests.samverkan.lib.test_uploads import PDF

TITLE = "Påhittad remiss: Vägen genom året"
VIEW = "Inlandet får längre till utbildningen."


@dataclass
class Chain:
    """RUN AU, the samråd that follows it, and RUN."""

    committee: Meeting
    samrad: Meeting
    board: Meeting

    def happen(self) -> None:
        """The days pass: all three begin just after midnight today."""
        for minute, meeting in enumerate((self.committee, self.samrad, self.board), start=1):
            starts = datetime.combine(today(), time(0, minute), tzinfo=STOCKHOLM)
            Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts, ends_at=None)
            meeting.refresh_from_db()


def named(first_name: str) -> Person:
    found: Person = Person.objects.get(first_name=first_name)
    return found


@pytest.fixture
def case(site: str) -> Case:
    """Ready for RUN AU, through the real acts."""
    area: Any = CooperationArea.objects.get(board__key="run")
    home = make.House(
        area=area,
        au=area.preparing_committee,
        samrad=area.consultation,
        board=area.board,
        pkd_au=area.board,
        registrar=named("Rut"),
        officer=named("Hanna"),
        secretary=named("Sara"),
        chief=named("Cecilia"),
        administrator=named("Ada"),
        run_member=named("Disa"),
        pkd_member=named("Pim"),
        municipality=Organisation.objects.filter(kind="municipality")[0],
        municipal=named("Kim"),
        stranger=named("Kim"),
    )
    return make.case_in(Step.PREPARATION, home, title=TITLE)


def test_a_year_of_meetings(visit: Visit, take: Camera, case: Case) -> None:
    sara = visit("Sara Sekreterare")
    chain = plan_the_year(sara)
    summon(sara, chain.committee, case, take)
    replace_a_document(visit("Hanna Handläggare"), case)
    learn_of_it(sara, chain.committee)
    pim = visit("Pim Platshållare", PHONE)
    disagree(sara, pim, chain.samrad, case)
    chain.happen()
    hold_the_samrad(sara, chain, case)
    stand_aside(visit, sara, chain, case)
    decide_by_vote(sara, chain.board, case, take)
    write_the_minutes(sara, chain.board, case, take)
    approve_the_minutes(visit, sara, chain.board, take)
    read_the_papers(sara, chain, case)


def plan_the_year(sara: Visitor) -> Chain:
    """By the rule that is proposed, at hours when nobody else has planned anything."""
    page, before = sara.page, set(Meeting.objects.values_list("pk", flat=True))
    sara.open("/moten/planera/")
    for name, hour in (("utskott", "08:05"), ("samrad", "15:05"), ("namnd", "08:15")):
        page.locator(f"input[name=tid_{name}]").fill(hour)
    press(page, "Visa förslaget")
    press(page, "Lägg in mötena")
    made = Meeting.objects.exclude(pk__in=before)
    assert made.count() == 33
    samrad = made.filter(body__kind="consultation").earliest("starts_at")
    board = made.filter(body__key="run", starts_at__gt=samrad.starts_at).earliest("starts_at")
    assert samrad.follows
    sara.open(f"/moten/ar/{board.day.year}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(board.day.year))
    return Chain(samrad.follows, samrad, board)


def summon(sara: Visitor, committee: Meeting, case: Case, take: Camera) -> None:
    """The case between the standing points, with its presenter and time; then the summons."""
    page = sara.page
    sara.open(committee.get_absolute_url())
    assert "Anmälan av jäv" in sara.text
    field(page, case.title).check()
    press(page, "Sätt upp valda ärenden")
    press(page, "Ordna ärendelistan")
    row = page.locator("[data-row]").filter(has_text=case.registry_number)
    row.get_by_label("Föredragande").fill("Hanna Handläggare")
    row.get_by_label("Minuter").fill("20")
    row.locator("input[name$=-place]").focus()
    page.keyboard.press("Alt+ArrowUp")
    take(sara, "ordna-arendelistan")
    press(page, "Spara ärendelistan")
    assert "föredras av Hanna Handläggare" in sara.text
    press(page, "Publicera ärendelistan")
    press(page, "Publicera och dela ärendena")
    press(page, "Skicka kallelsen")
    press(page, "Skicka kallelsen")
    expect(page.locator("#messages")).to_contain_text("Kallelsen skickas nu")


def replace_a_document(hanna: Visitor, case: Case) -> None:
    """After the summons: the draft gets a new version."""
    page = hanna.page
    draft = case.documents.get(kind=DocumentKind.DRAFT_OPINION)
    hanna.open(f"{case.get_absolute_url()}handlingar/{draft.act}/ny-version/")
    file = {"name": "utkast.pdf", "mimeType": "application/pdf", "buffer": PDF + b"nytt"}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]  # a file in memory
    press(page, "Lägg till versionen")


def learn_of_it(sara: Visitor, committee: Meeting) -> None:
    sara.open(committee.get_absolute_url())
    assert "Ändrat sedan du läste" in sara.text
    assert "Version 2" in sara.text
    found = committee.changes.get()
    assert (found.verb, found.by.first_name) == ("document_replaced", "Hanna")


def disagree(sara: Visitor, pim: Visitor, samrad: Meeting, case: Case) -> None:
    """The samråd's agenda is out; a delegate says what she thinks of it beforehand."""
    sara.open(samrad.get_absolute_url())
    press(sara.page, "Publicera ärendelistan")
    press(sara.page, "Publicera och dela ärendena")
    pim.open(case.get_absolute_url())
    assert case.title in pim.text
    pim.open(f"{case.get_absolute_url()}stallningstagande/")
    field(pim.page, "Annan mening").check()
    field(pim.page, "Skriv en rad").fill(VIEW)
    press(pim.page, "Spara ställningstagandet")


def hold_the_samrad(sara: Visitor, chain: Chain, case: Case) -> None:
    """RUN AU passes it on; the samråd differs, and its word is recorded from the screen."""
    page = sara.page
    sara.open(chain.committee.get_absolute_url())
    press_item(page, "Skicka vidare till samrådet", case.registry_number)
    press(page, "Skicka vidare till samrådet")
    sara.open(f"{chain.samrad.get_absolute_url()}samrad/")
    assert VIEW in sara.text
    page.get_by_label("Olika meningar").check()
    page.locator("textarea[name=note]").fill("PKD AU vill behålla utbildningen i inlandet.")
    saved(sara)
    press(page, "Anteckna samrådets utfall")
    assert "Samrådets råd – inte ett beslut" in sara.text


def stand_aside(visit: Visit, sara: Visitor, chain: Chain, case: Case) -> None:
    """RUN is summoned; one member declines, and the substitute asked says yes from the mail."""
    board, page = chain.board, sara.page
    sara.open(board.get_absolute_url())
    field(page, case.title).check()
    press(page, "Sätt upp valda ärenden")
    press(page, "Publicera ärendelistan")
    press(page, "Publicera och dela ärendena")
    # Later the same day: who is asked is asked for that day.
    evening = datetime.combine(today(), time(23, 58), tzinfo=STOCKHOLM)
    Meeting.objects.filter(pk=board.pk).update(starts_at=evening)
    disa = visit("Disa Demokvist", PHONE)
    disa.open(board.get_absolute_url())
    disa.page.get_by_role("button", name="Nej, jag kan inte").click()
    disa.page.get_by_text("är tillfrågad som ersättare").wait_for()
    call = Call.objects.to(board).live().get(absent__first_name="Disa")
    reader = visit(screen=PHONE)
    reader.open(f"{answer_path(board.pk, call.substitute_id)}?svar=ja")
    reader.page.get_by_role("button", name="Ja, jag kommer").click()
    reader.page.get_by_text("jänstgör för Disa Demokvist").wait_for()
    chain.happen()


def read_the_papers(sara: Visitor, chain: Chain, case: Case) -> None:
    """Summons, minutes and extract as they are fetched; the extract is one act on the case."""
    summons = read(sara, f"{chain.committee.get_absolute_url()}kallelse.pdf")
    assert is_archivable(summons)
    assert "Anmälan av jäv" in text_of(summons)
    assert "Föredragande: Hanna Handläggare" in text_of(summons)
    sara.open(f"{chain.board.get_absolute_url()}protokoll/justering/")
    link = sara.page.locator("a[href$='.pdf']").first.get_attribute("href")
    assert link
    minutes = read(sara, link)
    said = text_of(minutes)
    assert is_archivable(minutes)
    for words in (
        MOTION,
        "7 ja-röster, 6 nej-röster",
        WHY,
        case.registry_number,
        "Regionens hus, Umeå",
    ):
        assert words in said, words
    extract = Document.objects.get(case=case, kind=DocumentKind.EXTRACT)
    paper = read(sara, extract.latest.get_absolute_url())
    assert is_archivable(paper)
    assert MOTION in text_of(paper)
    sara.open(case.get_absolute_url())
    assert extract.title in sara.text
