"""/moten/<pk>/kallelse.pdf and arendelista.docx: what they say, and to whom."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from docx import Document as Word
from pypdf import PdfReader
from pytest_django.plugin import DjangoDbBlocker

from bodies.models import Meeting, Person
from cases import actions
from cases.models import Case
from cases.models.document import Direction, DocumentKind
from cases.route import Step
from samverkan.lib.dates import swedish_date, today
from tests import factories as make
from tests.shared import kept_world

pytestmark = pytest.mark.django_db
Given = tuple[make.House, Meeting, Case, Case]


@pytest.fixture(scope="module")
def given(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Given]:
    """RUN AU with an open case and a secret one, published, and a chair."""
    with kept_world(django_db_blocker, tmp_path_factory.mktemp("summons")):
        home = make.house()
        meeting = make.meeting(
            home.au, days=3, hour=9, place="Sal <b>Norr</b> #1", link="https://motet.example.org/1"
        )
        cases = make.case_in(Step.PREPARATION, home), make.case_in(Step.PREPARATION, home)
        for case in cases:
            actions.place_on_agenda(meeting_id=meeting.pk, case_id=case.pk, by=home.secretary)
        version = Case.objects.values_list("version", flat=True).get(pk=cases[1].pk)
        actions.mark_secret(
            case_id=cases[1].pk, version=version, by=home.registrar,
            secrecy=make.SECRECY, reason="Bilagan är hemlig.",
        )  # fmt: skip
        make.member(make.person(first_name="Klara", last_name="Klubba"), home.au, "chair")
        actions.publish_agenda(meeting_id=meeting.pk, version=1, by=home.secretary)
        internal = make.new_file(kind=DocumentKind.OTHER, title="Internt underlag")
        actions.add_document(
            case_id=cases[0].pk, by=home.registrar, file=internal, is_internal=True,
            direction=Direction.DRAWN_UP, dated=today(),
        )  # fmt: skip
        yield home, Meeting.objects.get(pk=meeting.pk), *cases


def fetch(given: Given, person: Person, name: str = "kallelse.pdf") -> HttpResponseBase:
    client = Client()
    client.force_login(person)
    answer: HttpResponseBase = client.get(f"/moten/{given[1].pk}/{name}")
    return answer


def read(answer: Any) -> PdfReader:
    return PdfReader(BytesIO(answer.getvalue()))


def words(paper: PdfReader) -> str:
    return " ".join(word for page in paper.pages for word in page.extract_text().split())


def test_it_says_what_a_member_needs(given: Given) -> None:
    home, meeting, case, secret = given
    answer = fetch(given, home.run_member)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    text = words(read(answer))
    named = f"Kallelse till {home.au.name} {swedish_date(meeting.day)}"
    shown = (named, "kl. 09.00", "Sal <b>Norr</b> #1", "motet.example.org", "Klara Klubba")
    told = (home.secretary.full_name, str(home.secretary.email), "Då frågas din ersättare")
    listed = (f"1. {case.title}", case.registry_number, case.act_number(1))
    for each in (*shown, *told, *listed, f"2. {make.SECRECY.open_title}"):
        assert each in text, each
    # What leaves the system tells no more of a secret case than its outward name.
    assert f"2. {secret.title}" not in text
    assert secret.act_number(1) not in text
    assert "Internt underlag" not in text


def test_it_is_archivable_and_tagged_with_the_items_as_bookmarks(given: Given) -> None:
    home, meeting, case, _ = given
    paper = read(fetch(given, home.run_member))
    root: Any = paper.trailer["/Root"]
    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"]
    told = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfuaid:part>1</pdfuaid:part>" in told
    assert paper.metadata is not None
    assert paper.metadata.title == f"Kallelse till {home.au.name} {swedish_date(meeting.day)}"
    marks = list(titles(paper.outline))
    assert f"1. {case.title}" in marks
    assert "Ärendelista" in marks


def titles(outline: list[Any]) -> Iterator[str]:
    for each in outline:
        if isinstance(each, list):
            yield from titles(each)
        else:
            yield each.title


def test_the_agenda_as_word_says_the_same(given: Given) -> None:
    home, _, case, _ = given
    answer: Any = fetch(given, home.run_member, "arendelista.docx")
    paper = Word(BytesIO(answer.getvalue()))
    text = "\n".join(each.text for each in paper.paragraphs)
    for each in (f"1. {case.title}", case.act_number(1), "Sal <b>Norr</b> #1", "Klara Klubba"):
        assert each in text, each
    assert "{" not in text


def test_a_draft_says_so_and_is_for_staff(given: Given) -> None:
    home = given[0]
    draft = make.meeting(home.au, days=9)
    assert fetch((home, draft, *given[2:]), home.run_member).status_code == 404
    text = words(read(fetch((home, draft, *given[2:]), home.chief)))
    assert "Ärendelistan är inte publicerad" in text
    assert "Inga ärenden än" in text
