"""What of OpenStreetMap is drawn on a map, as what, and from which zoom on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from routing.extract import Tags


class Kind(IntEnum):
    """A layer of the map; what is drawn first comes first."""

    WOOD = 0
    WATER = 1
    STREAM = 2
    ROAD = 3
    BORDER = 4
    PLACE = 5


AREAS = frozenset({Kind.WOOD, Kind.WATER})

DEEPEST = 14
"""The last zoom that tiles are made for: 512 pixels of about 4.8 m at the equator; nearer, they are drawn larger."""

ROADS: dict[str, tuple[str, int]] = {
    "motorway": ("motorway", 4),
    "motorway_link": ("link", 11),
    "trunk": ("trunk", 5),
    "trunk_link": ("link", 11),
    "primary": ("primary", 7),
    "primary_link": ("link", 12),
    "secondary": ("secondary", 9),
    "secondary_link": ("link", 12),
    "tertiary": ("tertiary", 10),
    "tertiary_link": ("link", 13),
    "unclassified": ("minor", 12),
    "residential": ("minor", 13),
    "living_street": ("minor", 13),
    "road": ("minor", 13),
    "pedestrian": ("minor", 13),
    "service": ("service", 13),
    "track": ("track", 13),
}
"""How a class of road is drawn, and from which zoom on."""

STREAMS = {"river": 8, "canal": 10, "stream": 12}
PLACES = {"city": 4, "town": 7, "village": 10, "suburb": 11, "hamlet": 12, "neighbourhood": 13, "locality": 13}
BORDERS = {2: 3, 3: 5, 4: 6, 5: 8, 6: 8, 7: 10, 8: 11}
"""From which zoom on a border of an administrative level is drawn; lower levels are none that reps ask about."""

WOODS = {("landuse", "forest"), ("natural", "wood")}
WATERS = {("natural", "water"), ("waterway", "riverbank"), ("landuse", "reservoir"), ("landuse", "basin")}


@dataclass(frozen=True, slots=True)
class Look:
    """How something is drawn: its layer, its class within it, from which zoom on, and its name."""

    kind: Kind
    look: str
    zoom: int
    name: str = ""


def look_of_line(tags: Tags, border: int | None = None) -> Look | None:
    """Return how a way is drawn as a line, None where it is not; `border` is the level of the border that it is."""
    if (road := ROADS.get(tags.get("highway", ""))) and tags.get("area") != "yes":
        return Look(Kind.ROAD, road[0], road[1], tags.get("name") or tags.get("ref", ""))
    if tags.get("route") == "ferry":
        return Look(Kind.ROAD, "ferry", 8, tags.get("name", ""))
    if (zoom := STREAMS.get(tags.get("waterway", ""))) is not None and tags.get("tunnel") in {None, "no"}:
        return Look(Kind.STREAM, tags["waterway"], zoom, tags.get("name", ""))
    level = border if border is not None else level_of(tags)
    if level in BORDERS:
        return Look(Kind.BORDER, str(level), BORDERS[level])
    return None


def look_of_area(tags: Tags) -> Look | None:
    """Return how an area is drawn, None where it is not; from which zoom on is a matter of its size."""
    for kind, wanted in ((Kind.WATER, WATERS), (Kind.WOOD, WOODS)):
        if any(tags.get(key) == value for key, value in wanted):
            return Look(kind, "", 0, tags.get("name", ""))
    return None


def look_of_place(tags: Tags) -> Look | None:
    """Return how a place is drawn, None where it is not or has no name."""
    place, name = tags.get("place", ""), tags.get("name", "")
    return Look(Kind.PLACE, place, PLACES[place], name) if name and place in PLACES else None


GROUND_KEYS = ("natural", "landuse", "waterway", "place", "boundary")


def is_ground(tags: Tags) -> bool:
    """Return whether something is drawn below roads, or is a border or a place."""
    if "highway" in tags or "route" in tags:
        return False
    return any(look(tags) is not None for look in (look_of_line, look_of_area, look_of_place))


def level_of(tags: Tags) -> int | None:
    """Return the level of an administrative border, None for anything else."""
    level = tags.get("admin_level", "")
    return (
        int(level)
        if tags.get("boundary") == "administrative" and level in {"2", "3", "4", "5", "6", "7", "8"}
        else None
    )
