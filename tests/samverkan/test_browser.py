"""How a Chromium is found, and what is said when there is none."""

import os
import stat
from pathlib import Path

import pytest

from samverkan.testing import browser


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no browser: an empty PATH folder, which the test may put one into."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    monkeypatch.setattr(browser, "PLACES", ())
    return tmp_path


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_named_one_goes_first(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare / "chromium")
    named = program(bare / "my own")
    monkeypatch.setenv("CHROMIUM", str(named))
    assert browser.find() == str(named)


def test_a_named_one_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/no/such/program")
    with pytest.raises(browser.NoBrowser, match="there is no such program"):
        browser.find()


@pytest.mark.parametrize("name", ["chromium", "google-chrome"])
def test_the_usual_names_are_found(bare: Path, name: str) -> None:
    path = program(bare / name)
    assert browser.find_or_get() == str(path)


def test_a_downloaded_one_is_found(bare: Path) -> None:
    path = program(bare / "downloads" / "chromium-1200" / "chrome-linux" / "chrome")
    assert browser.find() == str(path)


def test_without_any_it_tries_and_then_says_how(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    monkeypatch.setattr(browser, "_try", lambda command: tried.append(command[-1]))
    with pytest.raises(browser.NoBrowser, match="CHROMIUM=/path/to/chromium make test"):
        browser.find_or_get()
    assert tried == ["chromium"]


def test_as_root_apt_is_tried_too(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare / "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    def install(command: list[str]) -> None:
        if command[:2] == ["apt-get", "install"]:
            program(bare / "chromium")

    monkeypatch.setattr(browser, "_try", install)
    assert browser.find_or_get() == str(bare / "chromium")
