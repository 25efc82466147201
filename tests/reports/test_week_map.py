"""Lines that share a road lie side by side, numbers never cover each other, and names stand as they are written."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from matplotlib.figure import Figure

from reports.pictures import Home
from reports.week_map import APART, BESIDE, HIGH, WIDE, Drawn, beside, sheet_of, spread, week_map

ROAD = [(0.0, 0.0), (100.0, 0.0), (200.0, 0.0)]


def test_lines_that_share_a_road_lie_side_by_side_whichever_way_they_are_driven() -> None:
    there, back = beside([ROAD, ROAD[::-1]])
    heights = {round(a[1], 6) for a, _ in there}, {round(a[1], 6) for a, _ in back}
    assert heights == ({-BESIDE / 2}, {BESIDE / 2})


def test_a_line_alone_stays_on_its_road() -> None:
    alone, twice = beside([ROAD, [(0.0, 50.0), (80.0, 50.0), (0.0, 50.0)]])
    assert alone == [((0.0, 0.0), (100.0, 0.0)), ((100.0, 0.0), (200.0, 0.0))]
    assert {a[1] for a, _ in twice} == {50.0}


@pytest.mark.parametrize("places", [[(10.0, 10.0)] * 40, [(n * 3.0, 0.0) for n in range(60)]])
def test_no_number_covers_another(places: list[tuple[float, float]]) -> None:
    spots = spread(places)
    assert spots[0] == places[0]
    assert min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(spots, 2)) > APART * 0.99


def test_a_free_number_stays_at_its_place() -> None:
    places = [(0.0, 0.0), (50.0, 0.0)]
    assert spread(places) == places


def test_everything_has_room_on_the_sheet() -> None:
    for places in ([(47.0, 9.0), (47.3, 9.9)], [(42.5, 1.5)], [(-33.9, 151.2), (-33.8, 151.2)]):
        sheet = sheet_of(places)
        for x, y in map(sheet.place, places):
            assert 0 < x < WIDE
            assert 0 < y < HIGH


def test_a_map_is_drawn_again_alike_and_dollars_are_no_mathematics() -> None:
    drawn = [Drawn(r"$10%-$20% \frac{$", ((47.1, 9.5), (47.2, 9.6)), ((47.2, 9.6), (47.2, 9.6)))]
    home = Home("R1", "A & B $5 #1 $6", 47.1, 9.5)
    one, other = (week_map("Week of US$ & CA$", None, [home], drawn) for _ in range(2))
    assert one.svg == other.svg
    assert one.png == other.png
    assert one.png.startswith(b"\x89PNG")


def test_a_paper_that_is_printed_draws_no_page_s_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    forms: list[str] = []
    monkeypatch.setattr(Figure, "savefig", lambda _self, _out, format, **_: forms.append(format))  # noqa: A006
    chart = week_map("Week", None, [], [Drawn("R1", ((47.1, 9.5), (47.2, 9.6)), ())])
    assert forms == []
    assert (chart.png, chart.png, forms) == (b"", b"", ["png"])
