"""Fixtures for every test. The services themselves come from samverkan.testing.plugin."""

import os
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import cache
from django.template.backends.django import Template
from django.utils.safestring import SafeString
from pytest_django import Settings

# A deadline on each example would measure the machine; in CI a failure must be repeatable.
hypothesis.settings.register_profile(
    "house", deadline=None, derandomize="CI" in os.environ, print_blob=True
)
hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Settings, tmp_path: Path) -> None:
    """Give every test an empty place for uploads and mail."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def counted_afresh(request: pytest.FixtureRequest) -> None:
    """Forget how often earlier tests logged in; the limit on that is counted in the cache.

    The cache is a table, which is not emptied after a test with real transactions.
    """
    asked = {"db", "transactional_db"} & set(request.fixturenames)
    if asked or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the pages blank: who gets what is settled before, and they are drawn elsewhere."""
    monkeypatch.setattr(Template, "render", lambda *_, **__: SafeString(""))
