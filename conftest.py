"""Fixtures for every test. The services themselves come from samverkan.testing.plugin."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Settings, tmp_path: Path) -> None:
    """Give every test an empty place for uploads and mail."""
    settings.MEDIA_ROOT = tmp_path / "media"
