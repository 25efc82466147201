"""From an extract and a profile to a road network: ways are cut into edges at junctions, and priced for a car."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.access import Access
from routing.arriving import Layered, keep_from_passing
from routing.extract import Extract
from routing.ferries import crossing_s, landings
from routing.geometry import haversine_m, junction_density
from routing.hierarchy import contraction_ranks
from routing.network import FORMAT, RoadNetwork
from routing.problems import BadInputError, Problem
from routing.profile import Profile, Tags
from routing.restrictions import ArcFacts, restrict
from routing.slots import slots_of
from routing.states import Steps, every_turn, states_beside
from routing.turns import Junctions, bearing_deg, turn_ms

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """What the profile says of each way, direction first (0 forward, 1 backward)."""

    drivable: NDArray[np.bool_]  # (2, w)
    kmh: NDArray[np.float64]  # (2, 2, w): direction, urban
    seconds: NDArray[np.float64]  # (w,): a ferry's duration, else nan
    road_class: NDArray[np.uint8]
    local: NDArray[np.bool_]  # (w,): for arriving only
    stop: NDArray[np.bool_]  # (w,): a car can stop and turn in


@dataclass(frozen=True, slots=True, eq=False)
class _Edges:
    """Pieces of ways between two junctions; `first` and `last` are positions in the extract's references."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    way: NDArray[np.int64]
    tail: NDArray[np.int32]
    head: NDArray[np.int32]


def build_network(extract: Extract, profile: Profile, meta: dict[str, Any]) -> RoadNetwork:
    """Return the network that a car with this profile may drive.

    Raises
    ------
    BadInputError
        If no way of the extract may be driven.
    """
    ways = _judge(extract, profile)
    if not ways.drivable.any():
        action = "Take an extract with roads, or allow more road classes in the profile."
        raise BadInputError(
            [Problem("roads-none-drivable", str(meta.get("source", "roads")), "no road may be driven", action)]
        )
    edges, nodes = _cut(extract, profile, ways)
    arcs = _arcs(extract, profile, ways, edges)
    lines = _lines(extract, edges)
    lat, lon = extract.lat[nodes], extract.lon[nodes]
    layered = _layered(extract, profile, _steps(extract, profile, edges, nodes, arcs), arcs, nodes)
    arcs["arc_local"] = layered.local
    stop = ways.stop[edges.way]
    met: Arrays = {"edge_stop": stop, "edge_meets": stop & _both_ways(layered, arcs["arc_edge"], len(stop))}
    search = _search_arrays(layered, arcs, lat, lon)
    return RoadNetwork(node_lat=lat, node_lon=lon, **lines, **arcs, **met, **search, meta=_meta(meta, profile, extract))


def _meta(meta: dict[str, Any], profile: Profile, extract: Extract) -> dict[str, Any]:
    slots = [[slot.name, slot.begins_s, list(slot.shares)] for slot in slots_of(profile)]
    said = {"profile": profile.name, "country": profile.country, "off_road_m_per_s": profile.off_road_m_per_s}
    said |= {"slots": slots, "format": FORMAT}
    return {"missing_nodes": extract.missing_nodes, "key": ""} | said | meta


def _judge(extract: Extract, profile: Profile) -> _Ways:
    """Ask the profile about every way, once about those of which it is told the same."""
    kinds: dict[tuple[tuple[str, str], ...], int] = {}
    said = (tuple(tag for tag in tags.items() if tag[0] in profile.asked) for tags in extract.way_tags)
    kind = np.array([kinds.setdefault(tags, len(kinds)) for tags in said], np.int64)
    ways = _judge_kinds([dict(tags) for tags in kinds], profile)
    return _Ways(*(getattr(ways, field.name)[..., kind] for field in fields(_Ways)))


