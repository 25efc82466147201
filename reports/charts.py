"""Charts of figures, as SVG and PNG; the figures' gate of matplotlib. The same numbers give the same drawing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial, wraps
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec

from reports.paper import Chart
from territory.value.potential import Cell

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

P = ParamSpec("P")

COLOURS = ("#1b6ca8", "#d1495b", "#c98a1b", "#7d6b5d", "#3c8d53", "#8d5a97", "#2a9d9d", "#4f5d75")
_PAPER, _INK, _BAND = "#ffffff", "#1f2933", "#d9e8d5"
_STYLE: dict[Any, Any] = {
    "svg.hashsalt": "roundsman",
    "svg.fonttype": "path",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": _INK,
    "axes.edgecolor": _INK,
    "text.parse_math": False,  # a dollar in a name is a dollar
}


def _when_asked(draw: Callable[P, tuple[str, bytes]]) -> Callable[Concatenate[str, P], Chart]:
    """Let a chart be drawn when somebody looks at it: a page that shows only the numbers draws none."""

    @wraps(draw)
    def made(alt: str, /, *args: P.args, **kwargs: P.kwargs) -> Chart:
        drawn = cache(partial(draw, *args, **kwargs))
        return Chart(alt, lambda: drawn()[0], lambda: drawn()[1])

    return made


@_when_asked
def bars(values: Mapping[str, float | None], *, band: tuple[float, float], unit: str) -> tuple[str, bytes]:
    """Return one bar for each label, beside the band in which it should lie; what is not known has no bar."""
    import matplotlib as mpl  # noqa: PLC0415 - charts alone need it

    with mpl.rc_context(_STYLE):
        figure, axes = _axes(0.9 + 0.28 * len(values))
        known = [(row, value) for row, value in enumerate(values.values()) if value is not None]
        axes.axvspan(*band, color=_BAND, zorder=0)
        inside = [COLOURS[0] if band[0] <= value <= band[1] else COLOURS[1] for _, value in known]
        axes.barh([row for row, _ in known], [value for _, value in known], color=inside, height=0.65)
        axes.set_yticks(range(len(values)), list(values))
        axes.invert_yaxis()
        axes.set_xlabel(unit)
        return _written(figure)


@_when_asked
def stacked(labels: Sequence[str], series: Mapping[str, Sequence[float]]) -> tuple[str, bytes]:
    """Return one column for each label, made of the series from the bottom up."""
    import matplotlib as mpl  # noqa: PLC0415 - charts alone need it

    with mpl.rc_context(_STYLE):
        figure, axes = _axes(2.8)
        floor = [0.0] * len(labels)
        for (name, values), colour in zip(series.items(), COLOURS, strict=False):
            axes.bar(range(len(labels)), values, bottom=floor, label=name, color=colour, width=0.75)
            floor = [low + value for low, value in zip(floor, values, strict=True)]
        axes.set_xticks(range(len(labels)), labels, rotation=60, ha="right")
        axes.legend(frameon=False, ncols=len(series), loc="lower left", bbox_to_anchor=(0, 1))
        return _written(figure)


@_when_asked
def lines(labels: Sequence[str], series: Mapping[str, Sequence[float]], *, unit: str) -> tuple[str, bytes]:
    """Return one line for each series over the labels."""
    import matplotlib as mpl  # noqa: PLC0415 - charts alone need it

    with mpl.rc_context(_STYLE):
        figure, axes = _axes(2.8)
        for number, (name, values) in enumerate(series.items()):
            axes.plot(range(len(labels)), values, label=name, color=COLOURS[number % len(COLOURS)], marker="o", ms=3)
        axes.set_xticks(range(len(labels)), labels)
        axes.set_ylabel(unit)
        axes.legend(frameon=False, ncols=min(len(series), 6), loc="lower left", bbox_to_anchor=(0, 1))
        return _written(figure)


@_when_asked
def trade(points: Sequence[tuple[float, float, str]], *, across: str, up: str) -> tuple[str, bytes]:
    """Return what is given up against what is gained: points (x, y, label) joined in their order."""
    import matplotlib as mpl  # noqa: PLC0415 - charts alone need it

    with mpl.rc_context(_STYLE):
        figure, axes = _axes(3.4)
        axes.plot([x for x, _, _ in points], [y for _, y, _ in points], color=COLOURS[0], marker="o", ms=5)
        said: dict[tuple[float, float], list[str]] = {}
        for x, y, label in points:
            said.setdefault((x, y), []).append(label)
        for place, names in said.items():
            text = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
            axes.annotate(text, place, xytext=(6, 5), textcoords="offset points", fontsize=8)
        axes.margins(0.12, 0.15)
        axes.set_xlabel(across)
        axes.set_ylabel(up)
        return _written(figure)


@_when_asked
def potential_map(cells: Sequence[Cell], unit: str) -> tuple[str, bytes]:
    """Return the cells on a plain map, the darker the more potential."""
    import matplotlib as mpl  # noqa: PLC0415 - charts alone need it
    from matplotlib.cm import ScalarMappable  # noqa: PLC0415 - as above
    from matplotlib.colors import Normalize  # noqa: PLC0415 - as above
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - as above

    with mpl.rc_context(_STYLE):
        figure, axes = _axes(4.2, "compressed")
        scale = Normalize(0, max((cell.potential for cell in cells), default=1.0) or 1.0)
        shade = mpl.colormaps["YlOrBr"]
        for cell in cells:
            size = (cell.east - cell.west, cell.north - cell.south)
            axes.add_patch(Rectangle((cell.west, cell.south), *size, facecolor=shade(scale(cell.potential)), lw=0))
        axes.autoscale_view()
        if cells:
            axes.set_aspect((cells[0].east - cells[0].west) / (cells[0].north - cells[0].south))
        axes.set_xlabel("longitude")
        axes.set_ylabel("latitude")
        figure.colorbar(ScalarMappable(scale, shade), ax=axes, label=unit, shrink=0.7, format="{x:,.0f}")
        return _written(figure)


_PLACES = re.compile(r' (?:d|x|y|points)="[^"]*"|translate\([^)]*\)')
_NUMBER = re.compile(r"-?\d+\.\d{3,}")


def _axes(height: float, layout: Literal["constrained", "compressed"] = "constrained") -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure  # noqa: PLC0415 - charts alone need it

    figure = Figure(figsize=(6.4, height), layout=layout, facecolor=_PAPER)
    axes = figure.add_subplot()
    axes.set_facecolor(_PAPER)
    return figure, axes


def _written(figure: Figure) -> tuple[str, bytes]:
    svg, png = io.StringIO(), io.BytesIO()
    figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    figure.set_layout_engine("none")  # it has been laid out; the second drawing needs not do so again
    figure.savefig(png, format="png", dpi=150, metadata={"Software": None})
    return _hundredths(svg.getvalue()), png.getvalue()


def _hundredths(svg: str) -> str:
    """Write places to a hundredth of a point: the last bits of the data, which nobody sees, make no other page."""
    return _PLACES.sub(lambda found: _NUMBER.sub(lambda number: f"{float(number[0]):.2f}", found[0]), svg)
