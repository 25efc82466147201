"""Ways between places, remembered: maps ask for the same ones again and again."""

from __future__ import annotations

from collections import OrderedDict

from office.opening import Office
from routing.places import Place
from routing.travel import Leg, TravelEngine

MOST = 5_000
"""Ways that are remembered; the one that was not asked for longest is forgotten."""

Key = tuple[str, float, float, float, float]


def leg_between(office: Office, engine: TravelEngine, here: Place, there: Place) -> Leg:
    """Return the way from one place to another; an engine's source names the roads, so it is never that of others."""
    known: OrderedDict[Key, Leg] = office.memory.setdefault("legs", OrderedDict())
    key = (engine.source, here.lat, here.lon, there.lat, there.lon)
    found = known.pop(key, None)
    if found is None:
        found = engine.leg(here, there)
    known[key] = found
    while len(known) > MOST:
        known.popitem(last=False)
    return Leg(here.id, there.id, found.travel_s, found.distance_m, found.line)
