"""/moten/<pk>/handlingar/: how the packet stands, who may have it, and what goes wrong."""

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
from samverkan.lib.dates import now
from tests import factories as make
from tests.cases.packet_world import Given
from tests.shared import kept_world

pytestmark = pytest.mark.django_db
# Few, since many of these make it anew.
FEW = ("helt.pdf", "trasig.pdf")


@pytest.fixture(scope="module")
def given(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Given]:
    with kept_world(django_db_blocker, tmp_path_factory.mktemp("packet")):
        yield Given(FEW)


@pytest.fixture(autouse=True)
def same_files(given: Given, settings: Settings) -> None:
    """Every test has a folder of its own; these share the one that the files are in."""
    settings.MEDIA_ROOT = given.files


@pytest.fixture(scope="module")
def packet(given: Given) -> Packet:
    return given.made()


def words(paper: PdfReader, first: int = 0, last: int | None = None) -> str:
    pages = paper.pages[first:last]
    return " ".join(word for page in pages for word in page.extract_text().split())


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
