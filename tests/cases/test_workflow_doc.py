"""docs/workflow.md says what the table says, and the check notices when it does not."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from cases import guards
from cases.guards import CaseKind
from cases.management.commands.workflow_doc import refusals_of
from cases.workflow import REFERRAL_ROUTE


def test_the_page_is_up_to_date() -> None:
    call_command("workflow_doc", check=True)


def test_a_stale_page_is_noticed_and_mended(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "workflow.md"
    with pytest.raises(CommandError, match="stale"):
        call_command("workflow_doc", check=True)
    call_command("workflow_doc")
    call_command("workflow_doc", check=True)
    page.write_text(page.read_text().replace("Bordlägg", "Lägg på is"))
    with pytest.raises(CommandError, match="stale"):
        call_command("workflow_doc", check=True)


def test_every_transition_has_a_line(settings: Settings) -> None:
    text = (Path(settings.BASE_DIR) / "docs" / "workflow.md").read_text()
    for way in REFERRAL_ROUTE.transitions:
        assert f"| `{way.name}` | `{way.source}` |" in text


def test_a_guards_sentences_are_all_found() -> None:
    found = refusals_of(guards.ready_to_decide, CaseKind.EXTERNAL_REFERRAL)
    assert set(found) == {
        "Anteckna först vad samrådet kom fram till, eller varför det hoppades över.",
        "Nämndens möte måste komma efter samrådet.",
        "Sätt först upp ärendet på ett möte.",
        "Mötet har inte varit än.",
    }
    assert refusals_of(guards.no_guard, CaseKind.EXTERNAL_REFERRAL) == []
