"""Pictures on the roads: who owns what, and one rep's week. The maps' gate of matplotlib.

Roads and businesses are OpenStreetMap's; every picture carries its notice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from routing.problems import WorldError

NOTICE = "© OpenStreetMap contributors (ODbL)"
COLOURS = ("#1b6ca8", "#d1495b", "#3c8d53", "#8d5a97", "#c98a1b", "#2a9d9d", "#7d6b5d", "#4f5d75")
_PAPER, _ROAD, _INK = "#fbfaf7", "#cfcbc2", "#333333"
_AS_WRITTEN: dict[Any, Any] = {"text.parse_math": False}  # a dollar in a name is a dollar


class PictureNotWrittenError(WorldError):
    """The picture's file cannot be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"Cannot write {path}: {error.strerror or error}. Choose another folder or make room.")


@dataclass(frozen=True, slots=True, eq=False)
class RoadLines:
    """The roads as lines: (lat, lon) rows of all of them, and where each begins; length lines + 1."""

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    start: NDArray[np.int32]

    def lines(self) -> list[NDArray[np.float64]]:
        """Return each road as rows of (lon, lat): x before y, as pictures want them."""
        return np.split(np.column_stack([self.lon, self.lat]), self.start[1:-1])


@dataclass(frozen=True, slots=True)
class Dot:
    """An account on a picture: its owner chooses the colour, its weight (0 to 1) the size.

    `listed` accounts have their owner for a skill, a language or a lock, wherever they are.
    """

    lat: float
    lon: float
    owner: str
    weight: float = 0.5
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """Where a rep starts."""

    rep_id: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Owned:
    """What a picture of territories shows: areas (longitude and latitude) by rep id, accounts, homes."""

    areas: Mapping[str, BaseGeometry]
    dots: Sequence[Dot]
    homes: Sequence[Home]


@dataclass(frozen=True, slots=True)
class DrivenDay:
    """One tour on a picture: its line and its stops in driving order, both as (lat, lon)."""

    date: date
    line: tuple[tuple[float, float], ...]
    stops: tuple[tuple[float, float], ...]
    label: str


@mpl.rc_context(_AS_WRITTEN)
def draw_territories(path: Path, title: str, roads: RoadLines, owned: Owned) -> None:
    """Draw each territory's area and accounts in its owner's colour, over the roads."""
    dots, homes = owned.dots, owned.homes
    colour = {home.rep_id: COLOURS[row % len(COLOURS)] for row, home in enumerate(homes)}
    figure, axes = _sheet(roads, title)
    for owner, area in owned.areas.items():
        axes.add_patch(PathPatch(_outline(area), facecolor=colour[owner], edgecolor="white", linewidth=1.5, alpha=0.16))
    axes.add_collection(LineCollection(roads.lines(), colors=_ROAD, linewidths=0.6))
    for owner, shade in colour.items():
        _draw_dots(axes, [dot for dot in dots if dot.owner == owner and not dot.listed], color=shade, edgecolor="white")
        _draw_dots(axes, [dot for dot in dots if dot.owner == owner and dot.listed], color=shade, edgecolor=_INK)
    if any(dot.listed for dot in dots):
        ring = {"facecolor": "none", "edgecolor": _INK, "label": "owned for a skill, a language or a lock"}
        axes.scatter([], [], s=30, linewidth=1.2, **ring)
        axes.legend(loc="upper right", fontsize=8, frameon=False)
    for home in homes:
        _draw_home(axes, home, colour[home.rep_id], sum(dot.owner == home.rep_id for dot in dots))
    _save(figure, path)


def _draw_dots(axes: Any, dots: Sequence[Dot], **colours: str) -> None:
    places = [dot.lon for dot in dots], [dot.lat for dot in dots]
    sizes = [12 + 60 * dot.weight for dot in dots]
    axes.scatter(*places, s=sizes, linewidth=[1.2 if dot.listed else 0.6 for dot in dots], zorder=3, **colours)


