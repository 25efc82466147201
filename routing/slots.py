"""Time of day: a table for each slot of the day, and ways that start in one slot and end in another.

A way is driven at the pace of the slot in which each moment lies, so who leaves later never arrives earlier (first in,
first out), also at the edges of slots.

References
----------
Ichoua, Gendreau, Potvin (2003), Vehicle dispatching with time-dependent travel times, European Journal of Operational
Research 144: speeds, not times, are constant within a slot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.hierarchy import HierarchySearch
from routing.network import RoadNetwork
from routing.places import Place
from routing.problems import BadInputError, Problem
from routing.profile import Profile
from routing.roads import RoadEngine
from routing.travel import UNREACHABLE_S, TravelTable

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of the day and the share of the ordinary speed that is driven in it, by road class."""

    name: str
    begins_s: int
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DayTravel:
    """Travel tables by time of day.

    Attributes
    ----------
    begins_s : tuple of int
        Seconds since midnight at which each slot begins, the first 0, ascending.
    tables : tuple of TravelTable
        One for each slot, over the same places.
    """

    begins_s: tuple[int, ...]
    tables: tuple[TravelTable, ...]

    def __post_init__(self) -> None:
        if self.begins_s[:1] != (0,) or list(self.begins_s) != sorted(set(self.begins_s)):
            raise ValueError(f"slots must begin at 0 and ascend: {self.begins_s}")
        if len({table.place_ids for table in self.tables}) != 1 or len(self.tables) != len(self.begins_s):
            raise ValueError("every slot needs a table over the same places")

    def travel_s(self, origin: int, goal: int, leave_s: float) -> float:
        """Return the seconds of a way that starts `leave_s` after midnight; the day's slots repeat every day."""
        ways = [int(table.travel_s[origin, goal]) for table in self.tables]
        if UNREACHABLE_S in ways:
            return float(UNREACHABLE_S)
        left, now = 1.0, float(leave_s)
        while True:
            slot = int(np.searchsorted(self.begins_s, now % DAY_S, side="right")) - 1
            ends = now - now % DAY_S + (*self.begins_s[1:], DAY_S)[slot]
            if left * ways[slot] <= ends - now or ways[slot] == 0:
                return now + left * ways[slot] - leave_s
            left -= (ends - now) / ways[slot]
            now = float(ends)

    def mean(self, first_s: int, last_s: int) -> TravelTable:
        """Return the table of the mean pace between two times of a day: what one number can say of working hours."""
        edges = np.array([*self.begins_s, DAY_S])
        spans = np.clip(np.minimum(edges[1:], last_s) - np.maximum(edges[:-1], first_s), 0, None).astype(float)
        if spans.sum() == 0:
            raise ValueError(f"no time between {first_s} and {last_s}")
        weights = spans / spans.sum()
        seconds = sum(weight * table.travel_s for weight, table in zip(weights, self.tables, strict=True))
        metres = sum(weight * table.distance_m for weight, table in zip(weights, self.tables, strict=True))
        source = f"{self.tables[0].source}, mean from {_clock(first_s)} to {_clock(last_s)}"
        whole = [np.asarray(np.ceil(np.asarray(part) - 1e-6), np.int32) for part in (seconds, metres)]
        return TravelTable(self.tables[0].place_ids, whole[0], whole[1], source)


def slots_of(profile: Profile) -> tuple[Slot, ...]:
    """Return the profile's slots; raises `BadInputError` if one has no clock time, or none begins at midnight."""
    found, problems = [], []
    for name, table in profile.tables["slots"].items():
        clock = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", str(table.get("from", "")))
        other = table.get("other", 1.0)
        shares = tuple(float(table.get(kind.removesuffix("_link"), other)) for kind in profile.classes)
        if clock and all(0 < share <= 2 for share in shares):
            found.append(Slot(name, int(clock[1]) * 3600 + int(clock[2]) * 60, shares))
        else:
            problems.append(f'slots.{name} needs from = "HH:MM" and shares above 0, at most 2')
    if not problems and (not found or min(slot.begins_s for slot in found) != 0):
        problems = ["no slot begins at 00:00"]
    if problems:
        action = "Write slots as the product's profile does."
        raise BadInputError([Problem("profile-slots", f"profile {profile.name}", cause, action) for cause in problems])
    return tuple(sorted(found, key=lambda slot: slot.begins_s))


def slot_ms(network: RoadNetwork, slot: Slot) -> NDArray[np.int32]:
    """Return the milliseconds of every arc in a slot; waiting at its end takes as long as ever."""
    driving = network.arc_ms - network.arc_delay_ms
    paced = np.rint(driving / np.array(slot.shares)[network.arc_class])
    return np.asarray(np.maximum(paced, 1) + network.arc_delay_ms, np.int32)


def day_travel(network: RoadNetwork, slots: Sequence[Slot], places: Sequence[Place]) -> DayTravel:
    """Return the tables of all slots, each along the ways that are fastest in it."""
    engines = [RoadEngine(network, HierarchySearch, arc_ms=slot_ms(network, slot)) for slot in slots]
    return DayTravel(tuple(slot.begins_s for slot in slots), tuple(engine.table(places) for engine in engines))


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
