"""Charts as plain SVG for pages: no script and no style attribute, colours by class, every figure in a table beside.

What the classes look like (`c-bar`, `c-band`, `c-line-1` ...) is the page's own affair: light, dark and on paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, ROW, LABEL, FOOT = 640, 26, 150, 28
PLOT_WIDTH, PLOT_HIGH, LEFT, LEGEND = 420, 168, 56, 18
"""Of what has an axis: narrow, so that its words can be read on a phone, too."""
CHARACTER = 9
"""A figure's character takes at most so much."""
WIDEST = 40.0
"""No column is wider, however few there are."""
MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing with what it shows in words."""

    alt: str
    svg: str


@dataclass(frozen=True, slots=True)
class Band:
    """Where values should lie."""

    low: float
    high: float


def bars(alt: str, values: Mapping[str, float | None], *, band: Band | None = None, digits: int = 0) -> Drawing:
    """Return a horizontal bar for each label; what is not known has none."""
    known = [value for value in values.values() if value is not None]
    most = max([*known, *([band.high] if band else []), 0.0]) or 1.0
    written = {label: f"{value:,.{digits}f}" for label, value in values.items() if value is not None}
    scale = (WIDTH - LABEL - 24 - max((CHARACTER * len(text) for text in written.values()), default=0)) / most
    height = ROW * len(values)
    parts = [_band(band, scale, height)] if band else []
    for row, (label, value) in enumerate(values.items()):
        y = row * ROW
        parts.append(_text(LABEL - 8, y + 17, _cut(label), "end"))
        if value is not None:
            inside = band is None or band.low <= value <= band.high
            long, kind = max(value, 0.0) * scale, "c-bar" if inside else "c-bar c-out"
            parts.append(f'<rect class="{kind}" x="{LABEL}" y="{y + 4}" width="{long:.1f}" height="{ROW - 8}"/>')
            parts.append(_text(LABEL + long + 6, y + 17, written[label]))
    return _drawing(alt, height, parts)


def _band(band: Band, scale: float, height: float) -> str:
    x, wide = LABEL + band.low * scale, (band.high - band.low) * scale
    return f'<rect class="c-band" x="{x:.1f}" y="0" width="{wide:.1f}" height="{height}"/>'


def columns(alt: str, labels: Sequence[str], series: Mapping[str, Sequence[float]]) -> Drawing:
    """Return one column for each label, made of the series from the bottom up."""
    most = max((sum(parts) for parts in zip(*series.values(), strict=True)), default=0.0) or 1.0
    legend, top = _legend(list(series))
    step, scale, ground = (PLOT_WIDTH - LEFT) / max(len(labels), 1), PLOT_HIGH / most, top + PLOT_HIGH
    parts = [*_axis(most, scale, ground), *legend, *_below(labels, step, ground)]
    floor, wide = [0.0] * len(labels), min(step - 4, WIDEST)
    for number, values in enumerate(series.values(), 1):
        for place, value in enumerate(values):
            if value:
                x = LEFT + (place + 0.5) * step - wide / 2
                y = ground - (floor[place] + value) * scale
                box = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{value * scale:.1f}"'
                parts.append(f'<rect class="c-part-{number}" {box}/>')
            floor[place] += value
    return _drawing(alt, ground + FOOT, parts, PLOT_WIDTH)


def lines(alt: str, labels: Sequence[str], series: Mapping[str, Sequence[float | None]]) -> Drawing:
    """Return one line for each series, at most six; a value that is not known leaves a gap."""
    shown = dict(list(series.items())[:MOST_LINES])
    most = max((value for values in shown.values() for value in values if value is not None), default=0.0) or 1.0
    legend, top = _legend(list(shown))
    step, scale, ground = (PLOT_WIDTH - LEFT) / max(len(labels), 1), PLOT_HIGH / most, top + PLOT_HIGH
    parts = [*_axis(most, scale, ground), *legend, *_below(labels, step, ground)]
    for number, values in enumerate(shown.values(), 1):
        for run in _runs(values):
            places = " ".join(f"{LEFT + (x + 0.5) * step:.1f},{ground - value * scale:.1f}" for x, value in run)
            parts.append(f'<polyline class="c-line-{number}" points="{places}"/>')
    return _drawing(alt, ground + FOOT, parts, PLOT_WIDTH)


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Return the stretches without a gap."""
    found: list[list[tuple[int, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append((place, value))
    return [run for run in found if run]


def heat(alt: str, rows: Mapping[str, Sequence[float | None]], labels: Sequence[str]) -> Drawing:
    """Return a cell for each value, in five shades from the least to the greatest; what is not known is empty."""
    most = max((value for values in rows.values() for value in values if value is not None), default=0.0) or 1.0
    wide = (WIDTH - LABEL) / max(len(labels), 1)
    parts = [_text(LABEL + (place + 0.5) * wide, 14, _cut(label, 9), "middle") for place, label in enumerate(labels)]
    for row, (name, values) in enumerate(rows.items(), 1):
        parts.append(_text(LABEL - 8, row * ROW + 11, _cut(name), "end"))
        for place, value in enumerate(values):
            if value is not None:
                shade = min(5, 1 + int(5 * max(value, 0.0) / most))
                box = (
                    f'x="{LABEL + place * wide + 1:.1f}" y="{row * ROW - 6}" width="{wide - 2:.1f}" height="{ROW - 2}"'
                )
                parts.append(f'<rect class="c-heat-{shade}" {box}/>')
    return _drawing(alt, ROW * (len(rows) + 1), parts)


def week(alt: str, days: Mapping[str, Sequence[tuple[int, int]]]) -> Drawing:
    """Return a row for each day of a week with its spans, in seconds since midnight, over the hours that they meet."""
    spans = [span for one in days.values() for span in one]
    first = min((opens for opens, _ in spans), default=8 * 3600) // 3600
    last = -(-max((closes for _, closes in spans), default=18 * 3600) // 3600)
    scale = (WIDTH - LABEL - 20) / (max(last - first, 1) * 3600)
    every = max(1, -(-(last - first) // 12))
    hours = range(first, last + 1, every)
    parts = []
    for hour in hours:
        x = LABEL + (hour - first) * 3600 * scale
        parts.append(f'<line class="c-axis" x1="{x:.1f}" y1="18" x2="{x:.1f}" y2="{ROW * (len(days) + 1)}"/>')
        parts.append(_text(x, 12, f"{hour:02d}", "middle"))
    for row, (label, one) in enumerate(days.items(), 1):
        parts.append(_text(LABEL - 8, row * ROW + 13, _cut(label), "end"))
        for opens, closes in one:
            x, wide = LABEL + (opens - first * 3600) * scale, (closes - opens) * scale
            parts.append(f'<rect class="c-bar" x="{x:.1f}" y="{row * ROW}" width="{wide:.1f}" height="{ROW - 8}"/>')
    return _drawing(alt, ROW * (len(days) + 1), parts)


def _axis(most: float, scale: float, ground: float) -> list[str]:
    found = []
    for part in (0.0, 0.5, 1.0):
        y = ground - most * part * scale
        found.append(f'<line class="c-axis" x1="{LEFT}" y1="{y:.1f}" x2="{PLOT_WIDTH}" y2="{y:.1f}"/>')
        found.append(_text(LEFT - 6, y + 4, f"{most * part:,.0f}" if most >= 10 else f"{most * part:.1f}", "end"))
    return found


def _below(labels: Sequence[str], step: float, ground: float) -> list[str]:
    every = max(1, -(-len(labels) * 48 // (PLOT_WIDTH - LEFT)))
    return [
        _text(LEFT + (place + 0.5) * step, ground + FOOT - 8, label, "middle")
        for place, label in enumerate(labels)
        if place % every == 0
    ]


def _legend(names: Sequence[str]) -> tuple[list[str], float]:
    """Return the names of the series, in as many rows as they need, and where the plot begins below them."""
    found, x, y = [], float(LEFT), 0.0
    for number, name in enumerate(names, 1):
        wide = 34 + 7 * len(_cut(name))
        if x > LEFT and x + wide > PLOT_WIDTH:
            x, y = float(LEFT), y + LEGEND
        found.append(f'<rect class="c-part-{number}" x="{x:.0f}" y="{y + 2:.0f}" width="12" height="12"/>')
        found.append(_text(x + 17, y + 12, _cut(name)))
        x += wide
    return found, y + LEGEND + 6


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _cut(text: str, most: int = 20) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _drawing(alt: str, height: float, parts: Sequence[str], width: int = WIDTH) -> Drawing:
    kind = "chart" if width == WIDTH else "chart plot"
    head = f'<svg class="{kind}" role="img" aria-label="{escape(alt)}" viewBox="0 0 {width} {height:g}" '
    return Drawing(alt, f'{head}xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>')
