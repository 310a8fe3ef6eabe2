"""/moten/<pk>/handlingar/: the packet read back, what is missing in it, and who may have it."""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pypdf import PdfReader
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from cases import actions
from cases.actions import packets
from cases.models import Case, Edition, Packet
from cases.papers import build
from samverkan.lib.dates import now, swedish_date
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
        yield Given()


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


def test_it_is_fetched_as_a_file_that_nobody_else_keeps(given: Given, packet: Packet) -> None:
    answer: Any = given.client(given.home.run_member).get(f"{given.url}ledamoterna.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    assert sha256(answer.getvalue()).hexdigest() == packet.sha256


def test_only_staff_get_the_working_papers(given: Given, packet: Packet) -> None:
    with given.made(Edition.STAFF).file.open("rb") as content:
        text = words(PdfReader(BytesIO(content.read())))
    assert "Bara för oss." in text
    url = f"{given.url}personalen.pdf"
    assert given.client(given.home.run_member).get(url).status_code == 404
    assert given.client(given.home.officer).get(url).status_code == 200
    asked = given.client(given.home.run_member).post(given.url, {"exemplar": "personalen"})
    assert asked.status_code == 403
    assert given.client(given.home.pkd_member).get(f"{given.url}ledamoterna.pdf").status_code == 404
    assert given.client(given.home.run_member).post(given.url, {"exemplar": "x"}).status_code == 404


@pytest.mark.parametrize("change", ["void", "mark_secret"])
def test_what_is_taken_back_is_not_handed_out(given: Given, packet: Packet, change: str) -> None:
    if change == "void":
        document = given.case.documents.get(title="helt")
        actions.void_document(document_id=document.pk, by=given.home.registrar, reason="Fel.")
    else:
        version = Case.objects.values_list("version", flat=True).get(pk=given.case.pk)
        actions.mark_secret(
            case_id=given.case.pk, version=version, by=given.home.registrar,
            secrecy=make.SECRECY, reason="Hemligt.",
        )  # fmt: skip
    client = given.client(given.home.run_member)
    assert client.get(f"{given.url}ledamoterna.pdf")["Location"] == given.url
    page = client.get(given.url).content.decode()
    assert "Något i den är inte längre ditt att läsa" in page
    assert "Hämta handlingarna" not in page


def test_a_change_asks_for_a_new_one_that_takes_its_place(given: Given, packet: Packet) -> None:
    client = given.client(given.home.run_member)
    assert "Handlingarna har ändrats" not in client.get(given.url).content.decode()
    assert given.made().pk == packet.pk
    given.add("sent.txt", b"Sent inkommet.")
    page = client.get(given.url).content.decode()
    assert "Handlingarna har ändrats sedan den gjordes" in page
    assert client.post(given.url, {"exemplar": "ledamoterna"})["Location"] == given.url
    page = client.get(given.url).content.decode()
    assert "Handlingarna görs." in page
    assert "hx-trigger" in page
    newer = given.made()
    assert newer.pk != packet.pk
    assert not Packet.objects.filter(pk=packet.pk).exists()
    page = client.get(given.url).content.decode()
    assert "har ändrats" not in page
    assert "hx-trigger" not in page
    assert "Ärende 1: trasig" in page


def test_a_worker_that_was_overtaken_throws_its_own_away(
    given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.add("mer.txt", b"Mer.")
    actions.ask_for_packet(
        meeting_id=given.meeting.pk, edition=Edition.MEMBERS, by=given.home.secretary
    )
    real, before = build, len(_stored())

    def overtaken(*args: Any) -> Any:
        Packet.objects.under_way().update(attempt=2)
        return real(*args)

    monkeypatch.setattr(packets, "build", overtaken)
    assert actions.make_packets() == 0
    left = Packet.objects.under_way().get()
    assert (left.state, left.file.name, len(_stored())) == ("making", "", before)
    # Held by its lease: nobody else takes it until that has run out.
    assert actions.make_packets() == 0
    Packet.objects.filter(pk=left.pk).update(lease_until=now())
    monkeypatch.setattr(packets, "build", real)
    assert actions.make_packets() == 1


def _stored() -> list[str]:
    folder = Path(settings.MEDIA_ROOT) / "paket"
    return [str(each) for each in folder.rglob("*.pdf")]


def test_one_that_cannot_be_made_says_so_and_can_be_asked_for_again(
    given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> Any:
        raise OSError("disken är full")

    given.add("mer.txt", b"Mer.")
    monkeypatch.setattr(packets, "build", full)
    assert given.made().state == "failed"
    page = given.client(given.home.run_member).get(given.url).content.decode()
    assert "Handlingarna blev inte klara" in page
    monkeypatch.undo()
    assert given.made().state == "done"


def test_three_workers_that_die_are_enough(given: Given) -> None:
    given.add("mer.txt", b"Mer.")
    asked = actions.ask_for_packet(
        meeting_id=given.meeting.pk, edition=Edition.MEMBERS, by=given.home.secretary
    )
    Packet.objects.filter(pk=asked.pk).update(state="making", attempt=3, lease_until=now())
    assert actions.make_packets() == 0
    asked.refresh_from_db()
    assert (asked.state, asked.error) == ("failed", packets.TIRED)


def test_nothing_is_made_before_the_agenda_is_out_or_of_an_empty_one(given: Given) -> None:
    draft = make.meeting(given.home.au, days=12)
    client = given.client(given.home.secretary)
    for slug, says in (("ledamoterna", "inte publicerad"), ("personalen", "tom")):
        answer = client.post(f"/moten/{draft.pk}/handlingar/", {"exemplar": slug})
        assert answer.status_code == 409
        assert says in answer.content.decode()
    member = given.client(given.home.run_member)
    assert member.get(f"/moten/{draft.pk}/handlingar/").status_code == 404


def test_one_whose_file_is_gone_can_be_made_again(given: Given, packet: Packet) -> None:
    path = Path(packet.file.path)
    kept = path.read_bytes()
    client = given.client(given.home.run_member)
    path.unlink()
    assert client.get(f"{given.url}ledamoterna.pdf").status_code == 404
    assert "Gör handlingarna" in client.get(given.url).content.decode()
    assert given.made().pk != packet.pk
    path.write_bytes(kept)