def _judge_kinds(kinds: list[Tags], profile: Profile) -> _Ways:
    """Ask the profile about ways with these tags."""
    count = len(kinds)
    ways = _Ways(
        np.zeros((2, count), bool),
        np.ones((2, 2, count)),
        np.full(count, np.nan),
        np.zeros(count, np.uint8),
        np.zeros(count, bool),
        np.zeros(count, bool),
    )
    for kind, tags in enumerate(kinds):
        ways.drivable[:, kind] = profile.directions(tags)
        if not ways.drivable[:, kind].any():
            continue
        ways.road_class[kind] = profile.classes.index(profile.road_class(tags))
        ways.local[kind] = profile.access(tags) == Access.ARRIVING
        ways.stop[kind] = profile.may_stop(tags)
        ways.kmh[:, :, kind] = [
            [profile.speed_kmh(tags, urban=urban, forward=ahead) for urban in (False, True)] for ahead in (True, False)
        ]
        ways.seconds[kind] = profile.crossing_s(tags) or np.nan
    return ways


def _cut(extract: Extract, profile: Profile, ways: _Ways) -> tuple[_Edges, NDArray[np.int64]]:
    """Cut drivable ways at junctions and barriers; also return a position in the references for each node."""
    lengths = np.diff(extract.way_start)
    way_of = np.repeat(np.arange(len(lengths)), lengths)
    used = np.logical_or(*ways.drivable)[way_of]
    ends = np.zeros(len(way_of), bool)
    ends[extract.way_start[:-1]] = True
    ends[extract.way_start[1:] - 1] = True
    _, number = np.unique(extract.refs, return_inverse=True)
    passes = np.bincount(number, weights=used)[number]
    blocked, gates = (_at_nodes(extract, profile, access) for access in (Access.CLOSED, Access.ARRIVING))
    breaks = np.flatnonzero(used & (ends | (passes > 1) | blocked | gates))
    pairs = way_of[breaks[:-1]] == way_of[breaks[1:]]
    first, last = breaks[:-1][pairs], breaks[1:][pairs]
    tail, head, nodes = _number_nodes(number, blocked, first, last)
    return _Edges(first, last, way_of[first], tail, head), nodes


def _at_nodes(extract: Extract, profile: Profile, access: Access) -> NDArray[np.bool_]:
    """Say which references are nodes that let a car pass so far."""
    return np.isin(extract.refs, [node for node, tags in extract.node_tags.items() if profile.passing(tags) == access])


def _number_nodes(
    number: NDArray[np.int64], blocked: NDArray[np.bool_], first: NDArray[np.int64], last: NDArray[np.int64]
) -> Any:
    """Give a number to the ends of edges; at a barrier each end has its own, so that nothing passes."""
    at = np.concatenate([first, last])
    name = np.where(blocked[at], number.max() + 1 + np.arange(len(at)), number[at])
    _, place, node = np.unique(name, return_index=True, return_inverse=True)
    return node[: len(first)].astype(np.int32), node[len(first) :].astype(np.int32), at[place]


