"""The samråd's notes: written, gone through by both chairs, frozen; the extract about a case."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from bodies.models import Meeting, Notice, Person
from bodies.models.membership import Seat
from cases import actions
from cases.models import Case, MeetingNotes
from cases.route import Step
from samverkan.lib.errors import DomainError, NotAllowed, Stale, WrongStep
from tests import factories as make

pytestmark = pytest.mark.django_db


def _in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


class Told:
    """A samråd that has met, with what was typed and recorded, and a chair on each side."""

    def __init__(self) -> None:
        self.home = home = make.house()
        case = make.announced(home, make.case_in(Step.CONSULTATION, home))
        self.item = case.items.get()
        self.meeting = Meeting.objects.get(follows=self.item.meeting)
        typed = {"outcome": "consensus_with_note", "note": "Nämn avstånden."}
        self._type(typed | {"presentation": "Handläggaren berättade."})
        here: dict[str, Any] = {"item": self.item, "meeting": self.meeting, "by": home.secretary}
        actions.save_draft(**here, key="view", base="", text="Vill ha tåg.", person=home.pkd_member)
        self.case = actions.record_samrad(**here, version=Case.objects.get().version)
        self.chairs = [make.person(first_name="Disa"), make.person(first_name="Rut")]
        for person, body in zip(self.chairs, (home.board, home.pkd_au), strict=True):
            make.member(person, body, Seat.CHAIR)
            make.member(person, home.samrad)

    def _type(self, texts: dict[str, str]) -> None:
        for key, text in texts.items():
            actions.save_draft(
                item=self.item,
                meeting=self.meeting,
                by=self.home.secretary,
                key=key,
                base="",
                text=text,
            )

    def url(self, name: str) -> str:
        return reverse(name, args=[self.meeting.pk])

    def send(self, seen: int = 0, **more: Any) -> MeetingNotes:
        return actions.send_notes(
            meeting_id=self.meeting.pk, by=self.home.secretary, seen=seen, texts={}, **more
        )

    def review(self, by: Person, seen: int = 1) -> None:
        actions.review_notes(meeting_id=self.meeting.pk, seen=seen, by=by)


@pytest.fixture
def told() -> Told:
    return Told()


def test_from_the_screen_to_a_frozen_paper(told: Told) -> None:
    """Written from what was typed, gone through by both, and then the members may read it."""
    home, page = told.home, told.url("meeting_notes")
    secretary = _in(home.secretary)
    shown = secretary.get(page).content.decode()
    assert "Handläggaren berättade." in shown
    assert "(Provköping): Vill ha tåg." in shown
    pk = told.item.pk
    sent = {"version": "0", f"presentation-{pk}": "Handläggaren föredrog.", f"views-{pk}": "Tåg."}
    assert secretary.post(page, sent).status_code == 302
    assert _in(home.pkd_member).get(page).status_code == 404
    for chair in told.chairs:
        asked = Notice.objects.filter(rule="notes", recipient=chair, occasion="review:1")
        assert asked.count() == 1
        done = _in(chair).post(told.url("meeting_notes_review"), {"version": "1"})
        assert done.status_code == 302
    assert Notice.objects.filter(occasion="reviewed:1", recipient=home.pkd_member).exists()
    read = _in(home.pkd_member).get(page).content.decode()
    assert "Handläggaren föredrog." in read
    assert "Genomgånget av Rut" in read
    assert "Nämn avstånden." in read


def test_the_papers_are_read_back(told: Told) -> None:
    told.home.samrad.notes_label = "Mötesanteckningar"
    told.home.samrad.save()
    told.send()
    client = _in(told.home.registrar)
    made = PdfReader(BytesIO(client.get(told.url("meeting_notes_pdf")).getvalue()))
    text = "\n".join(page.extract_text() for page in made.pages)
    root: Any = made.trailer["/Root"]
    assert "Mötesanteckningar" in str(made.metadata and made.metadata.title)
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("sv", True)
    paper = Document(BytesIO(client.get(told.url("meeting_notes_word")).getvalue()))
    for content in (text, "\n".join(each.text for each in paper.paragraphs)):
        for words in ("samrådet beslutar inte", told.case.registry_number, "Nämn avstånden."):
            assert words in content
        assert "§" not in content
        assert content.count("Vill ha tåg.") == 1


def test_the_extract_says_that_it_is_advice(told: Told) -> None:
    url = reverse("case_consultation", args=[told.case.slug, 1])
    made = PdfReader(BytesIO(_in(told.home.officer).get(url).getvalue()))
    text = made.pages[0].extract_text()
    for words in ("Protokollsutdrag från samrådet", "samrådet beslutar inte", "Vill ha tåg."):
        assert words in text
    assert _in(told.home.stranger).get(url).status_code == 404
    page = _in(told.home.officer).get(told.case.get_absolute_url()).content.decode()
    assert url in page


def test_each_chair_once_and_as_themselves(told: Told) -> None:
    first, _ = told.chairs
    told.send()
    with pytest.raises(NotAllowed):
        told.review(told.home.secretary)
    told.review(first)
    with pytest.raises(WrongStep):
        told.review(first)


def test_a_correction_has_a_reason_and_is_gone_through_anew(told: Told) -> None:
    told.send()
    for chair in told.chairs:
        told.review(chair)
    with pytest.raises(DomainError, match="rättas"):
        told.send(seen=1)
    with pytest.raises(Stale):
        told.send(seen=0, reason="Fel namn.")
    told.send(seen=1, reason="Fel namn.")
    with pytest.raises(Stale):
        told.review(told.chairs[0])
    shown = _in(told.home.registrar).get(told.url("meeting_notes")).content.decode()
    assert "Ännu inte genomgånget av Disa" in shown
