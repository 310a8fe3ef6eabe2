"""The chair's screen on the server: who may, what is kept, and how it is recorded."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bodies.models import Meeting, Person
from bodies.models.membership import Seat
from bodies.roles import Role
from cases import actions
from cases.models import AgendaItem, Case, ConsultationDraft
from cases.queries.facts import consultation_of
from cases.route import Step
from samverkan.lib.errors import DomainError, WrongStep
from tests import factories as make

pytestmark = pytest.mark.django_db


@dataclass
class Held:
    home: make.House
    case: Case
    item: AgendaItem
    meeting: Meeting

    def ask(self, person: Person, **query: Any) -> Any:
        return _in(person).get(reverse("samrad", args=[self.meeting.pk]), query)

    def post(self, name: str, person: Any = None, **sent: Any) -> Any:
        fields = {key.replace("__", "-"): text for key, text in sent.items()}
        url = reverse(name, args=[self.meeting.pk, self.item.pk])
        return _in(person or self.home.secretary).post(url, fields)

    def save(self, key: str, text: str, base: str = "", **more: Any) -> Any:
        given = {"by": self.home.secretary} | more
        return actions.save_draft(
            item=self.item, meeting=self.meeting, key=key, base=base, text=text, **given
        )

    def typed(self) -> dict[str, str]:
        return {each.name: each.text for each in ConsultationDraft.objects.all()}


def _in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def START(home: make.House) -> Case:
    return make.announced(home, make.case_in(Step.CONSULTATION, home))


@pytest.fixture
def held(home: make.House, case: Case) -> Held:
    item = case.items.get()
    return Held(home, case, item, Meeting.objects.get(follows=item.meeting))


def test_who_may_look_and_who_may_write(held: Held) -> None:
    home = held.home
    chairs = [make.person(), make.person()]
    for person, body in zip(chairs, (home.board, home.pkd_au), strict=True):
        make.member(person, body, Seat.CHAIR)
    assert b"data-writes" in held.ask(home.secretary).content
    for chair in chairs:
        page = held.ask(chair)
        assert (page.status_code, b"data-writes" in page.content) == (200, False)
        assert held.post("samrad_draft", chair, note="Hej", base__note="").status_code == 403
        assert held.post("samrad_record", chair).status_code == 403
    for person in (home.registrar, home.officer, home.pkd_member, home.stranger):
        assert held.ask(person).status_code == 403
    assert _in(home.secretary).get(f"/moten/{held.item.meeting_id}/samrad/").status_code == 404
    assert not held.typed()


def test_a_plain_form_saves_what_differs(held: Held) -> None:
    view = f"view-{held.home.pkd_member.pk}"
    sent = {"note": "Tåg\r\noch buss", "base-note": "", view: "Nej.", f"base-{view}": ""}
    same = {"reason": "", "base-reason": ""}
    held.post("samrad_draft", **sent, **same)
    held.save("note", "Tåg\noch buss\noch båt", base="Tåg\noch buss")
    held.post("samrad_draft", note="Nya tåg\r\noch buss", **{"base-note": "Tåg\r\noch buss"})
    assert held.typed()["note"] == "Nya tåg\noch buss\noch båt"
    assert held.typed()[view] == "Nej."
    page = held.ask(held.home.secretary).content.decode()
    assert "Nya tåg\noch buss\noch båt</textarea>" in page
    assert "samrådet beslutar inte" in page


def test_who_chose_otherwise_is_named(held: Held) -> None:
    other = make.person(Role.BOARD_SECRETARY, first_name="Sven", last_name="Skrivare")
    held.save("outcome", "consensus", by=other)
    saved = held.save("outcome", "differing_views")
    assert saved.draft.text == "differing_views"
    assert saved.beside == "Sven Skrivare valde ”Samsyn” samtidigt."


@pytest.mark.parametrize(
    ("key", "text"),
    [("note", "a\0b"), ("note", "x" * 20_001), ("outcome", "avslag"), ("view-0", "Ja")],
)
def test_what_cannot_be_kept_is_refused_in_its_place(held: Held, key: str, text: str) -> None:
    if "-" not in key:
        with pytest.raises(DomainError):
            held.save(key, text)
    page = held.post("samrad_draft", **{key: text, f"base-{key}": ""})
    assert page.status_code == 409
    assert not held.typed()


def test_what_is_typed_is_recorded_and_then_stands(held: Held) -> None:
    member = held.home.pkd_member
    held.save("outcome", "differing_views")
    held.save("note", "Ta det igen i höst.")
    held.save("view", "Vill vänta.", person=member)
    version = str(Case.objects.get(pk=held.case.pk).version)
    answer = held.post(
        "samrad_record",
        version=version,
        note="Ta det igen i vår.",
        **{"base-note": "Ta det igen i höst."},
    )
    assert answer.status_code == 302
    said = consultation_of(Case.objects.get(pk=held.case.pk))
    assert said is not None
    named = f"{member.full_name} (Provköping)"
    assert said.note == f"Ta det igen i vår.\n\n{named}: Vill vänta."
    with pytest.raises(WrongStep):
        held.save("note", "För sent")
    assert held.post("samrad_draft", note="För sent", **{"base-note": ""}).status_code == 409
    page = held.ask(held.home.secretary).content.decode()
    assert "Vad samrådet sade" in page
    assert "data-writes" not in page


def test_what_is_missing_is_said_and_nothing_is_lost(held: Held) -> None:
    version = str(held.case.version)
    page = held.post("samrad_record", version=version, note="Nytt", **{"base-note": ""})
    assert page.status_code == 409
    assert "Välj vad samrådet kom fram till." in page.content.decode()
    assert held.typed() == {"note": "Nytt"}
    held.save("outcome", "consensus")
    assert held.post("samrad_record", version="1").status_code == 409
