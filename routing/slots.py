"""Time of day: the profile's slots, and how long each road of a network takes in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.network import RoadNetwork
from routing.problems import BadInputError, Problem
from routing.profile import Profile
from routing.sentences import sentence


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of the day and the share of the ordinary speed that is driven in it, by road class."""

    name: str
    begins_s: int
    shares: tuple[float, ...]


def slots_of(profile: Profile) -> tuple[Slot, ...]:
    """Return the profile's slots; raises `BadInputError` if one has no clock time, or none begins at midnight."""
    found: list[Slot] = []
    problems: list[str] = []
    for name, table in profile.tables["slots"].items():
        clock = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", str(table.get("from", "")))
        other = table.get("other", 1.0)
        shares = tuple(float(table.get(kind.removesuffix("_link"), other)) for kind in profile.classes)
        if clock and all(0 < share <= 2 for share in shares):
            found.append(Slot(name, int(clock[1]) * 3600 + int(clock[2]) * 60, shares))
        else:
            problems.append(sentence('slots.{name} needs from = "HH:MM" and shares above 0, at most 2', name=name))
    if not problems and (not found or min(slot.begins_s for slot in found) != 0):
        problems = ["no slot begins at 00:00"]
    if problems:
        action = "Write slots as the product's profile does."
        raise BadInputError(
            [
                Problem("profile-slots", sentence("profile {profile_name}", profile_name=profile.name), cause, action)
                for cause in problems
            ]
        )
    return tuple(sorted(found, key=lambda slot: slot.begins_s))


def slot_ms(network: RoadNetwork, slot: Slot) -> NDArray[np.int32]:
    """Return the milliseconds of every arc in a slot; waiting at its end takes as long as ever."""
    driving = network.arc_ms - network.arc_delay_ms
    paced = np.rint(driving / np.array(slot.shares)[network.arc_class])
    return np.asarray(np.maximum(paced, 1) + network.arc_delay_ms, np.int32)


def slots_kept(network: RoadNetwork) -> tuple[Slot, ...]:
    """Return the slots of the profile that a network was made by; none where its times are the same all day."""
    slots = tuple(Slot(name, begins_s, tuple(shares)) for name, begins_s, shares in network.meta.get("slots", ()))
    return slots if len({slot.shares for slot in slots}) > 1 else ()
