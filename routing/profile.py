"""The profile: how fast a car drives on which road, read from a file that the user may edit.

Nothing here knows how a network is built; it answers for the tags of one way or node.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from routing.access import Access, access_of, may_stop
from routing.named_files import read_named_text
from routing.problems import BadInputError, Problem
from routing.sentences import sentence

Tags = dict[str, str]
MPH = 1.609344
_SLOW = {"living_street", "service", "track", "pedestrian"}
"""Classes on which nobody drives as fast as a sign may allow."""
_ASKED = (
    *("highway", "route", "oneway", "oneway:motorcar", "junction", "service", "tracktype", "surface", "area"),
    *("maxspeed", "maxspeed:forward", "maxspeed:backward", "maxspeed:type", "source:maxspeed", "zone:traffic"),
    "duration",
)
"""What is asked of ways whatever the profile's file says."""
_FOR_CARS = ("motorcar", "motor_vehicle", "vehicle")

_SECTIONS = {
    "access": ("keys", "allow", "arrive", "private", "barriers"),
    "classes": ("motorway", "residential", "service", "ferry"),
    "drivable": ("track", "service_skip", "opened"),
    "stopping": ("classes", "tags", "unless"),
    "share_of_limit": ("other",),
    "urban": ("junctions_per_km2", "share"),
    "service": (),
    "surface": (),
    "delays": ("traffic_signals",),
    "turns": ("left", "right", "u_turn", "dead_end", "yield"),
    "side": ("left",),
    "slots": (),
    "ferry": ("boarding_s", "untagged"),
    "off_road": ("kmh",),
    "implicit": ("motorway", "rural", "urban", "living_street"),
}
"""What a profile must hold: its tables, and the keys without which they cannot be used."""


@dataclass(frozen=True)
class Profile:
    """A vehicle's rules and speeds.

    Attributes
    ----------
    name : str
    text : str
        The file as written: part of the key under which networks are kept.
    tables : dict
        The file's tables.
    country : str
        ISO 3166-1 alpha-2 code that chooses implicit limits; empty for the general ones.
    """

    name: str
    text: str
    tables: dict[str, Any] = field(repr=False)
    country: str = ""

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """Road classes in the file's order; an arc's class is an index into it."""
        return tuple(self.tables["classes"])

    @cached_property
    def implicit(self) -> dict[str, float]:
        """Limits that hold where none is mapped."""
        table = self.tables["implicit"]
        general = {key: value for key, value in table.items() if not isinstance(value, dict)}
        return {key: float(value) for key, value in (general | table.get(self.country, {})).items()}

    @cached_property
    def asked(self) -> frozenset[str]:
        """Return the keys of a way's tags that answers depend on: ways alike in them are driven alike."""
        return frozenset([*_ASKED, *self.tables["access"]["keys"], *self.tables["stopping"]["tags"]])

    @property
    def drives_left(self) -> bool:
        """Return whether the country drives on the left."""
        return self.country in self.tables["side"]["left"]

    @property
    def off_road_m_per_s(self) -> float:
        """Speed between a door and its road."""
        return float(self.tables["off_road"]["kmh"]) / 3.6

    def directions(self, tags: Tags) -> tuple[bool, bool]:
        """Return whether a car may drive a way forward and backward, be it only to arrive."""
        if self.access(tags) == Access.CLOSED:
            return False, False
        oneway = tags.get("oneway:motorcar", tags.get("oneway", ""))
        if oneway in {"-1", "reverse"}:
            return False, True
        circular = tags.get("junction") in {"roundabout", "circular"} or tags.get("highway") == "motorway"
        return True, oneway in {"no", "false", "0"} or not (oneway in {"yes", "true", "1"} or circular)

    def access(self, tags: Tags) -> Access:
        """Return whether a car may pass through a way, only arrive on it, or neither."""
        road_class, drivable = self.road_class(tags), self.tables["drivable"]
        if road_class not in self.tables["classes"]:
            return Access.CLOSED
        if road_class == "track" and tags.get("tracktype") not in drivable["track"]:
            return Access.CLOSED
        if tags.get("service") in drivable["service_skip"] or tags.get("area") == "yes":
            return Access.CLOSED
        said = access_of(tags, self.tables["access"])
        if road_class in drivable["opened"]:
            return access_of(tags, self.tables["access"], _FOR_CARS) or Access.CLOSED
        if road_class == "ferry" and said is None:
            return Access.THROUGH if self.tables["ferry"]["untagged"] else Access.CLOSED
        return Access.THROUGH if said is None else said

    def may_stop(self, tags: Tags) -> bool:
        """Return whether a car can stop on a way and turn in."""
        return may_stop(tags, self.road_class(tags), self.tables["stopping"])

    def road_class(self, tags: Tags) -> str:
        """Return the name under which `classes` knows a way."""
        return "ferry" if tags.get("route") == "ferry" else tags.get("highway", "")

    def passing(self, node_tags: Tags) -> Access:
        """Return whether a car passes a node's barrier, passes it only to arrive, or is stopped."""
        barrier = node_tags.get("barrier")
        said = access_of(node_tags, self.tables["access"])
        if barrier in self.tables["access"]["barriers"]:
            return said or Access.CLOSED
        return Access.THROUGH if said is None or barrier is None else said

    def delay_s(self, node_tags: Tags) -> float:
        """Return the seconds that passing a node costs."""
        delays = self.tables["delays"]
        named = [node_tags.get("highway"), node_tags.get("barrier")]
        return float(max((delays.get(name, 0) for name in named if name), default=0))

    def crossing_s(self, tags: Tags) -> float | None:
        """Return the seconds that a way's tags give for all of it; None where it is no ferry, or they say none."""
        return parse_duration_s(tags.get("duration", "")) if self.road_class(tags) == "ferry" else None

    def speed_kmh(self, tags: Tags, *, urban: bool, forward: bool = True) -> float:
        """Return the speed driven on a way in km/h, delays at nodes aside."""
        road_class = self.road_class(tags)
        speed = self._free_speed(tags, road_class, urban=urban, forward=forward)
        if urban and not road_class.startswith("motorway"):
            speed *= self.tables["urban"]["share"]
        caps = [
            self.tables["surface"].get(tags.get("surface", "")),
            self.tables["service"].get(tags.get("service", "")),
        ]
        return float(min([speed, *(cap for cap in caps if cap)]))

    def _free_speed(self, tags: Tags, road_class: str, *, urban: bool, forward: bool) -> float:
        shares: dict[str, float] = self.tables["share_of_limit"]
        share = shares.get(road_class.removesuffix("_link"), shares["other"])
        typical = float(self.tables["classes"][road_class])
        limit = self._limit(tags, forward=forward)
        if limit is not None:
            return min(limit * share, typical) if road_class in _SLOW else limit * share
        return min(typical, self._implicit_limit(road_class, urban=urban) * share)

    def _limit(self, tags: Tags, *, forward: bool) -> float | None:
        """Return the limit that is signed, or that a zone tag names."""
        side = "maxspeed:forward" if forward else "maxspeed:backward"
        for value in (tags.get(side), tags.get("maxspeed")):
            if value and (limit := parse_speed(value)):
                return limit
        zone = next(
            (
                tags[key]
                for key in ("maxspeed", "maxspeed:type", "source:maxspeed", "zone:traffic")
                if ":" in tags.get(key, "")
            ),
            "",
        )
        return self._zone_limit(*zone.split(":", 1)) if zone else None

    def _zone_limit(self, country: str, zone: str) -> float | None:
        if zone.startswith(("zone", "")) and (number := re.fullmatch(r"zone:?(\d+)", zone)):
            return float(number[1])
        general = {key: value for key, value in self.tables["implicit"].items() if not isinstance(value, dict)}
        value = (general | self.tables["implicit"].get(country.upper(), {})).get(zone)
        return float(value) if value else None

    def _implicit_limit(self, road_class: str, *, urban: bool) -> float:
        if road_class.startswith("motorway"):
            return float(self.implicit["motorway"])
        if road_class == "living_street":
            return float(self.implicit["living_street"])
        return float(self.implicit["urban" if urban else "rural"])


