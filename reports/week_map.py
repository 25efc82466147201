"""A map of some tours: those that share a road lie side by side, and no number covers another.

Lengths on paper are in points (1/72 inch); the map is flat, with north up, and as wide as high in metres.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import cos, hypot, pi, radians, sin
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from reports.paper import Chart
from reports.pictures import COLOURS, NOTICE, Home, RoadLines

Point = tuple[float, float]

WIDE, HIGH, HEAD = 504.0, 560.0, 40.0
"""The sheet, and what the title and the legend's first line take of it."""

BESIDE = 2.2
"""From one day's line to the next on the same road."""

APART = 11.0
"""From the middle of one number to that of another."""

_STYLE: dict[Any, Any] = {"text.parse_math": False, "svg.hashsalt": "roundsman", "svg.fonttype": "path"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line of the map with its stops in driving order, all (lat, lon), and its label in the legend."""

    label: str
    line: tuple[Point, ...]
    stops: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """How places become points on the sheet."""

    south: float
    west: float
    points_lat: float
    points_lon: float

    def place(self, at: Point) -> Point:
        """Return where a place (lat, lon) is on the sheet, from its lower left corner."""
        return (at[1] - self.west) * self.points_lon, (at[0] - self.south) * self.points_lat


def sheet_of(places: Sequence[Point]) -> Sheet:
    """Return the sheet on which all places have room, in their middle."""
    lat, lon = [at[0] for at in places], [at[1] for at in places]
    narrow = cos(radians(sum(lat) / len(lat)))
    high, wide = max(max(lat) - min(lat), 0.005), max((max(lon) - min(lon)) * narrow, 0.005)
    scale = min((WIDE - 60) / wide, (HIGH - HEAD - 60) / high)
    south = (max(lat) + min(lat)) / 2 - (HIGH - HEAD) / 2 / scale
    west = (max(lon) + min(lon)) / 2 - WIDE / 2 / (scale * narrow)
    return Sheet(south, west, scale, scale * narrow)


def beside(lines: Sequence[Sequence[Point]], apart: float = BESIDE) -> list[list[tuple[Point, Point]]]:
    """Return each line's stretches on the sheet; where several lines share one, each is moved to a side of its own."""
    sharing: dict[tuple[Point, Point], list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        for stretch in {_one_way(a, b) for a, b in pairwise(line) if a != b}:
            sharing[stretch].append(number)
    return [[_moved(_one_way(a, b), number, sharing, apart) for a, b in pairwise(line) if a != b]
            for number, line in enumerate(lines)]  # fmt: skip


def _one_way(a: Point, b: Point) -> tuple[Point, Point]:
    return (a, b) if a <= b else (b, a)


def _moved(
    stretch: tuple[Point, Point], number: int, sharing: dict[tuple[Point, Point], list[int]], apart: float
) -> tuple[Point, Point]:
    own = sharing[stretch]
    off = (own.index(number) - (len(own) - 1) / 2) * apart
    (ax, ay), (bx, by) = stretch
    long = hypot(bx - ax, by - ay)
    dx, dy = -(by - ay) / long * off, (bx - ax) / long * off
    return (ax + dx, ay + dy), (bx + dx, by + dy)


def spread(places: Sequence[Point], apart: float = APART) -> list[Point]:
    """Return where each number goes: at its place, or the nearest free spot around it."""
    taken: list[Point] = []
    for at in places:
        taken.append(next(spot for spot in _around(at, apart) if all(_far(spot, one, apart) for one in taken)))
    return taken


def _around(at: Point, apart: float) -> Iterator[Point]:
    yield at
    ring = 1
    while True:
        for step in range(8 * ring):
            turn = 2 * pi * step / (8 * ring)
            yield at[0] + ring * apart * cos(turn), at[1] + ring * apart * sin(turn)
        ring += 1


def _far(one: Point, other: Point, apart: float) -> bool:
    return hypot(one[0] - other[0], one[1] - other[1]) >= apart * 0.999


@mpl.rc_context(_STYLE)
def week_map(title: str, roads: RoadLines | None, homes: Sequence[Home], drawn: Sequence[Drawn]) -> Chart:
    """Return the map of some tours, a colour for each, with stops numbered in driving order."""
    places = [at for one in drawn for at in (*one.line, *one.stops)] + [(home.lat, home.lon) for home in homes]
    sheet = sheet_of(places)
    figure = Figure(figsize=(WIDE / 72, HIGH / 72), dpi=144, facecolor="#fbfaf7")
    axes = figure.add_axes((0, 0, 1, (HIGH - HEAD) / HIGH))
    axes.set_axis_off()
    axes.set_xlim(0, WIDE)
    axes.set_ylim(0, HIGH - HEAD)
    if roads is not None:
        _draw_roads(axes, roads, sheet)
    lines = [[sheet.place(at) for at in one.line] for one in drawn]
    for row, stretches in enumerate(beside(lines)):
        shade = COLOURS[row % len(COLOURS)]
        axes.add_collection(LineCollection(stretches, colors=shade, linewidths=2.0, capstyle="round", zorder=3))
        axes.plot([], [], color=shade, linewidth=2.5, label=drawn[row].label)
    _draw_numbers(axes, drawn, sheet)
    for home in homes:
        x, y = sheet.place((home.lat, home.lon))
        axes.scatter([x], [y], marker="*", s=190, color="#333333", edgecolor="white", zorder=6)
    figure.text(0.02, 1 - 20 / HIGH, title, fontsize=12, color="#333333")
    figure.text(0.99, 0.005, NOTICE, ha="right", fontsize=6, color="#777777")
    axes.legend(loc="upper left", fontsize=7, framealpha=0.9, edgecolor="none")
    return Chart(title, partial(_svg, figure), partial(_png, figure))


@mpl.rc_context(_STYLE)
def _svg(figure: Figure) -> str:
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


@mpl.rc_context(_STYLE)
def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _draw_roads(axes: Axes, roads: RoadLines, sheet: Sheet) -> None:
    scaled = [
        np.column_stack([(line[:, 0] - sheet.west) * sheet.points_lon, (line[:, 1] - sheet.south) * sheet.points_lat])
        for line in roads.lines()
    ]
    seen = [line for line in scaled if ((line > -20) & (line < max(WIDE, HIGH) + 20)).all(axis=1).any()]
    axes.add_collection(LineCollection(seen, colors="#cfcbc2", linewidths=0.5))


def _draw_numbers(axes: Axes, drawn: Sequence[Drawn], sheet: Sheet) -> None:
    stops = [(row, number, sheet.place(at)) for row, one in enumerate(drawn) for number, at in enumerate(one.stops, 1)]
    spots = spread([at for *_, at in stops])
    for (row, number, at), (x, y) in zip(stops, spots, strict=True):
        shade = COLOURS[row % len(COLOURS)]
        if (x, y) != at:
            axes.plot([at[0], x], [at[1], y], color=shade, linewidth=0.5, zorder=3.5)
            axes.scatter([at[0]], [at[1]], s=5, color=shade, zorder=3.6)
        axes.scatter([x], [y], s=74, color=shade, edgecolor="white", linewidth=0.6, zorder=4)
        axes.annotate(f"{number}", (x, y), ha="center", va="center", fontsize=6, color="white", zorder=4.5)
