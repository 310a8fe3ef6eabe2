"""Files that wait for their form: good ones are kept, bad ones are named, others' stay theirs."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from bodies.models import Person
from bodies.roles import Role
from cases import actions
from cases.forms.uploads_field import UploadsField, UploadsMixin
from cases.models import PendingUpload
from cases.views.uploads import keep_uploads
from samverkan.lib.dates import clock_at, now
from tests.factories import person

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


class Files(UploadsMixin):
    letter = UploadsField(label="Missiv", kind="cover_letter", title="Missiv", required=True)
    reports = UploadsField(label="Betänkande", kind="inquiry_report", multiple=True)
    title = forms.CharField()


def pdf(name: str = "missiv.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def html(name: str = "missiv.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"<!doctype html><p>Hej")


def posted(by: Person, data: Mapping[str, Any], **files: Any) -> Files:
    lists = {name: f if isinstance(f, list) else [f] for name, f in files.items()}
    return Files(data, MultiValueDict(lists), by=by)


@pytest.fixture
def rut() -> Person:
    return person(Role.REGISTRAR)


def test_files_come_out_checked_with_their_kind(rut: Person) -> None:
    form = posted(rut, {"title": "Namn"}, letter=pdf(), reports=[pdf("a.pdf"), pdf("b.pdf")])
    assert form.is_valid(), form.errors
    found = [(f.checked.name, f.kind, f.title) for f in form.new_files()]
    assert found == [
        ("missiv.pdf", "cover_letter", "Missiv"),
        ("a.pdf", "inquiry_report", ""),
        ("b.pdf", "inquiry_report", ""),
    ]


def test_required_file_is_asked_for(rut: Person) -> None:
    form = posted(rut, {"title": "Namn"})
    assert form.errors["letter"] == ["Välj en fil."]


def test_good_file_is_kept_while_the_rest_is_mended(rut: Person) -> None:
    form = posted(rut, {"title": ""}, letter=pdf())
    assert not form.is_valid()
    keep_uploads(form, rut)
    key = PendingUpload.objects.get().pk
    assert f'value="{key}"' in str(form["letter"])
    again = posted(rut, {"title": "Namn", "letter-kept": str(key)})
    assert again.is_valid(), again.errors
    (file,) = again.new_files()
    assert (file.content.read(), file.checked.name) == (PDF, "missiv.pdf")
    assert file.pending is not None


def test_kept_file_stays_kept_over_yet_another_error(rut: Person) -> None:
    form = posted(rut, {"title": ""}, letter=pdf())
    form.is_valid()
    keep_uploads(form, rut)
    key = str(PendingUpload.objects.get().pk)
    again = posted(rut, {"title": "", "letter-kept": key})
    assert not again.is_valid()
    keep_uploads(again, rut)
    assert key in str(again["letter"])
    assert PendingUpload.objects.count() == 1


def test_good_file_beside_a_bad_one_is_kept(rut: Person) -> None:
    form = posted(rut, {"title": "Namn"}, letter=pdf(), reports=[pdf("a.pdf"), html("b.pdf")])
    assert form.errors["reports"] == [
        "”b.pdf” är inte det som namnet säger. Spara om filen och välj den igen."
    ]
    keep_uploads(form, rut)
    assert {p.filename for p in PendingUpload.objects.all()} == {"missiv.pdf", "a.pdf"}


def test_unticked_file_is_left_out(rut: Person) -> None:
    form = posted(rut, {"title": "Namn"}, letter=pdf(), reports=[])
    assert form.is_valid()
    assert len(form.new_files()) == 1


def test_new_file_takes_the_place_of_the_kept_one(rut: Person) -> None:
    kept = actions.keep_upload(by=rut, content=pdf(), checked=_checked(rut))
    form = posted(rut, {"title": "Namn", "letter-kept": str(kept.key)}, letter=pdf("rätt.pdf"))
    assert form.is_valid()
    assert [f.checked.name for f in form.new_files()] == ["rätt.pdf"]


def _checked(rut: Person) -> Any:
    form = posted(rut, {"title": "Namn"}, letter=pdf())
    form.is_valid()
    return form.new_files()[0].checked


@pytest.mark.parametrize(
    "key", ["", "inte en nyckel", "\0", "00000000-0000-4000-8000-000000000000"]
)
def test_unknown_key_is_a_sentence(rut: Person, key: str) -> None:
    form = posted(rut, {"title": "Namn", "letter-kept": key})
    expected = "Filen finns inte kvar. Välj den igen." if key else "Välj en fil."
    assert form.errors["letter"] == [expected]


def test_somebody_elses_file_is_out_of_reach(rut: Person) -> None:
    kept = actions.keep_upload(by=rut, content=pdf(), checked=_checked(rut))
    form = posted(person(Role.REGISTRAR), {"title": "Namn", "letter-kept": str(kept.key)})
    assert form.errors["letter"] == ["Filen finns inte kvar. Välj den igen."]


def test_files_of_one_form_do_not_show_in_the_next(rut: Person) -> None:
    form = posted(rut, {"title": ""}, letter=pdf())
    form.is_valid()
    keep_uploads(form, rut)
    assert "missiv.pdf" not in str(Files(by=rut)["letter"])


def test_forgotten_files_are_cleared_after_a_day(rut: Person) -> None:
    actions.keep_upload(by=rut, content=pdf(), checked=_checked(rut))
    assert actions.clear_pending_uploads() == 0
    with clock_at(now() + timedelta(days=2)):
        assert actions.clear_pending_uploads() == 1
    assert not PendingUpload.objects.exists()
