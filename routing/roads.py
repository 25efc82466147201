"""The engine for a network on this machine: travel tables and legs between places, by the fastest way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from routing.blocks import Blocks, spots_of
from routing.choosing import two_roads
from routing.costs import NO_WAY, metres, seconds
from routing.doors import DoorFinder, Doors, Ends
from routing.lines import line_along, line_over
from routing.network import RoadNetwork
from routing.places import Place
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.snapping import SNAPS, RoadIndex, SnapLimits, Snaps
from routing.travel import Leg, TravelTable

if TYPE_CHECKING:
    from routing.states import SearchGraph


USUAL_SEARCH = "contraction hierarchy"
"""The name of the search that is made unless said otherwise: to be quoted, it need not be made."""

FEWEST_KEPT, MOST_KEPT = 20, 400
"""Tables of so many places or more are kept, so many of them: those of the territories, not those of a day."""

TABLES = 1
"""Counts up whenever the same network and places give other tables."""


class Search(Protocol):
    """Finds cheapest costs between doors; see `routing.hierarchy` and `routing.dijkstra`."""

    name: str

    def all_pairs(self, ends: Ends) -> NDArray[np.int64]:
        """Return costs of shape (n, n)."""

    def steps(self, out: Doors, before: Doors) -> tuple[int, NDArray[np.int64]]:
        """Return the cost between two single places, and the steps driven."""


class RoadEngine:
    """Travel on a `RoadNetwork`.

    Parameters
    ----------
    network : RoadNetwork
    search : callable, optional
        Makes the search from the network's graph: the contraction hierarchy unless said otherwise.
    limits : SnapLimits, optional
    arc_ms : int32 array, shape (a,), optional
        Milliseconds of the arcs at another time of day than the network's own.
    folder : Path, optional
        Where tables are kept, of `FEWEST_KEPT` places or more: asked again, they need no search to be made ready.
    """

    def __init__(
        self,
        network: RoadNetwork,
        search: Callable[[SearchGraph], Search] | None = None,
        *,
        limits: SnapLimits | None = None,
        arc_ms: NDArray[np.int32] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.network = network
        self._folder = folder
        self._make_search = search
        self._limits = limits
        self._arc_ms = arc_ms
        self._finder = DoorFinder(network, arc_ms)

    @cached_property
    def _search(self) -> Search:
        # numba and scipy are slow to import, and whoever asks for no way needs neither
        from routing.hierarchy import HierarchySearch  # noqa: PLC0415
        from routing.states import search_graph  # noqa: PLC0415

        make = self._make_search or HierarchySearch
        return make(search_graph(self.network, self._arc_ms))

    @property
    def source(self) -> str:
        """Return what a plan may quote as the origin of its travel times."""
        name = USUAL_SEARCH if self._make_search is None else self._search.name
        return f"{name} on {self.network.source}"

    def tables(self, groups: Sequence[Sequence[Place]]) -> list[TravelTable]:
        """Return the table between the places of each group; of several, no search stays in memory that was made.

        Whoever asks for a team's tables rarely asks for other ways after them, and a search takes more room than they.
        """
        engine = self if len(groups) < 2 or "_search" in vars(self) else copy(self)
        return [engine.table(places) for places in groups]

    def at_pace(self, arc_ms: NDArray[np.int32]) -> RoadEngine:
        """Return the engine of another time of day, which keeps its tables where this one does."""
        return RoadEngine(self.network, self._make_search, limits=self._limits, arc_ms=arc_ms, folder=self._folder)

    @cached_property
    def _blocks(self) -> Blocks | None:
        if self._folder is None:
            return None
        pace = "" if self._arc_ms is None else hashlib.sha256(self._arc_ms.tobytes()).hexdigest()
        key = f"{self.source} {self.network.meta['key']} {pace} {self._limits} {TABLES}"
        return Blocks(self._folder, key, MOST_KEPT)

    @cached_property
    def index(self) -> RoadIndex:
        """Return what finds the nearest road."""
        return RoadIndex(self.network, self._limits)

    def problems(self, places: Sequence[Place]) -> tuple[Problem, ...]:
        """Name the places that no road reaches, that lie suspiciously far from one, or that may meet two far apart."""
        if not places:
            return ()
        snaps = self.index.snap(places)
        return (*self.index.problems(places, snaps), *two_roads(self, places, snaps))

    def metres_between(self, one: Snaps, other: Snaps) -> NDArray[np.int32]:
        """Return the metres driven between the points where places meet the road in two ways, the shorter direction."""
        both = Snaps(*(np.concatenate([getattr(snaps, name) for snaps in (one, other)]) for name in SNAPS))
        there = metres(self._costs(replace(both, offset_m=np.zeros(len(both.edge)))))
        rows = np.arange(len(one.edge))
        return np.minimum(there[rows, rows + len(rows)], there[rows + len(rows), rows])

    def table(self, places: Sequence[Place]) -> TravelTable:
        """Return seconds and metres between all pairs of `places`; `UNREACHABLE_S` in both where there is no way."""
        blocks = self._blocks if len(places) >= FEWEST_KEPT else None
        spots = spots_of(places)
        tables = blocks.find(spots) if blocks else None
        if tables is None:
            cost = self._costs(self.index.snap(places)) if places else np.zeros((0, 0), np.int64)
            tables = seconds(cost), metres(cost)
            if blocks:
                blocks.keep(spots, tables)
        return TravelTable(tuple(place.id for place in places), *tables, self.source)

    def block(self, origins: Sequence[Place], goals: Sequence[Place]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return seconds and metres from each origin to each goal; as quick as the table of all of them."""
        table = self.table([*origins, *goals])
        part = np.ix_(range(len(origins)), range(len(origins), len(origins) + len(goals)))
        return table.travel_s[part], table.distance_m[part]

    def _costs(self, snaps: Snaps) -> NDArray[np.int64]:
        ends = self._finder.ends(snaps)
        cost = self._search.all_pairs(ends)
        cost[ends.one_edge] = np.minimum(cost[ends.one_edge], ends.along)
        cost[~snaps.reachable, :] = NO_WAY
        cost[:, ~snaps.reachable] = NO_WAY
        np.fill_diagonal(cost, 0)
        return np.minimum(cost, NO_WAY)

    def leg(self, origin: Place, destination: Place) -> Leg:
        """Return the fastest way between two places, with its line from door to door.

        Raises
        ------
        BadInputError
            If no road joins the places.
        """
        snaps = self.index.snap([origin, destination])
        if not snaps.reachable.all():
            raise BadInputError(self.index.problems([origin, destination], snaps))
        if (origin.lat, origin.lon) == (destination.lat, destination.lon):
            return Leg(origin.id, destination.id, 0, 0, ((origin.lat, origin.lon),))
        ends = self._finder.ends(snaps)
        out, before = ends.out.of(0), ends.before.of(1)
        cost, steps = self._search.steps(out, before)
        along = int(ends.along[ends.one_edge[0] == 0].min(initial=NO_WAY))
        if min(cost, along) >= NO_WAY:
            raise BadInputError([_no_way(origin, destination)])
        line = line_along(self.network, snaps) if along <= cost else line_over(self.network, snaps, out, before, steps)
        best = np.array([min(cost, along)])
        whole = ((origin.lat, origin.lon), *line, (destination.lat, destination.lon))
        return Leg(origin.id, destination.id, int(seconds(best)[0]), int(metres(best)[0]), whole)

    def directions(self, origin: Place, destination: Place) -> tuple[str, ...]:  # noqa: ARG002 - every engine is asked alike
        """Return no words: a network keeps no names of streets."""
        return ()


def _no_way(origin: Place, destination: Place) -> Problem:
    where = sentence("{origin} to {destination}", origin=origin.id, destination=destination.id)
    return Problem("way-missing", where, "no road joins them", "Check both positions and the profile's access rules.")
