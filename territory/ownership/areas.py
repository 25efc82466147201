"""Polygons from GeoJSON files, checked before any rule uses them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from routing.problems import BadInputError, Problem
from routing.sentences import sentence

_FORM = "Export the area as GeoJSON (a FeatureCollection of polygons, longitude before latitude)."


def file_of(area: str) -> str:
    """Return the file that an area's name (``file.geojson#feature``) speaks of."""
    return area.partition("#")[0]


def read_areas(names: Sequence[str], texts: Mapping[str, str]) -> dict[str, BaseGeometry]:
    """Return the polygon of each area.

    Parameters
    ----------
    names : sequence of str
        ``file.geojson`` for all polygons of the file, ``file.geojson#feature`` for those of one name or id.
    texts : mapping
        The content of each file by its name.

    Raises
    ------
    BadInputError
        For a file that is not GeoJSON, an unknown feature, a geometry that is no valid polygon or lies off the earth.
    """
    problems: list[Problem] = []
    features = {name: _features(text, name, problems) for name, text in texts.items()}
    areas = {}
    for name in names:
        file, _, feature = name.partition("#")
        shapes = [area for label, area in features.get(file, ()) if not feature or label == feature]
        if file in features and features[file] and not shapes:
            labels = ", ".join(label or "(no name)" for label, _ in features[file])
            action = sentence("Use the name or id of one of its features: {labels}.", labels=labels)
            problems.append(
                Problem(
                    "unknown-area",
                    name,
                    sentence("{file} has no feature {feature!r}", file=file, feature=feature),
                    action,
                )
            )
        problems += [problem for area in shapes for problem in _faults(area, name)]
        if shapes:
            areas[name] = shapely.union_all(shapes) if all(area.is_valid for area in shapes) else shapes[0]
    if problems:
        raise BadInputError(sorted(set(problems)))
    return areas


def area_names_in(file: str, text: str) -> tuple[str, ...]:
    """Return the names by which rules can speak of a file's areas: the file's own, and that of each named feature."""
    labels = [label for label, _ in _features(text, file, []) if label]
    return (file, *(f"{file}#{label}" for label in dict.fromkeys(labels)))


def _features(text: str, name: str, problems: list[Problem]) -> list[tuple[str, BaseGeometry]]:
    try:
        document = json.loads(text)
        items = document["features"] if document.get("type") == "FeatureCollection" else [document]
        found = [(_label(item), shape(item.get("geometry", item))) for item in items]
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        problems.append(
            Problem("not-geojson", name, sentence("it cannot be read as GeoJSON ({error})", error=error), _FORM)
        )
        return []
    if not found:
        problems.append(Problem("area-empty", name, "it holds no polygon", _FORM))
    return found


def _label(item: Mapping[str, Any]) -> str:
    properties = item.get("properties") or {}
    return str(properties.get("name", item.get("id", "")))


def _faults(area: BaseGeometry, name: str) -> list[Problem]:
    if area.geom_type not in {"Polygon", "MultiPolygon"} or area.is_empty:
        return [
            Problem(
                "area-not-polygon", name, sentence("it is a {geom_type}, not an area", geom_type=area.geom_type), _FORM
            )
        ]
    if not area.is_valid:
        cause = sentence("its outline is faulty: {is_valid_reason}", is_valid_reason=shapely.is_valid_reason(area))
        return [Problem("area-invalid", name, cause, "Redraw it so that its outline does not cross itself.")]
    west, south, east, north = area.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        cause = sentence(
            "it reaches from {west}, {south} to {east}, {north}, off the earth",
            west=west,
            south=south,
            east=east,
            north=north,
        )
        return [Problem("area-off-earth", name, cause, "Export it in WGS 84 degrees, longitude before latitude.")]
    return []