def parse_speed(value: str) -> float | None:
    """Return km/h from ``50``, ``30 mph``, ``50;30`` (the lower) or ``walk``; None if it says no number."""
    if value == "walk":
        return 7.0
    speeds = [re.fullmatch(r"(\d+(?:\.\d+)?)\s*(mph|km/h|kmh|kph)?", part.strip()) for part in value.split(";")]
    known = [float(found[1]) * (MPH if found[2] == "mph" else 1) for found in speeds if found]
    return min((speed for speed in known if speed > 0), default=None)


def parse_duration_s(value: str) -> float | None:
    """Return seconds from a ferry's ``duration``: ``00:35``, ``1:05:00``, minutes such as ``35``, or ``PT1H35M``."""
    value = value.strip()
    if iso := re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", value):
        hours, minutes, seconds = (int(part or 0) for part in iso.groups())
        return float(hours * 3600 + minutes * 60 + seconds) or None
    if not re.fullmatch(r"\d+(:\d{1,2}){0,2}", value):
        return None
    parts = [int(part) for part in value.split(":")]
    if len(parts) == 1:
        return parts[0] * 60.0 or None
    return float(parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) == 3 else 0)) or None


def load_profile(path: Path | None = None, country: str = "") -> Profile:
    """Read a profile, the one shipped with the product if no path is given.

    Raises
    ------
    BadInputError
        If the file cannot be read, is not TOML, or lacks a table or key; every lack is named.
    """
    where = str(path) if path else "routing/profile.toml"
    text = read_named_text(path) if path else files("routing").joinpath("profile.toml").read_text(encoding="utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = Problem("profile-unreadable", where, str(error), "Copy the product's profile.toml and edit the copy.")
        raise BadInputError([problem]) from error
    if problems := _lacks(where, tables):
        raise BadInputError(problems)
    return Profile(tables.get("name", "car"), text, tables, country.upper())


def _lacks(where: str, tables: dict[str, Any]) -> list[Problem]:
    """Name every table and key that is missing, and every speed that is none."""
    lacks = [name for name in _SECTIONS if not isinstance(tables.get(name), dict)]
    lacks += [
        f"{name}.{key}"
        for name, keys in _SECTIONS.items()
        if name not in lacks
        for key in keys
        if key not in tables[name]
    ]
    problems = [
        Problem("profile-incomplete", where, sentence("lacks {name}", name=name), "Copy it from the product's profile.")
        for name in lacks
    ]
    for name in {"classes", "surface", "service"} & tables.keys():
        for key, value in tables[name].items():
            if not (isinstance(value, int | float) and 0 < value <= 200):
                cause = sentence(
                    "{name}.{key} = {value!r} is not a speed between 0 and 200 km/h", name=name, key=key, value=value
                )
                problems.append(Problem("profile-speed", where, cause, "Write a number of km/h."))
    return problems
