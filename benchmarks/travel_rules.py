"""Our times beside those of OSRM's published car rules, on the same roads, places and junctions.

    python -m benchmarks.travel_rules FILE.osm.pbf --country MT --out OUT

Needs no OSRM: the rules of its `car` profile (speed by class or four fifths of a signed limit, caps by surface,
penalties of narrow roads in the choice of way, seconds of turns, signals and signs; read in November 2026) are told in
our own words and priced on our network. `OUT/rules.json` says what each of our rules adds to the median time, and how
fast trips of 4 to 10 km are by both, to be held beside measured speeds; null where there are no such trips.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.travel import accounts_of
from routing.build import build_network
from routing.extract import Extract
from routing.network import RoadNetwork
from routing.osm import read_file
from routing.places import Place
from routing.profile import Profile, Tags, load_profile, parse_speed
from routing.roads import RoadEngine
from routing.slots import slot_ms, slots_of

Floats = NDArray[np.float64]

TYPICAL_KMH = {
    "motorway": 90.0,
    "motorway_link": 45.0,
    "trunk": 85.0,
    "trunk_link": 40.0,
    "primary": 65.0,
    "primary_link": 30.0,
    "secondary": 55.0,
    "secondary_link": 25.0,
    "tertiary": 40.0,
    "tertiary_link": 20.0,
    "unclassified": 25.0,
    "residential": 25.0,
    "living_street": 10.0,
    "service": 15.0,
    "ferry": 5.0,
}
OTHER_KMH = 10.0
SHARE_OF_LIMIT = 0.8
SURFACE_KMH = {
    **dict.fromkeys(("cement", "compacted", "fine_gravel"), 80.0),
    **dict.fromkeys(("paving_stones", "metal", "bricks"), 60.0),
    **dict.fromkeys(("grass", "wood", "sett", "gravel", "unpaved", "ground", "dirt", "pebblestone"), 40.0),
    **dict.fromkeys(("cobblestone", "clay"), 30.0),
    **dict.fromkeys(("earth", "stone", "rocky", "sand"), 20.0),
    "mud": 10.0,
}
HALF_LIKED = {"alley", "parking", "parking_aisle", "driveway"}
"""Kinds of service roads, and roads of one lane for both directions, count double in the choice of way."""
WAITS_S = {"traffic_signals": 2.0, "stop": 2.0, "give_way": 1.0}
TURN_S, TURN_BIAS, BACK_S = 7.5, 1.075, 20.0


@dataclass(frozen=True)
class Rules(Profile):
    """A profile that drives as OSRM's does: the same roads as ours, other speeds and waits."""

    def speed_kmh(self, tags: Tags, *, urban: bool, forward: bool = True) -> float:  # noqa: ARG002 - theirs know no towns
        """Return the speed driven on a way."""
        signed = tags.get("maxspeed:forward" if forward else "maxspeed:backward", tags.get("maxspeed", ""))
        limit = parse_speed(signed) or self._zone_kmh(tags)
        speed = limit * SHARE_OF_LIMIT if limit else TYPICAL_KMH.get(self.road_class(tags), OTHER_KMH)
        return min(speed, SURFACE_KMH.get(tags.get("surface", ""), 200.0))

    def _zone_kmh(self, tags: Tags) -> float | None:
        zone = next(
            (tags[key] for key in ("maxspeed", "source:maxspeed", "maxspeed:type") if ":" in tags.get(key, "")), ""
        )
        return {"urban": 50.0, "rural": 90.0, "trunk": 110.0, "motorway": 130.0}.get(zone.partition(":")[2])

    def delay_s(self, node_tags: Tags) -> float:
        """Return the seconds that passing a node costs."""
        return WAITS_S.get(
            node_tags.get("highway", ""), 60.0 if node_tags.get("barrier") in {"gate", "lift_gate"} else 0.0
        )


def turn_s(angle_deg: Floats) -> Floats:
    """Return what their turn by an angle takes (to the right positive), where one drives on the right."""
    right = 13 / TURN_BIAS * angle_deg / 180 - 6.5 * TURN_BIAS
    left = 13 * TURN_BIAS * -angle_deg / 180 - 6.5 / TURN_BIAS
    return np.asarray(TURN_S / (1 + np.exp(-np.where(angle_deg >= 0, right, left))))


def priced_by_rules(extract: Extract, network: RoadNetwork, profile: Profile) -> RoadNetwork:
    """Return our network with their costs: `arc_ms` weighs the choice of way, `arc_dm` is what must be taken off it.

    The time is ``travel_s - distance_m / 10``: a hundredth of a second for each decimetre.
    """
    theirs = Rules(profile.name, profile.text, profile.tables, profile.country)
    own = build_network(extract, theirs, dict(network.meta))
    ways = {int(way): tags for way, tags in zip(extract.way_ids, extract.way_tags, strict=True)}
    liked = np.array([0.5 if _half_liked(ways[int(way)]) else 1.0 for way in _way_of(extract, own)])
    driving = (own.arc_ms - own.arc_delay_ms) / liked[own.arc_edge]
    taken_off = driving - (own.arc_ms - own.arc_delay_ms)
    junction = np.bincount(own.edge_ends.ravel(), minlength=len(own.node_lat)) >= 3
    tail, onto = own.state_arc[own.step_tail], own.step_arc
    angle = (_bearing(own, onto, at_end=False) - _bearing(own, tail, at_end=True) + 180) % 360 - 180
    back = own.arc_edge[tail] == own.arc_edge[onto]
    turns = np.where(junction[own.arc_head[tail]] | back, turn_s(angle), 0.0) + np.where(back, BACK_S, 0.0)
    return replace(
        own,
        arc_ms=np.rint(driving + own.arc_delay_ms).astype(np.int32),
        arc_dm=np.rint(taken_off / 10).astype(np.int32),
        step_turn_ms=np.rint(turns * 1000).astype(np.int32),
    )


