"""From a door to the road: the nearest point of any road that reaches, and is reached from, the main part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from routing.geometry import degrees, mercator
from routing.network import RoadNetwork
from routing.places import Place
from routing.problems import Problem


@dataclass(frozen=True, slots=True)
class SnapLimits:
    """How far a door may be from its road, in metres.

    Attributes
    ----------
    far_m : float
        From here on the position is suspicious.
    outside_m : float
        From here on the place lies outside the network and cannot be reached.
    cut_off_m : float
        With the main part farther than this and another road less than half as far, the place stands on a part that
        no road joins to the rest, such as an island.
    """

    far_m: float = 250.0
    outside_m: float = 5_000.0
    cut_off_m: float = 1_000.0


@dataclass(frozen=True, slots=True, eq=False)
class Snaps:
    """Where places meet the road; all arrays have one entry for each place.

    Attributes
    ----------
    edge : int32 array
        The edge of the network that is nearest, in its main part.
    share : float64 array
        How far along the edge's line, 0 to 1.
    offset_m : float64 array
        Metres between door and road.
    other_m : float64 array
        Metres to the nearest road of any part; less than `offset_m` where that road is cut off.
    lat, lon : float64 arrays
        The points on the road, degrees.
    reachable : bool array
    """

    edge: NDArray[np.int32]
    share: NDArray[np.float64]
    offset_m: NDArray[np.float64]
    other_m: NDArray[np.float64]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    reachable: NDArray[np.bool_]


class RoadIndex:
    """Finds the nearest point of the road network; made once for a network."""

    def __init__(self, network: RoadNetwork, limits: SnapLimits | None = None) -> None:
        self.limits = limits or SnapLimits()
        x, y = mercator(network.line_lat, network.line_lon)
        edge_of = np.repeat(np.arange(len(network.edge_start) - 1), np.diff(network.edge_start))
        self._lines = shapely.linestrings(np.column_stack([x, y]), indices=edge_of)
        self._main = np.unique(network.arc_edge[network.arc_main])
        self._tree = shapely.STRtree(self._lines[self._main])
        self._others = np.setdiff1d(network.arc_edge, self._main)
        self._other_tree = shapely.STRtree(self._lines[self._others])

    def snap(self, places: Sequence[Place]) -> Snaps:
        """Return where each place meets the road."""
        lat = np.array([place.lat for place in places], float)
        points = shapely.points(np.column_stack(mercator(lat, [place.lon for place in places])))
        scale = np.cos(np.radians(lat))
        edge = self._main[self._tree.nearest(points)].astype(np.int32)
        offset_m = shapely.distance(points, self._lines[edge]) * scale
        share = shapely.line_locate_point(self._lines[edge], points, normalized=True)
        met = shapely.get_coordinates(shapely.line_interpolate_point(self._lines[edge], share, normalized=True))
        other_m = np.minimum(offset_m, self._other_m(points) * scale)
        return Snaps(edge, share, offset_m, other_m, *degrees(met[:, 0], met[:, 1]), self._reachable(offset_m, other_m))

    def _other_m(self, points: NDArray[np.object_]) -> NDArray[np.float64]:
        if len(self._others) == 0:
            return np.full(len(points), np.inf)
        nearest = self._others[self._other_tree.nearest(points)]
        return np.asarray(shapely.distance(points, self._lines[nearest]))

    def _reachable(self, offset_m: NDArray[np.float64], other_m: NDArray[np.float64]) -> NDArray[np.bool_]:
        cut_off = (offset_m > self.limits.cut_off_m) & (other_m < offset_m / 2)
        return np.asarray((offset_m <= self.limits.outside_m) & ~cut_off)

    def problems(self, places: Sequence[Place], snaps: Snaps) -> tuple[Problem, ...]:
        """Name the places that cannot be reached, and those whose distance to the road is suspicious."""
        told = (self._problem(place, snaps, row) for row, place in enumerate(places))
        return tuple(problem for problem in told if problem)

    def _problem(self, place: Place, snaps: Snaps, row: int) -> Problem | None:
        offset_m, other_m = snaps.offset_m[row], snaps.other_m[row]
        where = f"{place.id} at {place.lat:.5f}, {place.lon:.5f}"
        if offset_m > self.limits.outside_m and other_m > self.limits.outside_m:
            cause = f"lies outside the road network: the nearest road is {offset_m / 1000:.1f} km away"
            return Problem("place-outside-roads", where, cause, "Correct its position, or build roads that cover it.")
        if not snaps.reachable[row]:
            cause = f"stands at a road that nothing joins to the others, {offset_m / 1000:.1f} km away (an island?)"
            return Problem(
                "place-cut-off", where, cause, "Allow the ferry in the profile, correct its position, or leave it out."
            )
        if offset_m > self.limits.far_m:
            cause = f"is {offset_m:.0f} m from the nearest road that can be driven"
            return Problem(
                "place-far-from-road", where, cause, "Check its position; planning adds the way to the road."
            )
        return None