@mpl.rc_context(_AS_WRITTEN)
def draw_week(path: Path, title: str, roads: RoadLines, home: Home, days: Sequence[DrivenDay]) -> None:
    """Draw a rep's tours on the roads, a colour a day, stops numbered in driving order."""
    figure, axes = _sheet(roads, title)
    axes.add_collection(LineCollection(roads.lines(), colors=_ROAD, linewidths=0.6))
    for row, day in enumerate(days):
        shade = COLOURS[row % len(COLOURS)]
        line = np.array(day.line)
        width = 1.8 + 1.7 * (len(days) - 1 - row)  # where days share a road, each still shows beside the next
        axes.plot(line[:, 1], line[:, 0], color=shade, linewidth=width, label=day.label, zorder=3)
        for number, (lat, lon) in enumerate(day.stops, start=1):
            _draw_number(axes, lat, lon, number, shade)
    _draw_home(axes, home, _INK, None)
    axes.legend(loc="best", fontsize=8, frameon=True, facecolor="white", edgecolor="none", framealpha=0.9)
    _zoom(axes, [point for day in days for point in (*day.line, *day.stops)])
    _save(figure, path)


def _sheet(roads: RoadLines, title: str) -> tuple[Figure, Any]:
    figure = Figure(figsize=(7.5, 9.5), dpi=130, facecolor=_PAPER, layout="constrained")
    axes = figure.add_subplot()
    axes.set_facecolor(_PAPER)
    axes.set_axis_off()
    axes.set_aspect(1 / np.cos(np.radians(float(roads.lat.mean()))))
    axes.set_title(title, loc="left", fontsize=13, color=_INK)
    axes.margins(0.03)
    axes.update_datalim(np.column_stack([roads.lon, roads.lat]))
    figure.text(0.99, 0.005, NOTICE, ha="right", va="bottom", fontsize=6.5, color="#777777")
    return figure, axes


def _outline(area: BaseGeometry) -> Outline:
    """Return an area's rings as one outline: holes run the other way round, which is how they stay empty."""
    oriented = shapely.orient_polygons(area)
    parts = getattr(oriented, "geoms", [oriented])
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return Outline.make_compound_path(*(Outline(np.array(ring.coords), closed=True) for ring in rings))


def _draw_home(axes: Any, home: Home, shade: str, accounts: int | None) -> None:
    axes.scatter([home.lon], [home.lat], marker="*", s=330, color=shade, edgecolor="white", linewidth=1.2, zorder=5)
    text = home.name if accounts is None else f"{home.name}: {accounts} accounts"
    axes.annotate(
        text,
        (home.lon, home.lat),
        xytext=(10, 8),
        textcoords="offset points",
        fontsize=10,
        color=shade,
        weight="bold",
        zorder=6,
        path_effects=[withStroke(linewidth=3, foreground="white")],
    )


def _draw_number(axes: Any, lat: float, lon: float, number: int, shade: str) -> None:
    axes.scatter([lon], [lat], s=90, color=shade, edgecolor="white", linewidth=0.8, zorder=4)
    axes.annotate(str(number), (lon, lat), ha="center", va="center", fontsize=6.5, color="white", zorder=4.5)


def _zoom(axes: Any, points: Sequence[tuple[float, float]]) -> None:
    lat, lon = np.array(points).T
    margin_lat, margin_lon = 0.08 * (np.ptp(lat) + 0.01), 0.12 * (np.ptp(lon) + 0.01)
    axes.set_xlim(lon.min() - margin_lon, lon.max() + margin_lon)
    axes.set_ylim(lat.min() - margin_lat, lat.max() + margin_lat)


def _save(figure: Figure, path: Path) -> None:
    try:
        with mpl.rc_context({"svg.hashsalt": "roundsman"}):
            figure.savefig(path, metadata={"Software": "roundsman"})
    except OSError as error:
        raise PictureNotWrittenError(path, error) from error


def shares(weights: Mapping[str, float]) -> dict[str, float]:
    """Scale weights to 0..1 by their largest, so that sizes can be compared on one picture."""
    largest = max(weights.values(), default=0.0) or 1.0
    return {key: value / largest for key, value in weights.items()}
