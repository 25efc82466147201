"""Straight lines stretched by a factor: an estimate before there are roads, only used when asked for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from routing.geometry import haversine_m
from routing.places import Place
from routing.travel import ESTIMATE, Leg, TravelTable


class StraightLineEngine:
    """Travel as the crow flies, times a factor, at one speed.

    Parameters
    ----------
    detour : float
        Metres driven for a metre of straight line, at least 1; 1.3 to 1.5 where there are many roads.
    kmh : float
        Mean speed along the stretched line.
    """

    def __init__(self, *, detour: float = 1.4, kmh: float = 40.0) -> None:
        if detour < 1 or kmh <= 0:
            raise ValueError(f"detour must be at least 1 and the speed positive: {detour}, {kmh}")
        self._detour = detour
        self._kmh = kmh

    @property
    def source(self) -> str:
        """Return what a plan may quote as the origin of its travel times."""
        return f"{ESTIMATE} times {self._detour:g} at {self._kmh:g} km/h: an estimate, no roads"

    def table(self, places: Sequence[Place]) -> TravelTable:
        """Return estimated seconds and metres between all pairs of `places`."""
        return TravelTable(tuple(place.id for place in places), *self.block(places, places), self.source)

    def block(self, origins: Sequence[Place], goals: Sequence[Place]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return estimated seconds and metres from each origin to each goal."""
        lat, lon = np.array([[place.lat, place.lon] for place in origins], float).reshape(-1, 2).T
        goal_lat, goal_lon = np.array([[place.lat, place.lon] for place in goals], float).reshape(-1, 2).T
        metres = haversine_m(lat[:, None], lon[:, None], goal_lat, goal_lon) * self._detour
        return np.ceil(metres / self._kmh * 3.6).astype(np.int32), np.rint(metres).astype(np.int32)

    def leg(self, origin: Place, destination: Place) -> Leg:
        """Return the straight line between two places, with its estimate."""
        table = self.table([origin, destination])
        line = ((origin.lat, origin.lon), (destination.lat, destination.lon))
        return Leg(origin.id, destination.id, int(table.travel_s[0, 1]), int(table.distance_m[0, 1]), line)

    def directions(self, origin: Place, destination: Place) -> tuple[str, ...]:  # noqa: ARG002 - every engine is asked alike
        """Return no words: a straight line has no turns."""
        return ()
