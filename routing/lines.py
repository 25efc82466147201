"""The line that is driven: from road point to road point along the arcs of a way, as (lat, lon) pairs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.doors import Doors
from routing.geometry import mercator
from routing.network import RoadNetwork
from routing.snapping import Snaps

Line = list[tuple[float, float]]


def line_along(network: RoadNetwork, snaps: Snaps) -> Line:
    """Return the line between two places on one edge."""
    begin, end = snaps.share
    inside = _between(network, int(snaps.edge[0]), min(begin, end), max(begin, end))
    return [_met(snaps, 0), *(inside if begin <= end else inside[::-1]), _met(snaps, 1)]


def line_over(network: RoadNetwork, snaps: Snaps, out: Doors, before: Doors, steps: NDArray[np.int64]) -> Line:
    """Return the line from the first place's road point over some steps to the second's."""
    arc_out, arc_in = _end_arcs(network, out, before, steps)
    line = [_met(snaps, 0), *_part(network, arc_out, snaps.share[0], after=True)]
    for arc in network.step_arc[steps]:
        line += _part(network, int(arc), 0.0 if network.arc_forward[arc] else 1.0, after=True)
    line += _part(network, arc_in, snaps.share[1], after=False)
    return _without_repeats([*line, _met(snaps, 1)])


def _met(snaps: Snaps, row: int) -> tuple[float, float]:
    return float(snaps.lat[row]), float(snaps.lon[row])


def _end_arcs(network: RoadNetwork, out: Doors, before: Doors, steps: NDArray[np.int64]) -> tuple[int, int]:
    """Return the arcs by which the first place is left and the second is reached."""
    if len(steps):
        left, reached = network.step_tail[steps[0]], network.step_head[steps[-1]]
    else:
        sums = np.where(out.state[:, None] == before.state, out.cost[:, None] + before.cost, np.iinfo(np.int64).max)
        left = reached = out.state[int(sums.argmin()) // len(before.state)]
    return _cheapest_arc(out, left), _cheapest_arc(before, reached)


def _cheapest_arc(doors: Doors, state: int) -> int:
    rows = np.flatnonzero(doors.state == state)
    return int(doors.arc[rows[doors.cost[rows].argmin()]])


def _part(network: RoadNetwork, arc: int, share: float, *, after: bool) -> Line:
    """Return the points of an arc's line after (or before) a share of its edge, in driving order."""
    forward = bool(network.arc_forward[arc])
    low, high = (share, np.inf) if after == forward else (-np.inf, share)
    points = _between(network, int(network.arc_edge[arc]), low, high)
    return points if forward else points[::-1]


def _between(network: RoadNetwork, edge: int, low: float, high: float) -> Line:
    """Return the points of an edge's line between two shares of its length."""
    rows = slice(network.edge_start[edge], network.edge_start[edge + 1])
    lat, lon = network.line_lat[rows], network.line_lon[rows]
    x, y = mercator(lat, lon)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    share = along / max(along[-1], 1e-9)
    kept = (share >= low) & (share <= high)
    return list(zip(lat[kept].tolist(), lon[kept].tolist(), strict=True))


def _without_repeats(line: Line) -> Line:
    return [point for here, point in enumerate(line) if here == 0 or point != line[here - 1]]