def _half_liked(tags: Tags) -> bool:
    return tags.get("service") in HALF_LIKED or (tags.get("lanes") == "1" and tags.get("oneway", "no") == "no")


def _way_of(extract: Extract, network: RoadNetwork) -> NDArray[np.int64]:
    """Return the way of each edge: that with a piece between its first two points."""
    known: dict[tuple[float, float, float, float], int] = {}
    for way, (begin, end) in enumerate(zip(extract.way_start[:-1], extract.way_start[1:], strict=True)):
        for k in range(begin, end - 1):
            known[extract.lat[k], extract.lon[k], extract.lat[k + 1], extract.lon[k + 1]] = way
    lat, lon, at = network.line_lat, network.line_lon, network.edge_start[:-1]
    return np.array([extract.way_ids[known[lat[k], lon[k], lat[k + 1], lon[k + 1]]] for k in at])


def _bearing(network: RoadNetwork, arc: NDArray[np.int32], *, at_end: bool) -> Floats:
    """Return the compass bearing at the beginning or the end of arcs."""
    start, stop = network.edge_start[:-1], network.edge_start[1:]
    edge, forward = network.arc_edge[arc], network.arc_forward[arc]
    first = np.where(forward, stop[edge] - 2 if at_end else start[edge], start[edge] + 1 if at_end else stop[edge] - 1)
    second = np.where(forward, first + 1, first - 1)
    lat, lon = network.line_lat, network.line_lon
    east = (lon[second] - lon[first]) * np.cos(np.radians(lat[first]))
    return np.asarray(np.degrees(np.arctan2(east, lat[second] - lat[first])))


def on_roads(network: RoadNetwork, count: int) -> list[Place]:
    """Return accounts exactly on the road: no way from door to road, which those rules do not know."""
    snaps = RoadEngine(network).index.snap(accounts_of(network, count, 1))
    return [Place(f"A{k}", float(snaps.lat[k]), float(snaps.lon[k])) for k in range(count)]


def ours_without(profile: Profile, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Profile:
    """Return our profile with some tables changed."""
    return replace(profile, tables=profile.tables | change(profile.tables))


def _lawless(tables: dict[str, Any]) -> dict[str, Any]:
    """Let unsigned roads be driven at their class's typical speed, whatever the law of an unsigned road is."""
    return {"implicit": {key: 200.0 for key, value in tables["implicit"].items() if not isinstance(value, dict)}}


def _even(tables: dict[str, Any]) -> dict[str, Any]:
    return {"urban": tables["urban"] | {"share": 1.0}}


CHANGES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "ours": lambda _: {},
    "towns as fast as the country": _even,
    "unsigned roads above the law": _lawless,
    "both": lambda tables: _even(tables) | _lawless(tables),
    "no turns": lambda tables: {"turns": dict.fromkeys(tables["turns"], 0)},
    "no waits": lambda tables: {"delays": dict.fromkeys(tables["delays"], 0)},
}
"""What of our profile is left out to see what it adds."""


def compare(extract: Extract, profile: Profile, count: int) -> dict[str, Any]:
    """Return medians of our times beside those of the rules, and the speeds of both between the same places."""
    network = build_network(extract, profile, {"source": "rules"})
    places = on_roads(network, count)
    ours = RoadEngine(network).table(places)
    table = RoadEngine(priced_by_rules(extract, network, profile)).table(places)
    theirs_s = table.travel_s - table.distance_m / 10.0
    apart = (ours.distance_m > 1000) & (ours.distance_m < 10**6)
    ratios = {}
    for name, change in CHANGES.items():
        changed = build_network(extract, ours_without(profile, change), {"source": "rules"})
        changed_s = RoadEngine(changed).table(places).travel_s[apart]
        ratios[name] = round(float(np.median(changed_s / theirs_s[apart])), 3)
    like_trips = (ours.distance_m > 4_000) & (ours.distance_m < 10_000)
    kmh = {
        "rules": _kmh(ours.distance_m, theirs_s, like_trips),
        "ours": _kmh(ours.distance_m, ours.travel_s, like_trips),
    }
    for slot in slots_of(profile):
        at_this_hour = RoadEngine(network, arc_ms=slot_ms(network, slot)).table(places)
        kmh[f"ours, {slot.name}"] = _kmh(at_this_hour.distance_m, at_this_hour.travel_s, like_trips)
    return {"median_ratio": ratios, "kmh_of_4_to_10_km": kmh}


def _kmh(distance_m: NDArray[Any], travel_s: NDArray[Any], rows: NDArray[np.bool_]) -> float | None:
    """Return the distance of all trips by their time."""
    if not rows.any():
        return None
    return round(float(distance_m[rows].sum() / travel_s[rows].sum() * 3.6), 1)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.travel_rules", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("source", type=Path, help="an .osm.pbf")
    parser.add_argument("--country", default="", help="ISO code, for implicit limits and the side of the road")
    parser.add_argument("--accounts", type=int, default=500)
    parser.add_argument("--out", type=Path, required=True, help="folder for rules.json")
    asked = parser.parse_args()
    extract, profile = read_file(asked.source), load_profile(country=asked.country)
    row = {"network": asked.source.name.removesuffix(".osm.pbf"), **compare(extract, profile, asked.accounts)}
    print(json.dumps(row))
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "rules.json").write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
