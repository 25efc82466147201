"""From a door to the road: the nearest point of any road to stop on that is joined to the main part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from routing.geometry import degrees, mercator
from routing.network import RoadNetwork
from routing.places import Place
from routing.problems import BadInputError, Problem
from routing.sentences import sentence


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
        The nearest edge of those that places may meet.
    share : float64 array
        How far along the edge's line, 0 to 1.
    offset_m : float64 array
        Metres between door and road.
    other_m : float64 array
        Metres to the nearest road to stop on of any part; less than `offset_m` where that road is cut off.
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


SNAPS = tuple(field.name for field in fields(Snaps))


@dataclass(frozen=True, slots=True, eq=False)
class Nearby:
    """Roads near places: a row for each pair of a place (its number) and an edge, and the metres between them."""

    place: NDArray[np.int64]
    edge: NDArray[np.int32]
    offset_m: NDArray[np.float64]


class RoadIndex:
    """Finds the nearest point of the road network; made once for a network."""

    def __init__(self, network: RoadNetwork, limits: SnapLimits | None = None) -> None:
        import shapely  # noqa: PLC0415 - slow to import: kept tables need no place on a road

        self.limits = limits or SnapLimits()
        x, y = mercator(network.line_lat, network.line_lon)
        edge_of = np.repeat(np.arange(len(network.edge_start) - 1), np.diff(network.edge_start))
        self._lines = shapely.linestrings(np.column_stack([x, y]), indices=edge_of)
        self._main = np.flatnonzero(network.edge_meets)
        require_stops(network)
        self._tree = shapely.STRtree(self._lines[self._main])
        self._others = np.flatnonzero(network.edge_stop & ~network.edge_meets)
        self._other_tree = shapely.STRtree(self._lines[self._others])

    def within(self, places: Sequence[Place], reach_m: NDArray[np.float64]) -> Nearby:
        """Return the roads within some metres of each place, `reach_m` of shape (n,)."""
        import shapely  # noqa: PLC0415 - slow to import: kept tables need no place on a road

        points, scale = _points(places)
        place, found = self._tree.query(points, predicate="dwithin", distance=reach_m / scale)
        edge = self._main[found].astype(np.int32)
        return Nearby(place, edge, shapely.distance(points[place], self._lines[edge]) * scale[place])

    def meet(self, places: Sequence[Place], edge: NDArray[np.int32]) -> Snaps:
        """Return where each place would meet the edge given for it."""
        import shapely  # noqa: PLC0415 - slow to import: kept tables need no place on a road

        points, scale = _points(places)
        offset_m = shapely.distance(points, self._lines[edge]) * scale
        share = shapely.line_locate_point(self._lines[edge], points, normalized=True)
        met = shapely.get_coordinates(shapely.line_interpolate_point(self._lines[edge], share, normalized=True))
        reachable = offset_m <= self.limits.outside_m
        return Snaps(edge, share, offset_m, offset_m, *degrees(met[:, 0], met[:, 1]), reachable)

    def snap(self, places: Sequence[Place]) -> Snaps:
        """Return where each place meets the road."""
        points, scale = _points(places)
        met = self.meet(places, self._main[self._tree.nearest(points)].astype(np.int32))
        other_m = np.minimum(met.offset_m, self._other_m(points) * scale)
        return replace(met, other_m=other_m, reachable=self._reachable(met.offset_m, other_m))

    def _other_m(self, points: NDArray[np.object_]) -> NDArray[np.float64]:
        import shapely  # noqa: PLC0415 - slow to import: kept tables need no place on a road

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
        where = sentence("{place} at {lat:.5f}, {lon:.5f}", place=place.id, lat=place.lat, lon=place.lon)
        if offset_m > self.limits.outside_m and other_m > self.limits.outside_m:
            cause = sentence(
                "lies outside the road network: the nearest road is {offset_m:.1f} km away", offset_m=offset_m / 1000
            )
            return Problem("place-outside-roads", where, cause, "Correct its position, or build roads that cover it.")
        if not snaps.reachable[row]:
            cause = sentence(
                "stands at a road that nothing joins to the others, {offset_m:.1f} km away (an island?)",
                offset_m=offset_m / 1000,
            )
            return Problem(
                "place-cut-off", where, cause, "Allow the ferry in the profile, correct its position, or leave it out."
            )
        if offset_m > self.limits.far_m:
            cause = sentence("is {offset_m:.0f} m from the nearest road that can be driven", offset_m=offset_m)
            return Problem(
                "place-far-from-road", where, cause, "Check its position; planning adds the way to the road."
            )
        return None


def _points(places: Sequence[Place]) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Return places as points of the map, and the metres that one unit of the map is at each."""
    import shapely  # noqa: PLC0415 - slow to import: kept tables need no place on a road

    lat = np.array([place.lat for place in places], float)
    return shapely.points(np.column_stack(mercator(lat, [place.lon for place in places]))), np.cos(np.radians(lat))


def require_stops(network: RoadNetwork) -> None:
    """Raise `BadInputError` if there is no road that a place may meet."""
    if not network.edge_meets.any():
        action = "Take an extract with streets, or change [stopping] in the profile."
        cause = "no road may be driven on which one can stop"
        raise BadInputError([Problem("roads-none-drivable", str(network.meta["source"]), cause, action)])
