"""Charts for pages: well-formed, without style, and what is not known is not drawn."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from reports import svg
from reports.svg import Band, Drawing

EVIL = "<b>&\"' a name that is far too long to be written"
DRAWINGS = (
    svg.bars(EVIL, {EVIL: 3.0, "unknown": None, "below": -1.0}, band=Band(1, 2)),
    svg.bars("empty", {}),
    svg.columns(EVIL, [EVIL, "b"], {EVIL: [1.0, 0.0], "two": [2.0, 0.0]}),
    svg.columns("empty", [], {}),
    svg.lines(EVIL, ["a", "b", "c"], {EVIL: [1.0, None, 2.0]}),
    svg.heat(EVIL, {EVIL: [0.0, None, 5.0]}, ["a", "b", "c"]),
)


@pytest.mark.parametrize("drawn", DRAWINGS, ids=lambda drawn: drawn.alt[:8])
def test_a_chart_is_well_formed_and_brings_no_style_and_no_script(drawn: Drawing) -> None:
    root = ET.fromstring(drawn.svg)  # noqa: S314 - our own drawing
    assert root.attrib["aria-label"] == drawn.alt
    for node in root.iter():
        assert node.tag.rpartition("}")[2] in {"svg", "rect", "text", "line", "polyline"}
        assert not {name for name in node.attrib if name == "style" or name.startswith("on")}


def test_what_is_not_known_is_not_drawn() -> None:
    assert svg.bars("", {"a": None, "b": 0.5}).svg.count("c-bar") == 1
    assert svg.lines("", ["1", "2", "3"], {"a": [1.0, None, 3.0]}).svg.count("<polyline") == 2
    assert svg.heat("", {"a": [1.0, None]}, ["x", "y"]).svg.count("c-heat") == 1


def test_names_of_many_lines_stand_in_as_many_rows_as_they_need_within_the_drawing() -> None:
    drawn = svg.lines("", ["1", "2"], {f"a rather long name {n}": [1.0, 2.0] for n in range(6)})
    root = ET.fromstring(drawn.svg)  # noqa: S314 - our own drawing
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    boxes = [node.attrib for node in root.iter() if node.tag.endswith("rect")]
    assert len({box["y"] for box in boxes}) > 1
    assert all(float(box["x"]) < wide - 100 for box in boxes)
    points = [pair.split(",") for node in root.iter() for pair in node.attrib.get("points", "").split()]
    assert all(float(box["y"]) + 12 < float(y) <= high for box in boxes for _, y in points)


def test_a_bar_outside_its_band_is_told_apart() -> None:
    assert svg.bars("", {"in": 1.0, "out": 3.0}, band=Band(0.9, 1.1)).svg.count("c-out") == 1
