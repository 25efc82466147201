"""The one door to OpenStreetMap: files through pyosmium, places and boxes through OSMnx."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import osmium

from routing.businesses import ASKED_FOR, Business, business_of
from routing.extract import Extract, ExtractBuilder, Restriction
from routing.ground.kinds import GROUND_KEYS, is_ground
from routing.osmgraph import NODE_TAGS, WAY_TAGS, extract_of
from routing.problems import BadInputError, Problem, WorldError

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
    """Copy the roads of some classes, their nodes and turn restrictions, and the ground of maps: nothing else."""
    keys = osmium.filter.KeyFilter("highway", "route", "restriction", *GROUND_KEYS)
    with osmium.BackReferenceWriter(str(target), str(source), overwrite=True, remove_tags=False) as writer:
        entity: Any
        for entity in osmium.FileProcessor(str(source)).with_filter(keys):
            road = entity.is_way() and (entity.tags.get("highway") in classes or entity.tags.get("route") == "ferry")
            if (
                road
                or (entity.is_relation() and entity.tags.get("type") == "restriction")
                or (not road and is_ground({tag.k: tag.v for tag in entity.tags}))
            ):
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


Box = tuple[float, float, float, float]
"""South, west, north, east in degrees."""


@dataclass(frozen=True, slots=True)
class OsmServers:
    """Which servers answer for places; the public ones unless said otherwise."""

    nominatim: str = "https://nominatim.openstreetmap.org/"
    overpass: str = "https://overpass-api.de/api"
    timeout_s: float = 180.0


class OsmAwayError(WorldError):
    """A server of OpenStreetMap data did not answer, or not sensibly."""

    def __init__(self, asked_for: str, servers: OsmServers, error: Exception) -> None:
        cause = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        remedy = "Check the network connection and try again later, or give an .osm.pbf file instead."
        super().__init__(f"OpenStreetMap ({servers.overpass}) gave no answer for {asked_for}: {cause}. {remedy}")


def read_place(place: str | Box, classes: Collection[str], servers: OsmServers | None = None) -> Extract:
    """Download the roads of some classes within a named place, or within a box; turn restrictions are not among them.

    Raises
    ------
    BadInputError
        If nothing of that name is known, or no road lies there.
    OsmAwayError
        If a server does not answer.
    """
    wanted = f'["highway"~"^({"|".join(sorted(classes))})$"]["area"!~"yes"]'
    keep: dict[str, Any] = {"simplify": False, "retain_all": True, "custom_filter": wanted}
    with _osmnx(place, servers or OsmServers()) as ox:
        if isinstance(place, str):
            return extract_of(ox.graph_from_place(place, **keep))
        south, west, north, east = place
        return extract_of(ox.graph_from_bbox((west, south, east, north), **keep))


def businesses_in(place: str, servers: OsmServers | None = None) -> tuple[Business, ...]:
    """Download the named businesses of a place; see `read_place` for what may go wrong."""
    with _osmnx(place, servers or OsmServers()) as ox:
        features = ox.features_from_place(place, tags=ASKED_FOR)
    found = []
    for (kind, number), row in features.iterrows():
        tags = {key: value for key, value in row.items() if isinstance(value, str)}
        spot = row.geometry.representative_point()
        if business := business_of(f"{kind[0]}{number}", spot.y, spot.x, tags):
            found.append(business)
    return tuple(sorted(found))


@contextmanager
def _osmnx(place: str | Box, servers: OsmServers) -> Iterator[Any]:
    """Lend OSMnx with our settings, put its own back, and say what went wrong in our words."""
    import osmnx as ox  # noqa: PLC0415 - takes a second to import, and is needed only to download
    import requests  # noqa: PLC0415

    ours: dict[str, Any] = {"nominatim_url": servers.nominatim, "overpass_url": servers.overpass, "use_cache": False}
    ours |= {"requests_timeout": servers.timeout_s, "all_oneway": True, "http_user_agent": "roundsman"}
    ours |= {"useful_tags_way": list(WAY_TAGS), "useful_tags_node": list(NODE_TAGS), "doh_url_template": None}
    before = {name: getattr(ox.settings, name) for name in ours}
    for name, value in ours.items():
        setattr(ox.settings, name, value)
    try:
        yield ox
    except (requests.RequestException, ox._errors.ResponseStatusCodeError) as error:  # noqa: SLF001 - has no public name
        raise OsmAwayError(str(place), servers, error) from error
    except (ox._errors.InsufficientResponseError, TypeError) as error:  # noqa: SLF001
        action = "Write it as a map would, such as 'Vaduz, Liechtenstein', or give a box or a file."
        raise BadInputError([Problem("place-unknown", str(place), str(error), action)]) from error
    finally:
        for name, value in before.items():
            setattr(ox.settings, name, value)
