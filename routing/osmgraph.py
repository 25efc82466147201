"""From OSMnx's graph of single pieces of road back to whole ways, so that places and files are built alike."""

from __future__ import annotations

from typing import Any

from routing.extract import Extract, ExtractBuilder, Tags

_ACCESS = ("access", "vehicle", "motor_vehicle", "motorcar")
WAY_TAGS = (
    *_ACCESS,
    *("highway", "route", "oneway", "oneway:motorcar", "junction", "service", "tracktype", "surface", "area"),
    *("motorroad", "tunnel", "bridge"),
    *("maxspeed", "maxspeed:forward", "maxspeed:backward", "maxspeed:type", "source:maxspeed", "zone:traffic"),
    *("name", "ref"),
)
NODE_TAGS = (*_ACCESS, "highway", "barrier", "direction", "traffic_signals:direction")
"""The tags that a profile may ask about; OSMnx keeps only those it is told to."""


def extract_of(graph: Any) -> Extract:
    """Return the ways of a `networkx.MultiDiGraph` made with ``all_oneway``: each edge once, in its way's direction."""
    builder = ExtractBuilder()
    pieces: dict[int, list[tuple[int, int]]] = {}
    tags: dict[int, Tags] = {}
    for tail, head, data in graph.edges(data=True):
        pieces.setdefault(data["osmid"], []).append((tail, head))
        tags[data["osmid"]] = _way_tags(data)
    position = {node: (node, float(data["y"]), float(data["x"])) for node, data in graph.nodes(data=True)}
    for way, edges in pieces.items():
        for trail in trails(edges):
            builder.add_way(way, tags[way], [position[node] for node in trail])
    for node, data in graph.nodes(data=True):
        known = {key: str(data[key]) for key in NODE_TAGS if isinstance(data.get(key), str)}
        if "highway" in known or "barrier" in known:
            builder.node_tags[node] = known
    return builder.extract()


def _way_tags(data: dict[str, Any]) -> Tags:
    """Return an edge's tags; OSMnx has turned ways against their nodes' order round already."""
    known = {key: str(data[key]) for key in WAY_TAGS if isinstance(data.get(key), str)}
    if known.get("oneway") in {"-1", "reverse"}:
        known["oneway"] = "yes"
    return known


def trails(edges: list[tuple[int, int]]) -> list[list[int]]:
    """Return the pieces of one way joined end to end, each piece once: as few trails as simple following finds."""
    follows: dict[int, list[int]] = {}
    entered: dict[int, int] = {}
    for tail, head in edges:
        follows.setdefault(tail, []).append(head)
        entered[head] = entered.get(head, 0) + 1
    starts = [node for node, heads in follows.items() for _ in range(len(heads) - entered.get(node, 0))]
    found = []
    for start in [*starts, *follows]:
        while follows.get(start):
            trail = [start]
            while follows.get(trail[-1]):
                trail.append(follows[trail[-1]].pop(0))
            found.append(trail)
    return found