def _arcs(extract: Extract, profile: Profile, ways: _Ways, edges: _Edges) -> Arrays:
    """Price both directions of every edge and keep those that may be driven."""
    step_m = haversine_m(extract.lat[:-1], extract.lon[:-1], extract.lat[1:], extract.lon[1:])
    along = np.concatenate([[0.0], np.cumsum(step_m)])
    length_m = along[edges.last] - along[edges.first]
    urban = _urban(extract, profile, edges, ~ways.local[edges.way])
    ferry = ways.road_class[edges.way] == profile.classes.index("ferry")
    way_m = along[extract.way_start[1:] - 1] - along[extract.way_start[:-1]]
    timed_s = np.where(ferry, crossing_s(ways.seconds[edges.way], length_m, way_m[edges.way]), np.nan)
    landing = landings(edges.tail, edges.head, ferry)
    edge = np.arange(len(edges.first), dtype=np.int32)
    parts = []
    for direction in (0, 1):
        driven = ways.drivable[direction, edges.way]
        kmh = np.where(urban, ways.kmh[direction, 1, edges.way], ways.kmh[direction, 0, edges.way])
        s = np.where(np.isnan(timed_s), length_m / kmh * 3.6, timed_s)
        ends = (edges.tail, edges.head) if direction == 0 else (edges.head, edges.tail)
        waits_s = _delays_s(extract, profile, edges, direction)
        waits_s += np.where(ferry & landing[ends[0]], profile.tables["ferry"]["boarding_s"], 0.0)
        columns = [*ends, edge, np.full(len(edge), direction == 0), ways.road_class[edges.way], ways.local[edges.way]]
        columns += [
            _whole(s * 1000),
            _whole(waits_s * 1000),
            _whole(length_m * 10),
        ]
        parts.append([column[driven] for column in columns])
    joined = [np.concatenate(pair) for pair in zip(*parts, strict=True)]
    names = ("arc_tail", "arc_head", "arc_edge", "arc_forward", "arc_class", "arc_local")
    arcs = dict(zip((*names, "arc_ms", "arc_delay_ms", "arc_dm"), joined, strict=True))
    arcs["arc_ms"] = np.maximum(arcs["arc_ms"], 1) + arcs["arc_delay_ms"]
    return arcs | {"arc_dm": np.maximum(arcs["arc_dm"], 1)}


