"""Travel tables asked of a server block by block, since one question may name so many places and no more."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.places import Place
from routing.server import blocks
from routing.travel import TravelTable


class BlockedTables(ABC):
    """What asks for at most `_side` origins and as many goals at a time."""

    _side: int

    @property
    @abstractmethod
    def source(self) -> str:
        """Return what a plan may quote as the origin of its travel times."""

    @abstractmethod
    def _block(self, rows: Sequence[Place], columns: Sequence[Place]) -> tuple[Any, Any]: ...

    def table(self, places: Sequence[Place]) -> TravelTable:
        """Return seconds and metres between all pairs of `places`; raises `RoutingServerError`."""
        travel_s, distance_m = self.block(places, places)
        np.fill_diagonal(travel_s, 0)
        np.fill_diagonal(distance_m, 0)
        return TravelTable(tuple(place.id for place in places), travel_s, distance_m, self.source)

    def block(self, origins: Sequence[Place], goals: Sequence[Place]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return seconds and metres from each origin to each goal; raises `RoutingServerError`."""
        travel_s, distance_m = np.zeros((2, len(origins), len(goals)), np.int32)
        for rows, columns in blocks(len(origins), len(goals), self._side):
            travel_s[rows, columns], distance_m[rows, columns] = self._block(origins[rows], goals[columns])
        return travel_s, distance_m
