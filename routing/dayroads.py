"""The ways of a network at all times of day: a table for each of the profile's slots."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from routing.network import RoadNetwork
from routing.paces import DayTravel
from routing.places import Place
from routing.roads import RoadEngine
from routing.slots import Slot, slot_ms, slots_kept
from routing.travel import TravelEngine


def day_travel(network: RoadNetwork, slots: Sequence[Slot], places: Sequence[Place]) -> DayTravel:
    """Return the tables of all slots, each along the ways that are fastest in it."""
    return DayRoads(RoadEngine(network), slots).among(places)


LOG = logging.getLogger(__name__)


class DayRoads:
    """The ways of a network at all times of day: searches are made ready once for each pace, and serve many places.

    Parameters
    ----------
    engine : RoadEngine
        The network at its own times: those of slots whose shares are all 1.
    slots : sequence of Slot
    """

    def __init__(self, engine: RoadEngine, slots: Sequence[Slot]) -> None:
        self._begins_s = tuple(slot.begins_s for slot in slots)
        self._shares = [slot.shares for slot in slots]
        network = engine.network
        self._engines = {
            slot.shares: engine if set(slot.shares) == {1.0} else engine.at_pace(slot_ms(network, slot))
            for slot in slots
        }

    def among(self, places: Sequence[Place]) -> DayTravel:
        """Return the tables between some places, a table for each slot."""
        tables = {shares: engine.table(places) for shares, engine in self._engines.items()}
        return DayTravel(self._begins_s, tuple(tables[shares] for shares in self._shares))


def day_roads(engine: TravelEngine) -> DayRoads | None:
    """Return an engine's ways at all times of day; None where it knows no hours."""
    if not isinstance(engine, RoadEngine):
        return None
    if "slots" not in engine.network.meta:
        LOG.warning("These roads know no times of day: plans drive at daytime pace. Make them again: roundsman roads.")
    slots = slots_kept(engine.network)
    return DayRoads(engine, slots) if slots else None
