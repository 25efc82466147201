"""Ways between places, remembered: maps ask for the same ones again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from office.opening import Office
from routing.blocks import Tables
from routing.places import Place
from routing.travel import Leg, TravelEngine, TravelTable

MOST = 5_000
"""Ways that are remembered; the one that was not asked for longest is forgotten."""

Key = tuple[str, float, float, float, float]


@dataclass(frozen=True, slots=True)
class RememberedWays:
    """An engine whose ways are remembered by the office; its source names the roads, so they are never other roads'."""

    office: Office
    engine: TravelEngine

    @property
    def source(self) -> str:
        """Return what the answers come from."""
        return self.engine.source

    def table(self, places: Sequence[Place]) -> TravelTable:
        """Return seconds and metres between all pairs of places."""
        return self.engine.table(places)

    def block(self, origins: Sequence[Place], goals: Sequence[Place]) -> Tables:
        """Return seconds and metres from each origin to each goal."""
        return self.engine.block(origins, goals)

    def leg(self, origin: Place, destination: Place) -> Leg:
        """Return the fastest way between two places."""
        known: OrderedDict[Key, Leg] = self.office.memory.setdefault("legs", OrderedDict())
        key = (self.source, origin.lat, origin.lon, destination.lat, destination.lon)
        found = known.pop(key, None)
        if found is None:
            found = self.engine.leg(origin, destination)
        known[key] = found
        while len(known) > MOST:
            known.popitem(last=False)
        return Leg(origin.id, destination.id, found.travel_s, found.distance_m, found.line)

    def directions(self, origin: Place, destination: Place) -> tuple[str, ...]:
        """Return the way in words."""
        return self.engine.directions(origin, destination)
