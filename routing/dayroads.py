"""The ways of a network at all times of day: a table for each of the profile's slots."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from routing.network import RoadNetwork
from routing.paces import DayTravel
from routing.places import Place
from routing.roads import RoadEngine
from routing.slots import Slot, slot_ms, slots_kept
from routing.travel import TravelEngine, TravelTable


def day_travel(network: RoadNetwork, slots: Sequence[Slot], places: Sequence[Place]) -> DayTravel:
    """Return the tables of all slots, each along the ways that are fastest in it."""
    return DayRoads(RoadEngine(network), slots).among(places)


LOG = logging.getLogger(__name__)
Shares = tuple[float, ...]
"""A pace: the share of its own speed at which each class of road is driven."""


class DayRoads:
    """The ways of a network at all times of day: searches are made ready once for each pace, and serve many places.

    Parameters
    ----------
    engine : RoadEngine
        The network at its own times: those of slots whose shares are all 1.
    slots : sequence of Slot
    """

    def __init__(self, engine: RoadEngine, slots: Sequence[Slot]) -> None:
        self._engine = engine
        self._begins_s = tuple(slot.begins_s for slot in slots)
        self._shares = [slot.shares for slot in slots]
        self._slots = {slot.shares: slot for slot in slots}
        self._engines: dict[Shares, RoadEngine] = {}

    def among(self, places: Sequence[Place]) -> DayTravel:
        """Return the tables between some places, a table for each slot."""
        for shares in self._slots.keys() - self._engines.keys():
            self._engines[shares] = self._at_pace(shares)
        return self._by_slot({shares: engine.table(places) for shares, engine in self._engines.items()})

    def among_each(self, groups: Sequence[Sequence[Place]], own: Sequence[TravelTable]) -> list[DayTravel]:
        """Return the tables between the places of each group, for which `own` are those at the network's own times.

        They are made pace by pace: a search is large, and is not kept beside those of other paces.
        """
        made: list[dict[Shares, TravelTable]] = [{} for _ in groups]
        for shares in self._slots:
            engine = None if _is_own(shares) else self._at_pace(shares)
            for tables, places, table in zip(made, groups, own, strict=True):
                tables[shares] = engine.table(places) if engine else table
        return [self._by_slot(tables) for tables in made]

    def _at_pace(self, shares: Shares) -> RoadEngine:
        if _is_own(shares):
            return self._engine
        return self._engine.at_pace(slot_ms(self._engine.network, self._slots[shares]))

    def _by_slot(self, tables: Mapping[Shares, TravelTable]) -> DayTravel:
        return DayTravel(self._begins_s, tuple(tables[shares] for shares in self._shares))


def _is_own(shares: Shares) -> bool:
    """Say whether a pace is that of the network's own times."""
    return set(shares) == {1.0}


def day_roads(engine: TravelEngine) -> DayRoads | None:
    """Return an engine's ways at all times of day; None where it knows no hours."""
    if not isinstance(engine, RoadEngine):
        return None
    if "slots" not in engine.network.meta:
        LOG.warning("These roads know no times of day: plans drive at daytime pace. Make them again: roundsman roads.")
    slots = slots_kept(engine.network)
    return DayRoads(engine, slots) if slots else None
