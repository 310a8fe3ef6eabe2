"""/moten/<pk>/handlingar/: the packet read back, page by page, and what is missing in it."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from cases.models import Packet
from samverkan.lib.dates import swedish_date
from tests import factories as make
from tests.cases.packet_world import FILES, Given
from tests.shared import kept_world

pytestmark = pytest.mark.django_db


LOST = {
    "skadad": "är med",
    "bilaga": "är inte med",
    "lager": "dolda lager",
    "samling": "flera filer",
    "trasig": "trasig",
    "last": "låst med lösenord",
    "tom": "inga sidor",
    "borta": "finns inte på servern",
    "ark": "går inte att göra om",
}


@pytest.fixture(scope="module")
def given(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Given]:
    with kept_world(django_db_blocker, tmp_path_factory.mktemp("packet")):
        yield Given(FILES)


@pytest.fixture(autouse=True)
def same_files(given: Given, settings: Settings) -> None:
    """Every test has a folder of its own; these share the one that the files are in."""
    settings.MEDIA_ROOT = given.files


@pytest.fixture(scope="module")
def packet(given: Given) -> Packet:
    return given.made()


@pytest.fixture(scope="module")
def paper(packet: Packet) -> PdfReader:
    with packet.file.open("rb") as content:
        return PdfReader(BytesIO(content.read()))


def words(paper: PdfReader, first: int = 0, last: int | None = None) -> str:
    pages = paper.pages[first:last]
    return " ".join(word for page in pages for word in page.extract_text().split())


def test_everything_is_in_it_or_said_to_be_missing(packet: Packet, paper: PdfReader) -> None:
    text = words(paper)
    for each in ("Hela texten.", "På högkant.", "Förslag till beslut", "#anta <b>yttrandet</b>"):
        assert each in text
    assert "Vi tycker *så* här." in text
    assert {lost["title"]: lost["why"] for lost in packet.missing}.keys() == LOST.keys()
    for lost in packet.missing:
        assert LOST[lost["title"]] in lost["why"]
        assert lost["why"] in text or lost["title"] in ("skadad", "bilaga")
    assert packet.state == "done"
    assert (packet.pages, packet.done) == (len(paper.pages), packet.total)
    assert "Bara för oss." not in text
    assert "Det som är kvar." in text
    assert "Under ytan." not in text
    assert not any("/AA" in page for page in paper.pages)


def test_a_secret_case_keeps_its_documents(given: Given, paper: PdfReader) -> None:
    text = words(paper)
    assert make.SECRECY.open_title in text
    assert given.secret.act_number(1) not in text


def test_bookmarks_lead_from_item_to_document(given: Given, paper: PdfReader) -> None:
    outline: Any = paper.outline
    assert outline[0].title == "Kallelse"
    assert outline[1].title == f"1. {given.case.title}"
    for mark in outline[2]:
        page = paper.get_destination_page_number(mark)
        assert page
        assert page > 0
        assert "Ärende 1" in words(paper, page, page + 1)
    assert [mark.title for mark in outline[2]][-len(FILES) :] == [
        name.rpartition(".")[0] for name in FILES
    ]


def test_links_lead_there_and_back(paper: PdfReader) -> None:
    there = [_target(paper, each) for each in _links(paper.pages[0])]
    marks: Any = paper.outline[2]
    assert there == [paper.get_destination_page_number(mark) for mark in marks]
    for page in paper.pages[1:]:
        back = [_target(paper, each) for each in _links(page)]
        assert back == [0], page
    assert not any("packet.invalid" in str(page.get("/Annots")) for page in paper.pages)


def _links(page: Any) -> list[Any]:
    found = [each.get_object() for each in page.get("/Annots", [])]
    return [each for each in found if each["/A"]["/S"] == "/GoTo"]


def _target(paper: PdfReader, link: Any) -> int | None:
    page = link["/A"]["/D"][0].get_object()
    return paper.get_page_number(page)


def test_every_page_is_stamped(given: Given, paper: PdfReader) -> None:
    name = f"{given.home.au.abbreviation} {swedish_date(given.meeting.day)}"
    last = len(paper.pages)
    for count, page in enumerate(paper.pages, start=1):
        text = " ".join(page.extract_text().split())
        assert name in text
        assert f"Sida {count} av {last}" in text


def test_it_is_titled_swedish_and_claims_no_standard(given: Given, paper: PdfReader) -> None:
    root: Any = paper.trailer["/Root"]
    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper.metadata is not None
    title = f"Kallelse till {given.home.au.name} {swedish_date(given.meeting.day)} med handlingar"
    assert paper.metadata.title == title
    told = root["/Metadata"].get_object().get_data().decode()
    assert title in told
    assert "pdfaid:part" not in told
    assert "pdfuaid:part" not in told
