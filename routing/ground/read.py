"""Reading the ground from an OpenStreetMap file, and making what there is of it from roads alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import osmium

from routing.extract import Extract
from routing.ground.ground import Ground, GroundBuilder
from routing.ground.kinds import ROADS, Kind, Look, level_of, look_of_area, look_of_line, look_of_place
from routing.network import RoadNetwork
from routing.problems import BadInputError, Problem
from routing.profile import load_profile
from routing.sentences import sentence

AREA_KEYS = ("natural", "landuse", "waterway")
KEYS = ("highway", *AREA_KEYS, "route", "place", "boundary")
"""What is drawn has one of them: most of all it is a road."""


def read_ground(path: Path) -> Ground:
    """Read roads with their names, water, woods, borders and places of a file; what it lacks is not drawn.

    Raises
    ------
    BadInputError
        If the file is missing or is not OpenStreetMap data.
    """
    builder = GroundBuilder()
    try:
        borders = _borders(path)
        areas, places = osmium.filter.KeyFilter(*AREA_KEYS), osmium.filter.KeyFilter("place")
        places.enable_for(osmium.osm.NODE)  # most of a file are nodes that are nothing but a corner of a way
        drawn = osmium.filter.EntityFilter(osmium.osm.NODE | osmium.osm.WAY | osmium.osm.AREA)
        file = osmium.FileProcessor(str(path)).with_locations().with_areas(areas)
        entity: Any
        for entity in file.with_filter(drawn).with_filter(places):
            _take(builder, entity, borders)
    except (RuntimeError, OSError) as error:
        action = "Give an .osm.pbf or .osm file, whole and sorted, such as a country extract."
        cause = sentence("cannot be read as OpenStreetMap data ({error})", error=error)
        raise BadInputError([Problem("roads-unreadable", str(path), cause, action)]) from error
    return builder.ground()


def _borders(path: Path) -> dict[int, int]:
    """Return the ways that borders are made of, each with its highest level."""
    found: dict[int, int] = {}
    entity: Any
    for entity in osmium.FileProcessor(str(path), osmium.osm.RELATION).with_filter(osmium.filter.KeyFilter("boundary")):
        level = level_of({tag.k: tag.v for tag in entity.tags})
        if level is not None:
            for member in entity.members:
                if member.type == "w":
                    found[member.ref] = min(level, found.get(member.ref, level))
    return found


def _take(builder: GroundBuilder, entity: Any, borders: dict[int, int]) -> None:
    tags = entity.tags  # asked for a few of them: going through all of them takes eight times as long
    if not (entity.is_way() and entity.id in borders) and not any(key in tags for key in KEYS):
        return
    if entity.is_node():
        if look := look_of_place(tags):
            builder.add(look, [([entity.location.lat], [entity.location.lon])])
    elif entity.is_way():
        if look := look_of_line(tags, borders.get(entity.id)):
            _line(builder, look, entity.nodes)
    elif entity.is_area() and (look := look_of_area(tags)):
        rings = [ring for outer in entity.outer_rings() for ring in (outer, *entity.inner_rings(outer))]
        builder.add(look, [_positions(ring) for ring in rings])


def _line(builder: GroundBuilder, look: Look, nodes: Any) -> None:
    lat, lon = _positions(nodes)
    if len(lat) > 1:
        builder.add(look, [(lat, lon)])


def _positions(nodes: Any) -> tuple[list[float], list[float]]:
    """Return latitudes and longitudes, those left out whose node the file does not hold."""
    there = [node.location for node in nodes if node.location.valid()]
    return [spot.lat for spot in there], [spot.lon for spot in there]


def ground_of_extract(extract: Extract) -> Ground:
    """Return the ground that roads which were downloaded make: without water, woods, borders and places."""
    builder = GroundBuilder()
    for tags, first, end in zip(extract.way_tags, extract.way_start[:-1], extract.way_start[1:], strict=True):
        if look := look_of_line(tags):
            builder.add(look, [(extract.lat[first:end].tolist(), extract.lon[first:end].tolist())])
    return builder.ground()


def ground_of_network(network: RoadNetwork) -> Ground:
    """Return the ground of a network whose source was not read for it: roads without names."""
    builder, classes = GroundBuilder(), load_profile().classes
    road_class = np.zeros(len(network.edge_start) - 1, np.int64)
    road_class[network.arc_edge] = network.arc_class
    for number, first, end in zip(road_class, network.edge_start[:-1], network.edge_start[1:], strict=True):
        named = classes[number] if number < len(classes) else ""
        look, zoom = ("ferry", 8) if named == "ferry" else ROADS.get(named, ("minor", 12))
        line = network.line_lat[first:end].tolist(), network.line_lon[first:end].tolist()
        builder.add(Look(Kind.ROAD, look, zoom), [line])
    return builder.ground()
