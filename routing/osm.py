"""The one door to OpenStreetMap: files through pyosmium, places and boxes through OSMnx."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import osmium

from routing.businesses import Business, business_of
from routing.extract import Extract, ExtractBuilder, Restriction
from routing.problems import BadInputError, Problem

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright"


def read_file(path: Path) -> Extract:
    """Read the roads, ferries and turn restrictions of an ``.osm.pbf``, ``.osm`` or ``.osm.gz`` file.

    Raises
    ------
    BadInputError
        If the file is missing, is not OpenStreetMap data, or holds no ways with positions.
    """
    builder = ExtractBuilder()
    try:
        keys = osmium.filter.KeyFilter("highway", "route", "barrier", "restriction", "restriction:motorcar")
        for entity in osmium.FileProcessor(str(path)).with_locations().with_filter(keys):
            _take(builder, entity)
    except (RuntimeError, OSError) as error:
        raise BadInputError([_unreadable(path, error)]) from error
    extract = builder.extract()
    if len(extract.way_ids) == 0:
        raise BadInputError([_without_roads(path, extract.missing_nodes)])
    return extract


def read_businesses(path: Path) -> tuple[Business, ...]:
    """Return the named businesses of a file in order of their ids; an area stands at the mean of its corners."""
    found = {}
    keys = osmium.filter.KeyFilter("shop", "craft", "amenity", "tourism")
    entity: Any
    for entity in osmium.FileProcessor(str(path)).with_locations().with_filter(keys):
        if entity.is_relation():
            continue
        nodes = [entity] if entity.is_node() else entity.nodes
        spots = [node.location for node in nodes if node.location.valid()]
        if spots:
            lat, lon = (sum(getattr(spot, axis) for spot in spots) / len(spots) for axis in ("lat", "lon"))
            tags = {tag.k: tag.v for tag in entity.tags}
            name = f"{'n' if entity.is_node() else 'w'}{entity.id}"
            if business := business_of(name, lat, lon, tags):
                found[name] = business
    return tuple(found[name] for name in sorted(found))


def write_roads(source: Path, target: Path, classes: Collection[str]) -> None:
    """Copy the roads of some classes, their nodes and turn restrictions to another file, and nothing else."""
    keys = osmium.filter.KeyFilter("highway", "route", "restriction")
    with osmium.BackReferenceWriter(str(target), str(source), overwrite=True, remove_tags=False) as writer:
        entity: Any
        for entity in osmium.FileProcessor(str(source)).with_filter(keys):
            road = entity.is_way() and (entity.tags.get("highway") in classes or entity.tags.get("route") == "ferry")
            if road or (entity.is_relation() and entity.tags.get("type") == "restriction"):
                writer.add(entity)


def _take(builder: ExtractBuilder, entity: Any) -> None:
    tags = {tag.k: tag.v for tag in entity.tags}
    if entity.is_node():
        builder.node_tags[entity.id] = tags
    elif entity.is_way():
        if "highway" in tags or tags.get("route") == "ferry":
            builder.add_way(entity.id, tags, [_position(node) for node in entity.nodes])
    elif tags.get("type") == "restriction" and (restriction := _restriction(entity, tags)):
        builder.restrictions.append(restriction)


def _position(node: Any) -> tuple[int, float, float] | None:
    location = node.location
    return (node.ref, location.lat, location.lon) if location.valid() else None


def _restriction(entity: Any, tags: dict[str, str]) -> Restriction | None:
    """Read a relation; None where it is incomplete or says nothing to cars."""
    kind = tags.get("restriction:motorcar", tags.get("restriction", ""))
    members = [(member.role, member.type, member.ref) for member in entity.members]
    ways = {
        role: tuple(ref for r, kind_, ref in members if r == role and kind_ == "w") for role in ("from", "via", "to")
    }
    nodes = [ref for role, kind_, ref in members if role == "via" and kind_ == "n"]
    if not (ways["from"] and ways["to"]) or bool(nodes) == bool(ways["via"]) or len(nodes) > 1:
        return None
    except_for = frozenset(word.strip() for word in tags.get("except", "").split(";") if word)
    return Restriction(kind, ways["from"], ways["to"], nodes[0] if nodes else None, ways["via"], except_for)


def _unreadable(path: Path, error: Exception) -> Problem:
    action = "Give an .osm.pbf or .osm file, whole and sorted, such as a country extract."
    return Problem("roads-unreadable", str(path), f"cannot be read as OpenStreetMap data ({error})", action)


def _without_roads(path: Path, missing: int) -> Problem:
    cause = f"holds no road with positions ({missing} references to nodes that are not in the file)"
    return Problem("roads-empty", str(path), cause, "Take an extract with complete ways that covers the accounts.")
