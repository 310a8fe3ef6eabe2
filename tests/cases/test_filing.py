"""What an act wrote on the disk is gone when the act is, and what is left over can be listed."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from pytest_django import Settings

from cases import actions
from cases.actions import documents
from cases.models import Document, DocumentVersion
from cases.queries.loose_files import loose_files
from cases.route import Step
from samverkan.lib import filing
from samverkan.lib.uploads import CheckedFile
from tests import factories as make

pytestmark = pytest.mark.django_db


def on_disk(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def fails(*given: Any, **named: Any) -> None:
    raise RuntimeError("The lights went out.")


def adding(home: make.House) -> Document:
    return make.document(home, make.case_in(Step.DRAFTING, home))


def test_an_act_that_is_done_keeps_its_file(settings: Settings) -> None:
    adding(make.house())
    assert len(on_disk(settings)) == DocumentVersion.objects.count()
    assert loose_files() == []


def test_an_act_that_fails_afterwards_leaves_no_file(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = make.house()
    case = make.case_in(Step.DRAFTING, home)
    before = on_disk(settings)
    monkeypatch.setattr(documents, "record", fails)
    with pytest.raises(RuntimeError):
        make.document(home, case)
    assert on_disk(settings) == before


def test_a_row_that_cannot_be_written_leaves_no_file(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = CheckedFile("fil.pdf", "application/pdf", 3, "0" * 64)
    by = make.person()
    monkeypatch.setattr("cases.models.PendingUpload.save", fails)
    with pytest.raises(RuntimeError):
        actions.keep_upload(by=by, content=ContentFile(b"abc"), checked=checked)
    assert on_disk(settings) == []


def test_a_filing_inside_another_is_undone_with_it(settings: Settings) -> None:
    home = make.house()
    case = make.case_in(Step.DRAFTING, home)
    before = on_disk(settings)

    @filing.filing()
    def both() -> None:
        make.document(home, case)
        fails()

    with pytest.raises(RuntimeError):
        both()
    assert on_disk(settings) == before


def test_a_file_is_only_written_within_filing() -> None:
    with pytest.raises(RuntimeError, match="within `filing`"):
        filing.write(DocumentVersion(), "fil.pdf", ContentFile(b"abc"))


def test_what_a_killed_process_left_is_listed(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    adding(make.house())
    folder = Path(settings.MEDIA_ROOT) / "handlingar" / "2026"
    folder.mkdir(parents=True, exist_ok=True)
    for name, age in (("kvar.pdf", 7200), ("ny.pdf", 60)):
        (folder / name).write_bytes(b"abc")
        moment = (folder / name).stat().st_mtime - age
        os.utime(folder / name, (moment, moment))
    call_command("loose_files")
    assert capsys.readouterr().out.split() == ["handlingar/2026/kvar.pdf"]
    assert len(on_disk(settings)) == DocumentVersion.objects.count() + 2
