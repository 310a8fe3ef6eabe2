"""Notes of one's own: written, shared by name, kept through a new version, and nobody else's."""

import pytest
from django.test import Client

from cases import actions
from cases.models import Case, CaseEvent, Note
from cases.models.document import DocumentKind
from cases.queries.notes import notes_on
from samverkan.lib.errors import WrongStep
from tests import factories as make
from tests.cases.test_next_consultation import published

pytestmark = pytest.mark.django_db


def START(home: make.House) -> Case:
    return published(home, "Sak")[1][0]


def url(case: Case, rest: str = "ny/") -> str:
    return f"{case.get_absolute_url()}anteckningar/{rest}"


def written(case: Case, home: make.House, **given: object) -> Note:
    text = {"text": "Fråga om snön."}
    note: Note = actions.write_note(case=case, by=home.pkd_member, **text | given)  # type: ignore[arg-type]
    return note


def test_it_is_written_and_stands_where_one_reads(
    client: Client, home: make.House, case: Case
) -> None:
    client.force_login(home.pkd_member)
    events = CaseEvent.objects.count()
    answer = client.post(url(case), {"text": "Fråga om snön."}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{case.get_absolute_url()}#anteckningar"
    for page in (case.get_absolute_url(), "/infor-samradet/"):
        text = client.get(page).content.decode()
        assert "Fråga om snön." in text
        assert "Bara du ser den" in text
    assert CaseEvent.objects.count() == events


@pytest.mark.parametrize("who", ["run_member", "secretary", "administrator", "officer", "chief"])
def test_nobody_else_reads_it(client: Client, home: make.House, case: Case, who: str) -> None:
    note = written(case, home)
    client.force_login(getattr(home, who))
    assert "Fråga om snön." not in client.get(case.get_absolute_url()).content.decode()
    for rest in (f"{note.pk}/", f"{note.pk}/ta-bort/"):
        assert client.get(url(case, rest)).status_code == 404
        assert client.post(url(case, rest), {"text": "Mitt nu"}).status_code == 404
    assert Note.objects.get().text == "Fråga om snön."


def test_one_who_is_named_reads_it_and_cannot_change_it(
    client: Client, home: make.House, case: Case
) -> None:
    client.force_login(home.pkd_member)
    client.post(url(case), {"text": "Ta du frågan?", "shared_with": [home.run_member.pk]})
    assert f"Delad med {home.run_member.full_name}" in (
        client.get(case.get_absolute_url()).content.decode()
    )
    client.force_login(home.run_member)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Ta du frågan?" in page
    assert f"Från {home.pkd_member.full_name}" in page
    assert client.get(url(case, f"{Note.objects.get().pk}/")).status_code == 404
    client.force_login(home.secretary)
    assert "Ta du frågan?" not in client.get(case.get_absolute_url()).content.decode()


def test_it_is_not_shared_with_somebody_outside(
    client: Client, home: make.House, case: Case
) -> None:
    client.force_login(home.pkd_member)
    answer = client.post(url(case), {"text": "Hej.", "shared_with": [home.stranger.pk]})
    assert answer.context["form"].errors == {
        "shared_with": ["Personen går inte att dela med. Välj i listan."]
    }
    assert answer.context["form"]["text"].value() == "Hej."
    assert not Note.objects.exists()


def test_it_survives_a_new_version_and_says_so(
    client: Client, home: make.House, case: Case
) -> None:
    document = make.document(home, case)
    written(case, home, document=document)
    newer = make.new_file(content=b"Version 2")
    actions.add_version(document_id=document.pk, by=home.officer, file=newer)
    client.force_login(home.pkd_member)
    page = client.get(case.get_absolute_url()).content.decode()
    assert f"Om {document.title}, version 1. Det har kommit en ny version sedan dess." in page


def test_a_shared_one_does_not_tell_of_a_paper_one_may_not_see(
    home: make.House, case: Case
) -> None:
    hidden = make.document(home, case, DocumentKind.OTHER)
    hidden.is_internal = True
    hidden.save()
    note = actions.write_note(
        case=case, by=home.officer, text="Se bilagan.", document=hidden,
        shared_with=[home.pkd_member, home.chief],
    )  # fmt: skip
    assert notes_on([case], home.pkd_member) == {}
    assert [each.note for each in notes_on([case], home.chief)[case.pk]] == [note]


def test_two_tabs_lose_nothing(client: Client, home: make.House, case: Case) -> None:
    note = written(case, home)
    client.force_login(home.pkd_member)
    first = client.post(url(case, f"{note.pk}/"), {"text": "Först", "version": 1})
    assert first.status_code == 302
    second = client.post(url(case, f"{note.pk}/"), {"text": "Sedan", "version": 1})
    page = second.content.decode()
    assert second.status_code == 409
    assert second.context["form"]["text"].value() == "Sedan"
    assert "Så står anteckningen nu:" in page
    assert "Först" in page
    assert client.post(url(case, f"{note.pk}/"), {"text": "Sedan", "version": 2}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Skriv något, eller ta bort anteckningen."),
        ("  ", "Skriv något, eller ta bort anteckningen."),
        ("a\0b", "Texten innehåller ett tecken som inte går att spara."),
        ("x" * 5001, "Skriv högst 5000 tecken."),
    ],
)
def test_what_cannot_be_kept_is_said(
    client: Client, home: make.House, case: Case, typed: str, sentence: str
) -> None:
    client.force_login(home.pkd_member)
    answer = client.post(url(case), {"text": typed})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Note.objects.exists()


def test_it_is_thrown_away_after_a_question(client: Client, home: make.House, case: Case) -> None:
    note = written(case, home)
    client.force_login(home.pkd_member)
    assert "Ta bort anteckningen?" in client.get(url(case, f"{note.pk}/ta-bort/")).content.decode()
    assert Note.objects.exists()
    assert client.post(url(case, f"{note.pk}/ta-bort/")).status_code == 302
    assert not Note.objects.exists()
    with pytest.raises(WrongStep, match="redan borttagen"):
        actions.remove_note(note_id=note.pk, by=home.pkd_member)


def test_outside_the_case_there_is_nothing(client: Client, home: make.House, case: Case) -> None:
    client.force_login(home.stranger)
    assert client.get(url(case)).status_code == 404
    assert client.post(url(case), {"text": "Hej."}).status_code == 404
