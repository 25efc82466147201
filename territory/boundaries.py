"""Territories as areas on a map: cells of the road network joined, without overlap and without a hole.

Each junction belongs to the account reached from it first; its Voronoi cell belongs to that account's territory. Every
account adds a cell of its own, so that it lies inside its own territory whatever its road does. Joined cells are a
valid coverage, and are simplified as one (`shapely.coverage_simplify`), so that borders stay shared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

METRES_A_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True, eq=False)
class Boundaries:
    """Areas by territory, in longitude and latitude, and how far they were simplified in metres."""

    areas: Mapping[str, BaseGeometry]
    tolerance_m: float


def boundaries(
    points: NDArray[np.float64], owners: Sequence[str], accounts: NDArray[np.bool_], tolerance_m: float = 100.0
) -> Boundaries:
    """Return the areas of the territories around owned points.

    Parameters
    ----------
    points : float array, shape (m, 2)
        Latitude and longitude of junctions and accounts.
    owners : sequence of str, length m
        The territory of each point.
    accounts : bool array, shape (m,)
        Which points are accounts: these stay inside their own area.
    tolerance_m : float
        How far a border may be simplified; less is taken where an account would change sides.
    """
    flat, scale = _flat(points)
    rows, names = _distinct(flat, owners, accounts)
    cells = _cells(flat[rows])
    labels = sorted(set(names))
    joined = [_joined([cell for cell, name in zip(cells, names, strict=True) if name == label]) for label in labels]
    inside = [shapely.points(flat[rows][_of(names, label) & accounts[rows]]) for label in labels]
    shapes, used = _simplified(np.array(joined, dtype=object), inside, tolerance_m)
    areas = {label: _round(shape, scale) for label, shape in zip(labels, shapes, strict=True)}
    return Boundaries(areas, used)


def feature_collection(areas: Mapping[str, BaseGeometry], facts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the areas as GeoJSON, with `facts` of each territory as its properties."""
    features = [
        {
            "type": "Feature",
            "properties": {"territory": name, **facts.get(name, {})},
            "geometry": shapely.geometry.mapping(area),
        }
        for name, area in areas.items()
    ]
    return {"type": "FeatureCollection", "features": features}


def faults(areas: Mapping[str, BaseGeometry], accounts: Sequence[tuple[str, str, float, float]]) -> list[str]:
    """Return what is wrong with areas: overlaps, holes in the whole, accounts (id, territory, lat, lon) outside."""
    shapes = np.array(list(areas.values()), dtype=object)
    found = [] if shapely.coverage_is_valid(shapes) else ["areas overlap or do not meet along their border"]
    whole = shapely.union_all(shapes)
    holes = sum(len(shapely.geometry.polygon.Polygon(part).interiors) for part in shapely.get_parts(whole))
    if holes:
        found.append(f"{holes} holes between the areas")
    for name, territory, lat, lon in accounts:
        if not shapely.intersects_xy(areas[territory], lon, lat):
            found.append(f"account {name} lies outside {territory}")
    return found


def _flat(points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return metres east and north, and the metres of a degree of longitude and latitude."""
    scale = METRES_A_DEGREE * np.array([np.cos(np.radians(points[:, 0].mean())), 1.0])
    return points[:, ::-1] * scale, scale


def _distinct(
    flat: NDArray[np.float64], owners: Sequence[str], accounts: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.object_]]:
    """Return one point for each position (accounts first), and its owner."""
    order = np.argsort(~accounts, kind="stable")
    _, first = np.unique(np.round(flat[order], 1), axis=0, return_index=True)
    rows = order[np.sort(first)]
    return rows, np.array(owners, dtype=object)[rows]


def _cells(flat: NDArray[np.float64]) -> NDArray[np.object_]:
    """Return the Voronoi cell of each point, clipped to the points' surroundings."""
    everything = shapely.multipoints(flat)
    margin = 0.03 * max(*(flat.max(axis=0) - flat.min(axis=0)), 1000.0)
    land = shapely.convex_hull(everything).buffer(margin, quad_segs=4)
    if len(flat) == 1:
        return np.array([land], dtype=object)
    cells = shapely.get_parts(shapely.voronoi_polygons(everything, extend_to=land, ordered=True))
    return np.asarray(shapely.intersection(cells, land), dtype=object)


def _joined(cells: Sequence[BaseGeometry]) -> BaseGeometry:
    return shapely.coverage_union_all(np.array(cells, dtype=object))


def _of(names: NDArray[np.object_], label: str) -> NDArray[np.bool_]:
    return np.asarray(names == label, np.bool_)


def _simplified(
    shapes: NDArray[np.object_], inside: Sequence[NDArray[np.object_]], tolerance_m: float
) -> tuple[NDArray[np.object_], float]:
    """Simplify all borders together, half as far each time an account would change sides."""
    tolerance = tolerance_m
    while tolerance >= 1.0:
        simpler = shapely.coverage_simplify(shapes, tolerance, simplify_boundary=True)
        kept = all(shapely.covers(shape, points).all() for shape, points in zip(simpler, inside, strict=True))
        if kept and shapely.coverage_is_valid(simpler):
            return simpler, tolerance
        tolerance /= 2
    return shapes, 0.0


def _round(shape: BaseGeometry, scale: NDArray[np.float64]) -> BaseGeometry:
    return shapely.transform(shape, lambda metres: metres / scale)
