"""The pages of minutes on their way and the papers that come of them, read back."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from bodies.models import Person
from cases.actions.sharing import share_with_body
from cases.models import Document, Minutes, PostedNotice
from cases.models.document import DocumentKind
from cases.queries.meeting_notes import HIDDEN
from samverkan.lib.dates import swedish_date, today
from tests.approving import Approving
from tests.cases.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Approving:
    return Approving()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def url(name: str, minutes: Minutes) -> str:
    return reverse(name, args=[minutes.meeting_id, minutes.pk])


def reader(content: bytes) -> tuple[PdfReader, str]:
    made = PdfReader(BytesIO(content))
    return made, "\n".join(page.extract_text() for page in made.pages)


def bytes_of(response: Any) -> bytes:
    found: bytes = response.getvalue()
    return found


def check_declared(made: PdfReader, title: str) -> None:
    """PDF/A-2a and PDF/UA-1, in Swedish, tagged, with its title."""
    root: Any = made.trailer["/Root"]
    told = root["/Metadata"].get_data().decode()
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("sv", True)
    assert made.metadata
    assert made.metadata.title == title
    for mark in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert mark in told


def test_on_the_pages_from_first_to_last(held: Approving) -> None:
    """What the secretary and the approvers press, in order."""
    secretary = signed_in(held.home.secretary)
    way = reverse("minutes_approval", args=[held.meeting.pk])
    assert "Välj justerare" in text_of(secretary.get(way))
    chosen = {
        "chair": held.chair.pk,
        "approvers": [held.approver.pk],
        "signs_on": today().isoformat(),
    }
    assert secretary.post(f"{way}justerare/", chosen).status_code == 302
    assert "Skicka för justering" in text_of(secretary.get(way))
    assert secretary.post(f"{way}skicka/", {"version": "0"}).status_code == 302
    assert secretary.post(f"{way}skicka/", {"version": "0"}).status_code == 200
    minutes = Minutes.objects.get()
    member = signed_in(held.other)
    assert member.get(way).status_code == 404
    for person in (held.chair, held.approver):
        client = signed_in(person)
        assert "Nämnden antar yttrandet som sitt." in text_of(
            client.get(url("minutes_edition", minutes))
        )
        assert "går inte att ångra" in text_of(client.get(url("minutes_approve", minutes)))
        assert client.post(url("minutes_approve", minutes)).status_code == 302
        assert client.post(url("minutes_approve", minutes)).status_code == 409
    assert member.get(url("minutes_edition", minutes)).status_code == 200
    posted = {"posted_on": today().isoformat(), "kept_at": "Regionens diarium"}
    assert secretary.post(url("minutes_post", minutes), posted).status_code == 302
    mend = f"{url('minutes_post', minutes)}?ratta=ja"
    assert mend in text_of(secretary.get(way))
    wrong = posted | {"version": "1", "kept_at": "Arkivet", "reason": ""}
    refused = text_of(secretary.post(mend, wrong))
    assert "Skriv vad som var fel." in refused
    assert "Arkivet" in refused, "what was typed stands"
    assert secretary.post(mend, wrong | {"reason": "Fel plats."}).status_code == 302
    assert secretary.post(mend, wrong | {"reason": "Fel plats."}).status_code == 409
    assert member.get(mend).status_code in (403, 404)
    early = secretary.post(url("minutes_take_down", minutes), {"on": today().isoformat()})
    assert (early.status_code, "Anslaget sitter uppe" in text_of(early)) == (200, True)
    shown = text_of(member.get(way))
    for words in ("Sista dag att överklaga", "Laga kraft", "Kan överklagas", "tidigast"):
        assert words in shown


def test_a_refusal_on_the_pages(held: Approving) -> None:
    minutes = held.sent()
    client = signed_in(held.approver)
    back = url("minutes_hand_back", minutes)
    assert "Skriv varför" in text_of(client.post(back, {"reason": ""}))
    assert client.post(back, {"reason": "Fel namn."}).status_code == 302
    way = reverse("minutes_approval", args=[held.meeting.pk])
    assert "Tillbaka för rättning" in text_of(client.get(way))
    secretary = signed_in(held.home.secretary)
    again = {"version": "1", "reason": "Namnet är rättat."}
    assert secretary.post(f"{way}skicka/", again).status_code == 302
    assert Minutes.objects.count() == 2
    assert "Tidigare utgåvor" in text_of(secretary.get(way))


def test_the_minutes_are_read_back(held: Approving) -> None:
    minutes = held.approve(held.sent())
    held.post(minutes)
    client = signed_in(held.home.registrar)
    made, text = reader(bytes_of(client.get(url("minutes_edition_pdf", minutes))))
    check_declared(made, f"Protokoll {held.home.board.name} {swedish_date(held.meeting.day)}")
    notice = PostedNotice.objects.get()
    for words in (
        "Genom digital justering",
        held.chair.full_name,
        "Bevis om anslag",
        swedish_date(notice.appeal_last),
        "Närvarolista",
        f"§ {held.row.number}",
        held.case.registry_number,
        "Nämnden antar yttrandet som sitt.",
        "Beslutsunderlag",
        "Expedieras till",
    ):
        assert words in text
    assert "Utkast" not in text
    page = text_of(client.get(url("minutes_edition", minutes)))
    assert "Nämnden antar yttrandet som sitt." in page


def test_the_extract_is_read_back_from_the_case(held: Approving) -> None:
    held.approve(held.sent())
    act = Document.objects.get(kind=DocumentKind.EXTRACT)
    held.case.refresh_from_db()
    address = reverse("document_download", args=[held.case.slug, act.act, 1])
    made, text = reader(bytes_of(signed_in(held.home.officer).get(address)))
    day = swedish_date(held.meeting.day)
    check_declared(made, f"Protokollsutdrag § {held.row.number} {held.home.board.name} {day}")
    for words in (
        "Rätt utdraget intygar",
        "Nämnden antar yttrandet som sitt.",
        held.chair.full_name,
    ):
        assert words in text


def test_a_case_that_is_not_the_readers_is_hidden(held: Approving) -> None:
    """A member sees of the minutes what is shared with the board; an approver all of it."""
    minutes = held.approve(held.sent())
    member, page = signed_in(held.other), url("minutes_edition", minutes)
    shown = text_of(member.get(page))
    assert HIDDEN in shown
    assert "Nämnden antar yttrandet" not in shown
    share_with_body(held.case, held.home.board, by=held.home.registrar)
    assert "Nämnden antar yttrandet" in text_of(member.get(page))
