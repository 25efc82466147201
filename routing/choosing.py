"""Places that could meet two roads far apart from each other: the nearest is taken, and the choice is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from routing.problems import Problem
from routing.sentences import sentence
from routing.travel import UNREACHABLE_S

if TYPE_CHECKING:
    from routing.places import Place
    from routing.roads import RoadEngine
    from routing.snapping import Snaps

NEARLY_M = 30.0
"""Another road at most this much farther than the nearest could as well be the place's."""
PUBLIC_M = 250.0
"""Where the nearest road is for arriving only, such as a private drive: so far the nearest public one could be."""
APART_M = 2_000.0
"""Between the two points as a car drives, the shorter way of both: less is no difference worth a word."""
_ABREAST = 64
"""Places looked at in one table."""


def two_roads(engine: RoadEngine, places: Sequence[Place], snaps: Snaps) -> Iterator[Problem]:
    """Name the reachable places whose nearest road and another one, nearly as near, lie far apart by road."""
    other = _alternatives(engine, places, snaps)
    rows = np.flatnonzero(snaps.reachable & (other >= 0))
    for begin in range(0, len(rows), _ABREAST):
        some = rows[begin : begin + _ABREAST]
        asked = [places[row] for row in some]
        first, second = (engine.index.meet(asked, edges[some]) for edges in (snaps.edge, other))
        apart_m = engine.metres_between(first, second)
        for place, here_m, there_m, way_m in zip(asked, first.offset_m, second.offset_m, apart_m, strict=True):
            if APART_M < way_m < UNREACHABLE_S:
                yield _problem(place, here_m, there_m, int(way_m))


def _alternatives(engine: RoadEngine, places: Sequence[Place], snaps: Snaps) -> NDArray[np.int32]:
    """Return for each place the nearest other road that does not meet the first one at a junction; -1 without one."""
    network = engine.network
    local = np.zeros(len(network.edge_stop), bool)
    local[network.arc_edge[network.arc_local]] = True
    ends = network.edge_ends
    near_m = np.where(local[snaps.edge], np.maximum(PUBLIC_M, snaps.offset_m + NEARLY_M), snaps.offset_m + NEARLY_M)
    nearby = engine.index.within(places, near_m)
    mine = snaps.edge[nearby.place]
    joined = (ends[nearby.edge][:, :, None] == ends[mine][:, None, :]).any(axis=(1, 2))
    near = nearby.offset_m <= snaps.offset_m[nearby.place] + NEARLY_M
    kept = np.flatnonzero((nearby.edge != mine) & ~joined & (near | ~local[nearby.edge]))
    order = kept[np.lexsort((nearby.edge[kept], nearby.offset_m[kept], nearby.place[kept]))]
    place, first = np.unique(nearby.place[order], return_index=True)
    found = np.full(len(places), -1, np.int32)
    found[place] = nearby.edge[order[first]]
    return found


def _problem(place: Place, here_m: float, there_m: float, way_m: int) -> Problem:
    where = sentence("{place} at {lat:.5f}, {lon:.5f}", place=place.id, lat=place.lat, lon=place.lon)
    apart = sentence("{way_m:.1f} km as one drives", way_m=way_m / 1000)
    cause = sentence(
        "meets a road {here_m:.0f} m away; another one, {there_m:.0f} m away, is {apart} from that point",
        here_m=here_m,
        there_m=there_m,
        apart=apart,
    )
    return Problem("place-two-roads", where, cause, "Put its position where one turns in, if that is the other road.")