def _whole(values: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.rint(values).astype(np.int32)


def _urban(extract: Extract, profile: Profile, edges: _Edges, through: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which edges lie among many junctions of roads that lead somewhere."""
    degree = _degree(edges, through, int(max(edges.tail.max(), edges.head.max())) + 1)
    place = np.zeros(len(degree), np.int64)
    place[edges.tail], place[edges.head] = edges.first, edges.last
    junctions = place[degree >= 3]
    middle = (edges.first + edges.last) // 2
    density = junction_density(extract.lat, extract.lon, junctions, middle)
    return np.asarray(density >= profile.tables["urban"]["junctions_per_km2"])


def _degree(edges: _Edges, counted: NDArray[np.bool_], nodes: int) -> NDArray[np.int64]:
    """Return how many of some edges end at each node."""
    return np.bincount(np.concatenate([edges.tail[counted], edges.head[counted]]), minlength=nodes)


def _delays_s(extract: Extract, profile: Profile, edges: _Edges, direction: int) -> NDArray[np.float64]:
    """Sum the delays of the nodes passed: all but the one started from."""
    ids = np.array(sorted(extract.node_tags), np.int64)
    if len(ids) == 0:
        return np.zeros(len(edges.first))
    here = np.minimum(np.searchsorted(ids, extract.refs), len(ids) - 1)
    tagged = ids[here] == extract.refs
    values = np.array([_delay_towards(profile, extract.node_tags[int(node)], direction) for node in ids])
    total = np.concatenate([[0.0], np.cumsum(np.where(tagged, values[here], 0.0))])
    if direction == 0:
        return np.asarray(total[edges.last + 1] - total[edges.first + 1])
    return np.asarray(total[edges.last] - total[edges.first])


def _delay_towards(profile: Profile, tags: dict[str, str], direction: int) -> float:
    """Return a node's delay unless its tags say that it holds for the other direction only."""
    side = tags.get("traffic_signals:direction", tags.get("direction", ""))
    other = "backward" if direction == 0 else "forward"
    return 0.0 if side == other else profile.delay_s(tags)


def _lines(extract: Extract, edges: _Edges) -> Arrays:
    """Return the lines of all edges one after the other."""
    sizes = edges.last - edges.first + 1
    start = np.concatenate([[0], np.cumsum(sizes)])
    picked = np.arange(start[-1]) - np.repeat(start[:-1] - edges.first, sizes)
    lines = {"line_lat": extract.lat[picked], "line_lon": extract.lon[picked]}
    return {"edge_start": start.astype(np.int32)} | lines


def _steps(extract: Extract, profile: Profile, edges: _Edges, nodes: NDArray[np.int64], arcs: Arrays) -> Steps:
    """Return every turn that may be taken, and what it takes."""
    tail, head = arcs["arc_tail"], arcs["arc_head"]
    origin, onto = every_turn(len(nodes), tail, head)
    ms = turn_ms(_junctions(extract, edges, nodes, arcs), profile, origin, onto)
    all_steps = Steps(origin.astype(np.int32), onto.astype(np.int32), ms, np.arange(len(tail), dtype=np.int32))
    osm_node = extract.refs[nodes]
    way = extract.way_ids[edges.way[arcs["arc_edge"]]]
    return restrict(all_steps, extract.restrictions, ArcFacts(osm_node[tail], osm_node[head], way, arcs["arc_edge"]))


def _junctions(extract: Extract, edges: _Edges, nodes: NDArray[np.int64], arcs: Arrays) -> Junctions:
    lit = [node for node, tags in extract.node_tags.items() if tags.get("highway") == "traffic_signals"]
    through = np.ones(len(edges.way), bool)
    through[arcs["arc_edge"][arcs["arc_local"]]] = False
    degree, full_degree = (_degree(edges, counted, len(nodes)) for counted in (through, np.ones_like(through)))
    edge, forward = arcs["arc_edge"], arcs["arc_forward"]
    first, last = edges.first[edge], edges.last[edge]
    lat, lon = extract.lat, extract.lon
    begin, second = np.where(forward, first, last), np.where(forward, first + 1, last - 1)
    before, end = np.where(forward, last - 1, first + 1), np.where(forward, last, first)
    leaves = bearing_deg(lat[begin], lon[begin], lat[second], lon[second])
    arrives = bearing_deg(lat[before], lon[before], lat[end], lon[end])
    named = (arcs["arc_tail"], arcs["arc_head"], edge, arcs["arc_class"])
    signal, local = np.isin(extract.refs[nodes], lit), arcs["arc_local"]
    return Junctions(degree, full_degree, local, signal, *named, leaves, arrives)


def _layered(extract: Extract, profile: Profile, steps: Steps, arcs: Arrays, nodes: NDArray[np.int64]) -> Layered:
    """Double what is for arriving only; a gate lies where a step leads from one edge to another over its node."""
    gate = _at_nodes(extract, profile, Access.ARRIVING)[nodes]
    tail, head = steps.state_arc[steps.tail], steps.state_arc[steps.head]
    edge = arcs["arc_edge"]
    return keep_from_passing(steps, arcs["arc_local"], gate[arcs["arc_head"][tail]] & (edge[tail] != edge[head]))


def _both_ways(layered: Layered, arc_edge: NDArray[np.int32], edges: int) -> NDArray[np.bool_]:
    """Say which edges can be reached from the main part and left for it."""
    left, reached = (np.bincount(arc_edge[arcs], minlength=edges) > 0 for arcs in (layered.left, layered.reached))
    return left & reached


def _search_arrays(layered: Layered, arcs: Arrays, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> Arrays:
    """Return the arrays of a network that the search needs; a state is placed amid its arc to be ordered."""
    steps = layered.steps
    beside = states_beside(steps.state_arc, arcs["arc_edge"])
    tail, head = (np.concatenate(pair) for pair in zip((steps.tail, steps.head), beside, strict=True))
    ends = [arcs[name][steps.state_arc] for name in ("arc_tail", "arc_head")]
    amid = [(axis[ends[0]] + axis[ends[1]]) / 2 for axis in (lat, lon)]
    return {
        "state_arc": steps.state_arc,
        "step_tail": steps.tail,
        "step_head": steps.head,
        "step_turn_ms": steps.turn_ms,
        "state_rank": contraction_ranks(amid[0], amid[1], tail, head),
        "main_state": layered.main,
    }
