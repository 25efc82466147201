"""The one door to OpenStreetMap: files through pyosmium, places and boxes through OSMnx."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import osmium

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
