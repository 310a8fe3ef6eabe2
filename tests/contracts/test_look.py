"""The look keeps its promises: contrast, one place for a thing, nothing inline, small script."""

import re
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOKENS = (ROOT / "static/css/tokens.css").read_text()
ICONS = (ROOT / "static/img/icons.svg").read_text()
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted((ROOT / "templates/components").glob("*.html"))
TONES = ("neutral", "waiting", "attention", "done")

GROUNDS = ("ground", "surface", "sunken")
TEXT_PAIRS = [
    *product(("ink", "ink-soft"), (*GROUNDS, "accent-tint")),
    *product(("accent", "danger"), ("ground", "surface")),
    *((f"tone-{tone}", f"tone-{tone}-tint") for tone in TONES),
    *(("ink", f"tone-{tone}-tint") for tone in TONES),
    ("accent-strong", "accent-tint"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("danger", "danger-tint"),
    ("tone-attention", "ground"),
    ("tone-attention", "surface"),
]
EDGE_PAIRS = [*product(("line-strong", "focus"), ("ground", "surface"))]


def palette(mode: str) -> dict[str, str]:
    """The colours by name, for the light or the dark."""
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if mode == "dark":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))
    return found


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2, from 0 (black) to 1 (white)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_is_readable(mode: str) -> None:
    colours = palette(mode)
    weak = [pair for pair in TEXT_PAIRS if contrast(*(colours[name] for name in pair)) < 4.5]
    assert weak == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_edges_and_focus_can_be_seen(mode: str) -> None:
    colours = palette(mode)
    weak = [pair for pair in EDGE_PAIRS if contrast(*(colours[name] for name in pair)) < 3]
    assert weak == []


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_component_says_what_it_takes(path: Path) -> None:
    assert "{#" in "".join(path.read_text().splitlines()[:2])


# A mail carries its own style: there is no CSP in a mailbox, and no style sheet to fetch.
PAGES = [path for path in TEMPLATES if path.parent.name != "emails"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_has_nothing_inline(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_icons_named_in_template_exist(path: Path) -> None:
    named = re.findall(r"icons\.svg' %}#([\w-]+)", path.read_text())
    missing = [name for name in named if f'id="{name}' not in ICONS]
    assert missing == []


@pytest.mark.parametrize("tone", TONES)
def test_every_tone_has_shape_and_colour(tone: str) -> None:
    assert f'id="tone-{tone}"' in ICONS
    assert f".status-{tone} {{" in (ROOT / "static/css/components.css").read_text()


def test_colours_are_named_only_in_tokens() -> None:
    strays = [
        path.name
        for path in (ROOT / "static/css").glob("*.css")
        if path.name not in {"tokens.css", "admin.css", "print.css"}
        and re.search(r"#[0-9a-f]{3,8}\b", path.read_text())
    ]
    assert strays == []


def test_script_stays_small() -> None:
    assert len((ROOT / "static/js/app.js").read_text().splitlines()) < 100


def test_every_vendored_folder_has_version_and_licence() -> None:
    for folder in (ROOT / "static/vendor").iterdir():
        assert re.search(r"-\d+\.\d+\.\d+$", folder.name), folder.name
        assert (folder / "LICENSE.txt").exists(), folder.name
