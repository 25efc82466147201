"""What is read from OpenStreetMap before any rule is applied to it: ways with their tags and positions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Tags = dict[str, str]


@dataclass(frozen=True, slots=True)
class Restriction:
    """A turn restriction: from one way by nodes (or ways) to another.

    Attributes
    ----------
    kind : str
        Such as ``no_left_turn`` or ``only_straight_on``.
    from_ways, to_ways : tuple of int
        OpenStreetMap ids; several where the relation names several.
    via_node : int or None
        The node turned at, or None where the turn leads over `via_ways`.
    via_ways : tuple of int
    except_for : frozenset of str
        Vehicles the restriction does not hold for.
    """

    kind: str
    from_ways: tuple[int, ...]
    to_ways: tuple[int, ...]
    via_node: int | None
    via_ways: tuple[int, ...] = ()
    except_for: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """Ways of an OpenStreetMap file, in the file's order, with a position for each node they pass.

    Attributes
    ----------
    way_ids : int64 array, length w
    way_tags : tuple of dict, length w
    way_start : int64 array, length w + 1
        The nodes of way i are ``refs[way_start[i]:way_start[i + 1]]``.
    refs : int64 array
        OpenStreetMap node ids.
    lat, lon : float64 arrays, as long as `refs`
        Degrees.
    node_tags : dict of node id to tags
        Of the nodes that delay or stop a car.
    restrictions : tuple of Restriction
    missing_nodes : int
        References to nodes that the file does not hold (a clipped extract); each cuts its way in two.
    """

    way_ids: NDArray[np.int64]
    way_tags: tuple[Tags, ...]
    way_start: NDArray[np.int64]
    refs: NDArray[np.int64]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    node_tags: dict[int, Tags]
    restrictions: tuple[Restriction, ...] = ()
    missing_nodes: int = 0


class ExtractBuilder:
    """Gathers ways one by one and cuts them where a node has no position."""

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._tags: list[Tags] = []
        self._start = [0]
        self._refs: list[int] = []
        self._lat: list[float] = []
        self._lon: list[float] = []
        self.node_tags: dict[int, Tags] = {}
        self.restrictions: list[Restriction] = []
        self.missing = 0

    def add_way(self, way_id: int, tags: Tags, nodes: list[tuple[int, float, float] | None]) -> None:
        """Add a way given as (node id, lat, lon); None stands for a node without a position."""
        for node in nodes:
            if node is None:
                self.missing += 1
                self._close(way_id, tags)
            else:
                self._refs.append(node[0])
                self._lat.append(node[1])
                self._lon.append(node[2])
        self._close(way_id, tags)

    def _close(self, way_id: int, tags: Tags) -> None:
        """End the piece of way being gathered; a piece of one node is no way."""
        start = self._start[-1]
        if len(self._refs) - start < 2:
            del self._refs[start:], self._lat[start:], self._lon[start:]
            return
        self._ids.append(way_id)
        self._tags.append(tags)
        self._start.append(len(self._refs))

    def extract(self) -> Extract:
        """Return what was gathered."""
        return Extract(
            np.array(self._ids, np.int64),
            tuple(self._tags),
            np.array(self._start, np.int64),
            np.array(self._refs, np.int64),
            np.array(self._lat, np.float64),
            np.array(self._lon, np.float64),
            self.node_tags,
            tuple(self.restrictions),
            self.missing,
        )
