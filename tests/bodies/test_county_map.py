"""The county's map: every municipality drawn once, and told in words as well as in colour."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from bodies.county_map import SHAPES, TONES, Fact, county_map, outlines

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = "01 03 04 09 17 18 21 22 25 60 62 63 80 81 82"
CODES = [f"24{number}" for number in NUMBERS.split()]
UMEA = Fact("2480", "done", "Antaget av kommunen", "/avtal/1/", "den 3 mars 2027")
MALA = Fact("2418", "waiting", "Väntar på kommunen")
LULEA = Fact("2580", "done", "Antaget av kommunen", "/avtal/2/", name="Luleå")


def drawn(*facts: Fact, **extra: object) -> str:
    """The component as HTML."""
    context = {"map": county_map(facts), "caption": "Kommunernas svar", **extra}
    return render_to_string("components/county_map.html", context)


def test_outlines_are_those_of_the_county() -> None:
    paper = outlines()
    assert list(paper.shapes) == CODES
    for shape in paper.shapes.values():
        points = [(int(x), int(y)) for x, y in re.findall(r"(\d+),(\d+)", shape.path)]
        across, down = zip(*points, strict=True)
        assert 0 <= min(across) < shape.x < max(across) <= paper.width
        assert 0 <= min(down) < shape.y < max(down) <= paper.height
    assert SHAPES.stat().st_size < 20_000


def test_neighbours_share_their_border() -> None:
    umea, vannas = (outlines().shapes[code].path for code in ("2480", "2460"))
    shared = set(re.findall(r"\d+,\d+", umea)) & set(re.findall(r"\d+,\d+", vannas))
    assert len(shared) > 3


def test_facts_meet_outlines_in_swedish_order() -> None:
    found = county_map([MALA, UMEA, LULEA], missing="Inte med")
    assert found
    names = [place.name for place in found.drawn]
    assert len(names) == 15
    assert names[-3:] == ["Vindeln", "Vännäs", "Åsele"]
    rows = [(row.tone, row.word, len(row.places)) for row in found.legend]
    assert rows == [
        ("done", "Antaget av kommunen", 2),
        ("waiting", "Väntar på kommunen", 1),
        ("none", "Inte med", 13),
    ]
    assert [place.name for place in found.outside] == ["Luleå"]


def test_another_region_has_no_map() -> None:
    assert county_map([LULEA]) is None
    assert county_map([]) is None
    assert "Kartan finns bara för Västerbotten." in drawn(LULEA)


@pytest.mark.parametrize(
    "facts",
    [
        [Fact("2480", "red", "Nej")],
        [UMEA, Fact("2418", "done", "Klart")],
        [UMEA, Fact("2480", "waiting", "Väntar")],
    ],
    ids=["unknown tone", "two words for a tone", "two facts for one"],
)
def test_what_could_not_be_told_apart_is_refused(facts: list[Fact]) -> None:
    with pytest.raises(ValueError, match=r"tone|two facts"):
        county_map(facts)


def test_component_says_in_words_what_it_draws() -> None:
    page = drawn(UMEA, MALA, LULEA)
    assert 'href="/avtal/1/" aria-label="Umeå: antaget av kommunen, den 3 mars 2027"' in page
    assert 'role="img" aria-label="Malå: väntar på kommunen"' in page
    assert 'aria-label="Lycksele: ingen uppgift"' in page
    assert 'role="group" aria-label="Kommunernas svar"' in page
    assert page.count('class="map-name"') == page.count('class="map-short"') == 15
    assert "Utanför kartan: Luleå." in page
    assert "Kommungränser: SCB, förenklade." in page
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", page)
    assert len(page) < 60_000


def test_every_tone_has_a_pattern_and_two_maps_can_share_a_page() -> None:
    page = drawn(UMEA, id="andra")
    assert set(re.findall(r'<pattern id="andra-(\w+)"', page)) == {*TONES, "none"}
    used = set(re.findall(r"url\(#([\w-]+)\)", page))
    assert used == {"andra-done", "andra-none"}
    css = (ROOT / "static/css/map.css").read_text()
    assert all(f".map-fill-{tone} {{" in css for tone in (*TONES, "none"))
